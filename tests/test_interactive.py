"""Tests of bnlab.interactive."""

import base64
from typing import Any

import bnlab.interactive
import ipywidgets as widgets
import numpy as np
import pytest
from bnlab.figures import canvas
from bnlab.interactive import Interactive, choice, slider
from matplotlib.lines import Line2D

VIEW = "application/vnd.jupyter.widget-view+json"


class Level(Interactive):
    """A line that a slider lifts."""

    def __init__(self) -> None:
        fig, ax = canvas()
        ax.set(xlim=(0, 1), ylim=(0, 10))
        self.line: Line2D = ax.plot([0, 1], [0, 0])[0]
        super().__init__(fig, {"height": slider("height", 1, 0, 10, 1)}, [self.line])

    def move(self, **values: Any) -> str:
        """Lift the line."""
        self.line.set_ydata([values["height"]] * 2)
        return f"The line is at {values['height']:.0f}."


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what is displayed."""
    out: list[dict[str, Any]] = []
    monkeypatch.setattr(bnlab.interactive, "display", lambda bundle, raw: out.append(bundle))
    return out


def test_a_slider_moves_the_artist_and_the_picture() -> None:
    """Follow the slider: the line's data, the picture and the words."""
    figure = Level()
    before, kept = figure.still(), figure.line
    figure.controls["height"].value = 7
    assert figure.line is kept
    assert np.asarray(figure.line.get_ydata())[0] == 7
    assert figure.still() != before
    assert "The line is at 7." in figure.words.value


def test_nothing_of_an_earlier_state_stays() -> None:
    """Give the same picture when a slider comes back."""
    figure = Level()
    before = figure.still()
    figure.controls["height"].value = 7
    figure.controls["height"].value = 1
    assert figure.still() == before


def test_the_figure_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Move artists over the kept background instead of drawing the whole figure."""
    figure = Level()
    monkeypatch.setattr(figure.canvas, "draw", lambda: pytest.fail("the whole figure was drawn"))
    figure.controls["height"].value = 3


def test_show_carries_the_widget_and_a_still_picture(shown: list[dict[str, Any]]) -> None:
    """Put widget view, HTML with alt text and PNG into one bundle."""
    figure = Level()
    figure.show(alt="A level line.")
    (bundle,) = shown
    assert set(bundle) >= {VIEW, "text/html", "image/png"}
    assert 'alt="A level line."' in bundle["text/html"]
    assert base64.b64decode(bundle["image/png"]) == figure.still()


def test_the_live_picture_has_alt_text_that_follows(shown: list[dict[str, Any]]) -> None:
    """Keep alt text on the picture in the widget, with the words of the state."""
    figure = Level()
    figure.show(alt='A "level" line.')
    figure.controls["height"].value = 4
    assert 'alt="A &quot;level&quot; line. The line is at 4."' in figure._screen.value
    assert 'role="status"' in figure.words.value


def test_alt_text_is_required() -> None:
    """Refuse an interactive figure without alt text."""
    with pytest.raises(ValueError, match="needs alt text"):
        Level().show(alt=" ")


def test_a_figure_must_know_how_to_move() -> None:
    """Name the method that a subclass has to write."""

    class Still(Interactive):
        """A figure that forgot to move."""

    with pytest.raises(NotImplementedError, match=r"Still needs a method move"):
        Still(canvas()[0], {}, [])


def test_log_slider() -> None:
    """Reach from the smallest to the largest value in powers of ten."""
    control = slider("ratio", 10, 1, 100, 0.1, log=True)
    assert (control.value, control.min, control.max) == (10, 0, 2)


def test_choice_starts_at_the_first() -> None:
    """Start a slider over words at its first; no drop-down list, which eats the arrow keys."""
    control = choice("which", ["one", "two"])
    assert control.value == "one"
    assert isinstance(control, widgets.SelectionSlider)
