"""What an account of a period is made of: plain values, already gated."""

from __future__ import annotations

import datetime as dt

import msgspec

from naho_feedback.domain.actions import ActionStatus
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.views import AreaFigure, Count, Reach, SittingLine, ThemeFigure, Verbatim
from naho_feedback.services.pictures import Picture


class ReportDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day.

    Attributes:
        visits: entries at the door.
        sittings: workshops and events that were opened.
        present: people counted in them, groups under k left out; None where nobody counted.
    """

    day: dt.date
    visits: Count
    sittings: int
    present: int | None
    notes: int
    responses: Count


class WorkshopLine(msgspec.Struct, frozen=True, kw_only=True):
    """All sittings of one workshop.

    Attributes:
        sites: where, in the programme's order.
        present: people counted, groups under k left out; None where nobody counted.
    """

    title: str
    sites: tuple[str, ...]
    sittings: int
    present: int | None
    notes: int


class HouseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A permanence: on how many days it was open."""

    title: str
    site_name: str
    days: int


class TeamLine(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the project's officers come from one profession."""

    profession: str
    count: int


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """You said, we did: a theme, how often it was spoken of, and what became of it."""

    theme: str
    notes: int
    decision: str
    owner: str
    due: dt.date | None
    status: ActionStatus
    answer: str


class StepMilestone(msgspec.Struct, frozen=True, kw_only=True):
    """One milestone on the way."""

    name: str
    date: dt.date | None
    done: bool


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """The go-live that comes next; ``date`` is None while it is not fixed."""

    site_name: str
    date: dt.date | None
    functions: tuple[str, ...]
    milestones: tuple[StepMilestone, ...]


class ReportPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """One photo with what is told of it instead of seeing it."""

    receipt: str
    caption: str
    picture: Picture


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A photo that could not be shown.

    Attributes:
        why: ``missing``, ``changed`` since it was attached, ``large`` or ``broken``.
    """

    receipt: str
    path: str
    why: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The account of a period for one audience.

    Attributes:
        first: first day, or None where nothing is dated.
        sittings: workshops and events opened in the period.
        team: the project's own officers: configured counts of their professions, not gated.
        small_groups: whether a group under k was counted somewhere and left out.
        themes: named themes, largest first, the first of them only.
        more_themes: named themes beyond those.
        aside: thin praise and what is off topic.
        areas: care functions that notes name.
        flagged: notes that may speak of harm; 0 for everybody.
        unsorted: notes that nobody has sorted yet.
        left_out: photos that could not be shown, for the team and never for the page.
    """

    programme: str
    title: str
    audience: Audience
    demo: bool
    made: dt.date
    language: str
    k: int
    first: dt.date | None
    last: dt.date | None
    headline: str
    reach: Reach
    unheard: tuple[str, ...]
    sessions: int
    notes: int
    responses: Count
    sittings: tuple[SittingLine, ...]
    workshops: tuple[WorkshopLine, ...]
    team: tuple[TeamLine, ...]
    houses: tuple[HouseLine, ...]
    days: tuple[ReportDay, ...]
    small_groups: bool
    themes: tuple[ThemeFigure, ...]
    more_themes: tuple[ThemeFigure, ...]
    aside: tuple[ThemeFigure, ...]
    areas: tuple[AreaFigure, ...]
    flagged: int
    unsorted: int
    quotes: tuple[Verbatim, ...]
    commitments: tuple[Commitment, ...]
    next_step: NextStep | None
    photos: tuple[ReportPhoto, ...]
    left_out: tuple[LeftOut, ...]
    limits: tuple[str, ...]

    @property
    def events(self) -> tuple[SittingLine, ...]:
        """The events alone."""
        return tuple(s for s in self.sittings if s.kind == SessionKind.EVENT)
