"""What ``--json`` prints of events, the house, photos and the account; see ``docs/json.md``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from naho_feedback.cli.shapes import Out, moment
from naho_feedback.domain.photos import Photo, PhotoState
from naho_feedback.domain.records import receipt
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.domain.views import AreaFigure, Count, Reach, SittingLine, ThemeFigure, Verbatim
from naho_feedback.services.sittings import AgendaDay, AgendaItem

if TYPE_CHECKING:
    from naho_feedback.services.report_parts import (
        Commitment,
        HouseLine,
        NextStep,
        Report,
        ReportDay,
        TeamLine,
        WorkshopLine,
    )


class OpeningOut(Out, frozen=True, kw_only=True):
    """One day of a permanence; ``left_open``: nobody closed it, the next start did."""

    session: str
    day: str
    opened: str
    closed: str | None
    left_open: bool

    @classmethod
    def of(cls, day: OpeningDay) -> OpeningOut:
        """Return the shape of a day."""
        return cls(
            session=receipt(day.session),
            day=day.day,
            opened=moment(day.opened),
            closed=None if day.closed is None else moment(day.closed),
            left_open=day.left_open,
        )


class HouseOut(Out, frozen=True, kw_only=True):
    """What one press of the key did."""

    session: str
    title: str
    site_name: str
    is_open: bool
    day: OpeningOut
    left_open: tuple[OpeningOut, ...]


class AgendaItemOut(Out, frozen=True, kw_only=True):
    """One line of a day; ``end`` is null while it is open."""

    session: str
    title: str
    site_name: str
    kind: str
    start: str
    end: str | None
    attendance: int | None

    @classmethod
    def of(cls, item: AgendaItem) -> AgendaItemOut:
        """Return the shape of a line."""
        return cls(
            session=item.session.receipt,
            title=item.title,
            site_name=item.site_name,
            kind=item.session.kind,
            start=moment(item.start),
            end=None if item.end is None else moment(item.end),
            attendance=item.session.attendance,
        )


class AgendaDayOut(Out, frozen=True, kw_only=True):
    """One day of the agenda."""

    day: dt.date
    items: tuple[AgendaItemOut, ...]

    @classmethod
    def of(cls, day: AgendaDay) -> AgendaDayOut:
        """Return the shape of a day."""
        return cls(day=day.day, items=tuple(map(AgendaItemOut.of, day.items)))


class PhotoOut(Out, frozen=True, kw_only=True):
    """A photo: ``state`` is ``sound``, ``missing`` or ``changed``."""

    id: str
    receipt: str
    session: str
    path: str
    sha256: str
    caption: str
    confirmed: bool
    at: str
    state: str

    @classmethod
    def of(cls, photo: Photo, state: PhotoState, session: Session | None = None) -> PhotoOut:
        """Return the shape of a photo."""
        return cls(
            id=photo.id,
            receipt=photo.receipt,
            session=session.receipt if session else receipt(photo.session),
            path=photo.path,
            sha256=photo.sha256,
            caption=photo.caption,
            confirmed=photo.confirmed,
            at=moment(photo.at),
            state=state,
        )


class ReportPhotoOut(Out, frozen=True, kw_only=True):
    """A photo of the account; the picture itself stands in the HTML form only."""

    receipt: str
    caption: str
    media_type: str
    width: int
    height: int


class LeftOutOut(Out, frozen=True, kw_only=True):
    """A photo that could not be shown: missing, changed, large or broken."""

    receipt: str
    why: str


class ReportOut(Out, frozen=True, kw_only=True):
    """The account of a period."""

    programme: str
    title: str
    audience: str
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
    themes: tuple[ThemeFigure, ...]
    more_themes: tuple[ThemeFigure, ...]
    aside: tuple[ThemeFigure, ...]
    areas: tuple[AreaFigure, ...]
    flagged: int
    unsorted: int
    quotes: tuple[Verbatim, ...]
    commitments: tuple[Commitment, ...]
    next_step: NextStep | None
    photos: tuple[ReportPhotoOut, ...]
    left_out: tuple[LeftOutOut, ...]
    limits: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> ReportOut:
        """Return the shape of an account, without the pictures' bytes."""
        return cls(
            programme=report.programme,
            title=report.title,
            audience=report.audience,
            demo=report.demo,
            made=report.made,
            language=report.language,
            k=report.k,
            first=report.first,
            last=report.last,
            headline=report.headline,
            reach=report.reach,
            unheard=report.unheard,
            sessions=report.sessions,
            notes=report.notes,
            responses=report.responses,
            sittings=report.sittings,
            workshops=report.workshops,
            team=report.team,
            houses=report.houses,
            days=report.days,
            themes=report.themes,
            more_themes=report.more_themes,
            aside=report.aside,
            areas=report.areas,
            flagged=report.flagged,
            unsorted=report.unsorted,
            quotes=report.quotes,
            commitments=report.commitments,
            next_step=report.next_step,
            photos=tuple(
                ReportPhotoOut(
                    receipt=photo.receipt,
                    caption=photo.caption,
                    media_type=photo.picture.media_type,
                    width=photo.picture.width,
                    height=photo.picture.height,
                )
                for photo in report.photos
            ),
            left_out=tuple(
                LeftOutOut(receipt=lost.receipt, why=lost.why) for lost in report.left_out
            ),
            limits=report.limits,
        )
