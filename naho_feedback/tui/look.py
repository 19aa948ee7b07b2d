"""How things look: two themes, and a colour with a sign for each polarity.

Text has a contrast of at least 4.5:1 on what it stands on; ``tests/tui/test_look.py`` measures
it. A colour never stands alone: the sign of :class:`Polarity` says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.theme import Theme

from naho_feedback.domain.notes import Polarity

NIGHT: Final = "naho-nuit"
PAPER: Final = "naho-papier"


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


def themes() -> tuple[Theme, Theme]:
    """Return our two themes, the dark one first."""
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
    return night, day
