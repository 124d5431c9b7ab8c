# %% [markdown]
# # Cells that look alike

# %%
x = 1

# %% [markdown]
# And again:

# %% tags=["C02", "knob"]
x = 1

# %% [markdown] locked="fixed-words"
# These words are put back when the unit is graded.

# %% solution="first"
def first(x):
    ### BEGIN SOLUTION
    return x[0]
    ### END SOLUTION

def twice(x):
    ### BEGIN SOLUTION
    return first(x) * 2
    ### END SOLUTION

# %% test="first" points=2.5

# %% solution="second"
second = None
### BEGIN SOLUTION
second = lambda x: x[1]  # the answer
### END SOLUTION

# %% test="second" points=14.5

# %% [markdown] written="why" points=3 tags=["C03"]
# Why?
# ### BEGIN MARK SCHEME
# Three points for a reason.
# ### END MARK SCHEME

# %% [markdown]
# And again:

# %%
text = """
# %% this is no header
"""
