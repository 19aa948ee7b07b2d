"""The bare frame of the first screen: what can be shown before anything was read.

Only the standard library, and little of it: this is painted while Textual is still being
imported. It never holds a note or anything else of the journal. The line at the top and the
lines of keys are those of the last start (:mod:`naho_feedback.tui.first_frame` keeps them), if
the terminal is the same; else they are empty bars.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing and collections takes longer than painting
    from collections.abc import Iterator, Mapping
    from typing import Final

    Run = tuple[str, str]
    """Cells of one row that look alike: their text, and ``"desk"``, ``"tile"`` or ``"stub"``."""

KEPT: Final = os.path.join("data", "cache", "first-frame")  # noqa: PTH118 - pathlib loads slowly
"""Where a workspace keeps its first frame, under its root."""

WIDE: Final = 100
"""From so many columns on, tiles stand in pairs."""

_TILE: Final = 6
_STUB: Final = "━" * 14
_VERSION: Final = "1"


NIGHT: Final = (("161b22", "234"), ("1d242d", "235"), ("3b4654", "238"))
"""The dark look's background, surface and rule, as hexadecimal numbers and of 256 colours."""


def tiles(width: int, height: int) -> Iterator[tuple[Run, ...]]:
    """Yield the rows of tiles that wait for their figures, as the dashboard lays them out.

    A row is made of runs: cells that look alike, and whether they are ``"desk"``, ``"tile"`` or
    ``"stub"``, the place of a title.

    Args:
        width: cells beside the margins.
        height: how many rows there are.
    """
    sides = [width] if width + 2 < WIDE else [width // 2 - 1, width - width // 2 - 1]
    for y in range(max(0, height)):
        row: list[Run] = []
        for side in sides:
            if row:
                row.append(("  ", "desk"))
            if y % (_TILE + 1) == _TILE:
                row.append((" " * side, "desk"))
            elif y % (_TILE + 1) == 0 and side > len(_STUB) + 2:
                rest = " " * (side - len(_STUB) - 2)
                row += [("  ", "tile"), (_STUB, "stub"), (rest, "tile")]
            else:
                row.append((" " * side, "tile"))
        yield tuple(row)


def frame(columns: int, rows: int, colours: Mapping[str, str], *, kiosk: bool) -> str:
    """Return escape sequences that paint every cell of the first screen.

    Args:
        columns: the terminal's width.
        rows: its height.
        colours: as :func:`colours_of` gives them.
        kiosk: whether a questionnaire opens, whose frame is the empty page.
    """
    desk = colours["desk"] + " " * columns
    lines = [desk] * rows
    if not kiosk and rows >= 4 and columns >= 20:
        bar = colours["tile"] + " " * columns
        edge = colours["desk"] + " "
        inside = columns - 3  # a margin on both sides, and the scroll bar
        for y, runs in enumerate(tiles(inside, rows - 4), start=2):
            cells = "".join(colours[kind] + text for text, kind in runs)
            lines[y] = f"{edge}{cells}{edge} "
        lines[0] = lines[-1] = lines[-2] = bar
    return "".join(f"\x1b[{y};1H{line}" for y, line in enumerate(lines, start=1)) + "\x1b[0m"


def colours_of(environment: Mapping[str, str]) -> dict[str, str]:
    """Return escape sequences for the dark look's colours, by kind of run.

    They are empty where the terminal does not say that it has colours.
    """
    if environment.get("NO_COLOR"):
        return dict.fromkeys(("desk", "tile", "stub"), "")
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        desk, tile, rule = (_rgb(number) for number, _of_256 in NIGHT)
        return _sequences("2", desk, tile, rule)
    if "256color" in environment.get("TERM", ""):
        desk, tile, rule = (of_256 for _number, of_256 in NIGHT)
        return _sequences("5", desk, tile, rule)
    return dict.fromkeys(("desk", "tile", "stub"), "")


def _sequences(way: str, desk: str, tile: str, rule: str) -> dict[str, str]:
    return {
        "desk": f"\x1b[48;{way};{desk}m",
        "tile": f"\x1b[48;{way};{tile}m",
        "stub": f"\x1b[38;{way};{rule}m",
    }


def _rgb(number: str) -> str:
    return ";".join(str(int(number[i : i + 2], 16)) for i in (0, 2, 4))


# ---- what the last start kept ----------------------------------------------------------------


def key(columns: int, rows: int, environment: Mapping[str, str]) -> str:
    """Return what must be the same for a kept frame to be used again: its file's first line.

    The other lines are pieces, ``row column text``; the first of them is one cell of the desk.
    """
    names = ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "NAHO_LANGUAGE")
    told = " ".join(repr(environment.get(name, "")) for name in names)
    return f"{_VERSION} {columns}x{rows} {told}"


def kept(root: str, columns: int, rows: int, environment: Mapping[str, str]) -> str:
    """Return the frame that the last start kept, ``""`` where there is none for this terminal."""
    try:
        path = os.path.join(root, KEPT)  # noqa: PTH118
        with open(path, encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            said, *pieces = file.read(200_000).split("\n")
    except (OSError, ValueError):
        return ""
    if said != key(columns, rows, environment) or len(pieces) < 2:
        return ""
    if not all(_is_harmless(piece) for piece in pieces):
        return ""
    _row, _column, desk = pieces[0].split(" ", 2)
    filled = [f"{y} 1 {desk.replace(' ', ' ' * columns, 1)}" for y in range(1, rows + 1)]
    return "".join(f"{_placed(piece)}\x1b[0m" for piece in [*filled, *pieces[1:]])


def _placed(piece: str) -> str:
    row, column, text = piece.split(" ", 2)
    return f"\x1b[{row};{column}H{text}"


def _is_harmless(piece: str) -> bool:
    """Whether a piece is ``row column text``, and the text words and colours, nothing else.

    The file may come with somebody else's folder, and a terminal obeys what is written to it.
    """
    row, _, rest = piece.partition(" ")
    column, _, text = rest.partition(" ")
    if not (row.isdecimal() and column.isdecimal()):
        return False
    words, *coloured = text.split("\x1b[")
    for run in coloured:
        numbers, end, after = run.partition("m")
        if not end or numbers.strip("0123456789;"):
            return False
        words += after
    return words.replace("\xa0", " ").replace("\u202f", " ").isprintable()
