"""The rows of the manager's page, from a gated view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from textual.content import Content

from naho_feedback.domain.actions import ActionStatus
from naho_feedback.domain.notes import Polarity
from naho_feedback.domain.text import one_line, shown
from naho_feedback.domain.views import ActionLine, Measure, SiteReach, Summary, ThemeFigure, View
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services import wording
from naho_feedback.tui.widgets.bars import bar, bar_left, rule
from naho_feedback.tui.widgets.page import heading, two_ends, wrapped

_QUOTES: Final = 12
"""Quotes on the page; the exports carry all."""


def summary_rows(view: View, titles: Mapping[str, str], width: int) -> list[Content]:
    """Return the page, top to bottom: finding, reach, themes, scores, quotes, limits.

    Args:
        view: what managers may know.
        titles: questionnaire id to title.
        width: cells.
    """
    summary = view.summary
    rows = [*_finding(view, width)]
    if not (summary.notes or summary.responses.value or summary.reach.came.value):
        return [*rows, *wrapped(_quiet(_("Nothing was collected in this selection yet.")), width)]
    blocks = (
        _actions(view.actions, width),
        _reach(view, width),
        _themes(summary, width),
        _measures(view, titles, width),
        _quotes(view, width),
        _limits(summary, width),
    )
    for block in blocks:
        made = list(block)
        if made:
            rows += [*made, Content("")]
    return rows[:-1]


def _quiet(text: str) -> Content:
    return Content.styled(text, "$quiet")


def _finding(view: View, width: int) -> Iterator[Content]:
    summary = view.summary
    when = wording.period(summary.first, summary.last)
    headline = Content.styled(shown(summary.headline), "bold")
    if headline.cell_length + len(when) + 2 <= width:
        yield two_ends(headline, _quiet(when), width)
    else:
        yield from wrapped(headline, width)
        yield _quiet(when)
    yield Content("")


def _actions(actions: Sequence[ActionLine], width: int) -> Iterator[Content]:
    if not actions:
        return
    yield heading(_("Decisions"), width)
    words = {
        ActionStatus.ASKED: _("asked"),
        ActionStatus.DECIDED: _("decided"),
        ActionStatus.RUNNING: _("under way"),
        ActionStatus.DONE: _("done"),
        ActionStatus.REFUSED: _("refused"),
    }
    # What is asked of the reader comes first.
    for action in sorted(actions, key=lambda action: list(words).index(action.status)):
        said = " · ".join(filter(None, (words[action.status], _due(action.due))))
        yield two_ends(Content(one_line(action.decision)), _quiet(said), width)


def _due(text: str) -> str:
    """Return an ISO date as people write it; whatever else stands there as it is."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return one_line(text)
    return wording.period(day, day)


# ---- who spoke ---------------------------------------------------------------------------


def _reach(view: View, width: int) -> Iterator[Content]:
    summary = view.summary
    yield heading(_("Who spoke"), width)
    counts = (
        wording.reach_sentence(summary.reach, view.k),
        ngettext("{n} session", "{n} sessions", summary.sessions).format(
            n=wording.number(summary.sessions)
        ),
        ngettext("{n} note", "{n} notes", summary.notes).format(n=wording.number(summary.notes)),
        _("{n} answers").format(n=wording.count(summary.responses, view.k)),
    )
    yield from wrapped(Content.styled(" · ".join(counts), "bold"), width)
    if summary.unheard:
        missing = ", ".join(map(one_line, summary.unheard))
        yield from wrapped(
            Content(_("Heard little or not at all: {names}.").format(names=missing)), width
        )
    sites = [site for site in summary.reach.sites if site.came.value != 0]
    if not sites:
        return
    names = min(20, max(Content(one_line(site.name)).cell_length for site in sites))
    figures = [_came(site, view.k) for site in sites]
    right = max(len(text) for text in figures)
    room = min(40, width - names - right - 2)
    for site, words in zip(sites, figures, strict=True):
        name = Content(one_line(site.name)).truncate(names, ellipsis=True)
        pad = " " * (names - name.cell_length + 1)
        drawn, track = rule(site.share, max(0, room)) if site.share is not None else ("", "")
        figure = words.rjust(right)
        yield Content.assemble(name, pad, (drawn, "$accent"), (track, "$rule"), " ", figure)


def _came(site: SiteReach, k: int) -> str:
    came = wording.count(site.came, k)
    said = f"{came} / {wording.number(site.headcount)}" if site.headcount else came
    return f"{said}  {wording.percent(site.share)}" if site.share is not None else said


# ---- themes ------------------------------------------------------------------------------


def _themes(summary: Summary, width: int) -> Iterator[Content]:
    behind = wording.behind_themes(summary.aside, summary.areas, summary.flagged)
    if summary.themes or behind:
        yield heading(_("What they talk about"), width)
    if summary.themes:
        yield from _bars(summary, width)
    for said in behind:
        yield from wrapped(Content.styled(one_line(said), "$quiet"), width)


def _bars(summary: Summary, width: int) -> Iterator[Content]:
    label, side, others = _theme_columns(summary.themes, width)
    barriers, enablers = _("barriers"), _("enablers")
    yield Content.assemble(
        " " * (label + 1),
        (f"{barriers} −".rjust(side), f"${Polarity.BARRIER}-line"),
        (" │ ", "$rule"),
        (f"+ {enablers}", f"${Polarity.ENABLER}-line"),
    )
    # What is still to be sorted has no bar: it is no theme, and would flatten the others.
    top = max((max(t.barriers, t.enablers) for t in summary.themes if t.id), default=0)
    for theme in summary.themes:
        yield _diverging(theme, top, label, side, others)
        said = [wording.theme_counts(theme)]
        if theme.dots:
            said.append(
                ngettext("{n} dot", "{n} dots", theme.dots).format(n=wording.number(theme.dots))
            )
        if theme.words:
            said.append(_("words: {words}").format(words=", ".join(map(one_line, theme.words))))
        yield _quiet("  " + " · ".join(said)).truncate(width, ellipsis=True)


def _theme_columns(themes: Sequence[ThemeFigure], width: int) -> tuple[int, int, int]:
    """Return the widths of the label, of each side of the axis, and of ideas and questions."""
    longest = max(Content(one_line(theme.label)).cell_length for theme in themes)
    label = min(longest, max(18, width * 2 // 5))
    others = 12 if any(theme.ideas or theme.questions for theme in themes) else 0
    side = max(8, min(36, (width - label - 4 - others) // 2))
    return label, side, others


def _diverging(theme: ThemeFigure, top: int, label: int, side: int, others: int) -> Content:
    drawn = top if theme.id else 0
    digits = len(wording.number(max(top, theme.barriers, theme.enablers))) + 1
    room = max(1, side - digits)
    name = Content.styled(one_line(theme.label), "bold" if theme.id else "$quiet")
    name = name.truncate(label, ellipsis=True)
    left = wording.number(theme.barriers) if theme.barriers else ""
    right = wording.number(theme.enablers) if theme.enablers else ""
    bars_left = bar_left(theme.barriers / drawn, room).lstrip() if drawn else ""
    bars_right = bar(theme.enablers / drawn, room) if drawn else ""
    before = " " * (side - len(bars_left) - (len(left) + 1 if left else 0))
    after = f"{bars_right} {right}".lstrip().ljust(side) if right else " " * side
    parts: list[Content | str | tuple[str, str]] = [
        name,
        " " * (label - name.cell_length + 1),
        before,
        (f"{left} " if left else "", f"${Polarity.BARRIER}-line"),
        (bars_left, f"${Polarity.BARRIER}-line"),
        (" │ ", "$rule"),
        (after, f"${Polarity.ENABLER}-line"),
    ]
    if others:
        for polarity, n in ((Polarity.IDEA, theme.ideas), (Polarity.QUESTION, theme.questions)):
            words = f"{polarity.sign} {n}" if n else ""
            parts.append((words.rjust(others // 2), f"${polarity}-line"))
    return Content.assemble(*parts)


# ---- scores ------------------------------------------------------------------------------


def _measures(view: View, titles: Mapping[str, str], width: int) -> Iterator[Content]:
    for number, (survey, measures) in enumerate(
        groupby(view.summary.measures, key=lambda measure: measure.survey)
    ):
        if number:
            yield Content("")
        yield heading(one_line(titles.get(survey, survey)), width)
        for measure in measures:
            yield from wrapped(Content(one_line(measure.text)), width)
            scale = _scale(measure, min(40, max(20, width // 3)))
            said = Content.styled(wording.score(measure, view.k), "bold")
            yield Content.assemble("  ", scale, said).truncate(width, ellipsis=True)


def _scale(measure: Measure, width: int) -> Content:
    """Return a line with a dot for the value and a thick part for the interval."""
    if measure.value is None or measure.low is None or measure.high is None:
        return Content("")
    least = 0.0 if measure.kind == "share" else -1.0

    def place(value: float) -> int:
        return round((value - least) / (1.0 - least) * (width - 1))

    low, dot, high = place(measure.low), place(measure.value), place(measure.high)
    return Content.assemble(
        ("─" * low, "$rule"),
        ("━" * (dot - low), "$accent"),
        ("●", "bold $accent"),
        ("━" * (high - dot), "$accent"),
        ("─" * (width - 1 - high), "$rule"),
        "  ",
    )


# ---- words -------------------------------------------------------------------------------


def _quotes(view: View, width: int) -> Iterator[Content]:
    if not view.verbatims:
        return
    yield heading(_("In their words"), width)
    for quote in view.verbatims[:_QUOTES]:
        sign = Content.styled(f"{quote.polarity.sign} ", f"bold ${quote.polarity}-line")
        said = wrapped(Content(_("“{text}”").format(text=one_line(quote.text))), width, indent=2)
        yield Content.assemble(sign, said[0][2:])
        yield from said[1:]


def _limits(summary: Summary, width: int) -> Iterator[Content]:
    if not summary.limits:
        return
    yield heading(_("What these figures cannot say"), width)
    for text in summary.limits:
        yield from wrapped(_quiet(one_line(text)), width)
