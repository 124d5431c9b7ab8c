# %% [markdown]
# # A toy unit
# Three cells that go the whole way, from the source to a graded notebook.

# %% locked="setup"
import numpy as np
from bnlab import check, predict, recall

# %% [markdown]
# ## Centring
# Take the mean away, and the numbers lie around zero.


# %% solution="centre" tags=["C01"]
def centre(x):
    """Return x less its mean.

    Args:
        x: numbers, (n,).
    """
    ### BEGIN SOLUTION
    canary_solution = x.mean()
    return x - canary_solution
    ### END SOLUTION


# %% test="centre" points=18

# %% [markdown]
# Before it is measured, a guess.

# %% predict="where"
predict("where", "Where does the mean lie afterwards?", choices=("at zero", "at one"))

# %% [markdown]
# Now the measurement.

# %% experiment
measured = centre(np.arange(4.0)).mean()
print(f"the mean is now {measured:.1f}")

# %% [markdown]
# It lies at zero.

# %% experiment
recall("where", measured="at zero")

# %% [markdown] written="why-zero" points=2
# **Why** does it lie at zero? Answer in one sentence.
#
# ### BEGIN SOLUTION
# The mean of a difference is the difference of the means: canary model answer.
# ### END SOLUTION
#
# ### BEGIN MARK SCHEME
# Two points for saying that the mean is linear: canary mark scheme.
# ### END MARK SCHEME
