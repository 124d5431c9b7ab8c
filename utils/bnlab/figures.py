"""How every figure of the course looks, and the one door through which it reaches the reader."""

import base64
import html
import io
from dataclasses import dataclass
from importlib import resources
from typing import Any

from IPython.display import display
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

FULL = (7.0, 3.6)
"""Width and height in inches of a figure as wide as the text."""

LOW = (7.0, 2.6)
"""A row of small panels, or one that says its thing in little height."""

TALL = (7.0, 4.6)
"""A figure with a line for each of many things."""

INK, GREY = "#222222", "#777777"
ORANGE, SKY, GREEN, BLUE, RED, PINK = (
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)


# The padding is a margin of paper around the picture on a dark page.
FRAME = "max-width:100%;height:auto;box-sizing:border-box;background:#fff;padding:6px"
"""How an `<img>` of the course lies on its page, as CSS."""


@dataclass(frozen=True)
class Look:
    """One colour and one dash: they mean the same thing in all nine units.

    Attributes:
        color: of lines and points.
        dash: of lines, as matplotlib writes it.
        ink: the colour made darker, so that words in it can be read on white.
    """

    color: str
    dash: str
    ink: str

    def line(self) -> dict[str, Any]:
        """Return the keywords for `Axes.plot`."""
        return {"color": self.color, "linestyle": self.dash}


LOOKS = {
    "plain": Look(ORANGE, "--", "#8A5F00"),
    "batch norm": Look(BLUE, "-", "#005A8E"),
    "dropout": Look(GREEN, ":", "#00694C"),
    "raw": Look(ORANGE, "--", "#8A5F00"),
    "centred": Look(PINK, "-.", "#9A4273"),
    "over variance": Look(RED, ":", "#A34700"),
    "standardized": Look(BLUE, "-", "#005A8E"),
}
"""The variants that the course compares. What is normalized is blue and solid everywhere."""


def look(variant: str) -> Look:
    """Return the colour and dash of a variant, or say which variants there are."""
    if variant not in LOOKS:
        raise KeyError(f"no look for the variant {variant!r}; there are {', '.join(LOOKS)}")
    return LOOKS[variant]


def use_style() -> None:
    """Give matplotlib the course's style, for every figure from here on; done on import.

    Matplotlib asks for a style when a line is drawn, not when its figure is made, so a style
    that lasts for one call would be forgotten by the next.
    """
    sheet = resources.files("bnlab").joinpath("course.mplstyle")
    with resources.as_file(sheet) as path:
        plt.style.use(path)


use_style()


def canvas(rows: int = 1, cols: int = 1, size: tuple[float, float] = FULL, **kw: Any) -> Any:
    """Return a figure and its axes, as `plt.subplots` would.

    The figure belongs to no window and to no global list: it is gone when nobody holds it.

    Args:
        rows: how many rows of axes.
        cols: how many columns of axes.
        size: width and height in inches, one of `FULL`, `LOW` and `TALL`.
        **kw: handed to `Figure.subplots`, such as `sharey=True`.
    """
    fig = Figure(figsize=size)
    FigureCanvasAgg(fig)
    return fig, fig.subplots(rows, cols, **kw)


def png(fig: Figure) -> bytes:
    """Return the picture of a figure; the same figure gives the same bytes."""
    out = io.BytesIO()
    # Without this line the PNG would hold the version of matplotlib.
    fig.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def picture(image: bytes, alt: str, width: float = FULL[0]) -> dict[str, str]:
    """Return a picture in two forms: HTML whose `<img>` has the alt text, and the PNG alone.

    JupyterLab and nbconvert show the first, GitHub the second.

    Args:
        image: the bytes of a PNG.
        alt: what a person would see.
        width: how wide to show it, in inches of 100 pixels; never wider than the page.

    Raises:
        ValueError: if `alt` says nothing.
    """
    if not alt.strip():
        raise ValueError(
            "a figure needs alt text: say in a sentence or two what a person would see, "
            'as in show(fig, alt="Two curves: the blue one falls at once, the orange never.")'
        )
    coded = base64.b64encode(image).decode("ascii")
    words = " ".join(alt.split())
    tag = (
        f'<img alt="{html.escape(words, quote=True)}" src="data:image/png;base64,{coded}"'
        f' style="width:{100 * width:.0f}px;{FRAME}">'
    )
    return {"text/html": tag, "image/png": coded, "text/plain": f"[picture: {words}]"}


def show(fig: Figure, alt: str) -> None:
    """Show a figure with words for those who cannot see it, then close it.

    Args:
        fig: the figure, from `canvas` or from pyplot.
        alt: what a person would see, in a sentence or two.

    Raises:
        ValueError: if `alt` is empty.
    """
    display(picture(png(fig), alt, width=fig.get_figwidth()), raw=True)  # type: ignore[no-untyped-call]
    plt.close(fig)


def name_line(ax: Axes, x: float, y: float, text: str, variant: str, **kw: Any) -> None:
    """Write a curve's name beside it in the curve's colour: a direct label, not a legend."""
    ax.annotate(
        text,
        (x, y),
        xytext=kw.pop("offset", (5, 0)),
        textcoords="offset points",
        color=look(variant).ink,
        va=kw.pop("va", "center"),
        fontweight="bold",
        fontsize=kw.pop("fontsize", 9.5),
        **kw,
    )
