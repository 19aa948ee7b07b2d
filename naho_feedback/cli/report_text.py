"""The account of a period as plain text: 80 columns, good for a mail and for a reader aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from naho_feedback.cli.render import columns, padded, wrapped
from naho_feedback.cli.report_model import Figure, Grid, Page, Promise, Step, ThemeRow
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _

WIDTH: Final = 80
_GAP: Final = 2
_NARROWEST: Final = 8


def text_lines(page: Page, width: int = WIDTH) -> list[str]:
    """Return the account as lines of at most ``width`` columns."""
    lines: list[str] = []
    if page.mark:
        lines += [page.mark, ""]
    lines += wrapped(f"{page.kind} · {page.programme} · {page.title}", width)
    lines += [" · ".join(filter(None, (page.period, page.audience))), ""]
    lines += [*wrapped(page.headline, width), ""]
    lines += [line for figure in page.figures for line in _figure(figure, width)]
    if page.team:
        lines += ["", *wrapped(page.team, width)]
    for grid in page.grids[:1]:
        lines += _section(grid.title, _grid(grid, width))
    lines += _section(_("You said, we did"), _promises(page.promises, width))
    quotes = [line for quote in page.quotes for line in _hanging("  ", quote, width)]
    lines += _section(_("In their words"), quotes)
    lines += _section(_("What comes back"), _themes(page, width))
    for grid in page.grids[1:]:
        lines += _section(grid.title, _grid(grid, width))
    if page.step:
        lines += _section(_("What comes next"), _step(page.step, width))
    captions = [line for p in page.photos for line in _hanging("  - ", one_line(p.caption), width)]
    lines += _section(_("In pictures"), captions)
    limits = [line for limit in page.limits for line in _hanging("  - ", limit, width)]
    lines += _section(_("What these figures cannot say"), limits)
    return [*lines, "", page.made]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, "-" * columns(title), *lines] if lines else []


def _figure(figure: Figure, width: int) -> list[str]:
    said = f"{figure.value} {figure.label}"
    return _hanging("  ", f"{said} ({figure.detail})" if figure.detail else said, width)


def _hanging(mark: str, text: str, width: int) -> list[str]:
    """Return a paragraph whose first line begins with a mark and the others with spaces."""
    first, *rest = wrapped(text, width - len(mark))
    return [mark + first, *(" " * len(mark) + line for line in rest)]


# ---- tables --------------------------------------------------------------------------------


def _grid(grid: Grid, width: int) -> list[str]:
    rows = [tuple(column.label for column in grid.columns), *grid.rows]
    sizes = [max(columns(row[i]) for row in rows) for i in range(len(grid.columns))]
    _squeeze(sizes, [column.number for column in grid.columns], width - 2)
    lines = [line for row in rows for line in _row(row, grid, sizes)]
    for note in grid.notes:
        lines += _hanging("  ", note, width)
    return lines


def _squeeze(sizes: list[int], numbers: Sequence[bool], room: int) -> None:
    """Make the widest columns of words narrower until the table fits; figures stay whole.

    Where that is not enough, the labels of the figures are broken too.
    """
    for may in ([not number for number in numbers], [True] * len(sizes)):
        while sum(sizes) + _GAP * (len(sizes) - 1) > room:
            wide = [i for i, size in enumerate(sizes) if may[i] and size > _NARROWEST]
            if not wide:
                break
            sizes[max(wide, key=lambda i: sizes[i])] -= 1


def _row(row: Sequence[str], grid: Grid, sizes: Sequence[int]) -> Iterator[str]:
    cells = [wrapped(cell, size) for cell, size in zip(row, sizes, strict=True)]
    for height in range(max(map(len, cells))):
        parts = []
        for cell, size, column in zip(cells, sizes, grid.columns, strict=True):
            text = cell[height] if height < len(cell) else ""
            blank = " " * (size - columns(text))
            parts.append(blank + text if column.number else padded(text, size))
        yield ("  " + (" " * _GAP).join(parts)).rstrip()


# ---- themes, promises, next step -----------------------------------------------------------


def _themes(page: Page, width: int) -> list[str]:
    lines: list[str] = []
    for row in page.theme_rows:
        lines += _hanging("  ", row.label, width)
        lines += _hanging("    ", f"{_theme_sides(row)} · {row.said}", width)
    for note in page.theme_notes:
        lines += _hanging("  ", note, width)
    return lines


def _theme_sides(row: ThemeRow) -> str:
    return _("barriers {barriers}, enablers {enablers}").format(
        barriers=row.barriers, enablers=row.enablers
    )


def _promises(promises: Sequence[Promise], width: int) -> list[str]:
    lines: list[str] = []
    for promise in promises:
        heard = " · ".join(filter(None, (promise.heard, promise.count)))
        said = _("You said: {words}").format(words=heard)
        word = promise.word[:1].upper() + promise.word[1:]
        did = _("{status}: {words}").format(status=word, words=promise.decision)
        lines += [*_hanging("  - ", said, width), *_hanging("    ", did, width)]
        for more in filter(None, (promise.answer, promise.details)):
            lines += _hanging("    ", more, width)
    return lines


def _step(step: Step, width: int) -> list[str]:
    lines = _hanging("  ", f"{step.title} · {step.when}", width)
    if step.functions:
        lines += _hanging("  ", step.functions, width)
    for done, name, when in step.milestones:
        said = f"{name} · {when}" if when else name
        lines += _hanging("  [x] " if done else "  [ ] ", said, width)
    return lines
