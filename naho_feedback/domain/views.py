"""Views: what comes out of the gate, and all that exporters, panels and reports ever get."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from naho_feedback.domain.actions import ActionStatus
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.disclosure import K_COMMENT
from naho_feedback.domain.facets import Moment
from naho_feedback.domain.notes import Polarity


class Hidden(StrEnum):
    """Why a count is not shown: a small group, or a neighbour that would give one away."""

    NO = ""
    SMALL = "small"
    PROTECTED = "protected"


class Count(msgspec.Struct, frozen=True):
    """A number of people (answers, visits) after the gate; ``value`` is None when hidden."""

    value: int | None
    hidden: Hidden = Hidden.NO


class Selection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which part of the records a view is about; empty fields select all.

    Attributes:
        first: first day, inclusive.
        last: last day, inclusive.
    """

    session: str = ""
    site: str = ""
    workshop: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


class RoleReach(msgspec.Struct, frozen=True, kw_only=True):
    """How many of one role came, all and from each site.

    Attributes:
        id: role id; ``""`` for entries whose role was not asked.
        came: visits of all sites.
        sites: visits by site id; for the team and raw only.
    """

    id: str
    name: str
    came: Count
    sites: dict[str, Count] = {}


class SiteReach(msgspec.Struct, frozen=True, kw_only=True):
    """How many of one site came.

    Attributes:
        came: people where declared unique, else passages.
        headcount: staff, or None where no figure is given.
        share: came / headcount as a fraction, or None where either is unknown or hidden.
    """

    id: str
    name: str
    came: Count
    headcount: int | None = None
    share: float | None = None


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How many of all came.

    Attributes:
        came: people where ``unique``, else passages.
        unique: whether the team declared the visits of the period to be different people.
        unique_source: on what ground.
        headcount_date: the day that the headcount describes.
        headcount_source: where the headcount comes from.
        roles: visits by role and site, of all records only: narrowed once more it would be
            crossed three ways.
    """

    came: Count
    unique: bool
    unique_source: str = ""
    headcount: int | None = None
    headcount_date: dt.date | None = None
    headcount_source: str = ""
    share: float | None = None
    sites: tuple[SiteReach, ...] = ()
    roles: tuple[RoleReach, ...] = ()


class ThemeFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One theme; counts of notes, dots, sessions and sites are exact.

    Attributes:
        id: theme id; ``""`` for what is still to be sorted.
        words: the words that decided most often.
        confirmed: notes that a person placed or confirmed here.
    """

    id: str
    label: str
    notes: int
    sessions: int
    sites: int
    dots: int = 0
    barriers: int = 0
    enablers: int = 0
    ideas: int = 0
    questions: int = 0
    confirmed: int = 0
    words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The host's stable key of this theme, for exporters."""
        return f"theme:{self.id or 'unsorted'}"


class AreaFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One care function, and the notes that name it; a note may name several.

    Attributes:
        id: such as ``"medicament"``.
    """

    id: str
    label: str
    notes: int
    barriers: int = 0
    enablers: int = 0
    ideas: int = 0
    questions: int = 0


class Precision(StrEnum):
    """How much may be said of a score, by the number of answers."""

    HIDDEN = "hidden"
    WORDS = "words"
    INDICATIVE = "indicative"
    FULL = "full"


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One closed question.

    Attributes:
        kind: ``"share"`` of favourable answers or ``"balance"`` of favourable minus unfavourable.
        answers: answers that count in the score; "not concerned" and skipped are left out.
        favourable: favourable answers.
        unfavourable: unfavourable answers.
        value: share (0 to 1) or balance (-1 to 1); None where hidden or given in words only.
        low: lower end of the 95 % interval.
        high: upper end of the 95 % interval.
        unanimous: nearly all of few answers fell on one side, so that no figure is given.
        distribution: answers by choice id, gated; empty where it would tell too much.
        published: the day of the last batch of answers; None where the score is live.
    """

    survey: str
    question: str
    text: str
    kind: str
    answers: Count
    precision: Precision
    favourable: Count
    unfavourable: Count
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unanimous: bool = False
    distribution: dict[str, Count] = {}
    published: dt.date | None = None

    @property
    def key(self) -> str:
        """The host's stable key of this question, for exporters."""
        return f"measure:{self.survey}:{self.question}"


class DayFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the programme: visits, notes and answers, all sites together.

    Attributes:
        note_hours: notes by local hour, 24 numbers.
    """

    day: dt.date
    visits: Count
    notes: int
    responses: Count
    sessions: int = 0
    note_hours: tuple[int, ...] = ()


class SittingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One session that was opened on the selected days: a workshop or an event.

    Attributes:
        kind: ``"workshop"`` or ``"event"``.
        start: local time, such as ``"09:05"``.
        attendance: people in the room, hidden where they are few; None where nobody counted.
    """

    session: str
    workshop: str
    title: str
    site: str
    site_name: str
    kind: str
    day: dt.date
    start: str
    attendance: Count | None = None
    notes: int = 0


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The themed summary; the JSON form is described in ``docs/json.md``.

    Attributes:
        headline: the finding in one sentence.
        responses: questionnaires answered.
        themes: largest first; what is still to be sorted comes last.
        placed_by_person: notes whose theme a person decided.
        unheard: sites and roles from which nobody, or only few, were heard yet.
        limits: sentences that say what the figures cannot say.
        aside: thin praise and what is off topic; they stand behind the themes, in one line.
        areas: care functions that notes name, most often named first.
        flagged: notes that may speak of harm; never said to everybody.
    """

    headline: str
    first: dt.date | None
    last: dt.date | None
    sessions: int
    notes: int
    dots: int
    responses: Count
    reach: Reach
    themes: tuple[ThemeFigure, ...]
    placed_by_person: int
    measures: tuple[Measure, ...]
    today: DayFigures
    unheard: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    aside: tuple[ThemeFigure, ...] = ()
    areas: tuple[AreaFigure, ...] = ()
    flagged: int = 0


class Verbatim(msgspec.Struct, frozen=True, kw_only=True):
    """A quote that a person confirmed for publication; redacted, without time, site or role."""

    key: str
    text: str
    theme: str
    polarity: Polarity


class ActionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One action as an audience may see it.

    Attributes:
        owner: a function, such as ``"cadre de santé, bloc"``.
        owner_name: a person whom the team named; ``""`` for manager and public.
    """

    key: str
    decision: str
    theme: str
    owner: str
    due: str
    status: ActionStatus
    answer: str
    owner_name: str = ""


class NoteLine(msgspec.Struct, frozen=True, kw_only=True):
    """One note, for team (redacted) and raw only.

    Attributes:
        day: ISO date, without the hour.
        role: who said it, where that was noted; for the team only if that role has k people.
        polarity: what its column says; where that says nothing, what its words hint at.
        polarity_by_words: whether it is such a hint.
        label: its theme as people call it.
        also: labels of other themes that it speaks of.
        confidence: 0 to 1, as whoever placed it sees it.
        placed_by: ``"person"``, ``"machine"``, or ``""`` where nobody placed it.
        areas: ids of the care functions that it names.
        moment: before, during or after its hospital's go-live.
        safety: whether it may speak of harm to a patient.
    """

    key: str
    receipt: str
    session: str
    workshop: str
    site: str
    column: str
    polarity: Polarity
    text: str
    dots: int
    theme: str
    why: tuple[str, ...]
    locked: bool
    origin: str
    day: str
    role: str = ""
    polarity_by_words: bool = False
    label: str = ""
    also: tuple[str, ...] = ()
    confidence: float = 0.0
    placed_by: str = ""
    areas: tuple[str, ...] = ()
    moment: Moment = Moment.UNSET
    safety: bool = False


class ResponseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of one response, for raw only."""

    key: str
    survey: str
    survey_version: int
    session: str
    question: str
    answer: str
    day: str


class Records(msgspec.Struct, frozen=True):
    """Single records, filled for team and raw only."""

    notes: tuple[NoteLine, ...] = ()
    responses: tuple[ResponseLine, ...] = ()


class TableColumn(msgspec.Struct, frozen=True):
    """One column of a table; ``id`` is stable, ``label`` is in the reader's language."""

    id: str
    label: str


Cell = str | int | float | bool | Count | None


class Table(msgspec.Struct, frozen=True):
    """Gated figures in rows, for exporters that know no more than tables."""

    id: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What an audience may know of a selection.

    Attributes:
        k: fewest people behind a shown count.
        k_comment: fewest people behind published comments.
        demo: whether the records are invented; every page then says so.
        made: the day it was made.
        records: empty except for team and raw.
        days: figures by day, oldest first.
        sittings: workshops and events, oldest first.
    """

    audience: Audience
    programme: str
    title: str
    demo: bool
    made: dt.date
    language: str
    selection: Selection
    k: int
    k_comment: int = K_COMMENT
    summary: Summary
    tables: tuple[Table, ...] = ()
    verbatims: tuple[Verbatim, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    records: Records = Records()
    days: tuple[DayFigures, ...] = ()
    sittings: tuple[SittingLine, ...] = ()
