"""A class from the first handout to the last mark, on nbgrader's own steps.

- `desk`: a learner's own copies of the released units, mended without loss.
- `handout`: the zip that a class is given.
- `course`: units in the gradebook, and nbgrader's converters run quietly.
- `marks`: what the gradebook says of each learner.
- `grades`: a class graded again, old marks beside new ones.
- `alone`: one learner's own work graded, with nothing to set up.
- `demo`: a synthetic class, graded and compared with what it must get.
"""


class ClassroomError(RuntimeError):
    """Something that a person must mend first; the message says what and how."""
