"""Colours that can be read, bars that tell the truth, and the small widgets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import Monochrome
from textual.theme import Theme

from naho_feedback.domain.notes import Polarity
from naho_feedback.i18n import gettext as _
from naho_feedback.tui import look
from naho_feedback.tui.widgets.bars import bar, bar_left, rule, spark
from naho_feedback.tui.widgets.keyline import shown_key
from naho_feedback.tui.widgets.stepper import Stepper
from tests.tui.contrast import XTERM, Rgb, contrast_of, linear

DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""How the three kinds of colour blindness see linear RGB: the matrices of full severity in
Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", IEEE TVCG 15(6), 2009, https://doi.org/10.1109/TVCG.2009.113."""

APART = 20
"""Least distance of two colours in CIELAB (CIE 1976); 2.3 can just be told apart."""


def _rgb(colour: str) -> Rgb:
    return Color.parse(colour).rgb


def _contrast(one: str, other: str) -> float:
    return contrast_of(_rgb(one), _rgb(other))


def _lab(linear: Sequence[float]) -> tuple[float, float, float]:
    """Return linear RGB as CIELAB under D65."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in linear)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _seen(colour: str, deficiency: str) -> tuple[float, float, float]:
    light = linear(_rgb(colour))
    matrix = DEFICIENCIES[deficiency]
    return _lab([sum(a * b for a, b in zip(row, light, strict=True)) for row in matrix])


def _desk(theme: Theme) -> str:
    assert theme.background
    return theme.background


def _pairs(theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield every colour of words with what it stands on, also selected and dragged.

    A selected or dragged card keeps its paper and its ink; its border, and the words in it, are
    the polarity's line or the accent, on the desk.
    """
    words = (theme.foreground, theme.accent, theme.error, theme.success, theme.warning)
    for ground in (theme.background, theme.surface, theme.panel):
        for word in (*words, theme.variables["quiet"]):
            assert word
            assert ground
            yield word, ground
    assert theme.accent
    yield theme.variables["block-cursor-foreground"], theme.accent
    for colours in look.PAPERS[theme.name].values():
        yield colours.ink, colours.paper
        yield colours.faint, colours.paper
        yield colours.line, _desk(theme)
        yield _desk(theme), colours.line  # the head of the column under the cursor


@pytest.mark.parametrize("theme", look.themes(), ids=lambda theme: theme.name)
def test_text_can_be_read_on_everything_it_stands_on(theme: Theme) -> None:
    """4.5 to 1 at least; 7 to 1 in the theme of strong contrast."""
    least = 7 if theme.name == look.STRONG else 4.5
    for word, ground in _pairs(theme):
        assert _contrast(word, ground) >= least, (word, ground)
    for colours in look.PAPERS[theme.name].values():
        assert _contrast(colours.ink, colours.paper) >= 7


@pytest.mark.parametrize("theme", look.themes(), ids=lambda theme: theme.name)
def test_text_can_be_read_without_colours(theme: Theme) -> None:
    """As ``NO_COLOR`` has it: Textual turns every colour into a grey."""
    for word, ground in _pairs(theme):
        segment = Segment("x", Style(color=word, bgcolor=ground))
        (grey,) = Monochrome().apply([segment], Color.parse(ground))
        assert grey.style
        assert grey.style.color
        assert grey.style.bgcolor
        one, other = grey.style.color.get_truecolor(), grey.style.bgcolor.get_truecolor()
        assert len(set(one)) == len(set(other)) == 1
        assert contrast_of(one, other) >= 4.5, (word, ground)


def test_a_terminal_of_16_colours_begins_with_a_theme_that_it_shows_well() -> None:
    """Each pair stays readable when Rich takes the nearest of xterm's colours."""
    assert look.first_theme("standard") == look.STRONG
    assert {look.first_theme(name) for name in ("256", "truecolor", None)} == {look.NIGHT}
    theme = next(theme for theme in look.themes() if theme.name == look.STRONG)
    for word, ground in _pairs(theme):
        shown = [RichColor.parse(c).downgrade(ColorSystem.STANDARD).number for c in (word, ground)]
        one, other = (XTERM[number] for number in shown if number is not None)
        assert contrast_of(one, other) >= 4.5, (word, ground)


@pytest.mark.parametrize("deficiency", list(DEFICIENCIES))
@pytest.mark.parametrize("part", ["line", "paper"])
def test_the_five_safe_colours_stay_apart_for_everybody(deficiency: str, part: str) -> None:
    """Each two of them, as people see them who do not see red, green or blue."""
    seen = [_seen(getattr(c, part), deficiency) for c in look.PAPERS[look.SAFE].values()]
    assert min(math.dist(one, other) for one, other in combinations(seen, 2)) >= APART


def test_every_polarity_has_a_sign_of_its_own() -> None:
    """A colour never stands alone."""
    assert len({polarity.sign for polarity in Polarity}) == len(Polarity)


@pytest.mark.parametrize(
    ("share", "drawn"), [(0, ""), (1, "████"), (0.5, "██"), (0.001, "▏"), (7, "████"), (-1, "")]
)
def test_bar_is_as_long_as_its_share(share: float, drawn: str) -> None:
    """And shows something of anything."""
    assert bar(share, 4) == drawn


def test_bar_to_the_left_ends_at_the_axis() -> None:
    """It is padded in front."""
    assert bar_left(0.5, 4) == "  ██"
    assert bar_left(0.01, 4) == "   ▐"
    assert bar_left(0, 4) == "    "


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.5, 1, 2])
def test_rule_and_its_track_fill_the_width(share: float) -> None:
    """Whatever the share."""
    drawn, track = rule(share, 9)
    assert len(drawn) + len(track) == 9
    assert bool(drawn) == (share > 0)


def test_curve_shows_zero_as_nothing_and_the_top_as_the_top() -> None:
    """One cell a value."""
    assert spark((0, 1, 4, 8)) == " ▁▄█"
    assert spark((0, 0)) == ""
    assert spark(()) == ""


def test_keys_are_named_as_people_know_them() -> None:
    """Not as the terminal calls them."""
    assert shown_key("f3") == "F3"
    assert shown_key("ctrl+o") == "^o"
    assert shown_key("slash") == "/"
    assert shown_key("g") == "g"
    assert shown_key("minus") == "−"
    assert shown_key("home") == _("Home")
    assert shown_key("shift+tab") == _("Shift+") + "Tab"
    assert shown_key("ctrl+right") == "^→"
    assert shown_key("shift+f10") == _("Shift+") + "F10"


class _OneStepper(App[None]):
    def __init__(self, stepper: Stepper) -> None:
        super().__init__()
        self.stepper = stepper
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.stepper

    def on_stepper_changed(self, message: Stepper.Changed) -> None:
        self.told.append(message.value)


async def test_stepper_goes_round_and_jumps_to_letters() -> None:
    """Left, right and the first letter, accents or not; each change is told."""
    choices = (("lens", "Lens"), ("bethune", "Béthune"), ("etape", "Étape"))
    app = _OneStepper(Stepper("Site", choices, value="bethune"))
    async with app.run_test() as pilot:
        app.stepper.focus()
        await pilot.press("right", "right", "left", "b", "e", "z")
        await pilot.pause()
    assert app.told == ["etape", "lens", "etape", "bethune", "etape"]
