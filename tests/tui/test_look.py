"""Colours that can be read, bars that tell the truth, and the small widgets."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import Theme

from naho_feedback.domain.notes import Polarity
from naho_feedback.i18n import gettext as _
from naho_feedback.tui import look
from naho_feedback.tui.widgets.bars import bar, bar_left, rule, spark
from naho_feedback.tui.widgets.keyline import shown_key
from naho_feedback.tui.widgets.stepper import Stepper


def _contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours."""

    def luminance(colour: str) -> float:
        parts = []
        for part in Color.parse(colour).rgb:
            share = part / 255
            parts.append(share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", look.themes(), ids=lambda theme: theme.name)
def test_text_can_be_read_on_everything_it_stands_on(theme: Theme) -> None:
    """4.5 to 1 at least, for words, quiet words, accents and warnings."""
    assert theme.background
    assert theme.surface
    assert theme.panel
    words = (theme.foreground, theme.accent, theme.error, theme.success, theme.warning)
    for ground in (theme.background, theme.surface, theme.panel):
        for word in (*words, theme.variables["quiet"]):
            assert word
            assert _contrast(word, ground) >= 4.5, (word, ground)
    assert theme.accent
    assert _contrast(theme.variables["block-cursor-foreground"], theme.accent) >= 4.5


@pytest.mark.parametrize("theme", [look.NIGHT, look.PAPER])
@pytest.mark.parametrize("polarity", list(Polarity))
def test_papers_can_be_read(theme: str, polarity: Polarity) -> None:
    """Ink and small words on the sheet; borders and bars on the desk."""
    colours = look.paper(theme, polarity)
    desk = next(t.background for t in look.themes() if t.name == theme)
    assert desk
    assert _contrast(colours.ink, colours.paper) >= 7
    assert _contrast(colours.faint, colours.paper) >= 4.5
    assert _contrast(colours.line, desk) >= 4.5


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
