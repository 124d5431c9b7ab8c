"""Pictures with sliders: the base that every interactive figure of the course stands on.

A figure is drawn once. After that only its moving artists are drawn, over a kept background
(blitting), so that a slider is followed at once.
"""

import base64
import html
import io
from collections.abc import Mapping, Sequence
from math import log10
from typing import Any, cast

import ipywidgets as widgets
from IPython.display import display
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imsave

from .figures import FRAME, picture

DPI = 130

# A narrow name leaves a slider room in a narrow window.
_SHAPE: dict[str, Any] = {
    "style": {"description_width": "16em"},
    "layout": {"width": "min(100%, 42em)"},
}


class Interactive:
    """A picture, the controls that change it, and a line that says in words what it shows.

    A subclass draws its figure, names its controls and its moving artists, and writes
    `move(**values)`, which puts the artists in their places and returns the line of words.
    The controls are ipywidgets: each is reached with Tab and worked with the arrow keys.

    Attributes:
        fig: the figure, drawn with Agg.
        controls: the widgets, by the names under which `move` receives their values.
        words: the widget with the line of words, which a screen reader can read.
    """

    def __init__(
        self, fig: Figure, controls: Mapping[str, widgets.Widget], moving: Sequence[Artist]
    ) -> None:
        """Take a drawn figure; call this last in a subclass, for it makes the first picture."""
        self.fig, self.controls, self.moving = fig, dict(controls), tuple(moving)
        self.fig.set_dpi(DPI)
        # matplotlib's Agg canvas has no types of its own.
        self.canvas = cast(Any, FigureCanvasAgg(fig))
        for artist in self.moving:
            artist.set_animated(True)
        self.canvas.draw()
        self._background = self.canvas.copy_from_bbox(fig.bbox)
        self.words = widgets.HTML()
        self._screen = widgets.HTML()
        self._alt = ""
        for control in self.controls.values():
            control.observe(self._on_change, names="value")
        self.redraw()

    def move(self, **values: Any) -> str:
        """Put the moving artists in their places; return in words what is to be seen."""
        raise NotImplementedError(f"{type(self).__name__} needs a method move(**values) -> str")

    def redraw(self) -> None:
        """Draw the picture for the values that the controls have now."""
        said = self.move(**{name: control.value for name, control in self.controls.items()})
        self.canvas.restore_region(self._background)
        for artist in self.moving:
            artist.draw(self.canvas.get_renderer())
        self._screen.value = self._tag(f"{self._alt} {said}")
        self.words.value = f'<p role="status" style="line-height:1.5">{html.escape(said)}</p>'

    def still(self) -> bytes:
        """Return the picture as it is now, as PNG."""
        out = io.BytesIO()
        # Low compression: a third of the time for a sixth more bytes, which go no further than
        # the browser beside the kernel.
        imsave(out, self.canvas.buffer_rgba(), format="png", pil_kwargs={"compress_level": 1})
        return out.getvalue()

    def show(self, alt: str) -> None:
        """Show the controls and the picture; without a kernel the picture as it is now.

        Both go out in one bundle, so that a page without widgets still has the picture.

        Args:
            alt: what a person would see, in a sentence or two. The line of words follows it
                in the live picture.

        Raises:
            ValueError: if `alt` is empty.
        """
        kept = picture(self.still(), alt, width=self.fig.get_figwidth())
        self._alt = alt
        self.redraw()
        box = widgets.VBox([*self.controls.values(), self._screen, self.words])
        display({**box._repr_mimebundle_(), **kept}, raw=True)  # type: ignore[no-untyped-call]

    def _on_change(self, _change: object) -> None:
        self.redraw()

    def _tag(self, alt: str) -> str:
        """Return the live picture as HTML: ipywidgets' own image widget carries no alt text."""
        coded = base64.b64encode(self.still()).decode("ascii")
        wide = round(100 * self.fig.get_figwidth())
        words = html.escape(" ".join(alt.split()), quote=True)
        # decoding="sync" lets the browser change from one picture to the next without a blink.
        return (
            f'<img decoding="sync" alt="{words}" src="data:image/png;base64,{coded}"'
            f' style="width:{wide}px;{FRAME}">'
        )


def slider(
    text: str, value: float, low: float, high: float, step: float, log: bool = False
) -> widgets.Widget:
    """Return a slider as wide as the text, with its name before it and its value behind it.

    Args:
        text: what it sets.
        value: where it starts.
        low: the smallest value.
        high: the largest value.
        step: the step of an arrow key; of the exponent of ten where `log` is set.
        log: whether the slider is logarithmic.
    """
    look = {
        "description": text,
        **_SHAPE,
        "readout_format": ".2f",
        "step": step,
        "value": value,
    }
    if log:
        return widgets.FloatLogSlider(base=10, min=log10(low), max=log10(high), **look)
    return widgets.FloatSlider(min=low, max=high, **look)


def choice(text: str, options: Sequence[str]) -> widgets.Widget:
    """Return a slider over some words, starting at the first.

    It is no drop-down list: JupyterLab takes the arrow keys away from those.
    """
    return widgets.SelectionSlider(
        description=text, options=list(options), value=options[0], **_SHAPE
    )
