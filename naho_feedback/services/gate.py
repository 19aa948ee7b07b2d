"""The gate: turns records into what an audience may know.

Everything that reports (dashboard, summary, exports) gets its figures here and nowhere else.
Counts of people (answers, visits) under k are hidden, and with them what would give them away;
scores are published in batches; counts of notes, dots and sessions are exact and never crossed
with anything smaller. The rules: ``docs/privacy.md``.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Polarity
from naho_feedback.domain.personal_data import Detectors, built_in
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.publications import ShownPeriod
from naho_feedback.domain.responses import Response, Visit
from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import shown
from naho_feedback.domain.themes import UNSORTED, ThemeSource
from naho_feedback.domain.views import (
    AreaFigure,
    Count,
    DayFigures,
    Measure,
    Selection,
    Summary,
    ThemeFigure,
    View,
)
from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import language
from naho_feedback.services import wording
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.services.facets import FacetService
from naho_feedback.services.measures import (
    given_answers,
    live,
    measures,
    sides_of,
    survey_of,
)
from naho_feedback.services.people import gated_line
from naho_feedback.services.people_figures import (
    Answered,
    PeopleFigures,
    period_of,
)
from naho_feedback.services.publishing import ACTOR, Figure, Publisher
from naho_feedback.services.sitting_lines import sittings
from naho_feedback.services.tables import tables
from naho_feedback.services.tally import (
    Tally,
    ThemeTally,
    count_visits,
    live_entries,
    tally,
)
from naho_feedback.services.thresholds import LEAST, Thresholds
from naho_feedback.services.visit_batches import QUIET_MS, ShownVisits, VisitBatches
from naho_feedback.services.words_out import Words

logger = logging.getLogger(__name__)

_WORDS_SHOWN = 4
_EVERYTHING: Final = Selection()


class Gate:
    """Makes views.

    Args:
        store: the records.
        programme: sites and headcounts.
        themes: the themes' labels.
        surveys: the questionnaires by id.
        clock: the time.
        thresholds: fewest people behind counts and comments.
        detectors: what finds personal data; the built-in kinds where it is None.
        facets: what notes say beside their theme; made here where it is None.
        demo: whether the records are invented.
    """

    def __init__(
        self,
        store: Store,
        programme: Programme,
        themes: ThemeSource,
        surveys: Mapping[str, Survey],
        clock: Clock,
        *,
        thresholds: Thresholds = LEAST,
        detectors: Detectors | None = None,
        facets: FacetService | None = None,
        demo: bool = False,
    ) -> None:
        self._store = store
        self._programme = programme
        self._themes = themes
        self._surveys = surveys
        self._clock = clock
        self._thresholds = thresholds
        self._detectors = detectors or built_in()
        self._k = self._thresholds.k_score
        self._demo = demo
        self._making = Lock()
        self._publisher = Publisher(store, clock, self._k)
        self._facets = facets or FacetService(store, programme, themes, clock)
        self._words = Words(
            store, clock, thresholds, self._detectors, facets=self._facets, themes=themes
        )
        self._visits = VisitBatches(store, programme, clock, self._k)
        self._views: dict[tuple[Audience, Selection, str], View] = {}
        self._made_at: tuple[int, dt.date, int] | None = None

    def view(
        self, audience: Audience = Audience.MANAGER, selection: Selection | None = None
    ) -> View:
        """Return what the audience may know of the selection, as of now.

        For managers and everybody this publishes: what is shown is written down first. Several
        threads may ask at once; they are served one after the other.
        """
        selection = selection or _EVERYTHING
        with self._making:
            self._store.refresh()
            # As of before it is made: what comes or is published meanwhile asks for a new one.
            ticks = self._clock.now_ms() // QUIET_MS
            now = (self._store.version, self._clock.today(), ticks)
            if now != self._made_at:
                self._views.clear()
                self._made_at = now
            key = (audience, selection, language())
            if key not in self._views:
                self._views[key] = self._made(audience, selection)
            return self._views[key]

    def _made(self, audience: Audience, selection: Selection) -> View:
        counts = tally(self._store, selection, self._themes.taxonomy, self._facets)
        visits = ShownVisits(live_entries(self._store, self._programme))
        if not audience.rights.live_counts:
            visits = self._visits.shown(visits.entries)
        count_visits(counts, visits.entries, selection)
        people = self._people(counts, audience, selection, visits)
        days = people.days()
        summary = self._summary(counts, audience, people, days)
        return View(
            audience=audience,
            programme=self._programme.name,
            title=str(self._programme.title),
            demo=self._demo,
            made=self._clock.today(),
            language=language(),
            selection=selection,
            k=self._k,
            k_comment=self._thresholds.k_comment,
            summary=summary,
            tables=tables(summary, days),
            verbatims=self._words.verbatims(counts, audience, selection),
            actions=self._words.actions(audience),
            records=self._words.records(counts, audience),
            days=tuple(days),
            sittings=sittings(counts, selection, self._programme, self._detectors, self._k),
        )

    # ---- people --------------------------------------------------------------------------

    def _people(
        self, counts: Tally, audience: Audience, selection: Selection, visits: ShownVisits
    ) -> PeopleFigures:
        period = period_of(selection)
        shown: list[Selection] | None = []
        if period != _EVERYTHING and counts.visits:
            before = self._shown_before(period)
            known = audience.rights.live_counts or period in before or self._remember(period)
            shown = [p for p in before if p != period] if known else None
        return PeopleFigures(
            programme=self._programme,
            counts=counts,
            answered=self._answered(counts, audience, selection),
            hide=visits.hide,
            some_came=self._store.count(Visit) > 0
            and not (selection.session or selection.workshop),
            may_cross=audience.rights.live_counts,
            selection=selection,
            detectors=self._detectors,
            shown=shown,
            k=self._k,
        )

    def _answered(self, counts: Tally, audience: Audience, selection: Selection) -> Answered:
        """Return the answers that are counted: all for those who see records, else batches."""
        days: dict[dt.date, list[str]] = defaultdict(list)
        for response in counts.responses:
            days[local_day(response.at)].append(response.id)
        if audience.rights.live_counts:
            line = gated_line({d.isoformat(): len(i) for d, i in days.items()}, self._k, zero=False)
            by_day = {day: line.cells[day.isoformat()] for day in days}
            return Answered(counts.responses, by_day, none_yet=not counts.responses)
        told = self._publisher.group(_EVERYTHING, (r.id for r in self._store.all(Response)))
        by_day = {}
        if selection == period_of(selection):
            for day, ids in sorted(days.items()):
                group = self._publisher.group(Selection(first=day, last=day), ids)
                if len(group) >= self._k:
                    by_day[day] = Count(len(group))
        here = told
        if selection != _EVERYTHING:
            here = self._publisher.group(selection, (r.id for r in counts.responses))
        return Answered([r for r in counts.responses if r.id in here], by_day, none_yet=not told)

    def _shown_before(self, period: Selection) -> list[Selection]:
        """Return the periods whose people were asked for, up to this one, oldest first."""
        before: list[Selection] = []
        for asked in self._store.all(ShownPeriod):
            before.append(Selection(first=asked.first, last=asked.last))
            if before[-1] == period:
                break
        return before

    def _remember(self, period: Selection) -> bool:
        """Write down that people of a period were shown; return whether that is on the disk."""
        asked = ShownPeriod(first=period.first, last=period.last, at=self._clock.now_ms())
        try:
            self._store.append([put(asked)], ACTOR)
        except StoreError as error:
            logger.warning("no people of a period: %s", type(error).__name__)
            return False
        return True

    # ---- summary -------------------------------------------------------------------------

    def _summary(
        self,
        counts: Tally,
        audience: Audience,
        people: PeopleFigures,
        days: Sequence[DayFigures],
    ) -> Summary:
        selection = people.selection
        themes, aside = self._theme_figures(counts)
        reach = people.reach()
        by_person = sum(theme.confirmed for theme in counts.themes.values())
        dated = [figures.day for figures in days]
        return Summary(
            headline=wording.headline(themes),
            first=selection.first or (dated[0] if dated else None),
            last=selection.last or (dated[-1] if dated else None),
            sessions=len(counts.held),
            notes=len(counts.notes),
            dots=counts.dots,
            responses=people.responses(),
            reach=reach,
            themes=themes,
            placed_by_person=by_person,
            measures=self._measures(audience, people),
            today=people.day(self._clock.today(), days),
            unheard=people.unheard(reach),
            limits=wording.limits(
                self._k,
                by_person=by_person,
                notes=len(counts.notes),
                unique_source=reach.unique_source,
            ),
            aside=aside,
            areas=self._area_figures(counts),
            # Said to a whole room right after it was written, it would point at its author.
            flagged=0 if audience == Audience.PUBLIC else len(counts.flagged),
        )

    def _measures(self, audience: Audience, people: PeopleFigures) -> tuple[Measure, ...]:
        live_counts = audience.rights.live_counts
        here = given_answers(self._surveys, people.answered.here, conditional=live_counts)
        if live_counts:
            return tuple(measures(self._surveys, here, live(here), self._k, whole=True))
        everywhere = given_answers(
            self._surveys, list(self._store.all(Response)), conditional=False
        )
        received = Counter(response.survey for response in people.answered.here)
        figures = {
            name: Figure(
                here=here.get(name, {}),
                everywhere=given,
                sides=sides_of(self._surveys, name),
                received=received[survey_of(name)],
            )
            for name, given in everywhere.items()
            if received[survey_of(name)] >= self._k
        }
        published = self._publisher.scores(people.selection, figures)
        given = {name: figure.here for name, figure in figures.items()}
        whole = people.selection == _EVERYTHING
        return tuple(measures(self._surveys, given, published, self._k, whole=whole))

    def _theme_figures(
        self, counts: Tally
    ) -> tuple[tuple[ThemeFigure, ...], tuple[ThemeFigure, ...]]:
        """Return the themes, and behind them what is about none."""
        figures = [self._theme(id_, theme) for id_, theme in counts.themes.items()]
        # What is still to be sorted comes last, however much it is.
        figures.sort(key=lambda f: (f.id == UNSORTED, -f.notes, -f.dots, f.label))
        special = {theme.id for theme in self._themes.taxonomy.themes if theme.special}
        return (
            tuple(figure for figure in figures if figure.id not in special),
            tuple(figure for figure in figures if figure.id in special),
        )

    def _area_figures(self, counts: Tally) -> tuple[AreaFigure, ...]:
        figures = [
            AreaFigure(
                id=area.id,
                label=str(area.label),
                notes=counts.areas[area.id].total(),
                barriers=counts.areas[area.id][Polarity.BARRIER],
                enablers=counts.areas[area.id][Polarity.ENABLER],
                ideas=counts.areas[area.id][Polarity.IDEA],
                questions=counts.areas[area.id][Polarity.QUESTION],
            )
            for area in self._facets.areas
            if area.id in counts.areas
        ]
        return tuple(sorted(figures, key=lambda figure: -figure.notes))

    def _theme(self, id: str, theme: ThemeTally) -> ThemeFigure:
        taxonomy = self._themes.taxonomy
        # A word that only somebody's note has is a quote that nobody reviewed.
        common = [
            word
            for word, n in sorted(theme.words.items(), key=lambda item: (-item[1], item[0]))
            if taxonomy.knows(word) or n >= self._thresholds.k_comment
        ]
        return ThemeFigure(
            id=id,
            label=taxonomy.label(id) if id else _("To be sorted"),
            notes=theme.notes,
            sessions=len(theme.sessions),
            sites=len(theme.sites),
            dots=theme.dots,
            barriers=theme.polarities[Polarity.BARRIER],
            enablers=theme.polarities[Polarity.ENABLER],
            ideas=theme.polarities[Polarity.IDEA],
            questions=theme.polarities[Polarity.QUESTION],
            confirmed=theme.confirmed,
            words=tuple(shown(word) for word in common)[:_WORDS_SHOWN],
        )
