"""Unit 02, implementing batch norm: its four exercises, a module each."""

from .batch_norm_backward import BATCH_NORM_BACKWARD
from .batch_norm_forward import BATCH_NORM_FORWARD
from .gradient_check import GRADIENT_CHECK
from .simplified import BATCH_NORM_BACKWARD_SIMPLIFIED

EXERCISES = (
    BATCH_NORM_FORWARD,
    GRADIENT_CHECK,
    BATCH_NORM_BACKWARD,
    BATCH_NORM_BACKWARD_SIMPLIFIED,
)

__all__ = [
    "BATCH_NORM_BACKWARD",
    "BATCH_NORM_BACKWARD_SIMPLIFIED",
    "BATCH_NORM_FORWARD",
    "EXERCISES",
    "GRADIENT_CHECK",
]
