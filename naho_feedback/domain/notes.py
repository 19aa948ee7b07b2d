"""Notes and the walls that they hang on."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

import msgspec

from naho_feedback.domain.records import Record
from naho_feedback.i18n import Localized

NOTE_LIMIT: Final = 10_000
"""Most characters that a note may hold (Unicode code points after NFC)."""


class Origin(StrEnum):
    """How something came in."""

    ROOM = "room"
    KIOSK = "kiosk"
    PAPER = "paper"
    IMPORT = "import"
    WEB = "web"


class Polarity(StrEnum):
    """What a column says about its notes."""

    BARRIER = "barrier"
    ENABLER = "enabler"
    IDEA = "idea"
    QUESTION = "question"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> str:
        """One character that marks it beside its colour."""
        return _SIGNS[self]


_SIGNS: Final = {
    Polarity.BARRIER: "−",
    Polarity.ENABLER: "+",
    Polarity.IDEA: "!",
    Polarity.QUESTION: "?",
    Polarity.NEUTRAL: "·",
}


class Review(StrEnum):
    """What a person decided about quoting a note outside the team."""

    NONE = ""
    QUOTABLE = "quotable"
    WITHHELD = "withheld"


class Note(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One post-it.

    Attributes:
        session: the session's id.
        column: the column's id in the session's format.
        text: as typed, NFC, at most :data:`NOTE_LIMIT` characters.
        dots: votes on it, counted in the room.
        origin: how it came in.
        at: Unix time in milliseconds.
        review: whether it may be quoted.
        role: role id of who said it, ``""`` where it is not known (the rule).
        cluster: id of the :class:`naho_feedback.domain.clusters.Cluster` that it hangs in,
            ``""`` for a note on its own; whoever finds no such cluster takes it as that.
    """

    table: ClassVar[str] = "notes"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "cluster"})
    session: str = ""
    column: str = ""
    text: str = ""
    dots: int = 0
    origin: Origin = Origin.ROOM
    at: int = 0
    review: Review = Review.NONE
    role: str = ""
    cluster: str = ""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column of a wall; ``one`` is what a single note in it is called."""

    id: str
    name: Localized
    one: Localized
    polarity: Polarity


class Format(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns of a wall."""

    id: str
    name: Localized
    columns: tuple[Column, ...]

    def column(self, id: str) -> Column | None:
        """Return the column, or None."""
        return next((column for column in self.columns if column.id == id), None)


def _column(id: str, fr: str, en: str, polarity: Polarity, *, one: str = "") -> Column:
    """Make a column; ``one`` is ``"French/English"`` where the singular differs."""
    one_fr, _, one_en = (one or f"{fr}/{en}").partition("/")
    return Column(id, Localized(fr, en), Localized(one_fr, one_en), polarity)


_P = Polarity
FORMATS: Final[tuple[Format, ...]] = (
    Format(
        "freins-leviers",
        Localized("Freins, leviers, idées", "Barriers, enablers, ideas"),
        (
            _column("freins", "Freins", "Barriers", _P.BARRIER, one="Frein/Barrier"),
            _column("leviers", "Leviers", "Enablers", _P.ENABLER, one="Levier/Enabler"),
            _column("idees", "Idées", "Ideas", _P.IDEA, one="Idée/Idea"),
        ),
    ),
    Format(
        "stop-start-continue",
        Localized("Arrêter, commencer, continuer", "Stop, start, continue"),
        (
            _column("arreter", "Arrêter", "Stop", _P.BARRIER),
            _column("commencer", "Commencer", "Start", _P.IDEA),
            _column("continuer", "Continuer", "Continue", _P.ENABLER),
        ),
    ),
    Format(
        "4l",
        Localized("Aimé, appris, manqué, espéré", "Liked, learned, lacked, longed for"),
        (
            _column("aime", "Aimé", "Liked", _P.ENABLER),
            _column("appris", "Appris", "Learned", _P.ENABLER),
            _column("manque", "Manqué", "Lacked", _P.BARRIER),
            _column("espere", "Espéré", "Longed for", _P.IDEA),
        ),
    ),
    Format(
        "speedboat",
        Localized(
            "Le bateau\u00a0: vent, ancres, récifs, île", "Speedboat: wind, anchors, reefs, island"
        ),
        (
            _column("vent", "Vent", "Wind", _P.ENABLER),
            _column("ancres", "Ancres", "Anchors", _P.BARRIER, one="Ancre/Anchor"),
            _column("recifs", "Récifs", "Reefs", _P.BARRIER, one="Récif/Reef"),
            _column("ile", "Île", "Island", _P.IDEA),
        ),
    ),
    Format(
        "rose-epine-bouton",
        Localized("Ce qui marche, ce qui gêne, ce qui naît", "What works, what hurts, what grows"),
        (
            _column("rose", "Ce qui marche", "What works", _P.ENABLER),
            _column("epine", "Ce qui gêne", "What hurts", _P.BARRIER),
            _column("bouton", "Ce qui naît", "What grows", _P.IDEA),
        ),
    ),
    Format(
        "six-regards",
        Localized("Six regards", "Six looks"),
        (
            _column("faits", "Faits", "Facts", _P.NEUTRAL, one="Fait/Fact"),
            _column("emotions", "Émotions", "Feelings", _P.NEUTRAL, one="Émotion/Feeling"),
            _column("risques", "Risques", "Risks", _P.BARRIER, one="Risque/Risk"),
            _column("benefices", "Bénéfices", "Benefits", _P.ENABLER, one="Bénéfice/Benefit"),
            _column("idees", "Idées", "Ideas", _P.IDEA, one="Idée/Idea"),
            _column("pilotage", "Pilotage", "Process", _P.NEUTRAL),
        ),
    ),
    Format(
        "mur-libre",
        Localized("Mur libre", "Free wall"),
        (_column("mur", "Mur", "Wall", _P.NEUTRAL, one="Post-it/Note"),),
    ),
    Format(
        "questions",
        Localized("Questions", "Questions"),
        (_column("questions", "Questions", "Questions", _P.QUESTION, one="Question/Question"),),
    ),
)


def find_format(id: str) -> Format:
    """Return the format; the free wall for an unknown id, so that no note is ever homeless."""
    return next((f for f in FORMATS if f.id == id), FREE_WALL)


FREE_WALL: Final = next(f for f in FORMATS if f.id == "mur-libre")
