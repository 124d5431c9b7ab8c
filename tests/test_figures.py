"""Tests of bnlab.figures."""

import base64
import struct
from typing import Any

import bnlab.figures
import matplotlib as mpl
import pytest
from bnlab.figures import LOOKS, canvas, look, name_line, picture, png, show
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what is displayed."""
    out: list[dict[str, Any]] = []
    monkeypatch.setattr(bnlab.figures, "display", lambda bundle, raw: out.append(bundle))
    return out


def test_show_carries_alt_text_and_png(shown: list[dict[str, Any]]) -> None:
    """Display the alt text in HTML and the same picture alone."""
    fig, ax = canvas()
    ax.plot([1, 2])
    show(fig, alt='A line that "rises" & ends')
    (bundle,) = shown
    assert 'alt="A line that &quot;rises&quot; &amp; ends"' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert 'A line that "rises"' in bundle["text/plain"]


def test_show_closes_a_pyplot_figure(shown: list[dict[str, Any]]) -> None:
    """Leave no figure open that Jupyter would show a second time."""
    fig, _ = plt.subplots()
    show(fig, alt="An empty plot.")
    assert not plt.fignum_exists(fig.number)
    assert len(shown) == 1


@pytest.mark.parametrize("alt", ["", "  \n"])
def test_alt_text_is_required(alt: str) -> None:
    """Refuse a figure without alt text, and show how to write one."""
    with pytest.raises(ValueError, match=r"needs alt text.*show\(fig, alt="):
        show(canvas()[0], alt=alt)


def test_alt_text_has_no_line_breaks() -> None:
    """Fold the line breaks of a long alt text."""
    assert 'alt="one two three"' in picture(b"", "one\n   two\nthree")["text/html"]


def test_looks_differ_without_colour() -> None:
    """Tell the arms of each comparison apart by dash as well as by colour."""
    for arms in (
        ("plain", "batch norm", "dropout"),
        ("raw", "centred", "over variance", "standardized"),
    ):
        assert len({look(arm).dash for arm in arms}) == len(arms)
        assert len({look(arm).color for arm in arms}) == len(arms)


def test_variants_of_the_course() -> None:
    """Keep plain orange and dashed, batch norm blue and solid, dropout green and dotted."""
    assert look("plain").line() == {"color": "#E69F00", "linestyle": "--"}
    assert look("batch norm").line() == {"color": "#0072B2", "linestyle": "-"}
    assert look("dropout").line() == {"color": "#009E73", "linestyle": ":"}


@pytest.mark.parametrize("variant", LOOKS)
def test_ink_can_be_read(variant: str) -> None:
    """Write labels in a colour with a contrast of at least 4.5 on white (WCAG AA)."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(channel) for channel in to_rgb(look(variant).ink))
    assert 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) >= 4.5


def test_unknown_look() -> None:
    """Name the variant that has no look and those that have one."""
    with pytest.raises(KeyError, match=r"no look for the variant 'bn'.*batch norm"):
        look("bn")


def test_style_is_on() -> None:
    """Give figures the course's style on import."""
    assert mpl.rcParams["axes.titlelocation"] == "left"
    assert not mpl.rcParams["axes.spines.top"]


def test_png_is_reproducible_and_as_wide_as_the_text() -> None:
    """Give the same bytes for the same figure, seven inches wide."""
    pictures = []
    for _ in range(2):
        fig, ax = canvas()
        ax.plot([1, 2, 3])
        pictures.append(png(fig))
    assert pictures[0] == pictures[1]
    assert struct.unpack(">I", pictures[0][16:20])[0] == 7 * 130


def test_name_line_writes_in_the_look_of_its_variant() -> None:
    """Write a direct label in the ink of the variant."""
    _, ax = canvas()
    name_line(ax, 1, 2, "with it", "batch norm")
    (label,) = ax.texts
    assert (label.get_text(), label.get_color()) == ("with it", look("batch norm").ink)
