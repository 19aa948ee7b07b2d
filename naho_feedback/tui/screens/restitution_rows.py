"""The rows of the restitution, laid out so that all of it stands in one screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from textual.content import Content

from naho_feedback.domain.actions import ActionStatus
from naho_feedback.domain.notes import Polarity
from naho_feedback.domain.text import one_line
from naho_feedback.domain.views import ActionLine, ThemeFigure
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services import wording
from naho_feedback.services.restitution import Restitution
from naho_feedback.tui.widgets.page import heading, two_ends, wrapped
from naho_feedback.tui.widgets.restitution_figures import Figure, figure_rows, fits

_ACTIONS: Final = 3
_LARGE_FROM: Final = 32
"""Rows from which the digits are five lines high."""


def restitution_rows(told: Restitution, width: int, height: int) -> list[Content]:
    """Return at most ``height`` rows: what was said, what happens next, thanks.

    Args:
        told: one session, gated.
        width: cells.
        height: rows.
    """
    spaced = height >= _LARGE_FROM
    head = [*_figures(told, width, large=spaced), Content(""), heading(_("What you said"), width)]
    tail = [Content(""), heading(_("What happens next"), width)]
    year = told.view.made.year
    tail += [*_next(told.actions, width, year, spaced=spaced)]
    tail += [*([Content("")] if spaced else []), *_thanks(width)]
    room = height - len(head) - len(tail)
    return [*head, *_said(told, width, room), *tail][:height]


# ---- figures -------------------------------------------------------------------------------


def _figures(told: Restitution, width: int, *, large: bool) -> list[Content]:
    notes = ngettext("note", "notes", told.notes)
    figures = [Figure(told.notes, notes, "$accent")]
    if told.dots:
        figures.append(Figure(told.dots, ngettext("dot", "dots", told.dots), "$accent"))
    sides = (
        (Polarity.BARRIER, told.barriers, ngettext("barrier", "barriers", told.barriers)),
        (Polarity.ENABLER, told.enablers, ngettext("enabler", "enablers", told.enablers)),
        (Polarity.IDEA, told.ideas, ngettext("idea", "ideas", told.ideas)),
        (Polarity.QUESTION, told.questions, ngettext("question", "questions", told.questions)),
    )
    figures += [Figure(n, f"{side.sign} {word}", f"${side}-line") for side, n, word in sides if n]
    return figure_rows(figures, width, large=large and fits(figures, width, large=True))


# ---- what was said -------------------------------------------------------------------------


def _said(told: Restitution, width: int, room: int) -> list[Content]:
    """Return the themes in exactly ``room`` rows, the largest first."""
    if not told.themes:
        said = _("Your notes are not sorted by theme yet.") if told.notes else _("No note here.")
        return _filled(wrapped(Content.styled(said, "$quiet"), width), room)
    lines = _theme_lines(told.themes, width)
    last = [_unsorted(told.unsorted)] if told.unsorted else []
    if told.aside:
        last.append(one_line(wording.aside(told.aside)))
    shown = len(lines)
    if shown + len(last) > room:
        shown = max(0, room - 1)
        more = ngettext("and {n} more theme", "and {n} more themes", len(lines) - shown)
        last = [more.format(n=wording.number(len(lines) - shown)), *last]
    lines = lines[:shown]
    quiet = wrapped(Content.styled(" · ".join(last), "$quiet"), width)[:1] if last else []
    if 2 * len(lines) + len(quiet) <= room:
        lines = [row for line in lines for row in (line, Content(""))]
    return _filled([*lines, *quiet], room)


def _unsorted(count: int) -> str:
    said = ngettext("{n} note still to be sorted", "{n} notes still to be sorted", count)
    return said.format(n=wording.number(count))


def _filled(rows: list[Content], room: int) -> list[Content]:
    return [*rows, *[Content("")] * (room - len(rows))]


def _theme_lines(themes: Sequence[ThemeFigure], width: int) -> list[Content]:
    longest = max(Content(one_line(theme.label)).cell_length for theme in themes)
    label = min(longest, width * 2 // 5)
    columns = [_counts(theme) for theme in themes]
    widths = [max(Content(row[place][0]).cell_length for row in columns) for place in range(6)]
    figures = sum(cells + 1 for cells in widths if cells) + 1
    room = max(4, min(60, width - label - figures - 2))
    top = max(theme.notes for theme in themes)
    lines = []
    for theme, counts in zip(themes, columns, strict=True):
        name = Content.styled(one_line(theme.label), "bold").truncate(label, ellipsis=True)
        bar = _stacked(theme, max(1, round(theme.notes / top * room)))
        parts: list[Content | str | tuple[str, str]] = [name, " " * (label - name.cell_length + 2)]
        parts += [bar, " " * (room - bar.cell_length)]
        for (text, style), cells in zip(counts, widths, strict=True):
            if cells:
                parts += [" ", (text.rjust(cells), style)]
        lines.append(Content.assemble(*parts).truncate(width, ellipsis=True))
    return lines


def _counts(theme: ThemeFigure) -> list[tuple[str, str]]:
    """Return total, the four sides and the dots, each with its sign and style."""
    sides = (
        (Polarity.BARRIER, theme.barriers),
        (Polarity.ENABLER, theme.enablers),
        (Polarity.IDEA, theme.ideas),
        (Polarity.QUESTION, theme.questions),
    )
    signed = [(f" {side.sign} {n}" if n else "", f"bold ${side}-line") for side, n in sides]
    dots = wording.number(theme.dots)
    return [
        (wording.number(theme.notes), "bold"),
        *signed,
        (f"  ● {dots}" if theme.dots else "", "$accent"),
    ]


def _stacked(theme: ThemeFigure, cells: int) -> Content:
    """Return a bar with a piece for each side, together ``cells`` cells."""
    sides = (
        (Polarity.BARRIER, theme.barriers),
        (Polarity.ENABLER, theme.enablers),
        (Polarity.IDEA, theme.ideas),
        (Polarity.QUESTION, theme.questions),
        (
            Polarity.NEUTRAL,
            theme.notes - theme.barriers - theme.enablers - theme.ideas - theme.questions,
        ),
    )
    parts, before, seen = [], 0, 0
    for side, count in sides:
        seen += count
        end = round(seen / theme.notes * cells) if theme.notes else 0
        parts.append(("█" * (end - before), f"${side}-line"))
        before = end
    return Content.assemble(*parts)


# ---- what happens next ---------------------------------------------------------------------


def _next(actions: Sequence[ActionLine], width: int, year: int, *, spaced: bool) -> list[Content]:
    if not actions:
        said = _("The project team reads every note; what it decides is told at a next session.")
        return wrapped(Content(said), width)
    words = {
        ActionStatus.DONE: _("done"),
        ActionStatus.RUNNING: _("under way"),
        ActionStatus.DECIDED: _("decided"),
        ActionStatus.ASKED: _("asked"),
        ActionStatus.REFUSED: _("refused"),
    }
    ordered = sorted(actions, key=lambda action: list(words).index(action.status))
    most = _ACTIONS * 2 if spaced else _ACTIONS
    rows = []
    for action in ordered[:most]:
        said = " · ".join(filter(None, (words[action.status], _due(action, year))))
        status = Content.styled(said, "bold $accent")
        rows.append(two_ends(Content(one_line(action.decision)), status, width))
    if hidden := len(actions) - len(rows):
        more = ngettext("and {n} more", "and {n} more", hidden)
        rows.append(Content.styled(more.format(n=wording.number(hidden)), "$quiet"))
    return rows


def _due(action: ActionLine, year: int) -> str:
    """Return when it is due, the year only where it is another; no date stands as typed."""
    if action.status in (ActionStatus.DONE, ActionStatus.REFUSED):
        return ""
    try:
        day = dt.date.fromisoformat(action.due)
    except ValueError:
        return one_line(action.due)
    return wording.period(day, day).removesuffix(f" {year}")


def _thanks(width: int) -> list[Content]:
    said = _("Thank you. Every note is kept, in the words you wrote.")
    return wrapped(Content.styled(said, "bold"), width)
