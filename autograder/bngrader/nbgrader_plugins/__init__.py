"""What the course adds to nbgrader's own pipeline; nbgrader_config.py names each by its path.

- `collect`: which learner and which unit a file handed in belongs to, by its name.
- `restore`: the course's cells as they were given out, whatever a learner did to them.
- `guard`: a test cell scores through one trustworthy number or not at all.
- `paths`: nbgrader's own helpers, found without an activated environment.
"""
