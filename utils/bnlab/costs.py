"""What a piece of NumPy costs: how often it goes through memory, and how long it takes."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from .figures import BLUE, GREY, ORANGE


class Tallied(np.ndarray[Any, np.dtype[np.float64]]):
    """An array that counts, in `Tallied.count`, every time a large array is read or written.

    It sees arithmetic, roots, sums and means; `np.einsum` and `np.dot` go past it.

    Attributes:
        large: how many numbers make an array large.
        count: how many large arrays have been read or written.
    """

    large = 0
    count = 0

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Compute as NumPy does, and count the large arrays that went in and came out."""
        plain = [_bare(x) for x in inputs]
        if "out" in options:
            options["out"] = tuple(_bare(x) for x in options["out"])
        found = getattr(ufunc, method)(*plain, **options)
        Tallied.count += sum(np.size(x) >= Tallied.large for x in (*plain, found))
        return found.view(Tallied) if isinstance(found, np.ndarray) else found


def _bare(x: Any) -> Any:
    return x.view(np.ndarray) if isinstance(x, Tallied) else x


def passes(run: Callable[..., object], *arrays: Any) -> int:
    """Return how often `run` goes through an array as large as the first one it is given.

    Reading it once is one pass, and so is writing it once.

    Args:
        run: what to watch.
        *arrays: what to call it with; dictionaries of arrays are watched too.

    >>> passes(lambda a: 2 * a, np.ones((3, 2)))
    2
    """
    Tallied.large, Tallied.count = arrays[0].size, 0
    run(*(_watched(a) for a in arrays))
    return Tallied.count


def _watched(given: Any) -> Any:
    if isinstance(given, dict):
        return {key: _watched(value) for key, value in given.items()}
    return given.view(Tallied) if isinstance(given, np.ndarray) else given


def times_faster(fast: Callable[[], object], slow: Callable[[], object], runs: int = 200) -> float:
    """Return how many times as long the slow one takes, to the nearest half.

    The two take turns, and the quickest run of each counts, so that a busy machine disturbs
    both alike and little. A half is as much as can be promised from one machine to another.
    """
    best = [np.inf, np.inf]
    for _ in range(runs):
        for which, run in enumerate((fast, slow)):
            start = time.perf_counter()
            run()
            best[which] = min(best[which], time.perf_counter() - start)
    return round(2 * best[1] / best[0]) / 2


def draw_passes(ax: Axes, counted: Mapping[str, int]) -> None:
    """Draw a bar for each way to compute the same thing; the last, the least possible, in grey."""
    colors = [ORANGE, BLUE] + [GREY] * (len(counted) - 2)
    rows = np.arange(len(counted))
    ax.barh(rows, list(counted.values()), color=colors, height=0.55)
    for row, number in enumerate(counted.values()):
        ax.text(number + 0.3, row, str(number), va="center")
    ax.set_yticks(rows, list(counted))
    ax.set_xlabel("times that an array as large as the batch is read or written")
    ax.invert_yaxis()
