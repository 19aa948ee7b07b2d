"""Verbs of ``naho session`` beside the wall: event, attendance, agenda."""

from __future__ import annotations

import datetime as dt

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, day_option, option, verb
from naho_feedback.cli.session_words import session_out, session_words
from naho_feedback.cli.state import State
from naho_feedback.cli.week_shapes import AgendaDayOut
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import one_line
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.sittings import AgendaItem
from naho_feedback.services.wording import clock_time, long_day, number

_NOT_COUNTED = "-"


def sitting_verbs() -> list[click.Command]:
    """Return the verbs."""
    return [_event_verb(), _attendance_verb(), _agenda_verb()]


def _event_verb() -> click.Command:
    return verb(
        "event",
        _event,
        help=_("Keep a speech, a tour or a video in one go: who was counted there, no notes."),
        examples=(
            "naho session event --workshop inauguration --site lens --attendance 85",
            "naho session event --workshop inauguration --site lens --day 2017-02-27 --time 09:00",
        ),
        params=[
            option("--workshop", required=True, metavar="ID", help=_("Which kind of event.")),
            option("--site", required=True, metavar="ID", help=_("Where.")),
            day_option("--day", help=_("Left out: today.")),
            click.Option(
                ["--time", "time"],
                metavar="TIME",
                callback=_time,
                help=_("When it began, such as 09:00; left out: now, or 09:00 on another day."),
            ),
            option("--minutes", type=int, default=60, metavar="N", help=_("How long it lasted.")),
            option(
                "--attendance",
                type=int,
                default=None,
                metavar="N",
                help=_("How many people were counted; it may be given later."),
            ),
            option("--title", metavar="TEXT", help=_("What this one was called, if that helps.")),
        ],
    )


def _attendance_verb() -> click.Command:
    return verb(
        "attendance",
        _attendance,
        help=_("Correct how many people were in a session; - says that nobody counted."),
        examples=("naho session attendance A-12 27", "naho session attendance A-12 -"),
        params=[argument("session", metavar="RECEIPT"), argument("count", metavar="N")],
    )


def _agenda_verb() -> click.Command:
    return verb(
        "agenda",
        _agenda,
        help=_("Show a week, day by day: workshops, events, and when the house was open."),
        examples=("naho session agenda", "naho session agenda --week 2017-02-27 --json"),
        params=[day_option("--week", "day", help=_("Any day of the week; left out: today."))],
    )


def _time(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.time | None:
    if value is None:
        return None
    try:
        return dt.datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 - a time of day
    except ValueError:
        said = _("There is no such time; write it as 09:05.")
        raise click.BadParameter(said, ctx, param) from None


_MORNING = dt.time(9)


def _event(
    state: State,
    *,
    workshop: str,
    site: str,
    day: dt.date | None,
    time: dt.time | None,
    minutes: int,
    attendance: int | None,
    title: str,
    as_json: bool,
) -> None:
    naho = state.naho
    start = None
    if day or time:
        today = naho.clock.today()
        start = dt.datetime.combine(day or today, time or _MORNING)
        if time is None and day == today:
            start = None
    event = naho.sittings.record_event(
        workshop,
        site,
        start=start,
        minutes=minutes,
        attendance=attendance,
        title=title,
    )
    _show(state, event, as_json=as_json)


def _attendance(state: State, *, session: str, count: str, as_json: bool) -> None:
    counted = None
    if count != _NOT_COUNTED:
        try:
            counted = int(count)
        except ValueError:
            raise UsageError(_("The attendance is a number from 0 to 99999.")) from None
    _show(state, state.naho.sittings.set_attendance(session, counted), as_json=as_json)


def _agenda(state: State, *, day: dt.date | None, as_json: bool) -> None:
    week = state.naho.sittings.week(day)
    if as_json:
        console.out_json([AgendaDayOut.of(one) for one in week])
        return
    for one in week:
        if one.items:
            console.out(long_day(one.day))
            rows = console.aligned(_row(item) for item in one.items)
            console.out_lines(f"  {row}" for row in rows)
    if not any(one.items for one in week):
        console.say(_("Nothing took place in this week."))


def _row(item: AgendaItem) -> tuple[str, ...]:
    return (
        clock_time(local_time(item.start)),
        _("still open") if item.end is None else clock_time(local_time(item.end)),
        item.title,
        item.site_name,
        people_words(item.session.attendance),
        item.session.receipt,
    )


def people_words(attendance: int | None) -> str:
    """Return how many people were counted; ``""`` where nobody did."""
    if attendance is None:
        return ""
    return ngettext("{n} person", "{n} people", attendance).format(n=number(attendance))


def _show(state: State, session: Session, *, as_json: bool) -> None:
    naho = state.naho
    if as_json:
        notes = sum(note.session == session.id for note in naho.capture.notes())
        console.out_json(session_out(naho, session, notes))
        return
    words = [session_words(naho, session), one_line(people_words(session.attendance))]
    console.out(f"{session.receipt}  {' · '.join(filter(None, words))}")
