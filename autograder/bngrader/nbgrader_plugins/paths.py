"""nbgrader's own helpers, found without an activated environment."""

import os
import sysconfig


def put_scripts_on_path() -> str:
    """Put this environment's scripts first on PATH, once.

    nbgrader starts `alembic` by name when it makes a gradebook. Where it is not found the first
    run fails and leaves a gradebook made half-way behind.

    Returns:
        The folder of the scripts.
    """
    scripts = sysconfig.get_path("scripts")
    path = os.environ.get("PATH", "")
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, (scripts, path)))
    return scripts
