# %% [markdown]
# # 01 · Normalizing inputs
#
# **What you will do.** Take 178 wines with thirteen measurements each, watch gradient descent
# crawl on them, and make it arrive in a step or two.
#
# **What you will learn**
# - why features on different scales slow learning down
# - how to normalize them, and why by the standard deviation rather than the variance
# - whose mean and spread a wine is to be normalized with when it is new
#
# **What you will need.** A little NumPy, and the idea of gradient descent.
# If you follow the lectures: *Normalizing inputs*; it is also where *Normalizing activations in a
# network* starts.
#
# **Time**: about 60 minutes, of which 30 for three exercises and a written answer (20 points).

# %% locked="setup"
import numpy as np

from bnlab import check, predict, recall, show
from bnlab.attempts import yours
from bnlab.bowl import Descent, draw_bowl
from bnlab.data import load_wine, split
from bnlab.descent import Bowl, gradient, hessian, largest_stable_rate, length, race, scalings
from bnlab.figures import LOW, TALL, canvas
from bnlab.scales import at_test_time, draw_race, draw_ranges, draw_test_time

wine = load_wine()
train, test = split(len(wine.y), train=124, seed=0)
y = np.where(wine.y == 2, 1.0, 0.0)  # one question: is this wine by grower 2?
X_train, X_test, y_train, y_test = wine.X[train], wine.X[test], y[train], y[test]

# %% [markdown]
# ## Thirteen features, thirteen scales (5 minutes)
#
# Three growers of one region in Italy had their wines analysed.
# Our question is whether a wine is by grower 2, and we train on 124 of the wines.
# Here is how far each feature reaches:

# %% experiment
fig, ax = canvas(size=TALL)
draw_ranges(ax, wine.X, wine.features)
show(
    fig,
    alt="Thirteen horizontal bars on a logarithmic axis, one for each feature. Nonflavanoid "
    "phenols lie between 0.13 and 0.66 at the far left, most features between 1 and 10, "
    "magnesium around 100, and proline from 278 to 1680 at the far right.",
)

# %% [markdown]
# Each bar runs from the smallest to the largest value, the dot marks the mean.
# Nonflavanoid phenols stay between 0.13 and 0.66; proline runs from 278 to 1680.
# That says nothing about what matters: write grams for milligrams, and any number shrinks a
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
# | from unit 02: $z^{[l](i)}$, $z_\text{norm}$, $\tilde z$ | `z`, `z_norm`, `z_tilde` | `(m, n)` |
# | from unit 02: $\gamma, \beta$; $\varepsilon$ | `gamma`, `beta`; `eps` | `(n,)`; a number |

# %% [markdown]
# ## The bowl that descent walks in (8 minutes)
#
# Logistic regression predicts the probability of grower 2 as
# $p = \operatorname{sigmoid}(x \cdot w + b)$, and its loss has the gradient
#
# $$\frac{\partial L}{\partial w_j} = \frac1m \sum_i (p^{(i)} - y^{(i)})\, x^{(i)}_j$$
#
# The feature $x_j$ stands there as a factor: large numbers, large slope.
# At the start, with all weights zero, the slopes are:

# %% experiment
slopes = gradient(np.zeros(14), X_train, y_train)
for feature in ("hue", "alcohol", "proline"):
    print(f"{feature:8} {slopes[wine.features.index(feature)]:8.3f}")

# %% [markdown]
# One learning rate has to serve slopes that differ by a factor of more than two thousand.
# If it suits proline, hue stands still; if it suits hue, proline flies off.

# %% [markdown]
# The loss over the weights is a bowl, and its shape tells the whole story.
# Below is the bowl of two features, alcohol and hue, seen from above: a ring joins weights of
# equal loss, the star is the lowest point, and descent starts at the black dot.
# (Here it is the parabola that fits the loss at the start, so that the border between arriving and
# running away lies at exactly 1.)
#
# Move the sliders with the mouse, or reach them with Tab and use the arrow keys.
# The first one writes hue in an ever smaller unit. Let the second cross 1. Then normalize.

# %% experiment
two = np.column_stack([wine.column("alcohol"), wine.column("hue")])[train]
Descent(two, y_train).show(
    alt="Left: elongated elliptical contours; the path of descent jumps from side to side of a "
    "narrow valley on its way to the lowest point. Right: the loss that is left falls in a "
    "straight line on a logarithmic axis."
)

# %% [markdown]
# Where hue spreads 5 times as wide as alcohol, the bowl bends 25 times as much across the valley
# as along it: that is its *condition number*.
# The learning rate must suit the steep side, so the path zigzags across and creeps along, and
# needs about 30 steps to lose all but 1 % of the loss.
# With a ratio of 10 the number is 100, and 40 steps still leave about 17 %.
# Divide by σ and the rings become round, wherever the first slider stands; with a rate of 0.5 a
# single step is enough.

# %% [markdown]
# ## Your turn: normalize (15 minutes)
#
# Two small functions make everything above round: one that learns the scales, one that applies
# them.

# %% [markdown]
# ### Exercise 1 · `fit_standardizer`
# **5 minutes · ●○○ · 4 points**
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
        sigma: its standard deviation, dividing by m, (n,); 0 for a constant feature.
    """
    ### BEGIN SOLUTION
    mu = X.mean(axis=0)
    sigma = np.sqrt(((X - mu) ** 2).mean(axis=0))
    return mu, sigma
    ### END SOLUTION


# %% test="fit_standardizer" points=4

# %% [markdown]
# ### Exercise 2 · `standardize`
# **10 minutes · ●○○ · 6 points**
#
# *Why it is worth doing*: here sits the commonest mistake of all. The function is *given* its
# statistics, so that the test data can be treated exactly as the training data were.
#
# *In*: `X` `(m, n)`, `mu` `(n,)`, `sigma` `(n,)`. *Out*: `Z` `(m, n)`, with
# $Z_{ij} = (X_{ij} - \mu_j) / \sigma_j$.
# A feature with `sigma == 0` is divided by 1, so that it stays `x - mu` and no `nan` appears.
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
# (If they are not ready yet, the library stands in, and the cell says so.)


# %% experiment
def moments(normalize):
    """Mean and spread of each feature, in the training wines and in the test wines."""
    return [(Z.mean(axis=0), Z.std(axis=0)) for Z in (normalize(X_train), normalize(X_test))]


found = yours(
    "fit_standardizer and standardize",
    lambda: moments(lambda X: standardize(X, *fit_standardizer(X_train))),
    otherwise=lambda: moments(lambda X: scalings(X, like=X_train)["standardized"]),
)
for name, (mean, spread) in zip(("training", "test"), found, strict=True):
    within, low, high = abs(mean).max(), spread.min(), spread.max()
    print(f"{name:8}  means within {within:.2f} of 0, spreads from {low:.2f} to {high:.2f}")

# %% [markdown]
# The training wines have mean 0 and spread 1, up to rounding.
# The test wines only come near, and that is right: they were measured with the ruler of the
# training wines.

# %% [markdown]
# ## σ or σ²? (6 minutes)
#
# "Normalize by the variances": you can hear it said, and find it on slides and in the older
# manuals of well-known libraries.
# It is a slip of the tongue that is easy to make. What would happen if you took it at its word?
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
# Now on the logistic loss itself, forty steps each, at 0.95 of the largest rate that is stable at
# the start:

# %% experiment tags=["C02", "shows-C02"]
fig, axes = canvas(1, 3, size=(7.0, 3.1))
turned = {arm: V for arm, V in scalings(two).items() if arm != "raw"}
for ax, (arm, V) in zip(axes, turned.items(), strict=True):
    bowl = Bowl.of(V, y_train)
    walk = bowl.path(0.95 * largest_stable_rate(hessian(V)[:2, :2]), steps=40)
    draw_bowl(ax, bowl, arm, walk)
    ax.set_title(f"{arm}\ncondition number {length(bowl.curvature):.2g}", fontsize=10)
    ax.set(xlabel="weight of alcohol", ylabel="weight of hue")
show(
    fig,
    alt="Three contour maps with paths of descent. Centred: ellipses that stand upright, long "
    "along the weight of hue; the path creeps up the valley and stops short. Over variance: "
    "ellipses that lie flat, long along the weight of alcohol; again it creeps and stops short. "
    "Standardized: rounder, tilted ellipses; the path all but arrives in one stride.",
)

# %% [markdown]
# Upright, lying flat, and nearly round.
# In the first two maps forty steps stop short of the star; in the third, one stride goes most of
# the way.
# The spreads of the two features say why:

# %% experiment
spread = {arm: V.std(axis=0) for arm, V in turned.items()}
for arm, (alcohol, hue) in spread.items():
    print(f"{arm:14} spread of alcohol {alcohol:.2f}, of hue {hue:.2f}")
wide = spread["over variance"][0] > spread["over variance"][1]
recall("long-axis", measured=f"along the weight of {'hue' if wide else 'alcohol'}")

# %% [markdown]
# A feature with spread σ, divided by σ², has spread 1/σ.
# Hue was the narrow one and is now the wide one, so the ellipse made a quarter turn, and its
# condition number went from about 10 to 28: longer, not rounder.
# Only σ brings both spreads to 1.

# %% [markdown]
# To be fair, the slip is not always a disaster: as you will see below, on all thirteen features σ²
# is still far better than the raw numbers.
# And σ does not give a perfect circle, for two reasons: a number for each feature cannot undo a
# correlation *between* features, and the logistic loss bends differently at each point.

# %% [markdown]
# **To remember**: divide by what has the same unit as the feature. σ has it; σ² has not.

# %% [markdown]
# ## How long is the bowl? (12 minutes)
#
# For thirteen weights and a bias nobody can draw the rings, but their length is a number.
# The curvature of the loss is a matrix, its Hessian; the largest eigenvalue is the steepest
# direction, the smallest the flattest, and
#
# $$\text{condition number} = \frac{\lambda_\text{max}}{\lambda_\text{min}}$$
#
# The learning rate must stay below about $2 / \lambda_\text{max}$, while the flattest direction
# shrinks by $1 - \text{rate} \cdot \lambda_\text{min}$ a step.
# So the number of steps grows with the condition number.

# %% [markdown]
# ### Exercise 3 · `bowl_condition`
# **8 minutes · ●●○ · 6 points**
#
# *Why it is worth doing*: one number tells you, before a single step of training, how hard the
# descent will be.
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
    """Return how many times steeper the bowl of X is across than along.

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
# From more than 400 million to about 57 (on other splits, 45 to 66).
# Subtracting the mean alone takes away a factor of about thirty: a feature far from zero adds to
# every example alike, as the bias does, so its weight and the bias pull in nearly the same
# direction.
# Dividing by σ does the rest.

# %% [markdown]
# Does the number keep its promise? Descent from zero weights, all training wines in every step,
# fifteen learning rates for each treatment, and the best of them counts:

# %% predict="race"
predict(
    "race",
    "How many times fewer steps will standardized wines need than raw ones, to a loss of 0.4?",
    choices=("about 10 times", "about 100 times", "more than 1000 times"),
    mine="",
)

# %% experiment
races = {arm: race(V, y_train, targets=(0.4, 0.1)) for arm, V in arms.items()}
for arm, run in races.items():
    print(f"{arm:14} to 0.4: {run.said(0.4):>16}      to 0.1: {run.said(0.1):>16}")
ratio = races["raw"].best(0.4) / races["standardized"].best(0.4)
bands = {30: "about 10 times", 1000: "about 100 times", np.inf: "more than 1000 times"}
recall("race", measured=next(words for limit, words in bands.items() if ratio < limit))

# %% [markdown]
# The loss starts at log 2 ≈ 0.69. Raw wines need thousands of steps to 0.4 (5,000 to 12,000 on
# five splits) and do not come to 0.1 in 20,000; standardized ones take a step or two.

# %% [markdown]
# The condition number is not everything: it is as bad over σ² as for merely centred wines, and yet
# σ² is faster.
# Centred, proline alone dictates the rate, and the other twelve crawl; over σ², proline alone is
# left behind, and the other twelve get along without it.
# (Leave proline out: the centred wines then come to 0.1 in some hundred steps instead of
# thousands, and those over σ² in exactly as many as before.)

# %% [markdown]
# Each treatment looked for its rate in the same grid around its own border, so this race between
# *tuned* arms is fair.
# In real life you try a few rates and hope. Here are seventeen, the same for everybody:

# %% experiment
grid = 10.0 ** np.arange(-6, 2.1, 0.5)
fixed = {
    arm: race(V, y_train, (0.4,), rates=grid, cap=2000, to_the_end=True) for arm, V in arms.items()
}
fig, ax = canvas()
draw_race(ax, fixed, target=0.4)
show(
    fig,
    alt="Steps to a loss of 0.4 against learning rate, both logarithmic. Centred wines form a "
    "narrow V around a rate of 0.001, over variance a wider one around 0.1, standardized wines "
    "a broad trough down to one step between 1 and 30. Raw wines have no point at all.",
)
working = {arm: int(np.isfinite(run.steps[0]).sum()) for arm, run in fixed.items()}
print("rates that work, of 17: " + ", ".join(f"{arm} {n}" for arm, n in working.items()))

# %% [markdown]
# A point is a learning rate that reached 0.4 within 2,000 steps.
# No rate at all serves the raw wines, and centred ones have a narrow valley around 0.001.
# Over σ² and standardized, everything from 0.001 upward works, but the blue trough is ten times
# deeper, and flat: each rate from 1 to about 30 arrives in a single step.
# Scaling does not only make descent faster, it makes it forgiving.

# %% [markdown]
# **What this does not show.** With thirteen features the two groups can be told apart without an
# error, so the loss has no lowest point: weights may grow for ever, and that is why we count steps
# *to a loss*.
# The bowl also gets flatter on the way, which lets standardized wines use rates far above the
# border at the start.
# And part of the gap is plain descent's own. Adam, which gives each weight its own step size, came
# to 0.1 in 80 to 190 steps on raw wines when we tried three splits, and in one or two on
# standardized ones.

# %% [markdown]
# ## Whose mean, whose spread? (13 minutes)
#
# The model is trained. A new wine comes in, alone. What is it to be normalized with?

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
recall("alone", measured="thirteen zeros" if not left.any() else "something else")

# %% [markdown]
# A single wine *is* its own mean, so nothing of it is left: every wine becomes the same wine.
# The same mistake comes in milder forms. Here are five ways to treat the test wines, over 50
# splits of 124 training and 54 test wines:

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
own, together, *_ = results.values()
print(f"gained by looking at the test wines: {(together - own).mean():+.3f}")

# %% [markdown]
# With the mean and spread of the training wines about 98 of 100 test wines are judged rightly.
# With those of the test wines it is 96: a mixed batch of 54 resembles the training set.
# But let a batch come in that holds wines of grower 2 only, and centre it on itself: what set
# these wines apart was their mean, and now it is gone. About 40 of 100 are found.
# Alone, every wine gets the same verdict, which is right for about 61 of 100 because that many are
# not by grower 2.

# %% [markdown]
# Using the test wines *together with* the training wines is a leak: the test has had a say in the
# training.
# To be honest, here it changes next to nothing, a thousandth or two; with only eight training
# wines we saw about 0.015.
# Doing it right costs nothing.
#
# Batch norm normalizes each layer with the statistics of the *batch*, and so meets this very
# problem. Unit 08 is about the way out.

# %% [markdown] written="why-round" points=4
# ### Exercise 4 · In your own words
# **7 minutes · ●●○ · 4 points**
#
# A colleague divides each feature by its variance, fits mean and variance anew on every batch of
# wines that comes in, and is content: "it trains faster than before".
#
# In at most six sentences: (a) why does σ make the bowl round where σ² does not, (b) why did it
# train faster all the same, and (c) what will go wrong when new wines come in, and what should be
# done instead?
#
# ### BEGIN SOLUTION
# (a) A feature with spread σ divided by σ has spread 1, so every weight's direction is about
# equally steep; divided by σ² it has spread 1/σ, so narrow features become wide ones and the bowl
# is long in the other direction.
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
# - You normalized thirteen features, measured the bowl before and after, and saw why it is σ that
#   makes it round.
# - You used the training statistics on the test wines, and saw what becomes of wines that are
#   measured by themselves.

# %% [markdown]
# **What is not known, or not shown here.**
# The argument with the bowl is exact for parabolas and a good guide for a logistic loss. For deep
# networks it is a picture, not a proof: how steep they are changes with every step.
# Normalizing each feature does nothing about correlations. Taking those away too (*whitening*)
# makes the bowl rounder still, costs more, and is rarely done.

# %% [markdown]
# **In the libraries.**
# scikit-learn has `StandardScaler`: `fit` on the training data, `transform` on both. It keeps
# `mean_` and `scale_`, and treats a spread that is only rounding error as zero, as a careful
# library must: ten times 0.1 has a mean that is not quite 0.1.
# Keras has `keras.layers.Normalization`, a layer inside the model: `adapt` on the training data.
# PyTorch users write the line themselves, or use torchvision's `Normalize(mean, std)`.

# %% [markdown]
# **Three questions to take further.**
# 1. Add a fourteenth feature that is alcohol plus a little noise. What becomes of the condition
#    number of the standardized wines, and why can no scaling mend it?
# 2. Multiply proline by 1000 and standardize again. Which numbers in this unit change?
# 3. Replace alcohol and hue by their sum and their difference, which say the same. Does
#    standardizing these two make the bowl round? `draw_bowl` shows you.

# %% [markdown]
# **Next.** If logistic regression learns faster from normalized inputs, the third layer of a
# network should like it too. Its inputs are the outputs of the second, and they move. That is
# batch norm, and unit 02.

# %% [markdown]
# **Sources.**
# - Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, *Efficient BackProp* (1998)
# - S. Wiesler and H. Ney, *A Convergence Analysis of Log-Linear Training* (2011)
# - S. Ioffe and C. Szegedy, *Batch Normalization* (2015), section 2
# - the wines: S. Aeberhard and M. Forina, *Wine* (1992), UCI Machine Learning Repository,
#   doi 10.24432/C5PC7J, CC BY 4.0
#
# **Solutions**, in the solved unit:
# - [fit_standardizer](../../notebooks/01_normalizing_inputs.ipynb#fit_standardizer)
# - [standardize](../../notebooks/01_normalizing_inputs.ipynb#standardize)
# - [bowl_condition](../../notebooks/01_normalizing_inputs.ipynb#bowl_condition)
# - [why-round](../../notebooks/01_normalizing_inputs.ipynb#why-round)
