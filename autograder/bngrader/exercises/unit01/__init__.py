"""Unit 01, normalizing inputs: its three exercises, a module each."""

from .bowl_condition import BOWL_CONDITION
from .fit_standardizer import FIT_STANDARDIZER
from .standardize import STANDARDIZE

EXERCISES = (FIT_STANDARDIZER, STANDARDIZE, BOWL_CONDITION)

__all__ = ["BOWL_CONDITION", "EXERCISES", "FIT_STANDARDIZER", "STANDARDIZE"]
