"""The command ``bngrader``: what authors and instructors type, one module a group of commands."""

from __future__ import annotations

import click

from . import authoring, classes


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build the course and grade a class; each command says with --help what it does."""


for _command in (*authoring.COMMANDS, *classes.COMMANDS):
    main.add_command(_command)
