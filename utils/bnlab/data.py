"""The data that units work on: opened from the package itself, never from the network."""

import csv
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Wine:
    """178 Italian wines: what was measured in each, and who made it.

    Attributes:
        X: the measurements, (178, 13): a wine in each row, a feature in each column.
        y: the grower of each wine, (178,): 1, 2 or 3.
        features: the 13 names of the columns of `X`.
    """

    X: Array
    y: NDArray[np.int64]
    features: tuple[str, ...]

    def column(self, feature: str) -> Array:
        """Return the 178 values of one feature, found by its name.

        >>> load_wine().column("hue").max()
        np.float64(1.71)
        """
        if feature not in self.features:
            raise KeyError(f"no feature {feature!r}; the wines have {', '.join(self.features)}")
        return self.X[:, self.features.index(feature)]


def load_wine() -> Wine:
    """Return the wine data: 178 wines, 13 features from 0.13 to 1680, three growers.

    The arrays are made afresh by each call, so changing them changes nobody else's.

    >>> wine = load_wine()
    >>> wine.X.shape, wine.features[0]
    ((178, 13), 'alcohol')

    Source: Aeberhard and Forina, Wine, UCI Machine Learning Repository, 1992,
    doi 10.24432/C5PC7J (CC BY 4.0).
    """
    text = resources.files("bnlab").joinpath("datasets", "wine.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    table = np.array(rows, dtype=np.float64)
    return Wine(X=table[:, :-1], y=table[:, -1].astype(np.int64), features=tuple(header[:-1]))


def split(m: int, train: int, seed: int = 0) -> tuple[Rows, Rows]:
    """Return two sets of row numbers that share none: `train` of them at random, and the rest.

    Args:
        m: how many examples there are.
        train: how many of them to train on, between 1 and m - 1.
        seed: the same seed always gives the same split.

    Raises:
        ValueError: if nothing would be left on one of the two sides.
    """
    if not 0 < train < m:
        raise ValueError(f"train={train} of m={m} leaves one side empty: choose 1 to {m - 1}")
    order = np.random.default_rng(seed).permutation(m)
    return order[:train], order[train:]
