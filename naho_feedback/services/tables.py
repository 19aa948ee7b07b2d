"""The gated figures as tables, for exporters that know no more than rows."""

from __future__ import annotations

from collections.abc import Sequence

from naho_feedback.domain.views import Cell, DayFigures, Summary, Table, TableColumn
from naho_feedback.i18n import gettext as _


def tables(summary: Summary, days: Sequence[DayFigures]) -> tuple[Table, ...]:
    """Return themes, care functions, reach, roles, measures, days; all cells are gated."""
    return (
        _themes(summary),
        *_areas(summary),
        _reach(summary),
        *_roles(summary),
        _measures(summary),
        _days(days),
    )


def _table(id: str, title: str, columns: dict[str, str], rows: Sequence[tuple[Cell, ...]]) -> Table:
    return Table(
        id, title, tuple(TableColumn(i, label) for i, label in columns.items()), tuple(rows)
    )


def _themes(summary: Summary) -> Table:
    return _table(
        "themes",
        _("Themes"),
        {
            "theme": _("Theme"),
            "label": _("Label"),
            "notes": _("Notes"),
            "sessions": _("Sessions"),
            "sites": _("Sites"),
            "dots": _("Dots"),
            "barriers": _("Barriers"),
            "enablers": _("Enablers"),
            "ideas": _("Ideas"),
            "questions": _("Questions"),
            "confirmed": _("Set by a person"),
            "words": _("Deciding words"),
        },
        [
            (
                t.id,
                t.label,
                t.notes,
                t.sessions,
                t.sites,
                t.dots,
                t.barriers,
                t.enablers,
                t.ideas,
                t.questions,
                t.confirmed,
                ", ".join(t.words),
            )
            for t in (*summary.themes, *summary.aside)
        ],
    )


def _areas(summary: Summary) -> tuple[Table, ...]:
    if not summary.areas:
        return ()
    table = _table(
        "areas",
        _("Care functions"),
        {
            "area": _("Care function"),
            "label": _("Label"),
            "notes": _("Notes"),
            "barriers": _("Barriers"),
            "enablers": _("Enablers"),
            "ideas": _("Ideas"),
            "questions": _("Questions"),
        },
        [
            (a.id, a.label, a.notes, a.barriers, a.enablers, a.ideas, a.questions)
            for a in summary.areas
        ],
    )
    return (table,)


def _reach(summary: Summary) -> Table:
    reach = summary.reach
    unit = _("people") if reach.unique else _("visits")
    date = reach.headcount_date.isoformat() if reach.headcount_date else ""
    return _table(
        "reach",
        _("Who came"),
        {
            "site": _("Site"),
            "name": _("Name"),
            "came": _("Came"),
            "unit": _("Unit"),
            "headcount": _("Headcount"),
            "share": _("Share"),
            "source": _("Source of the headcount"),
            "date": _("Date of the headcount"),
        },
        [(s.id, s.name, s.came, unit, s.headcount, s.share, "", "") for s in reach.sites]
        + [
            (
                "*",
                _("All"),
                reach.came,
                unit,
                reach.headcount,
                reach.share,
                reach.headcount_source,
                date,
            )
        ],
    )


def _roles(summary: Summary) -> tuple[Table, ...]:
    reach = summary.reach
    if not reach.roles:
        return ()
    crossed = [site for site in reach.sites if site.id in reach.roles[0].sites]
    table = _table(
        "roles",
        _("Who came, by role"),
        {"role": _("Role"), "name": _("Name"), "came": _("Came")}
        | {f"site:{site.id}": site.name for site in crossed},
        [(r.id, r.name, r.came, *(r.sites[site.id] for site in crossed)) for r in reach.roles],
    )
    return (table,)


def _measures(summary: Summary) -> Table:
    return _table(
        "measures",
        _("Measures"),
        {
            "survey": _("Questionnaire"),
            "question": _("Question"),
            "text": _("Wording"),
            "kind": _("Kind of score"),
            "answers": _("Answers"),
            "favourable": _("Favourable"),
            "unfavourable": _("Unfavourable"),
            "value": _("Score"),
            "low": _("Low end"),
            "high": _("High end"),
            "precision": _("Precision"),
            "published": _("Published"),
        },
        [
            (
                m.survey,
                m.question,
                m.text,
                m.kind,
                m.answers,
                m.favourable,
                m.unfavourable,
                m.value,
                m.low,
                m.high,
                str(m.precision),
                m.published.isoformat() if m.published else "",
            )
            for m in summary.measures
        ],
    )


def _days(days: Sequence[DayFigures]) -> Table:
    return _table(
        "days",
        _("Days"),
        {
            "day": _("Day"),
            "visits": _("Visits"),
            "notes": _("Notes"),
            "responses": _("Answers"),
            "sessions": _("Sessions"),
        },
        [(d.day.isoformat(), d.visits, d.notes, d.responses, d.sessions) for d in days],
    )
