"""How nbgrader grades this course. The formgrader and every nbgrader command read it here."""

from bngrader.nbgrader_plugins.collect import NAMED_REGEXP
from bngrader.nbgrader_plugins.paths import put_scripts_on_path

put_scripts_on_path()  # nbgrader calls `alembic` by its name
c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "batch-norm"

# What learners get in place of a solution.
c.ClearSolutions.code_stub = {"python": "# your code here\nraise NotImplementedError"}

# How a submission is run: experiments are for learners and readers, no graded cell needs them.
c.Execute.skip_cells_with_tag = "experiment"
c.Execute.timeout = 60  # seconds a cell
c.Execute.extra_arguments = ["--IPKernelApp.log_level=ERROR"]

# nbgrader's own steps, with ours in between: see autograder/bngrader/nbgrader_plugins.
PLUGINS = "bngrader.nbgrader_plugins"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    f"{PLUGINS}.restore.RestoreCells",  # copied, deleted and retagged cells
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.LimitOutput",
    f"{PLUGINS}.guard.ScoreGuard",  # one trustworthy score a test cell, or none
    f"{PLUGINS}.guard.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Files handed in: plain, Canvas and Moodle names (nbgrader zip_collect UNIT).
c.ZipCollectApp.collector_plugin = f"{PLUGINS}.collect.UnitCollector"
c.FileNameCollectorPlugin.named_regexp = NAMED_REGEXP
