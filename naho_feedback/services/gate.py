"""The gate: turns records into what an audience may know.

Everything that reports (dashboard, summary, exports) gets its figures here and nowhere else.
Counts of people (answers, visits) under k are hidden, and with them what would give them away;
counts of notes, dots and sessions are exact and never crossed with anything smaller.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from naho_feedback.contracts.store import Store
from naho_feedback.domain import personal_data
from naho_feedback.domain.actions import Action
from naho_feedback.domain.disclosure import K_SCORE
from naho_feedback.domain.notes import Note, Polarity, Review
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.responses import Response
from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import shown
from naho_feedback.domain.themes import UNSORTED, Taxonomy
from naho_feedback.domain.views import (
    ActionLine,
    Audience,
    Count,
    DayFigures,
    Hidden,
    NoteLine,
    Reach,
    Records,
    ResponseLine,
    Selection,
    SiteReach,
    Summary,
    ThemeFigure,
    Verbatim,
    View,
)
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import language
from naho_feedback.services import wording
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.services.measures import gated_count, gated_counts, measures
from naho_feedback.services.sitting_lines import sittings
from naho_feedback.services.tables import tables
from naho_feedback.services.tally import DayTally, Tally, ThemeTally, polarity_of, tally

_WORDS_SHOWN = 4


class Gate:
    """Makes views.

    Args:
        store: the records.
        programme: sites and headcounts.
        taxonomy: the themes' labels.
        surveys: the questionnaires by id.
        clock: the time.
        k: fewest people behind a shown count; never under 5.
        demo: whether the records are invented.

    Raises:
        ValueError: if k is under 5.
    """

    def __init__(
        self,
        store: Store,
        programme: Programme,
        taxonomy: Taxonomy,
        surveys: Mapping[str, Survey],
        clock: Clock,
        *,
        k: int = K_SCORE,
        demo: bool = False,
    ) -> None:
        if k < K_SCORE:
            msg = f"k={k} is under {K_SCORE}"
            raise ValueError(msg)
        self._store = store
        self._programme = programme
        self._taxonomy = taxonomy
        self._surveys = surveys
        self._clock = clock
        self._k = k
        self._demo = demo
        self._views: dict[tuple[Audience, Selection, str], tuple[int, dt.date, View]] = {}

    def view(
        self, audience: Audience = Audience.MANAGER, selection: Selection | None = None
    ) -> View:
        """Return what the audience may know of the selection, as of now."""
        selection = selection or Selection()
        self._store.refresh()
        key = (audience, selection, language())
        version, today = self._store.version, self._clock.today()
        made = self._views.get(key)
        if made is None or made[:2] != (version, today):
            made = (version, today, self._made(audience, selection))
            self._views[key] = made
        return made[2]

    def _made(self, audience: Audience, selection: Selection) -> View:
        counts = tally(self._store, selection)
        summary = self._summary(counts, selection)
        days = self._gated_days(counts)
        return View(
            audience=audience,
            programme=self._programme.name,
            title=str(self._programme.title),
            demo=self._demo,
            made=self._clock.today(),
            language=language(),
            selection=selection,
            k=self._k,
            summary=summary,
            tables=tables(summary, days),
            verbatims=self._verbatims(counts),
            actions=self._actions(audience),
            records=self._records(counts, audience),
            days=tuple(days),
            sittings=sittings(counts, selection, self._programme, self._k),
        )

    # ---- summary -------------------------------------------------------------------------

    def _summary(self, counts: Tally, selection: Selection) -> Summary:
        themes = self._themes(counts)
        reach = self._reach(counts, selection)
        by_person = sum(theme.confirmed for theme in counts.themes.values())
        dated = sorted(day for day, tallied in counts.days.items() if _is_busy(tallied))
        return Summary(
            headline=wording.headline(themes),
            first=selection.first or (dated[0] if dated else None),
            last=selection.last or (dated[-1] if dated else None),
            sessions=len(counts.held),
            notes=len(counts.notes),
            dots=counts.dots,
            responses=gated_count(len(counts.responses), self._k),
            reach=reach,
            themes=themes,
            placed_by_person=by_person,
            measures=tuple(measures(self._surveys, counts.answers, self._k)),
            today=self._day(counts, self._clock.today()),
            unheard=self._unheard(counts),
            limits=wording.limits(
                self._k,
                by_person=by_person,
                notes=len(counts.notes),
                unique_source=reach.unique_source,
            ),
        )

    def _themes(self, counts: Tally) -> tuple[ThemeFigure, ...]:
        figures = [self._theme(id_, theme) for id_, theme in counts.themes.items()]
        # What is still to be sorted comes last, however much it is.
        figures.sort(key=lambda f: (f.id == UNSORTED, -f.notes, -f.dots, f.label))
        return tuple(figures)

    def _theme(self, id: str, theme: ThemeTally) -> ThemeFigure:
        common = sorted(theme.words.items(), key=lambda item: (-item[1], item[0]))
        return ThemeFigure(
            id=id,
            label=self._taxonomy.label(id) if id else _("To be sorted"),
            notes=theme.notes,
            sessions=len(theme.sessions),
            sites=len(theme.sites),
            dots=theme.dots,
            barriers=theme.polarities[Polarity.BARRIER],
            enablers=theme.polarities[Polarity.ENABLER],
            ideas=theme.polarities[Polarity.IDEA],
            questions=theme.polarities[Polarity.QUESTION],
            confirmed=theme.confirmed,
            words=tuple(shown(word) for word, _n in common[:_WORDS_SHOWN]),
        )

    def _reach(self, counts: Tally, selection: Selection) -> Reach:
        unique = counts.all_unique
        sites = [s for s in self._programme.sites if selection.site in ("", s.id)]
        came = gated_counts({s.id: max(0, counts.visits[s.id]) for s in sites}, self._k)
        total = sum(max(0, counts.visits[s.id]) for s in sites)
        on = selection.last
        staff = self._programme.headcount(selection.site or "*", on)
        everyone = gated_count(total, self._k)
        return Reach(
            came=everyone,
            unique=unique,
            unique_source=counts.unique[-1].source if unique else "",
            headcount=staff.count if staff else None,
            headcount_date=staff.date if staff else None,
            headcount_source=staff.source if staff else "",
            share=_share(everyone, staff.count if staff else None, unique=unique),
            sites=tuple(
                self._site(s.id, s.name, came[s.id], on, unique=unique)
                if everyone.hidden == Hidden.NO
                else self._site(s.id, s.name, Count(None, Hidden.SMALL), on, unique=unique)
                for s in sites
            ),
        )

    def _site(
        self, id: str, name: str, came: Count, on: dt.date | None, *, unique: bool
    ) -> SiteReach:
        staff = self._programme.headcount(id, on)
        count = staff.count if staff else None
        return SiteReach(
            id=id, name=name, came=came, headcount=count, share=_share(came, count, unique=unique)
        )

    def _unheard(self, counts: Tally) -> tuple[str, ...]:
        heard = {s.site for s in counts.sessions.values()} | {
            site for site, n in counts.visits.items() if n > 0
        }
        return tuple(site.name for site in self._programme.sites if site.id not in heard)

    def _day(self, counts: Tally, day: dt.date) -> DayFigures:
        tallied = counts.days.get(day)
        if tallied is None:
            return DayFigures(day=day, visits=Count(0), notes=0, responses=Count(0))
        return DayFigures(
            day=day,
            visits=gated_count(max(0, tallied.visits), self._k),
            notes=tallied.notes,
            responses=gated_count(tallied.responses, self._k),
            sessions=tallied.sessions,
            note_hours=tuple(tallied.note_hours),
        )

    def _gated_days(self, counts: Tally) -> list[DayFigures]:
        """Return the days with neighbours of small ones hidden, since the total is published."""
        line = {day: counts.days[day] for day in sorted(counts.days)}
        visits = gated_counts({d.isoformat(): max(0, t.visits) for d, t in line.items()}, self._k)
        answers = gated_counts({d.isoformat(): t.responses for d, t in line.items()}, self._k)
        return [
            DayFigures(
                day=day,
                visits=visits[day.isoformat()],
                notes=tallied.notes,
                responses=answers[day.isoformat()],
                sessions=tallied.sessions,
            )
            for day, tallied in line.items()
        ]

    # ---- words ---------------------------------------------------------------------------

    def _verbatims(self, counts: Tally) -> tuple[Verbatim, ...]:
        quotes = [
            Verbatim(
                key=f"note:{note.id}",
                text=personal_data.redacted(note.text),
                theme=self._theme_of(counts, note),
                polarity=polarity_of(note, counts.sessions),
            )
            for note in counts.notes
            if note.review == Review.QUOTABLE
        ]
        # An order that says nothing of who spoke before whom, and is the same every time.
        quotes.sort(key=lambda quote: hashlib.sha256(quote.key.encode()).digest())
        return tuple(quotes)

    def _theme_of(self, counts: Tally, note: Note) -> str:
        placement = counts.placements.get(note.id)
        return placement.theme if placement else UNSORTED

    def _actions(self, audience: Audience) -> tuple[ActionLine, ...]:
        sees_names = audience.sees_records
        return tuple(
            ActionLine(
                key=f"action:{a.id}",
                decision=personal_data.redacted(a.decision),
                theme=a.theme,
                # A function by our rule; where somebody typed a name all the same, it goes.
                owner=a.owner if sees_names else personal_data.redacted(a.owner),
                owner_name=a.owner_name if sees_names else "",
                due=a.due,
                status=a.status,
                answer=personal_data.redacted(a.answer),
            )
            for a in self._store.all(Action)
        )

    # ---- records -------------------------------------------------------------------------

    def _records(self, counts: Tally, audience: Audience) -> Records:
        if not audience.sees_records:
            return Records()
        raw = audience == Audience.RAW
        notes = tuple(self._note_line(counts, note, raw=raw) for note in counts.notes)
        responses = counts.responses if raw else []
        return Records(notes, tuple(line for r in responses for line in _response_lines(r)))

    def _note_line(self, counts: Tally, note: Note, *, raw: bool) -> NoteLine:
        session = counts.sessions.get(note.session)
        placement = counts.placements.get(note.id)
        return NoteLine(
            key=f"note:{note.id}",
            receipt=note.receipt,
            session=note.session,
            workshop=session.workshop if session else "",
            site=session.site if session else "",
            column=note.column,
            polarity=polarity_of(note, counts.sessions),
            text=note.text if raw else personal_data.redacted(note.text),
            dots=note.dots,
            theme=self._theme_of(counts, note),
            why=placement.words if placement else (),
            locked=bool(placement and placement.locked),
            origin=note.origin,
            day=local_day(note.at).isoformat(),
        )


def _is_busy(day: DayTally) -> bool:
    return bool(day.visits or day.notes or day.responses or day.sessions)


def _share(came: Count, headcount: int | None, *, unique: bool) -> float | None:
    if came.value is None or not headcount or not unique:
        return None
    return came.value / headcount


def _response_lines(response: Response) -> list[ResponseLine]:
    return [
        ResponseLine(
            key=f"response:{response.id}:{question}",
            survey=response.survey,
            survey_version=response.survey_version,
            session=response.session,
            question=question,
            answer=str(answer),
            day=local_day(response.at).isoformat(),
        )
        for question, answer in response.answers.items()
    ]
