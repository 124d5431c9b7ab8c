"""The one-way build: ``source/*.py`` to instructor's, learner's and reader's notebooks."""
