"""What a digest says: a view turned into short lines, in the order in which they matter.

The plain text and the HTML are drawn from the same values, so they cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from naho_feedback.api import (
    ActionLine,
    ActionStatus,
    Measure,
    Polarity,
    Precision,
    ThemeFigure,
    Verbatim,
    View,
)

from .wording import Wording, clean

DECISIONS: Final = 3
"""At most this many decisions: more than three at once are not taken."""
THEMES: Final = 5
MEASURES: Final = 3
QUOTES: Final = 3
DUE: Final = 3
SOON: Final = 7
"""Days ahead in which an action counts as due."""

_QUOTE_LENGTH: Final = 140
_OPEN: Final = (ActionStatus.DECIDED, ActionStatus.RUNNING)
_TODAY_WORDS: Final = {
    "notes": (("note", "notes"), ("note", "notes")),
    "sessions": (("séance", "séances"), ("session", "sessions")),
    "visits": (("passage", "passages"), ("visit", "visits")),
    "responses": (("réponse", "réponses"), ("answer", "answers")),
}


@dataclass(frozen=True)
class Figure:
    """A number with its word; ``said`` is both together."""

    value: str
    label: str
    said: str


@dataclass(frozen=True)
class Item:
    """An action: what, whose, until when."""

    text: str
    owner: str
    due: str
    late: bool

    @property
    def details(self) -> str:
        """Due date and owner, or ``""``; the date comes first because what is last may be cut."""
        return ", ".join(part for part in (self.due, self.owner) if part)


@dataclass(frozen=True)
class ThemeRow:
    """A theme that comes back.

    Attributes:
        said: its counts in words.
        bar: notes in percent of the largest theme's, for a bar.
        open: barriers that come back in several sessions and sites, and no action yet.
    """

    label: str
    notes: str
    sessions: str
    sites: str
    said: str
    bar: int
    open: bool


@dataclass(frozen=True)
class Score:
    """A closed question and what may be said of its score.

    Attributes:
        low: where the interval begins on a bar from 0 to 100; None where no share is shown.
        high: where it ends.
    """

    question: str
    said: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Quote:
    """A reviewed quote in its quotation marks, and the word for its polarity."""

    text: str
    polarity: Polarity
    word: str


@dataclass(frozen=True)
class Content:
    """Everything that a digest says; empty values are left out of both forms."""

    subject: str
    mark: str
    title: str
    day: str
    period: str
    headline: str
    to_decide: int
    decisions: tuple[Item, ...]
    today: tuple[Figure, ...]
    so_far: str
    reach: str
    unheard: str
    flagged: str
    themes: tuple[ThemeRow, ...]
    apart: str
    scores: tuple[Score, ...]
    quotes: tuple[Quote, ...]
    due: tuple[Item, ...]
    due_more: int
    limits: tuple[str, ...]
    page: str
    stop: str


def is_quiet(view: View) -> bool:
    """Whether nothing was heard on the day of the view.

    A hidden count of visits is not nothing; one of answers may be, for none is hidden too.
    """
    today = view.summary.today
    return not (today.notes or today.sessions or today.responses.value) and today.visits.value == 0


def content(view: View, *, page: str = "") -> Content:
    """Return what the digest of a view says.

    Args:
        view: figures, reviewed quotes and actions.
        page: where the full page is found, as the team typed it.
    """
    return _Maker(view).content(page)


class _Maker:
    def __init__(self, view: View) -> None:
        self._view = view
        self._say = Wording(view.language, view.k)
        self._summary = view.summary

    def content(self, page: str) -> Content:
        view, say, summary = self._view, self._say, self._summary
        decisions = self._decisions()
        due = self._due()
        names = (clean(view.programme), clean(view.title))
        page = clean(page)
        return Content(
            subject=self._subject(len(decisions)),
            mark=self._mark(),
            title=" · ".join(name for name in names if name),
            day=say.day(view.made, weekday=True),
            period=say.period(summary.first, summary.last),
            headline=clean(summary.headline),
            to_decide=len(decisions),
            decisions=tuple(self._item(a) for a in decisions[:DECISIONS]),
            today=self._today(),
            so_far=self._so_far(),
            reach=self._reach(),
            unheard=", ".join(clean(name) for name in summary.unheard),
            flagged=self._flagged(),
            themes=self._themes(),
            apart=self._apart(),
            scores=self._scores(),
            quotes=self._quotes(),
            due=tuple(self._item(a) for a in due[:DUE]),
            due_more=max(0, len(due) - DUE),
            limits=tuple(clean(limit) for limit in summary.limits),
            page=say.pick(f"La page entière\u00a0: {page}", f"The full page: {page}")
            if page
            else "",
            stop=say.pick(
                "Pour ne plus recevoir ce message, répondez «\u00a0stop\u00a0».",
                "To stop receiving this message, answer “stop”.",
            ),
        )

    # ---- first lines ---------------------------------------------------------------------

    def _mark(self) -> str:
        if not self._view.demo:
            return ""
        return self._say.pick(
            "DÉMONSTRATION\u00a0: données inventées", "DÉMONSTRATION (demo): invented data"
        )

    def _subject(self, to_decide: int) -> str:
        say = self._say
        decide = say.plural(
            to_decide, ("point à décider", "points à décider"), ("to decide", "to decide")
        )
        heard = ", ".join(figure.said for figure in self._today()[:2])
        parts = [
            say.short_day(self._view.made),
            f"{to_decide} {decide}" if to_decide else "",
            heard or say.pick("rien de nouveau", "nothing new"),
        ]
        mark = say.pick("DÉMONSTRATION", "DÉMONSTRATION (demo)") if self._view.demo else ""
        name = " ".join(clean(self._view.programme)[:40].split())
        return " ".join(
            part for part in (mark, f"[{name}]", " · ".join(p for p in parts if p)) if part
        )

    # ---- actions -------------------------------------------------------------------------

    def _decisions(self) -> list[ActionLine]:
        """Return what waits for somebody: asked for, then late; the oldest due date first."""
        waiting = [
            a
            for a in self._view.actions
            if a.status == ActionStatus.ASKED or (a.status in _OPEN and self._is_late(a))
        ]
        return sorted(waiting, key=lambda a: (a.status != ActionStatus.ASKED, *_by_due(a)))

    def _due(self) -> list[ActionLine]:
        last = self._view.made + dt.timedelta(days=SOON)
        soon = [
            a
            for a in self._view.actions
            if a.status in _OPEN and (day := _day(a)) and self._view.made <= day <= last
        ]
        return sorted(soon, key=_by_due)

    def _is_late(self, action: ActionLine) -> bool:
        day = _day(action)
        return day is not None and day < self._view.made

    def _item(self, action: ActionLine) -> Item:
        say, day, late = self._say, _day(action), self._is_late(action)
        due = clean(action.due)
        if day is not None:
            said = say.day(day, year=day.year != self._view.made.year)
            due = say.pick(f"pour le {said}", f"due {said}")
            if late:
                due = say.pick(f"en retard\u00a0: {said}", f"late: {said}")
        text = clean(action.decision) or say.pick("(sans texte)", "(no text)")
        return Item(text=text, owner=clean(action.owner), due=due, late=late)

    # ---- figures -------------------------------------------------------------------------

    def _today(self) -> tuple[Figure, ...]:
        say, today = self._say, self._summary.today
        found = []
        for word, n in (("notes", today.notes), ("sessions", today.sessions)):
            if n:
                label = say.plural(n, *_TODAY_WORDS[word])
                found.append(Figure(say.number(n), label, f"{say.number(n)} {label}"))
        for word, people in (("visits", today.visits), ("responses", today.responses)):
            if people.value != 0:
                label = say.plural(say.grammatical(people), *_TODAY_WORDS[word])
                said = say.counted(people, *_TODAY_WORDS[word])
                found.append(Figure(say.count(people), label, said))
        return tuple(found)

    def _so_far(self) -> str:
        say, summary = self._say, self._summary
        parts = [
            f"{say.number(n)} {say.plural(n, *_TODAY_WORDS[word])}"
            for n, word in ((summary.notes, "notes"), (summary.sessions, "sessions"))
        ]
        if summary.responses.value != 0:
            parts.append(say.counted(summary.responses, *_TODAY_WORDS["responses"]))
        return " · ".join(parts)

    def _reach(self) -> str:
        say, reach = self._say, self._summary.reach
        if reach.came.value == 0:
            return ""
        if not reach.unique:
            return say.counted(reach.came, *_TODAY_WORDS["visits"])
        words = (("personne", "personnes"), ("person", "people"))
        said = say.counted(reach.came, *words)
        if reach.headcount:
            staff = say.number(reach.headcount)
            said = say.pick(f"{said} sur {staff}", f"{said} out of {staff}")
        if reach.share is not None:
            said = f"{said} ({say.percent(reach.share, 1)})"
        if reach.headcount and reach.headcount_date:
            day = say.day(reach.headcount_date)
            said = say.pick(f"{said}, effectif du {day}", f"{said}, headcount of {day}")
        return said

    def _themes(self) -> tuple[ThemeRow, ...]:
        answered = {action.theme for action in self._view.actions}
        named = [theme for theme in self._summary.themes if theme.id]
        return tuple(
            self._theme(t, open=comes_back(t) and t.id not in answered) for t in named[:THEMES]
        )

    def _theme(self, theme: ThemeFigure, *, open: bool) -> ThemeRow:
        say = self._say
        counts = (
            (theme.notes, *_TODAY_WORDS["notes"]),
            (theme.sessions, *_TODAY_WORDS["sessions"]),
            (theme.sites, ("site", "sites"), ("site", "sites")),
        )
        said = " · ".join(f"{say.number(n)} {say.plural(n, fr, en)}" for n, fr, en in counts)
        if open:
            said += " · " + say.pick("sans\u00a0action", "no\u00a0action\u00a0yet")
        notes, sessions, sites = (say.number(n) for n, _fr, _en in counts)
        most = max(t.notes for t in self._summary.themes if t.id)
        bar = max(1, round(100 * theme.notes / most)) if most else 0
        return ThemeRow(clean(theme.label), notes, sessions, sites, said, bar, open)

    def _apart(self) -> str:
        """Return thin praise and what is off topic, in one line behind the themes."""
        apart = (
            f"{self._say.number(t.notes)} {clean(t.label.lower())}" for t in self._summary.aside
        )
        return ", ".join(apart)

    def _flagged(self) -> str:
        """Return how many notes may speak of harm; no audience of a digest reads their words."""
        n, say = self._summary.flagged, self._say
        if not n:
            return ""
        said = say.number(n)
        many = say.plural(
            n,
            (f"{said} post-it parle", f"{said} post-it parlent"),
            (f"{said} note may speak", f"{said} notes may speak"),
        )
        return many + say.pick(
            " peut-être d'un danger\u00a0: à suivre dans l'outil de signalement",
            " of harm: followed in the reporting tool",
        )

    def _scores(self) -> tuple[Score, ...]:
        """Return the surest scores; where none may be shown, one line says so."""
        order = (Precision.FULL, Precision.INDICATIVE, Precision.WORDS)
        shown = [m for m in self._summary.measures if m.precision in order]
        shown.sort(key=lambda m: order.index(m.precision))
        return tuple(self._score(m) for m in (shown or self._summary.measures[:1])[:MEASURES])

    def _score(self, measure: Measure) -> Score:
        question, said = clean(measure.text).rstrip(" :\u00a0"), self._say.score(measure)
        scored = measure.precision in (Precision.INDICATIVE, Precision.FULL)
        if not scored or measure.unanimous or measure.kind != "share":
            return Score(question, said)
        if measure.low is None or measure.high is None:
            return Score(question, said)
        low, high = (min(100, max(0, round(100 * end))) for end in (measure.low, measure.high))
        return Score(question, said, min(low, 99), max(high, low + 1))

    # ---- voices --------------------------------------------------------------------------

    def _quotes(self) -> tuple[Quote, ...]:
        """Return one quote of each leading theme by rule, never by hand: one at least is glad.

        The order of the view says nothing of who spoke before whom; it is kept.
        """
        short = [q for q in self._view.verbatims if 0 < len(clean(q.text)) <= _QUOTE_LENGTH]
        by_theme: dict[str, Verbatim] = {}
        for quote in short:
            by_theme.setdefault(quote.theme, quote)
        leading = [by_theme[t.id] for t in self._summary.themes if t.id in by_theme]
        rest = [quote for quote in short if quote not in leading]
        chosen = (leading + rest)[:QUOTES]
        glad = [quote for quote in leading + rest if quote.polarity == Polarity.ENABLER]
        if glad and glad[0] not in chosen:
            chosen[-1] = glad[0]
        return tuple(self._quote(quote) for quote in chosen)

    def _quote(self, quote: Verbatim) -> Quote:
        say = self._say
        word = say.pick(*_POLARITIES[quote.polarity])
        return Quote(say.quoted(clean(quote.text)), quote.polarity, word)


_POLARITIES: Final = {
    Polarity.BARRIER: ("frein", "barrier"),
    Polarity.ENABLER: ("levier", "enabler"),
    Polarity.IDEA: ("idée", "idea"),
    Polarity.QUESTION: ("question", "question"),
    Polarity.NEUTRAL: ("remarque", "remark"),
}


def comes_back(theme: ThemeFigure) -> bool:
    """Whether a theme asks for a decision: barriers, in three sessions and two sites or more.

    A view counts sessions and sites of all notes of a theme, so this is the rule's upper bound.
    """
    return bool(theme.id) and theme.barriers >= 3 and theme.sessions >= 3 and theme.sites >= 2


def _day(action: ActionLine) -> dt.date | None:
    try:
        return dt.date.fromisoformat(action.due)
    except ValueError:
        return None


def _by_due(action: ActionLine) -> tuple[bool, str, str]:
    return (_day(action) is None, action.due, action.key)
