"""What a note says beside its theme: polarity, care function, moment, and what stands apart.

A facet is a function of the note's words, its column, its session's day and the programme's
go-lives, so that nothing has to be kept or brought up to date. Words are weak evidence: they are
asked last, and what rests on them is marked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import ClassVar, Final

import msgspec

from naho_feedback.domain.notes import Note, Polarity, find_format
from naho_feedback.domain.phrases import Hit, Phrases, Read, typed
from naho_feedback.domain.polarity import polarity_in
from naho_feedback.domain.programme import GoLive
from naho_feedback.domain.records import Record
from naho_feedback.domain.safety import CARE, PERSON, harm_in
from naho_feedback.domain.sessions import Session
from naho_feedback.i18n import Localized

THANKS: Final = "merci"
"""Id of the theme of thin praise ("RAS", "tout est bien")."""

OFF_TOPIC: Final = "hors-sujet"
"""Id of the theme of what is about something else, or about nothing."""

GO_LIVE_DAYS: Final = 14
"""Days from a go-live on that count as the wave itself: those in which everything is watched."""

_THIN: Final = 14
"""Most words of a note that says nothing; a longer one has something to say."""

_AREA: Final = "area:"


class Moment(StrEnum):
    """When a note was said, as its hospital's roll-out goes; UNSET where nobody can tell."""

    UNSET = ""
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """The facets of one note.

    Attributes:
        polarity: what its column says, else its words; NEUTRAL where neither does.
        polarity_by_words: whether that is a hint that its words gave.
        areas: ids of the care functions that it names, in the file's order.
        moment: before, during or after its hospital's go-live.
        moment_by_words: whether that is a hint that its words gave.
        safety: whether it may speak of harm, or a person said so.
        safety_by_person: whether a person decided that.
        safety_words: the words that decided, as typed; empty where a person did, or none did.
    """

    polarity: Polarity = Polarity.NEUTRAL
    polarity_by_words: bool = False
    areas: tuple[str, ...] = ()
    moment: Moment = Moment.UNSET
    moment_by_words: bool = False
    safety: bool = False
    safety_by_person: bool = False
    safety_words: tuple[str, ...] = ()


class SafetyDecision(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a person decided about a note's safety flag; its id is the note's.

    Attributes:
        note: the note's id.
        flagged: whether it speaks of harm; a decision wins over the note's words.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "safety"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "note"})
    note: str = ""
    flagged: bool = False
    at: int = 0


class WordFacets(msgspec.Struct, frozen=True):
    """What a note's words alone say; ``harm`` are the words that may speak of harm."""

    polarity: Polarity
    areas: tuple[str, ...]
    moment: Moment
    harm: tuple[str, ...]


class Special(msgspec.Struct, frozen=True, kw_only=True):
    """A note that is about no theme: where it goes, and the words that decided."""

    id: str
    words: tuple[str, ...]
    confidence: float = 1.0


class Area(msgspec.Struct, frozen=True):
    """A care function, and the words that name it."""

    id: str
    label: Localized
    words: tuple[str, ...]


class SafetyWords(msgspec.Struct, frozen=True):
    """Phrases about harm; the kinds are those of :data:`naho_feedback.domain.safety.KINDS`."""

    lists: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]


class PolarityWords(msgspec.Struct, frozen=True, rename={"not_": "not"}):
    """Phrases about polarity; see :mod:`naho_feedback.domain.polarity`."""

    idea: tuple[str, ...]
    question: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    not_: tuple[str, ...]
    less: tuple[str, ...]
    good_turns: tuple[str, ...]
    bad_turns: tuple[str, ...]
    lists: dict[str, tuple[str, ...]] = {}


class SpecialWords(msgspec.Struct, frozen=True):
    """Words of notes that are about no theme."""

    merci: tuple[str, ...]
    greeting: tuple[str, ...]
    noise: tuple[str, ...]
    off: tuple[str, ...]
    filler: tuple[str, ...]
    work: tuple[str, ...]
    content: tuple[str, ...]


class FacetWords(msgspec.Struct, frozen=True, kw_only=True):
    """All lists of words."""

    areas: tuple[Area, ...]
    polarity: PolarityWords
    moment: dict[Moment, tuple[str, ...]]
    special: SpecialWords
    safety: SafetyWords


class WordReader:
    """Reads facets from words; what was read of a text is remembered.

    Args:
        words: the lists.
    """

    def __init__(self, words: FacetWords) -> None:
        polarity = words.polarity
        kinds: dict[str, Sequence[str]] = {
            **{_AREA + area.id: area.words for area in words.areas},
            **{str(moment): phrases for moment, phrases in words.moment.items()},
            **words.safety.phrases,
            **{kind: words.safety.lists[kind] for kind in (CARE, PERSON)},
            **{
                kind: getattr(polarity, kind)
                for kind in ("idea", "question", "good", "bad", "less", "good_turns", "bad_turns")
            },
            "not": polarity.not_,
        }
        self._phrases = Phrases(kinds, {**words.safety.lists, **polarity.lists})
        self._areas = tuple(area.id for area in words.areas)
        self._special = Phrases(
            {kind: getattr(words.special, kind) for kind in SpecialWords.__struct_fields__}, {}
        )
        self._read: dict[str, WordFacets] = {}

    def read(self, text: str) -> WordFacets:
        """Return what a note's words say."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._look(text)
        return found

    def _look(self, text: str) -> WordFacets:
        read = self._phrases.read(text)
        kinds = {hit.kind for hit in read.hits}
        harm = harm_in(read)
        return WordFacets(
            polarity_in(text, read),
            tuple(area for area in self._areas if _AREA + area in kinds),
            next((m for m in Moment if m and m in kinds), Moment.UNSET),
            (typed(text, harm),) if harm else (),
        )

    def special(self, text: str, knows: Callable[[str], bool]) -> Special | None:
        """Return where a note goes that is about no theme; None for one that says something.

        Args:
            text: the note's words.
            knows: whether a word is a keyword of some theme; such a note says something.
        """
        read = self._special.read(text, breaks=False)
        if not read.words:
            return Special(id=THANKS, words=(text.strip(),)) if _is_glad(text) else None
        if len(read.words) > _THIN or "?" in text or self.read(text).harm:
            return None
        by_kind: dict[str, list[Hit]] = {}
        for hit in read.hits:
            by_kind.setdefault(hit.kind, []).append(hit)
        if by_kind.get("content"):
            return None
        return _thin(text, read, by_kind) or _off_topic(text, read, by_kind, knows)


def _thin(text: str, read: Read, by_kind: Mapping[str, Sequence[Hit]]) -> Special | None:
    """Return where a note goes of which nothing is left beside thanks, greetings or noise."""
    for kind, theme in (("merci", THANKS), ("greeting", OFF_TOPIC), ("noise", OFF_TOPIC)):
        hits = list(by_kind.get(kind, ()))
        if kind == "noise":
            hits += [Hit(kind, at, at + 1) for at, w in enumerate(read.words) if _is_noise(w)]
        if not hits:
            continue
        # Whoever greets and thanks, thanks.
        also = ("filler", "greeting") if kind == "merci" else ("filler",) * (kind == "greeting")
        covered = {at for hit in hits for at in range(hit.first, hit.last)}
        covered |= {
            at for k in also for hit in by_kind.get(k, ()) for at in range(hit.first, hit.last)
        }
        if len(covered) == len(read.words):
            return Special(id=theme, words=_said(text, hits))
    return None


def _off_topic(
    text: str, read: Read, by_kind: Mapping[str, Sequence[Hit]], knows: Callable[[str], bool]
) -> Special | None:
    """Return where a note goes that is about the canteen or the weather, and about no work."""
    hits = by_kind.get("off", ())
    if not hits or by_kind.get("work") or any(len(w) > 2 and knows(w) for w in read.words):
        return None
    return Special(id=OFF_TOPIC, words=_said(text, hits), confidence=0.8)


def _said(text: str, hits: Iterable[Hit]) -> tuple[str, ...]:
    longest = sorted(hits, key=lambda hit: (hit.first, -hit.last))
    words: list[str] = []
    end = 0
    for hit in longest:
        if hit.first >= end:
            words.append(typed(text, hit, breaks=False))
            end = hit.last
    return tuple(dict.fromkeys(words))


_ROWS: Final = (
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "123456789",
)
_GLAD: Final = frozenset("👍❤😀😃😄😁😊🙂🥰😍👏🙏💪🎉✨♥💚💙🧡💛💜🤩😎🌟⭐")
_SILENT: Final = frozenset("\ufe0f\u200d !.:;)(-🏻🏼🏽🏾🏿")


def _is_noise(word: str) -> bool:
    """Whether a word is a run along the keyboard, or one letter again and again."""
    if len(word) > 3 and len(set(word)) == 1:
        return True
    return len(word) >= 4 and any(word in row or word in row[::-1] for row in _ROWS)


def _is_glad(text: str) -> bool:
    """Whether a note without words shows glad faces, hearts or thumbs, and nothing else."""
    shown = [char for char in text if char not in _SILENT and not char.isspace()]
    return bool(shown) and all(char in _GLAD for char in shown)


def column_polarity(note: Note, session: Session | None) -> Polarity:
    """Return what the column of a note says about it; NEUTRAL where its session is gone."""
    column = find_format(session.format).column(note.column) if session else None
    return column.polarity if column else Polarity.NEUTRAL


def moment_of(day: dt.date, site: str, go_lives: Iterable[GoLive]) -> Moment:
    """Return when a day lies, by the nearest dated go-live of a site; UNSET where there is none.

    Between two go-lives the nearer one counts, the coming one where both are as near. The wave is
    the go-live's day and the :data:`GO_LIVE_DAYS` days from it.
    """
    ahead = [(step.date - day).days for step in go_lives if step.site == site and step.date]
    if not ahead:
        return Moment.UNSET
    if any(-GO_LIVE_DAYS < days <= 0 for days in ahead):
        return Moment.DURING
    nearest = min(ahead, key=lambda days: (abs(days), days < 0))
    return Moment.BEFORE if nearest > 0 else Moment.AFTER
