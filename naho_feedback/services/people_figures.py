"""Who came and who answered: the figures about people of one view."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
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
from naho_feedback.services.people import Line, crossed, gated_count, gated_line, visits_of
from naho_feedback.services.tally import DayTally, Tally

_PROTECTED = Count(None, Hidden.PROTECTED)


@dataclass(frozen=True)
class Answered:
    """The responses that are counted.

    Attributes:
        here: those of the selection.
        by_day: how many of each day, where that may be told.
        none_yet: whether nothing of any answer was told so far.
    """

    here: Sequence[Response]
    by_day: Mapping[dt.date, Count]
    none_yet: bool


@dataclass(frozen=True)
class PeopleFigures:
    """Makes the figures about people of one selection.

    Attributes:
        programme: sites, roles and headcounts.
        counts: the selection's raw counts; visits are those that may be shown.
        answered: the answers that are counted.
        selection: what the view is about.
        detectors: what finds personal data.
        shown: periods that were shown before, oldest first; None where this one could not be
            written down, so that no people are counted in it.
        hide: sites, roles and days that stay hidden whatever they hold.
        some_came: whether anybody came, counted yet or not.
        may_cross: whether visits may be crossed by site and role.
        k: fewest people that are shown.
    """

    programme: Programme
    counts: Tally
    answered: Answered
    selection: Selection
    detectors: Detectors
    shown: Sequence[Selection] | None
    hide: tuple[tuple[str, ...], ...]
    some_came: bool
    may_cross: bool
    k: int

    # ---- who came ------------------------------------------------------------------------

    def reach(self) -> Reach:
        """Return how many came, all and by site and role."""
        site, on = self.selection.site, self.selection.last
        sites = [s for s in self.programme.sites if site in ("", s.id)]
        line = self._visits()
        came = line.cells.get(site, Count(0)) if site else line.total
        unique = self.counts.all_unique
        source = self.counts.unique[-1].source if unique else ""
        staff = self.programme.headcount(site or "*", on)
        return Reach(
            came=came,
            unique=unique,
            unique_source=self.detectors.redacted(source),
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
        daily: dict[str, Mapping[dt.date, int]] = {
            s.id: self.counts.visits.get(s.id, {}) for s in self.programme.sites
        }
        if not self.counts.visits:
            none = Count(None, Hidden.SMALL) if self.some_came else Count(0)
            return Line(none, dict.fromkeys(daily, none))
        if self.shown is None:
            return Line(_PROTECTED, dict.fromkeys(daily, _PROTECTED))
        sites, _roles, days = self.hide
        return visits_of(
            daily,
            period_of(self.selection),
            self.shown,
            self.k,
            hide=(sites, days),
            listed=self._listed,
        )

    def _site(
        self, id: str, name: str, came: Count, on: dt.date | None, *, unique: bool
    ) -> SiteReach:
        staff = self.programme.headcount(id, on)
        count = staff.count if staff else None
        return SiteReach(
            id=id, name=name, came=came, headcount=count, share=_share(came, count, unique=unique)
        )

    def _roles(self) -> tuple[RoleReach, ...]:
        """Return visits by role, for all records; by site too for those who see them live.

        A crossing that is printed again and again would need more than the history of its lines.
        """
        if self.selection != Selection() or not self.counts.entries:
            return ()
        names = {role.id: str(role.name) for role in self.programme.roles}
        if any(not role for _site, role in self.counts.entries):
            names[""] = _("not asked")
        entries = {(s.id, role): 0 for s in self.programme.sites for role in names}
        entries |= self.counts.entries
        if self.may_cross:
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
        by_role = {role: sum(n for (_s, r), n in entries.items() if r == role) for role in names}
        line = gated_line(by_role, self.k, hide=self.hide[1])
        return tuple(
            RoleReach(id=role, name=name, came=line.cells[role]) for role, name in names.items()
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
        if n < self.k and not self.answered.none_yet:
            return _PROTECTED
        return gated_count(n, self.k)

    # ---- days ----------------------------------------------------------------------------

    @cached_property
    def _listed(self) -> frozenset[dt.date]:
        """Days with a row whoever came: those of sessions and notes."""
        return frozenset(day for day, tallied in self.counts.days.items() if is_busy(tallied))

    @cached_property
    def _visits_by_day(self) -> Counter[dt.date]:
        entries: Counter[dt.date] = Counter()
        for days in self.counts.visits.values():
            entries.update(days)
        return entries

    def days(self) -> list[DayFigures]:
        """Return the days of the selection, oldest first.

        A day has a row because of its sessions and notes, or of visits that are shown: a row that
        is there because a few came would tell of them. A day of one site or session would be a
        crossing, so people are not counted there.
        """
        by_day = {day.isoformat(): n for day, n in self._visits_by_day.items()}
        line = gated_line(by_day, self.k, hide=self.hide[2])
        is_open = all(cell.value is not None for cell in line.cells.values())
        nobody = Count(0) if is_open and not self._all_hidden else Count(None, Hidden.SMALL)
        crossing = self.selection != period_of(self.selection)
        rows = []
        for day, tallied in sorted(self.counts.days.items()):
            visits = line.cells.get(day.isoformat(), nobody)
            if not is_busy(tallied) and (crossing or visits.value is None):
                continue
            rows.append(
                DayFigures(
                    day=day,
                    visits=_PROTECTED if crossing else visits,
                    notes=tallied.notes,
                    responses=self._answers_of(day),
                    sessions=tallied.sessions,
                )
            )
        return rows

    @property
    def _all_hidden(self) -> bool:
        return self.some_came and not self.counts.visits

    def _answers_of(self, day: dt.date) -> Count:
        if self.selection != period_of(self.selection):
            return _PROTECTED
        empty = Count(None, Hidden.SMALL) if self.answered.none_yet else _PROTECTED
        return self.answered.by_day.get(day, empty)

    def day(self, day: dt.date, days: Sequence[DayFigures]) -> DayFigures:
        """Return one day of them, with its hours; an empty one where nothing happened."""
        crossing = self.selection != period_of(self.selection)
        none = Count(None, Hidden.SMALL) if self._all_hidden else Count(0)
        empty = DayFigures(
            day=day,
            visits=_PROTECTED if crossing else none,
            notes=0,
            responses=self._answers_of(day),
        )
        found = next((figures for figures in days if figures.day == day), empty)
        tallied = self.counts.days.get(day)
        if tallied is None:
            return found
        return DayFigures(
            day=day,
            visits=found.visits,
            notes=found.notes,
            responses=found.responses,
            sessions=found.sessions,
            note_hours=tuple(tallied.note_hours),
        )


def period_of(selection: Selection) -> Selection:
    """Return the days of a selection alone."""
    return Selection(first=selection.first, last=selection.last)


def is_busy(day: DayTally) -> bool:
    """Whether anything happened on a day that is no matter of people."""
    return bool(day.notes or day.sessions)


def _is_few(came: Count) -> bool:
    return came.value == 0 or came.hidden == Hidden.SMALL


def _share(came: Count, headcount: int | None, *, unique: bool) -> float | None:
    if came.value is None or not headcount or not unique:
        return None
    return came.value / headcount
