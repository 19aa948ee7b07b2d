"""How things look: four themes, and a colour with a sign for each polarity.

Text has a contrast of at least 4.5:1 on what it stands on, 7:1 in the theme of strong contrast;
``tests/tui/test_look.py`` measures it, in grey and in 16 colours too. A colour never stands
alone: the sign of :class:`Polarity` says the same. The safe theme has hues after Okabe and Ito
(https://jfly.uni-koeln.de/color/), tuned so that the five stay apart for people who do not see
red, green or blue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.theme import Theme

from naho_feedback.domain.notes import Polarity

NIGHT: Final = "naho-nuit"
PAPER: Final = "naho-papier"
STRONG: Final = "naho-contraste"
SAFE: Final = "naho-daltonien"

_FEW_COLOURS: Final = ("standard", "windows")
"""What Rich calls the colours of a terminal that has 16: it shows pure ones only."""


@dataclass(frozen=True)
class Paper:
    """The colours of one polarity, as hexadecimal strings.

    Attributes:
        line: borders, bars and coloured words on the desk.
        paper: the sheet itself.
        ink: words on the sheet.
        faint: small words on the sheet, such as the receipt.
    """

    line: str
    paper: str
    ink: str
    faint: str


PAPERS: Final[dict[str, dict[Polarity, Paper]]] = {
    NIGHT: {
        Polarity.BARRIER: Paper("#f09aae", "#f6c9d3", "#2b1219", "#6b3140"),
        Polarity.ENABLER: Paper("#8fd19a", "#c4e8c8", "#10240f", "#2f5a35"),
        Polarity.IDEA: Paper("#ecc968", "#f6e6a8", "#2a2106", "#65521a"),
        Polarity.QUESTION: Paper("#8fbcf0", "#c6def8", "#0c1f36", "#2c4f7c"),
        Polarity.NEUTRAL: Paper("#b4bcc8", "#dcdfe4", "#191d23", "#4a525e"),
    },
    PAPER: {
        Polarity.BARRIER: Paper("#a8324f", "#f8d3dc", "#2b1219", "#6b3140"),
        Polarity.ENABLER: Paper("#256b33", "#d0edd3", "#10240f", "#2f5a35"),
        Polarity.IDEA: Paper("#775400", "#f8eab4", "#2a2106", "#65521a"),
        Polarity.QUESTION: Paper("#1f5796", "#d1e5fa", "#0c1f36", "#2c4f7c"),
        Polarity.NEUTRAL: Paper("#545d69", "#e4e5e8", "#191d23", "#4a525e"),
    },
    STRONG: {
        Polarity.BARRIER: Paper("#ff8787", "#ffd7d7", "#000000", "#4d0000"),
        Polarity.ENABLER: Paper("#5fff5f", "#d7ffd7", "#000000", "#003300"),
        Polarity.IDEA: Paper("#ffd75f", "#ffffaf", "#000000", "#332b00"),
        Polarity.QUESTION: Paper("#5fd7ff", "#d7f0ff", "#000000", "#00264d"),
        Polarity.NEUTRAL: Paper("#ffffff", "#ffffff", "#000000", "#262626"),
    },
    SAFE: {
        Polarity.BARRIER: Paper("#d97a34", "#f0a35c", "#1f0f02", "#3d2108"),
        Polarity.ENABLER: Paper("#2fe0a0", "#4fd6a6", "#03201a", "#0a3a2e"),
        Polarity.IDEA: Paper("#f2d22e", "#fbdf4a", "#241d00", "#4a3c00"),
        Polarity.QUESTION: Paper("#4a96e6", "#92b4e0", "#071a33", "#102a4d"),
        Polarity.NEUTRAL: Paper("#e6edf5", "#eef3f8", "#191d23", "#3f4752"),
    },
}


def paper(theme: str, polarity: Polarity) -> Paper:
    """Return the colours of a polarity; those of the dark theme where the theme is not ours."""
    return PAPERS.get(theme, PAPERS[NIGHT])[polarity]


def _variables(theme: str, own: dict[str, str]) -> dict[str, str]:
    """Return the theme's style variables: ``$barrier-line``, ``$idea-paper`` and so on."""
    made = {
        f"{polarity}-{part}": getattr(colours, part)
        for polarity, colours in PAPERS[theme].items()
        for part in ("line", "paper", "ink", "faint")
    }
    return made | own


def first_theme(colour_system: str | None) -> str:
    """Return the theme to begin with; a terminal of 16 colours shows the strong one well.

    Args:
        colour_system: as Rich names it, None for a terminal without colours.
    """
    return STRONG if colour_system in _FEW_COLOURS else NIGHT


def themes() -> tuple[Theme, ...]:
    """Return our themes, the dark one first."""
    night = Theme(
        name=NIGHT,
        primary="#5cc8c9",
        secondary="#5cc8c9",
        accent="#5cc8c9",
        warning="#ecc968",
        error="#f09aae",
        success="#8fd19a",
        foreground="#e8e6df",
        background="#161b22",
        surface="#1d242d",
        panel="#28313c",
        dark=True,
        text_alpha=1.0,
        variables=_variables(
            NIGHT,
            {
                "quiet": "#a3adba",
                "rule": "#3b4654",
                "button-color-foreground": "#0c1f20",
                "block-cursor-foreground": "#0c1f20",
                "block-cursor-text-style": "none",
                "input-selection-background": "#5cc8c9 35%",
                "border": "#5cc8c9",
                "border-blurred": "#3b4654",
                "footer-background": "#1d242d",
            },
        ),
    )
    day = Theme(
        name=PAPER,
        primary="#0b666c",
        secondary="#0b666c",
        accent="#0b666c",
        warning="#775400",
        error="#a8324f",
        success="#256b33",
        foreground="#2a2620",
        background="#f7f2e7",
        surface="#efe8d9",
        panel="#e4dbc8",
        dark=False,
        text_alpha=1.0,
        variables=_variables(
            PAPER,
            {
                "quiet": "#5e574b",
                "rule": "#cabfa8",
                "button-color-foreground": "#fbf8f1",
                "block-cursor-foreground": "#fbf8f1",
                "block-cursor-text-style": "none",
                "input-selection-background": "#0b666c 25%",
                "border": "#0b666c",
                "border-blurred": "#cabfa8",
                "footer-background": "#efe8d9",
            },
        ),
    )
    return night, day, _strong(), _safe()


def _strong() -> Theme:
    return Theme(
        name=STRONG,
        primary="#ffff5f",
        secondary="#ffff5f",
        accent="#ffff5f",
        warning="#ffd75f",
        error="#ff8787",
        success="#5fff5f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        dark=True,
        text_alpha=1.0,
        variables=_variables(
            STRONG,
            {
                "quiet": "#d7d7d7",
                "rule": "#afafaf",
                "button-color-foreground": "#000000",
                "block-cursor-foreground": "#000000",
                "block-cursor-text-style": "none",
                "input-selection-background": "#5f5f00",
                "border": "#ffff5f",
                "border-blurred": "#afafaf",
                "footer-background": "#000000",
            },
        ),
    )


def _safe() -> Theme:
    return Theme(
        name=SAFE,
        primary="#8cc8ff",
        secondary="#8cc8ff",
        accent="#8cc8ff",
        warning="#f2d22e",
        error="#ff9a52",
        success="#2fe0a0",
        foreground="#eceff3",
        background="#12161c",
        surface="#1a2028",
        panel="#262e39",
        dark=True,
        text_alpha=1.0,
        variables=_variables(
            SAFE,
            {
                "quiet": "#b0bac7",
                "rule": "#46525f",
                "button-color-foreground": "#071a33",
                "block-cursor-foreground": "#071a33",
                "block-cursor-text-style": "none",
                "input-selection-background": "#8cc8ff 35%",
                "border": "#8cc8ff",
                "border-blurred": "#46525f",
                "footer-background": "#1a2028",
            },
        ),
    )
