"""The account of a period (« le Bilan »): what took place, who came, what was said and promised.

Every figure about people comes from the gate. Events' days, photos, opening days and the next
go-live are the team's own facts and say nothing about what anybody answered.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.domain.actions import ActionStatus
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.personal_data import Detectors, built_in
from naho_feedback.domain.photos import Photo, PhotoState
from naho_feedback.domain.programme import GoLive, Programme, SessionKind
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.domain.themes import ThemeSource
from naho_feedback.domain.views import (
    ActionLine,
    DayFigures,
    Selection,
    SittingLine,
    ThemeFigure,
    Verbatim,
    View,
)
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import local_day
from naho_feedback.services.gate import Gate
from naho_feedback.services.photos import Photos
from naho_feedback.services.pictures import published
from naho_feedback.services.report_parts import (
    Commitment,
    HouseLine,
    LeftOut,
    NextStep,
    Report,
    ReportDay,
    ReportPhoto,
    StepMilestone,
    TeamLine,
    WorkshopLine,
)

PHOTOS: Final = 4
"""Most photos of an account: it is a page, not an album."""

PHOTO_BYTES: Final = 5_000_000
"""Most bytes of a photo that is put into the page; a mail with four of them can still be sent."""

QUOTES: Final = 3
THEMES: Final = 8

_ORDER: Final = (
    ActionStatus.DONE,
    ActionStatus.RUNNING,
    ActionStatus.DECIDED,
    ActionStatus.ASKED,
    ActionStatus.REFUSED,
)
"""What is done is told first, what was refused last."""


class Reporting:
    """Builds accounts.

    Args:
        gate: makes the views.
        store: opening days and photos.
        programme: go-lives, and what things are called.
        themes: what themes are called.
        photos: reads the files.
        areas: what care functions are called, by id.
        detectors: what finds personal data.
    """

    def __init__(
        self,
        gate: Gate,
        store: Store,
        programme: Programme,
        themes: ThemeSource,
        photos: Photos,
        areas: Mapping[str, Localized],
        detectors: Detectors | None = None,
    ) -> None:
        self._gate = gate
        self._store = store
        self._programme = programme
        self._themes = themes
        self._photos = photos
        self._areas = areas
        self._detectors = detectors or built_in()

    def report(
        self,
        first: dt.date | None = None,
        last: dt.date | None = None,
        audience: Audience = Audience.MANAGER,
    ) -> Report:
        """Return the account of the days from ``first`` to ``last``; None leaves an end open.

        Raises:
            ValueError: for an audience that sees records; an account has none.
        """
        if audience.sees_records:
            msg = f"no account is made for {audience}"
            raise ValueError(msg)
        selection = Selection(first=first, last=last)
        view = self._gate.view(audience, selection)
        summary = view.summary
        named = [theme for theme in summary.themes if theme.id]
        photos, left_out = self._shown_photos(selection)
        return Report(
            programme=view.programme,
            title=view.title,
            audience=audience,
            demo=view.demo,
            made=view.made,
            language=view.language,
            k=view.k,
            first=summary.first,
            last=summary.last,
            headline=summary.headline,
            reach=summary.reach,
            unheard=summary.unheard,
            sessions=summary.sessions,
            notes=summary.notes,
            responses=summary.responses,
            sittings=view.sittings,
            workshops=self._workshops(view.sittings),
            team=tuple(
                TeamLine(profession=str(members.profession), count=members.count)
                for members in self._programme.team
            ),
            houses=self._houses(selection),
            days=tuple(_day(figures, view.sittings) for figures in view.days),
            small_groups=any(s.attendance and s.attendance.hidden for s in view.sittings),
            themes=tuple(named[:THEMES]),
            more_themes=tuple(named[THEMES:]),
            aside=summary.aside,
            areas=summary.areas,
            flagged=summary.flagged,
            unsorted=sum(theme.notes for theme in summary.themes if not theme.id),
            quotes=told_quotes(view, QUOTES),
            commitments=self._commitments(view),
            next_step=self._next_step(view.made),
            photos=photos,
            left_out=left_out,
            limits=summary.limits,
        )

    # ---- sessions ------------------------------------------------------------------------

    def _workshops(self, sittings: Iterable[SittingLine]) -> tuple[WorkshopLine, ...]:
        groups: dict[str, list[SittingLine]] = {}
        for line in sittings:
            if line.kind == SessionKind.WORKSHOP:
                groups.setdefault(line.workshop or line.title, []).append(line)
        lines = [self._workshop(group) for group in groups.values()]
        return tuple(sorted(lines, key=lambda line: (-line.sittings, -line.notes, line.title)))

    def _workshop(self, group: list[SittingLine]) -> WorkshopLine:
        there = {line.site for line in group}
        return WorkshopLine(
            title=group[0].title,
            sites=tuple(site.name for site in self._programme.sites if site.id in there),
            sittings=len(group),
            present=added(group),
            notes=sum(line.notes for line in group),
        )

    def _houses(self, selection: Selection) -> tuple[HouseLine, ...]:
        days = {
            (day.session, day.day)
            for day in self._store.all(OpeningDay)
            if _lies_in(dt.date.fromisoformat(day.day), selection)
        }
        counts = Counter(session for session, _day in days)
        found = ((self._store.get(Session, id_), n) for id_, n in counts.items())
        return tuple(self._house(session, n) for session, n in found if session is not None)

    def _house(self, session: Session, days: int) -> HouseLine:
        shop = self._programme.workshop(session.workshop)
        return HouseLine(
            title=self._detectors.redacted(session.title)
            or (str(shop.name) if shop else session.workshop),
            site_name=self._programme.site_name(session.site),
            days=days,
        )

    # ---- what comes ----------------------------------------------------------------------

    def _next_step(self, on: dt.date) -> NextStep | None:
        """Return the first go-live, in the order of the series, that has not come yet."""
        for step in self._programme.go_lives:
            if step.date is None or step.date >= on:
                return self._step(step)
        return None

    def _step(self, step: GoLive) -> NextStep:
        return NextStep(
            site_name=self._programme.site_name(step.site),
            date=step.date,
            functions=tuple(str(self._areas.get(id_, id_)) for id_ in step.functions),
            milestones=tuple(
                StepMilestone(name=str(m.name), date=m.date, done=m.done) for m in step.milestones
            ),
        )

    # ---- promises ------------------------------------------------------------------------

    def _commitments(self, view: View) -> tuple[Commitment, ...]:
        """Return what was promised; what is done comes first, what was refused last."""
        spoken = {theme.id: theme for theme in view.summary.themes}
        lines = sorted(view.actions, key=lambda a: (_ORDER.index(a.status), a.due or "9999", a.key))
        return tuple(self._commitment(line, spoken.get(line.theme)) for line in lines)

    def _commitment(self, line: ActionLine, theme: ThemeFigure | None) -> Commitment:
        try:
            due = dt.date.fromisoformat(line.due) if line.due else None
        except ValueError:  # a date that another version let through is no date
            due = None
        return Commitment(
            theme=self._themes.taxonomy.label(line.theme) if line.theme else "",
            notes=theme.notes if theme else 0,
            decision=line.decision,
            owner=line.owner,
            due=due,
            status=line.status,
            answer=line.answer,
        )

    # ---- photos --------------------------------------------------------------------------

    def _shown_photos(
        self, selection: Selection
    ) -> tuple[tuple[ReportPhoto, ...], tuple[LeftOut, ...]]:
        """Return the first photos of the period, one a session before a second of any."""
        shown: list[ReportPhoto] = []
        left_out: list[LeftOut] = []
        for photo in self._in_turn(selection):
            if len(shown) == PHOTOS:
                break
            found = self._read(photo)
            if isinstance(found, LeftOut):
                left_out.append(found)
            else:
                shown.append(found)
        return tuple(shown), tuple(left_out)

    def _in_turn(self, selection: Selection) -> list[Photo]:
        ranked: list[tuple[int, int, int, Photo]] = []
        turns: Counter[str] = Counter()
        for photo in self._photos.photos():
            session = self._store.get(Session, photo.session)
            day = local_day(_taken(photo, session))
            if session is None or not photo.confirmed or not _lies_in(day, selection):
                continue
            ranked.append((turns[session.id], session.opened, len(ranked), photo))
            turns[session.id] += 1
        return [photo for *_rank, photo in sorted(ranked, key=lambda item: item[:3])]

    def _read(self, photo: Photo) -> ReportPhoto | LeftOut:
        state, data = self._photos.read(photo)
        # A file that changed is no longer the one in which somebody saw no face.
        why = "" if state == PhotoState.SOUND else str(state)
        if not why and len(data) > PHOTO_BYTES:
            why = "large"
        if not why:
            try:
                return ReportPhoto(
                    receipt=photo.receipt,
                    caption=self._detectors.redacted(photo.caption),
                    picture=published(data),
                )
            except ValueError:
                why = "broken"
        return LeftOut(receipt=photo.receipt, path=photo.path, why=why)


def _taken(photo: Photo, session: Session | None) -> int:
    """Return the moment that a photo is dated by: its session's, but a permanence lasts years."""
    if session is None or session.kind == SessionKind.PERMANENCE:
        return photo.at
    return session.opened


def added(sittings: Iterable[SittingLine]) -> int | None:
    """Return the people of some sittings; hidden groups are left out, None where nobody counted."""
    shown = [s.attendance.value for s in sittings if s.attendance is not None]
    values = [value for value in shown if value is not None]
    return sum(values) if values else None


def _day(figures: DayFigures, sittings: Iterable[SittingLine]) -> ReportDay:
    held = [line for line in sittings if line.day == figures.day]
    return ReportDay(
        day=figures.day,
        visits=figures.visits,
        sittings=len(held),
        present=added(held),
        notes=figures.notes,
        responses=figures.responses,
    )


def told_quotes(view: View, most: int) -> tuple[Verbatim, ...]:
    """Return a few quotes by rule, never by taste: one a theme, the largest themes first."""
    order = {theme.id: place for place, theme in enumerate(view.summary.themes)}
    first: dict[str, Verbatim] = {}
    for quote in view.verbatims:
        first.setdefault(quote.theme, quote)
    told = sorted(first.values(), key=lambda q: (not q.theme, order.get(q.theme, len(order))))
    return tuple(told[:most])


def _lies_in(day: dt.date, selection: Selection) -> bool:
    return (selection.first is None or selection.first <= day) and (
        selection.last is None or day <= selection.last
    )
