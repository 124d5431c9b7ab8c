# %% [markdown]
# # 01 · Normalizing inputs
#
# **What you will do.** Take 178 wines with thirteen measurements each, watch gradient descent
# crawl on them, and make it arrive in a step or two.
#
# **What you will learn**
# - why features on different scales slow learning down
# - how to normalize them, and why by the standard deviation rather than the variance
# - which mean and spread to use for a wine that is new
#
# **What you will need.** A little NumPy, and the idea of gradient descent.
# In the lectures: *Normalizing inputs*; it is also where *Normalizing activations in a
# network* starts.
#
# **Time**: about 60 minutes, of which 27 for three exercises and a written answer (20 points).
#
# Shift+Enter runs a cell and goes on to the next.

# %% locked="setup"
# Run me first, and again after every restart.
import numpy as np

from bnlab import check, predict, recall, show
from bnlab.attempts import yours
from bnlab.bowl import Descent, draw_bowl
from bnlab.data import load_wine, split
from bnlab.descent import Bowl, gradient, hessian, largest_stable_rate, length, races, scalings
from bnlab.figures import LOW, TALL, canvas
from bnlab.scales import at_test_time, draw_race, draw_ranges, draw_test_time, standard_error

wine = load_wine()
train, test = split(len(wine.y), train=124, seed=0)
y = np.where(wine.y == 2, 1.0, 0.0)  # one question: is this wine by grower 2?
X_train, X_test, y_train, y_test = wine.X[train], wine.X[test], y[train], y[test]
X_train.flags.writeable = X_test.flags.writeable = False  # no cell can spoil them for the next

# %% [markdown]
# ## Thirteen features, thirteen scales (5 minutes)
#
# Three growers of one region in Italy had their wines analysed.
# Our question is whether a wine is by grower 2, and we train on 124 of the wines.
# This is how far each feature reaches:

# %% experiment
fig, ax = canvas(size=TALL)
draw_ranges(ax, wine.X, wine.features)
show(
    fig,
    alt="Thirteen horizontal bars on a logarithmic axis, one for each feature. Nonflavanoid "
    "phenols lie between 0.13 and 0.66 at the far left; the means of most features lie between "
    "1 and 10, that of magnesium near 100; proline runs from 278 to 1680 at the far right.",
)

# %% [markdown]
# Each bar runs from the smallest to the largest value, the dot marks the mean.
# Nonflavanoid phenols stay between 0.13 and 0.66; proline runs from 278 to 1680.
# That says nothing about what matters: write grams for milligrams, and a number shrinks a
# thousandfold while the wine tastes the same.

# %% [markdown]
# **Notation.** The lectures put examples in columns; NumPy, PyTorch and this course put them in
# rows.
#
# | in the lectures | here | shape here |
# |---|---|---|
# | $x^{(i)}$, a column of $X$ | `X[i]`, a row of `X` | `(n,)` |
# | $X$, $(n_x, m)$ | `X` | `(m, n)`: m examples, n features |
# | $\mu = \frac1m \sum_i x^{(i)}$ | `mu` | `(n,)` |
# | $\sigma^2 = \frac1m \sum_i (x^{(i)} - \mu)^2$ | `var` | `(n,)` |
# | $\sigma$ | `sigma` | `(n,)` |
# | $(x^{(i)} - \mu) / \sigma$ | `Z`, the standardized data | `(m, n)` |
# | $w$, $b$ | `w`, `b` | `(n,)`, a number: `X @ w + b` |
# | unit 02: $z^{[l](i)}$, $z_\text{norm}$, $\tilde z$ | `z`, `z_norm`, `z_tilde` | `(m, n)` |
# | unit 02: $\gamma, \beta$; $\varepsilon$ | `gamma`, `beta`; `eps` | `(n,)`; a number |

# %% [markdown]
# ## The bowl that descent walks in (8 minutes)
#
# Logistic regression predicts the probability of grower 2 as
# $p = \operatorname{sigmoid}(x \cdot w + b)$, and its loss has the gradient
#
# $$\frac{\partial L}{\partial w_j} = \frac1m \sum_i (p^{(i)} - y^{(i)})\, x^{(i)}_j$$
#
# The feature $x_j$ stands there as a factor: large numbers, large slope.
# At the start, with all thirteen weights and the bias zero, three of the slopes are:

# %% experiment
slopes = gradient(np.zeros(14), X_train, y_train)
for feature in ("hue", "alcohol", "proline"):
    print(f"{feature:8} {slopes[wine.features.index(feature)]:8.3f}")

# %% [markdown]
# One learning rate has to serve slopes that differ by a factor of more than two thousand.
# If it suits proline, hue stands still; if it suits hue, proline flies off.

# %% [markdown]
# The loss over the weights is a bowl, and its shape tells much of the story.
# Below is the bowl of alcohol and hue, seen from above: a ring joins weights of equal loss, the
# star is the lowest point, and descent starts at the open circle.
# (It is the parabola that fits the loss at the start.)
#
# Run the cell with Ctrl+Enter; then Tab takes you to the sliders, and the arrow keys move them.
# The first one writes alcohol in an ever smaller unit.
# Let the second, the learning rate, cross 1. Then set it to 0.5 and normalize.
# (No picture after a restart? Run the setup, then this cell.)

# %% experiment
two = np.column_stack([wine.column("alcohol"), wine.column("hue")])[train]
Descent(two, y_train).show(
    alt="Left: the rings of a bowl, and the path of descent from a circle towards a star. "
    "Right: the loss above the minimum at each step, on a logarithmic axis."
)

# %% [markdown]
# Where alcohol spreads 5 times as wide as hue (in their own units it is 3.4 times), the bowl bends
# 25 times as much across the valley as along it: that is its *condition number*.
# The learning rate must suit the steep side, so the path zigzags across and creeps along: it takes
# 24 steps to lose all but 1 % of the loss above the minimum.
# With a ratio of 10 the number is 100, and 40 steps leave about 4 %.
#
# Divide by σ and the rings are round, wherever the first slider stands; with a rate of 0.5 a
# single step is enough.
# (At 0.95 it takes 22, for each step leaps across to the far side.)

# %% [markdown]
# ## Your turn: normalize (13 minutes)
#
# Two small functions: one learns the scales, one applies them.

# %% [markdown]
# ### Exercise 1 · `fit_standardizer`
# **4 minutes · ●○○ · 4 points**
#
# *Why it is worth doing*: the statistics are fitted once, kept, and used again and again. Batch
# norm will do the same with every layer.
#
# *In*: `X`, shape `(m, n)`. *Out*: `mu` and `sigma`, both of shape `(n,)`, with
#
# $$\mu_j = \frac1m \sum_i x^{(i)}_j \qquad
# \sigma_j = \sqrt{\frac1m \sum_i (x^{(i)}_j - \mu_j)^2}$$
#
# <details><summary>A hint</summary>The mean over the examples is a mean over the rows:
# <code>axis=0</code>.</details>
# <details><summary>Another one</summary><code>np.std</code> divides by m unless told otherwise
# (<code>ddof=0</code>); pandas divides by m − 1.</details>


# %% solution="fit_standardizer"
def fit_standardizer(X):
    """Return the mean and the standard deviation of each feature.

    Args:
        X: the data to learn from, (m, n): m examples in rows, n features in columns.

    Returns:
        mu: the mean of each feature, (n,).
        sigma: its standard deviation, dividing by m, (n,).
    """
    ### BEGIN SOLUTION
    mu = X.mean(axis=0)
    sigma = np.sqrt(((X - mu) ** 2).mean(axis=0))
    return mu, sigma
    ### END SOLUTION


# %% test="fit_standardizer" points=4

# %% [markdown]
# ### Exercise 2 · `standardize`
# **8 minutes · ●○○ · 6 points**
#
# *Why it is worth doing*: here sits the commonest mistake of all. The function is *given* its
# statistics, so that test data can be treated as the training data were.
#
# *In*: `X` `(m, n)`, `mu` `(n,)`, `sigma` `(n,)`. *Out*: `Z` `(m, n)`, with
# $Z_{ij} = (X_{ij} - \mu_j) / \sigma_j$.
# A feature with `sigma == 0` is divided by 1, so that it stays `x - mu` and no `nan` appears.
# (Rounding can hide a constant feature: three times 0.1 has a measured spread of 1e-17.
# Here only an exact 0 counts.)
# `X`, `mu` and `sigma` stay as they were: the caller still needs them.
#
# <details><summary>A hint</summary>Arrays of shape (m, n) and (n,) go together as they are: NumPy
# repeats the second for each row.</details>
# <details><summary>Another one</summary><code>np.where(condition, a, b)</code> makes a new array,
# so the old sigma stays unharmed.</details>


# %% solution="standardize"
def standardize(X, mu, sigma):
    """Return X with each feature shifted and scaled by statistics that are given.

    Args:
        X: any data with these features, (m, n): training or test, even a single row.
        mu: the mean of each feature in the training data, (n,).
        sigma: its standard deviation there, (n,); a feature where it is 0 is divided by 1.

    Returns:
        Z: the standardized data, (m, n), a new array.
    """
    ### BEGIN SOLUTION
    safe = np.where(sigma == 0, 1.0, sigma)
    return (X - mu) / safe
    ### END SOLUTION


# %% test="standardize" points=6

# %% [markdown]
# Try the two on all thirteen features.
# (Not ready yet? The library stands in.)


# %% experiment
def moments(normalize):
    """Mean and spread of each feature, in the training wines and in the test wines."""
    return [(Z.mean(axis=0), Z.std(axis=0)) for Z in (normalize(X_train), normalize(X_test))]


found = yours(
    "fit_standardizer and standardize",
    lambda: moments(lambda X: standardize(X, *fit_standardizer(X_train))),
    otherwise=lambda: moments(lambda X: scalings(X, like=X_train)["standardized"]),
)
for wines, (middle, width) in zip(("training", "test"), found, strict=True):
    within, low, high = abs(middle).max(), width.min(), width.max()
    print(f"{wines:8}  means within {within:.2f} of 0, spreads from {low:.2f} to {high:.2f}")

# %% [markdown]
# The training wines have mean 0 and spread 1, up to rounding.
# The test wines only come near (magnesium spreads 1.48), and that is right: they were measured
# with the ruler of the training wines.

# %% [markdown]
# ## σ or σ²? (7 minutes)
#
# "Normalize by the variances": you can hear it said, and read it in older manuals of well-known
# libraries.
# An easy slip of the tongue. What if you took it at its word?
#
# Alcohol has a spread of about 0.8 and hue of about 0.23, both in their own unit.
# Centred, but not scaled, their bowl is long in the direction of hue's weight: the feature with
# small numbers needs a large weight.

# %% predict="long-axis"
predict(
    "long-axis",
    "Divide both features by σ² instead of σ. In which direction is the bowl long then?",
    choices=("along the weight of hue", "along the weight of alcohol", "in none: it is round"),
    mine="",
)

# %% [markdown]
# Now on the logistic loss itself, its bias held at the best value: forty steps each, at 0.7 of the
# largest rate that is stable at the start.

# %% experiment tags=["C02", "shows-C02"]
fig, axes = canvas(1, 3, size=(7.0, 3.0))
turned, seen = {arm: V for arm, V in scalings(two).items() if arm != "raw"}, []
for ax, (arm, V) in zip(axes, turned.items(), strict=True):
    bowl = Bowl.of(V, y_train)
    walk = bowl.path(0.7 * largest_stable_rate(bowl.at_start), steps=40)
    seen.append(draw_bowl(ax, bowl, arm, walk))
    ax.set(xlabel="weight of alcohol", ylabel="weight of hue")
show(fig, alt="Three contour maps with paths of descent. " + " ".join(seen))

# %% [markdown]
# Upright, lying flat, and rounder.
# In the first two maps forty steps leave a fifth and a quarter of the way to the star; in the
# third, the first step alone goes three quarters of it.
# (Of the loss, forty steps leave only 1 and 3 %.)
# This bowl is no parabola: its condition number at the start is not the one at the star.
#
# The spreads of the two features say why the rings turned:

# %% experiment
spreads = {arm: V.std(axis=0) for arm, V in turned.items()}
for arm, (alcohol, hue) in spreads.items():
    print(f"{arm:14} spread of alcohol {alcohol:.2f}, of hue {hue:.2f}")
wide = spreads["over variance"][0] > spreads["over variance"][1]
recall("long-axis", measured=f"along the weight of {'hue' if wide else 'alcohol'}")

# %% [markdown]
# A feature with spread σ, divided by σ², has spread 1/σ.
# Hue was the narrow one and is now the wide one, so the ellipse made a quarter turn.
# At the start it is just as long as before, 12 and 12; at the star even longer, 28 after 10.
# Turned, not rounder: only σ brings both spreads to 1.

# %% [markdown]
# To be fair, the slip is not always a disaster: on all thirteen features you will see σ² far ahead
# of the raw numbers.
# And σ does not make a circle everywhere: 1.1 at the start became 3.5 at the star.
# Nor can a number for each feature undo a correlation *between* features.

# %% [markdown]
# **To remember**: divide by what has the same unit as the feature. σ has it; σ² has not.

# %% [markdown]
# ## How long is the bowl? (15 minutes)
#
# Nobody can draw the rings for thirteen weights and a bias, but their length is a number.
# The curvature of the loss is a matrix, its Hessian. Its largest eigenvalue belongs to the
# direction in which the loss bends most, its smallest to the one in which it bends least, and
#
# $$\text{condition number} = \frac{\lambda_\text{max}}{\lambda_\text{min}}$$
#
# On a parabola the learning rate must stay below $2 / \lambda_\text{max}$, while in the flattest
# direction each step leaves $1 - \text{rate} \cdot \lambda_\text{min}$ of the way.
# At worst, the number of steps grows with the condition number.

# %% [markdown]
# ### Exercise 3 · `bowl_condition`
# **8 minutes · ●●○ · 6 points**
#
# *Why it is worth doing*: one number gives you a first estimate, before a single step of training,
# of how hard the descent will be.
#
# *In*: `X`, `(m, n)`. *Out*: a `float`. Put a column of ones at the right of `X` (its weight is
# the bias) and call the result `Xb`, `(m, n + 1)`.
# With all weights zero every probability is ½, and the Hessian of the logistic loss is
#
# $$H = \frac{1}{4m} X_b^\top X_b$$
#
# with the ¼ from $p(1 - p)$. Return its largest eigenvalue divided by its smallest.
#
# <details><summary>A hint</summary><code>np.column_stack([X, np.ones(len(X))])</code> is
# Xb.</details>
# <details><summary>Another one</summary>H is symmetric, and <code>np.linalg.eigvalsh(H)</code>
# returns its eigenvalues in rising order. <code>np.linalg.cond(H)</code> is right as
# well.</details>


# %% solution="bowl_condition"
def bowl_condition(X):
    """Return how many times more the bowl of X bends across than along, at zero weights.

    Args:
        X: the features, (m, n); a column of ones is appended for the bias.

    Returns:
        The largest eigenvalue of H = Xb.T @ Xb / (4 m) divided by the smallest, a float.
    """
    ### BEGIN SOLUTION
    Xb = np.column_stack([X, np.ones(len(X))])
    H = Xb.T @ Xb / (4 * len(X))
    eigenvalues = np.linalg.eigvalsh(H)
    return float(eigenvalues[-1] / eigenvalues[0])
    ### END SOLUTION


# %% test="bowl_condition" points=6

# %% [markdown]
# Now the thirteen features of the training wines, treated in four ways:

# %% experiment tags=["C01", "shows-C01"]
arms = scalings(X_train)
kappa = yours(
    "bowl_condition",
    lambda: {arm: float(bowl_condition(V)) for arm, V in arms.items()},
    otherwise=lambda: {arm: length(hessian(V)) for arm, V in arms.items()},
)
for arm, number in kappa.items():
    print(f"{arm:14} {number:14,.0f}")

# %% [markdown]
# At zero weights, from more than 400 million to 57 (45 to 66 on the splits with seeds 1 to 4).
# Subtracting the mean alone takes away a factor of about thirty.
# The largest curvature falls sevenfold, for the mean no longer adds to every square.
# And the smallest grows fivefold: a feature far from zero adds to every example alike, as the bias
# does, so that the two pull in nearly the same direction.
# Dividing by σ does the rest.

# %% [markdown]
# Does the number keep its promise? Descent from zero weights, all training wines in every step;
# of fifteen learning rates for each treatment the best counts.
#
# At large rates the loss leaps about, and a dip below 0.4 is no arrival: what counts is the first
# step from which it *stays* below. Runs go on for 22,000 steps, and must have arrived by 20,000.

# %% predict="race"
predict(
    "race",
    "How many times fewer steps will standardized wines need than raw ones, to a loss of 0.4?",
    choices=("about 10 times", "about 100 times", "more than 1000 times"),
    mine="",
)

# %% experiment
tuned = races(arms, y_train, targets=(0.4, 0.1))
for arm, run in tuned.items():
    print(f"{arm:14} to 0.4: {run.said(0.4):>13}      to 0.1: {run.said(0.1):>13}")
ratio = tuned["raw"].best(0.4) / tuned["standardized"].best(0.4)
bands = {30: "about 10 times", 1000: "about 100 times", np.inf: "more than 1000 times"}
recall("race", measured=next(words for limit, words in bands.items() if ratio < limit))

# %% [markdown]
# The loss starts at log 2 ≈ 0.69. Raw wines need thousands of steps to 0.4, and 20,000 do not
# bring them to 0.1; standardized ones take a single step.
# On four other splits (seeds 1 to 4) it was 5,500 to 12,000 steps to 0.4 for raw wines, 400 to
# 2,200 for centred ones, about ten over σ², and one.

# %% [markdown]
# So the condition number was a first estimate: it fell nearly eight million times, the steps some
# nine thousand.
# And it is as bad over σ² as for centred wines, yet σ² is far faster.
#
# Centred, proline alone dictates the rate, and the other twelve features crawl.
# Over σ², proline, and after it magnesium, are left behind, and the other eleven do without.
# (Without proline, on three splits, centred wines reached 0.1 in 80 to 340 steps instead of
# thousands, and those over σ² in exactly as many as before.)

# %% [markdown]
# Each treatment looked for its rate around its own largest stable rate.
# In real life you try a few rates and hope. Here are seventeen, the same for everybody.
# A rate works if the loss is below 0.4 after at most 1,000 steps and stays there for 1,000 more:

# %% experiment
grid = 10.0 ** np.arange(-6, 2.1, 0.5)
fixed = races(arms, y_train, targets=(0.4,), rates=grid, cap=1000, watch=1000)
fig, ax = canvas()
draw_race(ax, fixed, target=0.4)
show(
    fig,
    alt="Steps until the loss stays below 0.4 against learning rate, both logarithmic. Centred "
    "wines have one point, near 900 steps at a rate of 0.0003. Over variance: a V with its tip at "
    "13 steps and a rate of 0.1. Standardized wines: a broad trough down to one step between 1 "
    "and 30. Raw wines have no point at all.",
)

# %% [markdown]
# Counted:

# %% experiment
print("rates that work, of 17:")
for arm, run in fixed.items():
    print(f"{arm:14} {run.working(0.4):2}")

# %% [markdown]
# No rate serves the raw wines, and one the centred ones.
# Over σ² six work, from 0.003 to 1; standardized, ten, from 0.003 to 100, the largest we tried,
# and each from 1 to about 30 arrives in one step.
# (On the other four splits σ² had seven to eleven, but took hundreds of steps at rates above 1,
# where σ takes one or two.)
# Scaling does not only make descent faster, it makes it forgiving.

# %% [markdown]
# **What this does not show.** With thirteen features the two groups can be told apart without an
# error, so the loss has no lowest point: we count steps *to a loss*.
# The bowl also gets flatter on the way, so that rates above the border at the start can win: two
# to three times it on raw and centred wines, and standardized ones put up with fifty times.
#
# And part of the gap is plain descent's own. Adam, which gives each weight its own step size, took
# 180 to 840 steps to 0.1 on raw wines, on five splits, and one to three on standardized ones.

# %% [markdown]
# ## Whose mean, whose spread? (12 minutes)
#
# The model is trained: logistic regression on standardized wines, 150 steps at a rate of 0.5.
# A new wine comes in, alone. What is it to be normalized with?

# %% predict="alone"
predict(
    "alone",
    "A single wine comes in. Its thirteen numbers minus the mean of its batch: what is left?",
    choices=("thirteen zeros", "the same thirteen numbers", "numbers between -1 and 1"),
    mine="",
)

# %% experiment
one = X_test[:1]
left = one - one.mean(axis=0)
print(left)
true = {
    "thirteen zeros": not left.any(),
    "the same thirteen numbers": (left == one).all(),
    "numbers between -1 and 1": abs(left).max() < 1,
}
recall("alone", measured=next(words for words, holds in true.items() if holds))

# %% [markdown]
# A single wine *is* its own mean: nothing of it is left, and every wine becomes the same wine.
# The same mistake comes in other forms. Here are five ways to treat the test wines, over 50
# splits:

# %% experiment
results = at_test_time(wine.X, y, train=124, splits=50)
fig, ax = canvas(size=LOW)
draw_test_time(ax, results)
show(
    fig,
    alt="Accuracy for five choices of mean and spread. Training wines, and training and test "
    "wines together: both 0.98. The test wines' own: 0.96. The wines of grower 2 by their own: "
    "0.40. Each wine by its own: 0.61.",
)

# %% [markdown]
# With the mean and spread of the training wines about 98 of 100 test wines are judged rightly.
# With those of the test wines it is 96: a mixed batch of 54 resembles the training set.
# But centre a batch of grower 2's wines on itself: what set them apart was their mean, and now it
# is gone. About 40 of 100 are found.
# Alone, every wine gets the same verdict, which is right for the 61 of 100 that are not by
# grower 2.

# %% [markdown]
# Using test and training wines *together* is a leak: the test has a say in the training.
# What did it gain?

# %% experiment
own, together, *_ = results.values()
gain = together - own
print(f"gained: {gain.mean():+.4f}, standard error {standard_error(gain):.4f}")
print(f"exactly nothing in {(gain == 0).sum()} of {len(gain)} splits")

# %% [markdown]
# To be honest, nothing that 50 splits can show.
# With only eight training wines it was 0.021, over 1,000 splits, with a standard error of 0.002.
# Doing it right costs nothing.
#
# Batch norm normalizes with the statistics of the *batch*, and so meets this very problem.
# Unit 08 is about the way out.

# %% [markdown] written="why-round" points=4
# ### Exercise 4 · In your own words
# **7 minutes · ●●○ · 4 points**
#
# A colleague divides each feature by its variance, fits mean and variance anew on every batch of
# wines that comes in, and is content: "it trains faster than before".
#
# In at most six sentences: (a) why does σ make the bowl rounder where σ² does not, (b) why did it
# train faster than on raw wines all the same, and (c) what will go wrong when new wines come in,
# and what should be done instead?
#
# ### BEGIN SOLUTION
# (a) A feature with spread σ divided by σ has spread 1, so the loss bends about equally along
# every weight; divided by σ² it has spread 1/σ, so narrow features become wide ones, and the bowl
# is as long as before, but in the other direction.
# (b) It is centred now, which alone shortens the bowl by a large factor, and proline no longer
# dictates the learning rate for all the others.
# (c) A batch measured by its own mean loses just what sets it apart: a batch of one becomes zeros,
# and a batch of one grower's wines looks average.
# Keep the mean and standard deviation of the training wines and use them for every new wine.
# ### END SOLUTION
#
# ### BEGIN MARK SCHEME
# - 1 point: x/σ has spread 1 for each feature, whatever its unit (or: equal curvature along each
#   weight).
# - 1 point: x/σ² has spread 1/σ, so the order of the spreads is reversed (or: the ellipse turns),
#   with or without the remark on units.
# - 1 point: a reason for the speed: centring, or that the few huge features no longer dictate the
#   learning rate, or that most σ are near 1.
# - 1 point: the statistics of training are kept and used for new wines, with a consequence of not
#   doing so (a single example becomes 0, a batch of one kind loses what sets it apart).
#
# Correlation between features, which σ does not undo, is no error and not asked for.
# ### END MARK SCHEME

# %% [markdown]
# ## What you have done (2 minutes)
#
# - You saw why features on different scales slow learning: the loss becomes a long bowl, and one
#   learning rate has to serve its steep and its flat side.
# - You normalized thirteen features, by σ rather than σ², and know why.
# - You saw what becomes of new wines that are measured by themselves.

# %% [markdown]
# **What is not known, or not shown here.**
# The argument with the bowl is exact for parabolas, a guide for a logistic loss, and for deep
# networks a picture, not a proof.
# Taking correlations away too (*whitening*) makes the bowl rounder still, costs more, and is
# rarely done.

# %% [markdown]
# **In the libraries.**
# scikit-learn has `StandardScaler`: `fit` on the training data, `transform` on both. It keeps
# `mean_` and `scale_`, and treats a spread that is only rounding error as zero: three times 0.1
# has a mean that is not quite 0.1, and so a spread that is not quite 0.
# Keras has `keras.layers.Normalization`, a layer inside the model: `adapt` on the training data.
# PyTorch users write the line themselves, or use torchvision's `Normalize(mean, std)`.

# %% [markdown]
# **Three questions to take further.**
# 1. Add a fourteenth feature that is alcohol plus a little noise. What becomes of the condition
#    number of the standardized wines, and why can no scaling mend it?
# 2. Multiply proline by 1000 and standardize again. Which numbers in this unit change?
# 3. Replace alcohol and hue by their sum and their difference, which say the same. Does
#    standardizing these two make the bowl round? Put them into a copy of the cell with the maps.

# %% [markdown]
# **Next.** The third layer of a network should like normalized inputs too. Its inputs are the
# outputs of the second, and they move. That is batch norm, and unit 02.

# %% [markdown]
# **Sources.**
# - Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, *Efficient BackProp* (1998)
# - S. Wiesler and H. Ney, *A Convergence Analysis of Log-Linear Training* (2011)
# - S. Ioffe and C. Szegedy, *Batch Normalization* (2015), section 2
# - the wines: S. Aeberhard and M. Forina, *Wine* (1992), UCI Machine Learning Repository,
#   doi 10.24432/C5PC7J, CC BY 4.0
#
# **Solutions**, in the solved unit (a class's handout comes without it):
# - [fit_standardizer](../../notebooks/01_normalizing_inputs.ipynb#cell-id=fit_standardizer)
# - [standardize](../../notebooks/01_normalizing_inputs.ipynb#cell-id=standardize)
# - [bowl_condition](../../notebooks/01_normalizing_inputs.ipynb#cell-id=bowl_condition)
# - [why-round](../../notebooks/01_normalizing_inputs.ipynb#cell-id=why-round)
