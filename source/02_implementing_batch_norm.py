# %% [markdown]
# # 02 · Implementing batch norm
#
# **What you will do.** Write batch norm with your own hands: the way forward, the way back, and
# the check that tells you whether the way back is right.
#
# **What you will learn**
# - the four equations of batch norm, one line of NumPy each
# - where ε stands, and what breaks when it stands elsewhere
# - how to check any gradient, and how such a check can fool you
# - how a slope comes back through a graph, edge by edge
#
# **What you will need.** NumPy, the chain rule, and unit 01 as far as "divide by σ, not by σ²".
# If you follow the lectures: *Normalizing activations in a network*.
#
# **Time**: about 110 minutes, of which 60 for three exercises and a written answer (20 points).
# If you want to stop half-way, stop before *Back along a graph*.

# %% locked="setup"
# Run me first, and again after every restart.
import numpy as np

from bnlab import check, compare_steps, predict, recall, show
from bnlab.attempts import yours
from bnlab.batches import small
from bnlab.costs import draw_passes, passes, times_faster
from bnlab.data import load_wine
from bnlab.differences import central, draw_errors, one_sided, slopes, worst
from bnlab.epsilon import SPREADS, draw_spreads, two_examples
from bnlab.figures import LOW, TALL, canvas
from bnlab.graph import draw_graph
from bnlab.hidden import bowls, draw_bowls
from bnlab.layers import BatchNorm, edge_by_edge, in_one_line
from bnlab.walk import Walk

# %% [markdown]
# ## One mini-batch, by hand (20 minutes)
#
# Four examples pass through a layer with two units.
# Before the activation, the layer has computed these numbers: an example in each row, a unit in
# each column.

# %% experiment
batch = small()
z, gamma, beta, eps = batch.z, batch.gamma, batch.beta, batch.eps
print(z)

# %% [markdown]
# The first unit stays below 10, the second goes up to 170: unit 01's trouble, and its cure works
# here as well. First, the **mean** of each unit over the batch:
#
# $$\mu = \frac1m \sum_i z^{(i)}$$

# %% experiment
mu = z.mean(axis=0)
print(mu)

# %% [markdown]
# Second, the **variance**. It is a mean too, of squared distances, so divide by m and not by
# m − 1:
#
# $$\sigma^2 = \frac1m \sum_i (z^{(i)} - \mu)^2$$

# %% experiment
var = ((z - mu) ** 2).mean(axis=0)
print(var)

# %% [markdown]
# Third, **normalize**: subtract the mean, divide by the root of the variance. A small number ε,
# here 0.00001, stands under the root with it:
#
# $$z_\text{norm} = \frac{z - \mu}{\sqrt{\sigma^2 + \varepsilon}}$$

# %% experiment
z_norm = (z - mu) / np.sqrt(var + eps)
print(z_norm.round(2))

# %% [markdown]
# The first number: (9 − 4) / 3 ≈ 1.67.
# Fourth, **scale and shift** each unit by γ and β, two numbers of its own that the network learns
# like weights:
#
# $$\tilde z = \gamma\, z_\text{norm} + \beta$$

# %% experiment tags=["C02", "shows-C02-hidden"]
z_tilde = gamma * z_norm + beta
print(z_tilde.round(2))
slip = (z - mu) / var
print("spreads over σ: ", z_norm.std(axis=0).round(2), "  over σ²:", slip.std(axis=0).round(2))

# %% [markdown]
# That is all of batch norm in training; `z_tilde` goes on to the activation in the place of `z`.
# The last line is unit 01's slip once more: divided by σ², the unit that spread 50 spreads 1/50.
# Where all σ are near 1 you would never notice.
#
# Watch the first unit take the four steps: set the first slider to 0, and apply one equation after
# the other. Then drag the orange dot far away from the rest. (Tab and the arrow keys work too.)

# %% experiment
Walk().show(
    alt="Three number lines, one below the other, for z, z_norm and z tilde. On the top one four "
    "dots with their mean and spread marked; threads lead down from each dot to its place on the "
    "lines below."
)

# %% [markdown]
# You drag only the orange dot, and yet after step 3 all four move: through μ and σ each example
# has a say in what becomes of the others. That is what makes the way back interesting.
# And however far you drag it, after step 3 it never goes beyond 1.73, which is $\sqrt{m - 1}$.

# %% [markdown]
# ### Exercise 1 · `batch_norm_forward`
# **12 minutes · ●●○ · 6 points**
#
# *Why it is worth doing*: it is the layer itself; every later unit stands on it.
#
# *In*: `z` `(m, n)`, `gamma` and `beta` `(n,)`, `eps` a number. *Out*: `z_tilde` `(m, n)` and
# `cache`, what the way back will need. The line that fills it is there already: it wants your
# `z_norm` `(m, n)` and `std`, the root of variance plus ε, `(n,)`.
# `z` stays as it was.
#
# <details><summary>A hint</summary>You have seen the four lines. Make <code>std</code> first, then
# divide by it.</details>
# <details><summary>Another one</summary>The statistics are over the examples, so
# <code>axis=0</code>; without <code>keepdims</code> they come out as (n,).</details>


# %% solution="batch_norm_forward"
def batch_norm_forward(z, gamma, beta, eps):
    """Return the batch normalized, scaled and shifted, and what the way back needs.

    Args:
        z: what a layer computed for a mini-batch, (m, n): m examples in rows, n units.
        gamma: the scale of each unit, (n,).
        beta: the shift of each unit, (n,).
        eps: the small number under the root, a float.

    Returns:
        z_tilde: gamma * z_norm + beta, (m, n).
        cache: a dictionary with z_norm, (m, n), and std and gamma, (n,) each.
    """
    ### BEGIN SOLUTION
    mu = z.mean(axis=0)
    var = ((z - mu) ** 2).mean(axis=0)
    std = np.sqrt(var + eps)
    z_norm = (z - mu) / std
    z_tilde = gamma * z_norm + beta
    ### END SOLUTION
    cache = {"z_norm": z_norm, "std": std, "gamma": gamma}
    return z_tilde, cache


# %% test="batch_norm_forward" points=6

# %% [markdown]
# ## Where ε stands (10 minutes)
#
# With ε the promise "spread 1" is not quite kept:
#
# $$\text{variance of } z_\text{norm} = \frac{\sigma^2}{\sigma^2 + \varepsilon}$$
#
# Below, seventeen units with spreads from 0.0000001 to 10 go through batch norm, with γ = 1 and
# β = 0.

# %% predict="small-unit"
predict(
    "small-unit",
    "A unit spreads by only 0.001, and ε is 0.00001. What is its spread after batch norm?",
    choices=("about 1", "about 0.3", "about 0.001"),
    mine="",
)

# %% experiment tags=["C05", "shows-C05"]
pair, one, zero = two_examples(SPREADS), np.ones(17), np.zeros(17)
after = yours(
    "batch_norm_forward",
    lambda: zero + batch_norm_forward(pair, one, zero, 1e-5)[0].std(axis=0),
    otherwise=lambda: BatchNorm(one, zero, 1e-5).forward(pair).std(axis=0),
)
fig, ax = canvas()
draw_spreads(ax, 1e-5, measured={"inside the root": after})
show(
    fig,
    alt="Spread after batch norm against spread before. Without ε a level line at 1. With ε "
    "inside the root an S that falls from 1 to 0 around a spread of 0.003; with ε outside the "
    "root the same S lies around 0.00001.",
)
near = min((1.0, 0.3, 0.001), key=lambda x: abs(x - after[8]))
recall("small-unit", measured=f"about {near:g}")

# %% [markdown]
# The dots are measured, the blue line is the root of the formula, since it shows spreads.
# Units that spread 0.1 or more come out with spread 1. At 0.001 about 0.3 is left, because ε is
# ten times the variance there.
#
# *Where* ε stands moves the border. Inside the root ε is weighed against σ², and the border lies
# at a spread of √ε ≈ 0.003; outside, in $\sqrt{\sigma^2} + \varepsilon$, it is weighed against σ
# and lies at 0.00001.
# On data of ordinary size you cannot tell the two apart, so a test with such data lets both pass.
#
# And without ε? A unit that gives the same number for every example has σ = 0. The next cell tries
# two such units, and then the school formula for the variance, $E[z^2] - E[z]^2$.

# %% experiment tags=["C06", "shows-C06"]
same = np.array([[5.0, 0.1]] * 3)  # the first unit always says 5, the second 0.1
with np.errstate(invalid="ignore"):
    without = (same - same.mean(axis=0)) / np.sqrt(same.var(axis=0))
within = (same - same.mean(axis=0)) / np.sqrt(same.var(axis=0) + 1e-5)
print("without ε:", without[0], "  with ε:", within[0].round(9) + 0.0)
far = z / 1000 + 1e6  # spreads of 0.003 and 0.05, a million away from 0
print("mean of squared distances:", far.var(axis=0))
print("E[z²] − E[z]²:            ", (far**2).mean(axis=0) - far.mean(axis=0) ** 2)

# %% [markdown]
# The first unit divides 0 by 0, and from then on every number in the network is `nan`.
# The second is worse, because nothing complains: three times 0.1 divided by 3 is not quite 0.1,
# and batch norm blows up that rounding error to a full −1. With ε both are 0, so z̃ = β.
#
# The school formula gives the first unit a variance *below zero*: it subtracts two numbers near a
# million million, and their sixteen digits end before the difference begins.
#
# **To remember**: ε stands under the root, and decides which units count as constant.

# %% [markdown]
# ## Do hidden layers like it? (7 minutes)
#
# To a network's third layer, the second *is* the input, so unit 01's argument should hold for it.
# Take an untrained network on the standardized wines, two hidden layers of 6 units, and measure
# the bowl of what the second one hands on, with z normalized, or the activation a, or nothing.

# %% predict="hidden"
predict(
    "hidden",
    "With sigmoids: where must you normalize to get the roundest bowl for the next layer?",
    choices=("before the activation: z", "after the activation: a", "it makes no difference"),
    mine="",
)

# %% experiment tags=["C03", "shows-C03"]
X = load_wine().X
X = (X - X.mean(axis=0)) / X.std(axis=0)
one, zero = np.ones(6), np.zeros(6)
lengths = yours(
    "batch_norm_forward",
    lambda: bowls(X, lambda v: batch_norm_forward(v, one, zero, 1e-5)[0]),
    otherwise=lambda: bowls(X, BatchNorm(one, zero, 1e-5).forward),
)
fig, axes = canvas(1, 2, size=LOW, sharey=True)
draw_bowls(axes, lengths)
show(
    fig,
    alt="Condition numbers of the next layer's bowl on a logarithmic axis. Sigmoid: nothing "
    "normalized 440,000, z normalized 5,800, a normalized 240. Tanh: 390, 95 and 90.",
)
nothing, before, behind = (np.median(lengths["sigmoid"][place]) for place in lengths["sigmoid"])
where = "after the activation: a" if behind < before / 2 else "before the activation: z"
recall("hidden", measured=where if nothing > 2 * behind else "it makes no difference")

# %% [markdown]
# The median of 50 networks, and where 8 of 10 lie.
# Sigmoids hand on numbers that all lie near ½ and hardly differ: a long bowl. Normalizing z helps
# 75-fold, normalizing a 1,800-fold, for that is the very thing unit 01 did.
# With tanh, whose values are around 0 already, the gain is about four, and either place will do.
#
# **What this does not show.** These networks are untrained, one layer's bowl is not the loss of
# the whole, and the factors depend on how large the first weights are (here about 1/√inputs).
# With 50 units, other data and only the six longest directions counted, we found no
# gain with tanh at all.
# Most networks normalize z all the same; unit 03 races the two, and it is close to a tie.

# %% [markdown]
# ## A check before it is needed (18 minutes)
#
# The way back is where mistakes hide: a wrong gradient may still lower the loss, only worse.
# So first you write what will catch it. A slope can be *measured*: move a number by a small h and
# see what changes.


# %% experiment
def cube(x):
    return x * x * x


print(f"one-sided {one_sided(cube, at=2.0, step=0.01):.4f}")
print(f"central   {central(cube, at=2.0, step=0.01):.4f}")

# %% [markdown]
# The slope of x³ at 2 is 12. To the right only, $\frac{f(x+h) - f(x)}{h}$, the bend of the curve
# gets in; to both sides, $\frac{f(x+h) - f(x-h)}{2h}$, it cancels.

# %% predict="step-size"
predict(
    "step-size",
    "Which h gives the most exact central difference?",
    choices=("0.01", "0.00001", "the smaller the better"),
    mine="",
)

# %% experiment
fig, ax = canvas()
draw_errors(ax, cube, at=2.0, slope=12.0)
show(
    fig,
    alt="Relative error of the slope against the step h, both logarithmic. The central difference "
    "falls steeply to below 1e-11 a little left of h = 1e-5 and rises again; the one-sided one "
    "is a shallower V with its bottom near 1e-8.",
)
errors = {h: abs(central(cube, 2.0, float(h)) - 12) for h in ("0.01", "0.00001", "1e-12")}
best = min(errors, key=errors.get)
recall("step-size", measured="the smaller the better" if best == "1e-12" else best)

# %% [markdown]
# From the right both errors fall with h, the central one twice as steeply. To the left they rise
# again: f(x + h) and f(x − h) then agree in nearly all of their digits.
# The bottom lies a little left of the dotted line at h = 0.00001, which we take to be safe.
# (In single precision it lies much higher; check gradients in double.)
#
# A layer has many numbers in and many out. The slope that is meant is that of the *loss*: the way
# back starts with the slope of the loss in every output, the **upstream** gradient, and it is
# enough to pretend that the loss is
#
# $$L(x) = \sum \text{upstream} \cdot f(x)$$
#
# for this has just these slopes. For each single number of x:
#
# $$\text{numeric} = \frac{L(x + h) - L(x - h)}{2h} \qquad
# \text{error} = \frac{|\text{numeric} - \text{claimed}|}
# {\max(|\text{numeric}| + |\text{claimed}|,\; 10^{-8})}$$

# %% [markdown]
# ### Exercise 2 · `gradient_check`
# **15 minutes · ●●○ · 4 points**
#
# *Why it is worth doing*: it works for any function, also for a layer of your own.
#
# *In*: `f`, a function of one array; `x`, where to check, floats of any shape; `upstream`, of the
# shape of `f(x)`; `claimed`, the slopes somebody claims, of the shape of `x`; `h`.
# *Out*: the largest error over all numbers of x, a `float`. `x` is left as you found it.
#
# <details><summary>A hint</summary><code>for i in np.ndindex(x.shape):</code> visits each number
# of an array of any shape; <code>x[i]</code> is that number.</details>
# <details><summary>Another one</summary>Two copies, <code>right = x.copy()</code> and
# <code>left = x.copy()</code>, move in entry i alone, and x stays unharmed.</details>
# <details><summary>And another</summary><code>np.sum(upstream * (f(right) - f(left)))</code> is
# L(right) − L(left).</details>


# %% solution="gradient_check"
def gradient_check(f, x, upstream, claimed, h=1e-5):
    """Return the largest relative error of the slopes that are claimed.

    Args:
        f: a function of an array like x.
        x: where to check, an array of floats of any shape; it is left as it was.
        upstream: the slope of the loss in each number of f(x).
        claimed: the slope of the loss in each number of x, as somebody claims; shaped like x.
        h: how far each number is moved, to either side.

    Returns:
        The largest |numeric - claimed| / max(|numeric| + |claimed|, 1e-8), a float.
    """
    ### BEGIN SOLUTION
    largest = 0.0
    for i in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[i] += h
        left[i] -= h
        numeric = np.sum(upstream * (f(right) - f(left))) / (2 * h)
        size = max(abs(numeric) + abs(claimed[i]), 1e-8)
        largest = max(largest, abs(numeric - claimed[i]) / size)
    return float(largest)
    ### END SOLUTION


# %% test="gradient_check" points=4

# %% [markdown]
# Before you trust it, one surprise. An upstream gradient of ones is quickly written. Below, three
# answers are put to the check: the right one, one that forgot γ, and one of zeros. Each is checked
# with ones, and with the uneven upstream gradient that belongs to our small batch.

# %% predict="ones"
predict(
    "ones",
    "Batch norm, with an upstream gradient of ones everywhere. What is the slope in z?",
    choices=("ones everywhere", "gamma / std everywhere", "zero everywhere"),
    mine="",
)

# %% experiment
layer, upstreams = BatchNorm(gamma, beta, eps), (np.ones_like(z), batch.dz_tilde)
layer.forward(z)
right, uneven = (layer.backward(upstream) for upstream in upstreams)
claims = {"right": (right, uneven), "no γ": (right / gamma, uneven / gamma)}
claims["zeros"] = (np.zeros_like(z), np.zeros_like(z))


def errors(check):
    """The check's error for each claim, with ones and with the uneven upstream gradient."""
    return {name: [float(e) for e in map(check, upstreams, of)] for name, of in claims.items()}


found = yours(
    "gradient_check",
    lambda: errors(lambda upstream, dz: gradient_check(layer.forward, z.copy(), upstream, dz)),
    otherwise=lambda: errors(lambda upstream, dz: worst(slopes(layer.forward, z, upstream), dz)),
)
for name, (of_ones, of_uneven) in found.items():
    print(f"{name:6} error with ones {of_ones:.1f}, with an uneven upstream {of_uneven:.1f}")
measured = abs(slopes(layer.forward, z, np.ones_like(z))).max()
recall("ones", measured="zero everywhere" if measured < 1e-8 else "gamma / std everywhere")

# %% [markdown]
# With ones all three pass, even no gradient at all (what is not quite 0 there is rounding).
# The sum of a unit's z̃ over the batch is m·β, *whatever z is*, because the mean was subtracted.
# Move one z, and the sum stands still: its slope is exactly 0.
#
# **To remember**: check with a random upstream gradient.

# %% [markdown]
# ## Back along a graph (35 minutes)
#
# Here is the first unit of the small batch as a graph, with its numbers on the arrows.

# %% experiment
fig, ax = canvas(size=TALL)
draw_graph(ax, batch.unit(0))
show(
    fig,
    alt="A graph from z at the left to z tilde at the right. From z a blue arrow and, by way of "
    "the mean, a pink one lead to a minus sign. From there a blue arrow and, by way of the "
    "variance and its root, an orange one lead to a division; then times γ, plus β. On the arrows "
    "stand the values of four examples.",
)

# %% [markdown]
# Three ways lead from z to z_norm: straight on (blue), through the mean (pink) and through the
# variance (orange).
# Slopes go the same ways backwards, from right to left, and need six rules:
#
# | forward | back |
# |---|---|
# | a product, `a * b` | the slope in `a` is the slope that came, times `b` |
# | a sum, `a + b` | the slope goes to both as it is; with a minus, negated |
# | one number used for every row (β, γ, μ, std) | add up over the rows: `.sum(axis=0)` |
# | a function `f(a)` of one number | the slope times `f'(a)`: 2a for a², ½ a^(−½) for √a |
# | a mean over m rows | every row gets the slope divided by m |
# | a value used twice | add up what comes back |
#
# A slope has the shape of what it belongs to. Look at that first.
#
# The first two edges, from the right. β is added to every row, so its slope is a sum over the
# rows; z_norm is multiplied by γ. In code `dx` is the slope of the loss in x.
#
# Go on in this cell, a line an edge, as far as you like: `dgamma`, `dvar`, `dmu`, `dz`. Hand over
# what you have (`dvar=dvar`), and `compare_steps` says of each what is right and what is off. None
# of it is required.

# %% experiment
dz_tilde = batch.dz_tilde
dbeta = dz_tilde.sum(axis=0)
dz_norm = gamma * dz_tilde
compare_steps(dbeta=dbeta, dz_norm=dz_norm)

# %% [markdown]
# ### Exercise 3 · `batch_norm_backward`
# **25 minutes · ●●● · 6 points**
#
# *Why it is worth doing*: whoever has walked this graph once can walk any.
#
# *In*: `dz_tilde` `(m, n)` and the `cache` of your forward function. *Out*: `dz` `(m, n)`,
# `dgamma` and `dbeta`, both `(n,)`.
# You do not need z itself: `z_norm * std` is z − μ.
#
# <details><summary>The slope in γ</summary>γ is used for every row, and each time it is multiplied
# by z_norm: <code>dgamma = (dz_tilde * z_norm).sum(axis=0)</code>.</details>
# <details><summary>The slope in the variance</summary>z_norm is (z − μ) · (var + ε)^(−1/2). The
# power has the slope −½ · (var + ε)^(−3/2), which is <code>-0.5 / std**3</code>; times
# <code>dz_norm</code> times z − μ, added up over the rows.</details>
# <details><summary>The slope in the mean</summary>By way of z − μ:
# <code>-(dz_norm / std).sum(axis=0)</code>. There is a second way, through the variance. It adds
# the sum of −2 (z − μ) / m, and what is that?</details>
# <details><summary>The slope in z</summary>Three ways, so three terms:
# <code>dz_norm / std</code>, then <code>dvar * 2 * (z − μ) / m</code>, then
# <code>dmu / m</code>.</details>


# %% solution="batch_norm_backward"
def batch_norm_backward(dz_tilde, cache):
    """Return the slope of the loss in z, gamma and beta, found edge by edge.

    Args:
        dz_tilde: the slope of the loss in the layer's output, (m, n).
        cache: what batch_norm_forward kept: z_norm, (m, n), std and gamma, (n,).

    Returns:
        dz: the slope in each number of the layer's input, (m, n).
        dgamma: the slope in each scale, (n,).
        dbeta: the slope in each shift, (n,).
    """
    z_norm, std, gamma = cache["z_norm"], cache["std"], cache["gamma"]
    m = len(dz_tilde)
    ### BEGIN SOLUTION
    dbeta = dz_tilde.sum(axis=0)
    dgamma = (dz_tilde * z_norm).sum(axis=0)
    dz_norm = gamma * dz_tilde
    centred = z_norm * std
    dvar = (dz_norm * centred).sum(axis=0) * -0.5 / std**3
    dmu = -(dz_norm / std).sum(axis=0)
    dz = dz_norm / std + dvar * 2 * centred / m + dmu / m
    return dz, dgamma, dbeta
    ### END SOLUTION


# %% test="batch_norm_backward" points=6

# %% [markdown]
# Now your check judges your gradient, on random numbers. (For `dgamma` and `dbeta` only `f`
# changes.)

# %% experiment
rng = np.random.default_rng(2)
some, upstream = rng.normal(3, 2, (6, 2)), rng.normal(size=(6, 2))


def judged():
    """The error of your dz, by your check and your way forward."""
    cache = batch_norm_forward(some.copy(), gamma, beta, eps)[1]
    dz, _, _ = batch_norm_backward(upstream, cache)
    error = gradient_check(
        lambda v: batch_norm_forward(v, gamma, beta, eps)[0], some.copy(), upstream, dz
    )
    return float(error)


def library():
    """The same with the library's."""
    layer.forward(some)
    dz = layer.backward(upstream)
    return worst(slopes(layer.forward, some, upstream), dz)


off = yours("three functions", judged, otherwise=library, compare=False)
print("largest error:", "below 0.000001" if off < 1e-6 else f"{off:.2g}")

# %% [markdown]
# And the picture to take home: a slope coming back along every arrow.

# %% experiment
fig, ax = canvas(size=TALL)
draw_graph(ax, batch.unit(0), slopes=True)
show(
    fig,
    alt="The same graph with two columns of numbers at every arrow: in black what went forward, "
    "in green the slope that comes back. At the right 3, 1, minus 2, minus 4; at β minus 2, at γ "
    "6, at the variance minus 0.5, at the mean 1; and at z 0.5, 1.5, minus 0.5, minus 1.5.",
)

# %% [markdown]
# Follow the first example from the right. It comes with 3 and passes γ = 1.5 to 4.5.
# Straight on, 4.5 / 3 = 1.5 is left; through the variance come back −1.25; together 0.25, and
# through the mean another 0.25. Its slope is 0.5: *a third* of what the straight way alone says.
#
# The four slopes in z add up to 0.5 + 1.5 − 0.5 − 1.5 = 0. They always do, since shifting all four
# alike changes nothing: a test of one line.

# %% [markdown]
# ## What the way through the mean is for (8 minutes)
#
# It is tempting to leave the pink and the orange way out and treat μ and σ as constants; it
# has happened in published code.
# The paper on batch norm tells the price in its section 2. Let a layer learn a bias b, subtract
# the mean of the batch behind it, and leave the mean out of the gradient:

# %% predict="constants"
predict(
    "constants",
    "The mean counts as a constant in the gradient. What becomes of b and of the loss?",
    choices=(
        "b settles, the loss falls",
        "b grows, the loss falls slowly",
        "b grows, the loss stays as it is",
    ),
    mine="",
)


# %% experiment
def learn(through_the_mean, steps, rate=0.1):
    """Return the bias and the loss after some steps of descent."""
    u, wanted, b = z[:, 0], np.array([3.0, 2.0, 1.0, 2.0]), 0.0
    for _ in range(steps + 1):
        out = (u + b) - (u + b).mean()
        loss, slope = ((out - wanted) ** 2).mean() / 2, (out - wanted) / len(u)
        if through_the_mean:
            slope = slope - slope.mean()
        b, last = b - rate * slope.sum(), b
    return last, loss


for steps in (0, 10, 100, 1000):
    (wrong, loss), (right, _) = learn(False, steps), learn(True, steps)
    print(f"{steps:5} steps: mean constant b = {wrong:6.2f}, loss {loss:.2f};", end="  ")
    print(f"true slope b = {right + 0.0:.2f}")
grew, fell = learn(False, 1000)[0] > 10, learn(False, 1000)[1] < 0.99 * learn(False, 0)[1]
told = "b grows, the loss " + ("falls slowly" if fell else "stays as it is")
recall("constants", measured=told if grew else "b settles, the loss falls")

# %% [markdown]
# Descent believes that b matters, and pushes. The mean takes the push away again. So b grows by
# 0.2 in every step, for ever, and the loss never moves.
# With the pink way in, the slope in b is 0, and b rests. (Unit 03 throws it out.)
#
# (It grows because the wanted numbers are 2 on average, and a mean of 2 is what no b can give.
# A whole network with this fault may still learn something, so its loss will not warn you.)

# %% [markdown]
# ## One line (optional, 15 minutes)
#
# Put the lines of the staged way back into each other, and most of it cancels.
#
# ### Exercise 4 · `batch_norm_backward_simplified`
# **15 minutes · ●●● · optional, no points**
#
# *Why it is worth doing*: the reward is measured below.
#
# *In* and *out* as in exercise 3, with `dz` in one line.
#
# <details><summary>A hint</summary>Write <code>dvar</code> and <code>dmu</code> in terms of
# <code>dgamma</code> and <code>dbeta</code>: the sum of dz_norm is γ · dbeta, and the sum of
# dz_norm · z_norm is γ · dgamma.</details>
# <details><summary>The line</summary>dz = γ / (m · std) · (m · dz_tilde − dbeta − z_norm ·
# dgamma)</details>


# %% solution="batch_norm_backward_simplified"
def batch_norm_backward_simplified(dz_tilde, cache):
    """Return the slope of the loss in z, gamma and beta, with dz in one line.

    Args:
        dz_tilde: the slope of the loss in the layer's output, (m, n).
        cache: what batch_norm_forward kept: z_norm, (m, n), std and gamma, (n,).

    Returns:
        dz: the slope in each number of the layer's input, (m, n).
        dgamma: the slope in each scale, (n,).
        dbeta: the slope in each shift, (n,).
    """
    z_norm, std, gamma = cache["z_norm"], cache["std"], cache["gamma"]
    m = len(dz_tilde)
    ### BEGIN SOLUTION
    dbeta = dz_tilde.sum(axis=0)
    dgamma = (dz_tilde * z_norm).sum(axis=0)
    dz = gamma / (m * std) * (m * dz_tilde - dbeta - z_norm * dgamma)
    return dz, dgamma, dbeta
    ### END SOLUTION


# %% test="batch_norm_backward_simplified" points=0

# %% [markdown]
# In words: take from the upstream gradient its mean and the part that runs along z_norm. No slope
# is left that would shift the whole unit, and up to ε none that would stretch it, because the way
# forward undoes both.
# NumPy goes through a whole array for every operation. Here is how often, for a batch of 64
# examples and 100 units, and what the clock says:

# %% experiment
wide, d = BatchNorm(np.ones(100), np.zeros(100)), rng.normal(size=(64, 100))
wide.forward(rng.normal(size=(64, 100)))


def cost(staged, simplified):
    """Passes over memory of both, and how many times faster the second is."""
    counts = [passes(way, d, wide.kept) for way in (staged, simplified)]
    return counts, times_faster(lambda: simplified(d, wide.kept), lambda: staged(d, wide.kept))


counts, ratio = yours(
    "two ways back",
    lambda: cost(batch_norm_backward, batch_norm_backward_simplified),
    otherwise=lambda: cost(edge_by_edge, in_one_line),
    compare=False,
)
fig, ax = canvas(size=LOW)
draw_passes(ax, {"staged": counts[0], "simplified": counts[1], "the least possible": 5})
show(
    fig,
    alt=f"Three bars: how often the batch is read or written. Staged {counts[0]} times, "
    f"simplified {counts[1]} times, and 5 times where one program does it all.",
)
print(f"The simplified way is about {ratio:g} times as fast here (to the nearest half).")

# %% [markdown]
# Fewer passes, less time. (Yours may have a few more or fewer.)
# Five would do: read `dz_tilde` and `z_norm` once for the two sums, once more for `dz`, and write
# it. That is what the libraries' fused kernels aim at.
# (On larger batches the ratio depends on the machine, and on how NumPy asks it for memory.)
#
# And does all this agree with PyTorch? If it is installed where you run this:

# %% experiment
try:
    import torch
except ImportError:
    print("PyTorch is not installed here. Where we had it, the two agreed to 12 digits.")
else:
    there = torch.tensor(z, requires_grad=True)
    norm = torch.nn.BatchNorm1d(2, eps=eps, dtype=torch.float64)
    norm.weight.data, norm.bias.data = torch.tensor(gamma), torch.tensor(beta)
    out = norm(there)
    out.backward(torch.tensor(dz_tilde))
    apart = abs(out.detach().numpy() - layer.forward(z)).max()
    apart = max(apart, abs(there.grad.numpy() - layer.backward(dz_tilde)).max())
    print("z_tilde and dz agree to 12 digits." if apart < 1e-12 else f"apart by {apart:.1e}")
    large, theirs = torch.tensor(d, requires_grad=True), torch.nn.BatchNorm1d(100).double()
    times = times_faster(
        lambda: theirs(large).backward(large.detach()),
        lambda: wide.backward(wide.forward(d)),
    )
    print(f"NumPy's time over PyTorch's, 64 examples, 100 units, there and back: {times:g}")

# %% [markdown] written="why-three-ways" points=4
# ### Exercise 5 · In your own words
# **10 minutes · ●●○ · 4 points**
#
# A colleague's batch norm divides by `np.sqrt(var)`, and its way back is
# `dz = gamma * dz_tilde / std`.
# "Shorter, and there is no `nan` anywhere. My gradient check fails, but I use an upstream gradient
# of ones, and with that a way back that returns zeros passes. So the check must be broken."
#
# In at most eight sentences: (a) which units will break the forward function, and how does ε under
# the root prevent it, (b) which two ways does this `dz` leave out, and why do they exist, (c) what
# can training do that it should not, and (d) what does a check with ones tell, and what would you
# use instead?
#
# ### BEGIN SOLUTION
# (a) A unit that gives the same number for the whole batch has variance 0: 0/0 is `nan`, or a
# rounding error is blown up to size 1. With ε the root is never below √ε, and such a unit comes
# out as β.
# (b) The ways through the mean and through the variance: each z moves μ and σ, and through them
# the z_norm of every other example.
# (c) Descent pushes in directions that the normalization takes away again, for example a bias that
# grows for ever while the loss stays the same.
# (d) With ones the loss is m·β whatever z is, so the true slope is 0: zeros are right there, the
# colleague is wrong there too, and the check cannot tell a right way back from none.
# Use a random upstream gradient and data on several scales.
# ### END SOLUTION
#
# ### BEGIN MARK SCHEME
# - 1 point: constant units (or units whose spread is tiny), with `nan` or blown-up rounding, and
#   that ε keeps the denominator away from 0.
# - 1 point: the ways through the mean and the variance, because every example changes both (or:
#   changes the others' z_norm).
# - 1 point: a consequence in training: parameters that grow without changing the loss, or steps
#   that the normalization cancels, or dz that does not add up to 0.
# - 1 point: with ones the sum of the outputs does not depend on z (the slope is 0), and a random
#   upstream gradient instead.
# ### END MARK SCHEME

# %% [markdown]
# ## What you have done (2 minutes)
#
# - You followed a batch through the four equations by hand and wrote them as a function.
# - You saw that ε belongs under the root, and which units it turns down.
# - You wrote a check that works for any gradient, and saw it fooled by ones.
# - You walked a graph backwards, edge by edge, and saw what happens without one of its ways.
#
# **What is not known, or not shown here.**
# You have seen *how* batch norm works; *why* it helps is still argued about (unit 06).
# No theory tells which ε is best. And all of this is training: what to do with a single example,
# whose batch has variance 0, is unit 08's question.

# %% [markdown]
# **In the libraries.**
#
# | here | PyTorch, `nn.BatchNorm1d(n)` | Keras, `BatchNormalization()` |
# |---|---|---|
# | `gamma`, `beta` | `weight`, `bias` | `gamma`, `beta` |
# | `eps` | `eps=1e-5` | `epsilon=1e-3` |
# | variance in training | divided by m | divided by m |
#
# So a unit that spreads 0.03 loses a third of its spread in Keras, and next to nothing in PyTorch.
# Both have a `momentum` as well, with opposite meanings: unit 08.

# %% [markdown]
# **Three questions to take further.**
# 1. With a batch of two examples, what can z_norm be? What does that leave of the layer's input?
# 2. Multiply z by 1000. What becomes of z̃, and what of dz? (Unit 04 builds on the answer.)
# 3. Layer norm takes mean and variance over each row. Which lines of your two functions change?

# %% [markdown]
# **Sources.**
# - S. Ioffe and C. Szegedy, *Batch Normalization* (2015); section 2 has the bias that grows
# - F. Kratzert, *Understanding the backward pass through Batch Normalization Layer* (2016)
# - T. Chan, G. Golub and R. LeVeque, *Algorithms for Computing the Sample Variance* (1983)
#
# **Solutions**, in the solved unit:
# - [forward](../../notebooks/02_implementing_batch_norm.ipynb#cell-id=batch_norm_forward)
# - [the check](../../notebooks/02_implementing_batch_norm.ipynb#cell-id=gradient_check)
# - [backward](../../notebooks/02_implementing_batch_norm.ipynb#cell-id=batch_norm_backward)
# - [last](../../notebooks/02_implementing_batch_norm.ipynb#cell-id=batch_norm_backward_simplified)
# - [in your own words](../../notebooks/02_implementing_batch_norm.ipynb#cell-id=why-three-ways)
