"""Who came and who answered: the figures about people of one view."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from naho_feedback.domain.personal_data import Detectors
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.responses import Response
from naho_feedback.domain.views import (
    Count,
    DayFigures,
    Hidden,
    Reach,
    RoleReach,
    Selection,
    SiteReach,
)
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_day
from naho_feedback.services.people import Line, crossed, gated_count, gated_line, people_of
from naho_feedback.services.tally import DayTally, Tally

_PROTECTED = Count(None, Hidden.PROTECTED)


@dataclass(frozen=True)
class Answered:
    """The responses that are counted.

    Attributes:
        here: those of the selection.
        everywhere: those of all records.
        withheld: whether people answered who are not counted in any way yet.
    """

    here: Sequence[Response]
    everywhere: Sequence[Response]
    withheld: bool = False


@dataclass(frozen=True)
class PeopleFigures:
    """Makes the figures about people of one selection.

    Attributes:
        programme: sites, roles and headcounts.
        counts: the selection's raw counts.
        answered: the answers that are counted, of the selection and of all records.
        selection: what the view is about.
        detectors: what finds personal data.
        shown: periods that were shown before, oldest first; None where this one could not be
            written down, so that no people are counted in it.
        k: fewest people that are shown.
    """

    programme: Programme
    counts: Tally
    answered: Answered
    selection: Selection
    detectors: Detectors
    shown: Sequence[Selection] | None
    k: int

    # ---- who came ------------------------------------------------------------------------

    def reach(self) -> Reach:
        """Return how many came, all and by site and role."""
        site, on = self.selection.site, self.selection.last
        sites = [s for s in self.programme.sites if site in ("", s.id)]
        line = self._visits()
        came = line.cells.get(site, Count(0)) if site else line.total
        unique = self.counts.all_unique
        staff = self.programme.headcount(site or "*", on)
        return Reach(
            came=came,
            unique=unique,
            unique_source=(
                self.detectors.redacted(self.counts.unique[-1].source) if unique else ""
            ),
            headcount=staff.count if staff else None,
            headcount_date=staff.date if staff else None,
            headcount_source=staff.source if staff else "",
            share=_share(came, staff.count if staff else None, unique=unique),
            sites=tuple(
                self._site(s.id, s.name, line.cells.get(s.id, Count(0)), on, unique=unique)
                for s in sites
            ),
            roles=self._roles(),
        )

    def _visits(self) -> Line:
        daily = {
            s.id: {day: max(0, n) for day, n in self.counts.visits.get(s.id, {}).items()}
            for s in self.programme.sites
        }
        if not self.counts.visits:
            return Line(Count(0), dict.fromkeys(daily, Count(0)))
        if self.shown is None:
            return Line(_PROTECTED, dict.fromkeys(daily, _PROTECTED))
        return people_of(daily, period_of(self.selection), self.shown, self.k)

    def _site(
        self, id: str, name: str, came: Count, on: dt.date | None, *, unique: bool
    ) -> SiteReach:
        staff = self.programme.headcount(id, on)
        count = staff.count if staff else None
        return SiteReach(
            id=id, name=name, came=came, headcount=count, share=_share(came, count, unique=unique)
        )

    def _roles(self) -> tuple[RoleReach, ...]:
        """Return visits by role and site, for all records."""
        if self.selection != Selection() or not self.counts.entries:
            return ()
        names = {role.id: str(role.name) for role in self.programme.roles}
        if any(role not in names for _site, role in self.counts.entries):
            names[""] = _("not asked")
        entries = {(s.id, role): 0 for s in self.programme.sites for role in names}
        for (site, role), n in self.counts.entries.items():
            if self.programme.site(site) is not None:
                entries[site, role if role in names else ""] += n
        if any(n < 0 for n in entries.values()):  # a correction under another role than its entry
            return ()
        shown = crossed(entries, self.k)
        return tuple(
            RoleReach(
                id=role,
                name=name,
                came=shown.roles[role],
                sites={s.id: shown.cells[s.id, role] for s in self.programme.sites},
            )
            for role, name in names.items()
        )

    def unheard(self, reach: Reach) -> tuple[str, ...]:
        """Return the sites and roles from which nobody, or fewer than k people, were heard.

        They are told by what is shown of them, so that the list says no more than the figures;
        roles only where every entry says one.
        """
        sat = {s.site for s in self.counts.sessions.values()}
        sites = [s.name for s in reach.sites if _is_few(s.came) and s.id not in sat]
        asked = all(r.id for r in reach.roles)
        roles = [r.name for r in reach.roles if asked and _is_few(r.came)]
        return (*sites, *roles)

    # ---- who answered --------------------------------------------------------------------

    def responses(self) -> Count:
        """Return how many answered questionnaires."""
        n = len(self.answered.here)
        if n < self.k and self.answered.withheld:
            return _PROTECTED
        if self.selection in (Selection(), period_of(self.selection)):
            if self.shown is None:
                return _PROTECTED
            daily = {"": self._answers}
            return people_of(daily, self.selection, self.shown, self.k, zero=False).total
        return gated_count(n, self.k)

    @cached_property
    def _answers(self) -> Counter[dt.date]:
        """Answers that are counted, by day, of the whole time."""
        return Counter(local_day(response.at) for response in self.answered.everywhere)

    # ---- days ----------------------------------------------------------------------------

    def days(self) -> list[DayFigures]:
        """Return the busy days of the selection, oldest first.

        What the line of all days hides is hidden in every period. A day of one site or session
        would be a crossing, so people are not counted there.
        """
        entries: Counter[dt.date] = Counter()
        for days in self.counts.visits.values():
            entries.update(days)
        answers = self._answers
        busy = {*self.counts.days, *entries, *answers}
        visits = gated_line({d.isoformat(): max(0, entries[d]) for d in busy}, self.k)
        answered = gated_line({d.isoformat(): answers[d] for d in busy}, self.k, zero=False)
        crossing = self.selection != period_of(self.selection)
        return [
            DayFigures(
                day=day,
                visits=_PROTECTED if crossing else visits.cells[day.isoformat()],
                notes=tallied.notes,
                responses=_PROTECTED if crossing else answered.cells[day.isoformat()],
                sessions=tallied.sessions,
                note_hours=tuple(tallied.note_hours),
            )
            for day, tallied in sorted(self.counts.days.items())
        ]

    def day(self, day: dt.date, days: Sequence[DayFigures]) -> DayFigures:
        """Return one day of them; an empty one where nothing happened."""
        empty = DayFigures(day=day, visits=Count(0), notes=0, responses=gated_count(0, self.k))
        return next((figures for figures in days if figures.day == day), empty)


def period_of(selection: Selection) -> Selection:
    """Return the days of a selection alone."""
    return Selection(first=selection.first, last=selection.last)


def is_busy(day: DayTally) -> bool:
    """Whether anything happened on a day."""
    return bool(day.visits or day.notes or day.responses or day.sessions)


def _is_few(came: Count) -> bool:
    return came.value == 0 or came.hidden == Hidden.SMALL


def _share(came: Count, headcount: int | None, *, unique: bool) -> float | None:
    if came.value is None or not headcount or not unique:
        return None
    return came.value / headcount
