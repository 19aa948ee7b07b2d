"""The account of a period in words: one page model that both forms are drawn from.

HTML and text are made of the same strings, so they cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from naho_feedback.cli.render import quoted
from naho_feedback.cli.report_model import Column, Figure, Grid, Page, Promise, Step, ThemeRow
from naho_feedback.domain.actions import ActionStatus
from naho_feedback.domain.text import one_line
from naho_feedback.domain.views import Count, Reach, SiteReach, SittingLine, ThemeFigure
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services import wording
from naho_feedback.services.report_parts import (
    Commitment,
    LeftOut,
    NextStep,
    Report,
    ReportDay,
    TeamLine,
    WorkshopLine,
)

_NONE: Final = "–"


def report_page(report: Report) -> Page:
    """Return the account in the words of the current language."""
    limits = list(report.limits)
    if report.small_groups:
        limits.append(
            _(
                "Sessions with fewer than {k} people are counted as sessions; their people are not."
            ).format(k=report.k)
        )
    return Page(
        language=report.language,
        mark=_("DEMONSTRATION: everything here is invented.") if report.demo else "",
        programme=one_line(report.programme),
        title=one_line(report.title),
        kind=_("Account of the week") if _is_week(report) else _("Account of the period"),
        period=wording.period(report.first, report.last),
        audience=_("For everybody") if report.audience == "public" else _("For managers"),
        headline=one_line(report.headline),
        figures=_figures(report),
        team=_team(report.team),
        grids=tuple(g for g in _grids(report) if g.rows),
        theme_rows=_theme_rows(report.themes),
        theme_notes=tuple(_theme_notes(report)),
        quotes=tuple(quoted(quote.text) for quote in report.quotes),
        promises=tuple(map(_promise, report.commitments)),
        step=_step(report.next_step) if report.next_step else None,
        photos=report.photos,
        limits=tuple(one_line(limit) for limit in limits),
        made=_("Made on {day} with naho-feedback").format(day=wording.long_day(report.made)),
    )


def left_out_words(left_out: LeftOut) -> str:
    """Return why a photo is not on the page, for the person who makes it."""
    why = {
        "missing": _("its file is gone"),
        "changed": _("its file changed since it was confirmed"),
        "large": _("it is over 5 MB"),
        "broken": _("it cannot be read"),
    }[left_out.why]
    return _("The photo {receipt} ({file}) is left out: {why}.").format(
        receipt=left_out.receipt, file=one_line(left_out.path), why=why
    )


def _is_week(report: Report) -> bool:
    if report.first is None or report.last is None:
        return False
    return 2 <= (report.last - report.first).days < 7


# ---- figures -------------------------------------------------------------------------------


def _figures(report: Report) -> tuple[Figure, ...]:
    reach, answers = report.reach, report.responses
    return (
        _came(reach, report.k),
        Figure(
            wording.number(report.sessions),
            ngettext("session", "sessions", report.sessions),
            _said(ngettext("{n} event", "{n} events", len(report.events)), len(report.events))
            if report.events
            else "",
        ),
        Figure(wording.number(report.notes), ngettext("note", "notes", report.notes)),
        Figure(
            wording.count(answers, report.k),
            ngettext("answer", "answers", _grammar(answers, report.k)),
        ),
    )


def _came(reach: Reach, k: int) -> Figure:
    n = _grammar(reach.came, k)
    word = ngettext("person came", "people came", n) if reach.unique else ""
    detail = ""
    if reach.share is not None and reach.headcount:
        detail = _("{share} of {all}").format(
            share=wording.percent(reach.share, 1), all=wording.number(reach.headcount)
        )
    return Figure(wording.count(reach.came, k), word or ngettext("visit", "visits", n), detail)


def _team(lines: Iterable[TeamLine]) -> str:
    told = tuple(lines)
    if not told:
        return ""
    all_ = sum(line.count for line in told)
    # A number never ends a line whose next one begins with what it counts.
    parts = [
        f"{wording.number(line.count)}{wording.NBSP}{one_line(line.profession)}" for line in told
    ]
    return ngettext(
        "{n} project officer: {professions}.", "{n} project officers: {professions}.", all_
    ).format(n=wording.number(all_), professions=", ".join(parts))


def _grammar(count: Count, k: int) -> int:
    """Return the number that decides between singular and plural."""
    return k if count.value is None else count.value


def _said(words: str, n: int) -> str:
    return words.format(n=wording.number(n))


# ---- tables --------------------------------------------------------------------------------


def _grids(report: Report) -> Iterable[Grid]:
    yield _reach_grid(report)
    yield _day_grid(report)
    yield _event_grid(report)
    yield _workshop_grid(report)


def _reach_grid(report: Report) -> Grid:
    reach, k = report.reach, report.k
    sites = reach.sites if reach.came.value != 0 else ()
    unit = _("People") if reach.unique else _("Visits")
    rows = [_site_row(site, k) for site in sites]
    shares = [site.share for site in sites]
    if sites:
        rows.append(
            (
                _("All"),
                wording.count(reach.came, k),
                _number(reach.headcount),
                _percent(reach.share),
            )
        )
        shares.append(reach.share)
    return Grid(
        title=_("Who came"),
        caption=_("How many of each site came, out of how many."),
        columns=(
            Column(_("Site")),
            Column(unit, number=True),
            Column(_("Staff"), number=True),
            Column(_("Share"), number=True),
        ),
        rows=tuple(rows),
        shares=tuple(shares),
        notes=tuple(_reach_notes(report)),
    )


def _site_row(site: SiteReach, k: int) -> tuple[str, ...]:
    return (
        one_line(site.name),
        wording.count(site.came, k),
        _number(site.headcount),
        _percent(site.share),
    )


def _reach_notes(report: Report) -> Iterable[str]:
    reach = report.reach
    if report.unheard:
        names = ", ".join(map(one_line, report.unheard))
        yield _("Heard little or not at all: {names}").format(names=names)
    if reach.headcount and reach.headcount_date is not None:
        yield _("Headcount: {n}, {day}, {source}").format(
            n=wording.number(reach.headcount),
            day=wording.long_day(reach.headcount_date),
            source=one_line(reach.headcount_source),
        )
    if not reach.unique and reach.came.value != 0:
        yield _("Visits, not people: one person may have come several times.")


def _day_grid(report: Report) -> Grid:
    return Grid(
        title=_("Day by day"),
        caption=_("Visits, sessions, people in them, notes and answers of each day."),
        columns=(
            Column(_("Day")),
            Column(_("Visits"), number=True),
            Column(_("Sessions"), number=True),
            Column(_("People in sessions"), number=True),
            Column(_("Notes"), number=True),
            Column(_("Answers"), number=True),
        ),
        rows=tuple(_day_row(day, report.k) for day in report.days),
    )


def _day_row(day: ReportDay, k: int) -> tuple[str, ...]:
    return (
        wording.long_day(day.day),
        wording.count(day.visits, k),
        wording.number(day.sittings),
        _number(day.present),
        wording.number(day.notes),
        wording.count(day.responses, k),
    )


def _event_grid(report: Report) -> Grid:
    return Grid(
        title=_("Events"),
        caption=_("Speeches, tours and videos, with the people counted there."),
        columns=(Column(_("Event")), Column(_("When")), Column(_("Site")), _people()),
        rows=tuple(_event_row(line, report.k) for line in report.events),
    )


def _people() -> Column:
    return Column(_("People"), number=True)


def _event_row(line: SittingLine, k: int) -> tuple[str, ...]:
    counted = line.attendance
    when = dt.datetime.combine(line.day, dt.time.fromisoformat(line.start))
    return (
        one_line(line.title),
        f"{wording.long_day(line.day)}, {wording.clock_time(when)}",
        one_line(line.site_name),
        _NONE if counted is None else wording.count(counted, k),
    )


def _workshop_grid(report: Report) -> Grid:
    houses = [
        _("{name}, {site}: open on {days}").format(
            name=one_line(house.title),
            site=one_line(house.site_name),
            days=_said(ngettext("{n} day", "{n} days", house.days), house.days),
        )
        for house in report.houses
    ]
    return Grid(
        title=_("Workshops"),
        caption=_("How often each workshop was held, where, and what it brought."),
        columns=(
            Column(_("Workshop")),
            Column(_("Sites")),
            Column(_("Sessions"), number=True),
            _people(),
            Column(_("Notes"), number=True),
        ),
        rows=tuple(map(_workshop_row, report.workshops)),
        notes=tuple(houses),
    )


def _workshop_row(line: WorkshopLine) -> tuple[str, ...]:
    return (
        one_line(line.title),
        ", ".join(map(one_line, line.sites)) or _NONE,
        wording.number(line.sittings),
        _number(line.present),
        wording.number(line.notes),
    )


def _number(n: int | None) -> str:
    return _NONE if n is None else wording.number(n)


def _percent(share: float | None) -> str:
    return _NONE if share is None else wording.percent(share, 1)


# ---- themes and promises -------------------------------------------------------------------


def _theme_rows(themes: Iterable[ThemeFigure]) -> tuple[ThemeRow, ...]:
    told = tuple(themes)
    most = max((n for theme in told for n in (theme.barriers, theme.enablers)), default=0) or 1
    return tuple(
        ThemeRow(
            label=one_line(theme.label),
            barriers=wording.number(theme.barriers),
            enablers=wording.number(theme.enablers),
            left=theme.barriers / most,
            right=theme.enablers / most,
            said=wording.theme_counts(theme),
        )
        for theme in told
    )


def _theme_notes(report: Report) -> Iterable[str]:
    if more := report.more_themes:
        yield ngettext(
            "and {n} more theme with {notes} notes",
            "and {n} more themes with {notes} notes",
            len(more),
        ).format(n=len(more), notes=wording.number(sum(theme.notes for theme in more)))
    if report.unsorted:
        yield _said(
            ngettext("{n} note to be sorted", "{n} notes to be sorted", report.unsorted),
            report.unsorted,
        )
    yield from map(one_line, wording.behind_themes(report.aside, report.areas, report.flagged))


def status_word(status: ActionStatus) -> str:
    """Return where an action stands, as one says it."""
    return {
        ActionStatus.ASKED: _("asked for"),
        ActionStatus.DECIDED: _("decided"),
        ActionStatus.RUNNING: _("under way"),
        ActionStatus.DONE: _("done"),
        ActionStatus.REFUSED: _("not possible"),
    }[status]


def _promise(line: Commitment) -> Promise:
    n = line.notes
    details = [one_line(line.owner)] if line.owner else []
    if line.due is not None and line.status not in (ActionStatus.DONE, ActionStatus.REFUSED):
        details.append(_("by {day}").format(day=wording.long_day(line.due)))
    return Promise(
        heard=one_line(line.theme) or _NONE,
        count=_said(ngettext("{n} note", "{n} notes", n), n) if n else "",
        decision=one_line(line.decision),
        answer=one_line(line.answer),
        status=str(line.status),
        word=status_word(line.status),
        details=" · ".join(details),
    )


def _step(step: NextStep) -> Step:
    return Step(
        title=_("Go-live at {site}").format(site=one_line(step.site_name)),
        when=wording.long_day(step.date) if step.date else _("date not fixed yet"),
        functions=", ".join(map(one_line, step.functions)),
        milestones=tuple(
            (m.done, one_line(m.name), wording.long_day(m.date) if m.date else "")
            for m in step.milestones
        ),
    )
