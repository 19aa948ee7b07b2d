"""Reading a file of rows: its encoding, its separator, its header and its records."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from naho_feedback.api import folded

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        *("texte", "text", "post it", "postit", "post its", "postits", "verbatim", "verbatims"),
        *("commentaire", "commentaires", "comment", "comments", "contenu", "content", "message"),
        *("remarque", "remarques", "avis", "feedback", "phrase", "body", "note", "notes"),
    ),
    "column": ("colonne", "column", "categorie", "category", "rubrique", "type", "polarite"),
    "dots": ("points", "point", "gommettes", "gommette", "votes", "vote", "dots", "dot", "voix"),
}
"""Our fields, and the headers that stand for them, the surest first."""

SEPARATORS: Final = {";": "« ; »", "\t": "tabulation", ",": "« , »"}
_NO_SEPARATOR: Final = "\x1f"  # csv needs one; cells that it does cut are joined again
SAMPLE: Final = 200
_CONSISTENT: Final = 0.9
_LONG: Final = 40
_NUMBER: Final = re.compile(r"\s*[+-]?\d+(?:[.,]\d+)?\s*", re.ASCII)
_FALLBACK: Final = "naho_import.windows_1252"


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252; its five holes stay C1 controls."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_WINDOWS_1252[byte] for byte in bad), error.end


_HOLES: Final = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_WINDOWS_1252: Final = [
    chr(byte) if byte in _HOLES else bytes([byte]).decode("cp1252") for byte in range(256)
]
codecs.register_error(_FALLBACK, _one_by_one)


@dataclass(frozen=True)
class Layout:
    """How a file of rows is cut.

    Attributes:
        separator: ``""`` for none.
        quoted: whether quotes hold cells together.
        columns: names, in order.
        skip: physical lines before the first row of data.
    """

    separator: str
    quoted: bool
    columns: tuple[str, ...]
    header: bool
    skip: int


# ---- decoding ----------------------------------------------------------------------------


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises:
        UnicodeDecodeError: if a UTF-16 file is cut short.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        valid = data.decode("utf-8", "ignore")
    stray = len(data) - len(valid.encode())
    if sum(char > "\x7f" for char in valid) > stray:
        return data.decode("utf-8", _FALLBACK).removeprefix("\ufeff"), "UTF-8 + Windows-1252"
    return "".join(_WINDOWS_1252[byte] for byte in data), "Windows-1252"


def json_values(lines: Iterable[str]) -> Iterator[tuple[int, object]]:
    """Yield the line and the value of every line that is not blank; None where it is no JSON."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        yield number, value


def keys(values: Iterable[tuple[int, object]]) -> tuple[str, ...]:
    """Return the keys of all objects in order of appearance; ``text`` for bare strings."""
    found: dict[str, None] = {}
    for _line, value in values:
        if isinstance(value, dict):
            found.update(dict.fromkeys(value))
        elif isinstance(value, str):
            found["text"] = None
    return tuple(found)


# ---- cutting -----------------------------------------------------------------------------


def records(
    lines: Sequence[str], start: int, separator: str, *, quoted: bool
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each record's first physical line, from 1, and its cells; None for broken quotes.

    After broken quotes reading goes on at the next line, so that one stray quote does not
    swallow the rest of the file. Where nothing separates cells, the line itself is the cell.
    """
    if not quoted and not separator:
        for number in range(start, len(lines)):
            yield number + 1, [lines[number].rstrip("\r\n")]
        return
    csv.field_size_limit(2**31 - 1)  # of the process; 131,072 by default, and one field ends all
    while start < len(lines):
        reader = csv.reader(
            (lines[i] for i in range(start, len(lines))),
            delimiter=separator or _NO_SEPARATOR,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            strict=True,
        )
        begin = 0
        try:
            for cells in reader:
                yield start + begin + 1, cells if separator else [_NO_SEPARATOR.join(cells)]
                begin = reader.line_num
        except csv.Error:
            start += begin
            yield start + 1, None if separator else [lines[start].rstrip("\r\n")]
            start += 1
        else:
            return


def layout_of(lines: Sequence[str], suffix: str, *, headed: bool = False) -> Layout:
    """Find out how the file is cut; the same answer for every call on the same file.

    Args:
        lines: all of the file.
        suffix: its ending.
        headed: whether the first line names the columns for certain.
    """
    skip = 0
    forced = re.fullmatch(r"sep=([;,\t|])", lines[0].rstrip("\r\n"))
    if forced:
        skip = 1
    separator = forced[1] if forced else _separator(lines[:SAMPLE], suffix)
    quoted = bool(separator) or suffix != ".txt"
    # A first line whose quotes never close is no header: it is refused with the other rows.
    filled = [
        (number, cells)
        for number, cells in records(lines[:SAMPLE], skip, separator, quoted=quoted)
        if cells is None or any(cells)
    ]
    number, first = filled[0] if filled else (skip + 1, [""])
    names_columns = headed or any(map(_known, first or ()))
    if first and (names_columns or (len(first) > 1 and not any(map(_is_data, first)))):
        after = _end_of_record(lines, number - 1, separator, quoted=quoted)
        return Layout(separator, quoted, named(first), header=True, skip=after)
    first = first or next((cells for _n, cells in filled if cells), [""])
    names = tuple(str(n) for n in range(1, len(first) + 1)) if len(first) > 1 else ("text",)
    return Layout(separator, quoted, names, header=False, skip=skip)


def _end_of_record(lines: Sequence[str], start: int, separator: str, *, quoted: bool) -> int:
    """Return the index of the physical line after the record that begins at ``start``."""
    following = records(lines, start, separator, quoted=quoted)
    next(following)
    return next((number - 1 for number, _cells in following), len(lines))


def _separator(sample: Sequence[str], suffix: str) -> str:
    """Return the separator, ``""`` for none."""
    cut = {
        mark: [c for _n, c in records(sample, 0, mark, quoted=True) if c and any(c)]
        for mark in SEPARATORS
    }
    # "Bien, merci" is no header unless most of the file is cut like it.
    headers = {
        mark: sum(bool(_known(cell)) for cell in rows[0])
        for mark, rows in cut.items()
        if rows
        and len(rows[0]) > 1
        and sum(_fits(row, len(rows[0])) for row in rows) * 2 > len(rows)
    }
    best = max(headers, key=headers.__getitem__, default="")
    if best and headers[best]:
        return best
    if suffix == ".txt" or _known(sample[0]):
        return ""
    if suffix == ".tsv" and "\t" in headers:
        return "\t"
    scores = {mark: _evenness(rows) for mark, rows in cut.items()}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best][0] >= _CONSISTENT else ""


def _fits(row: Sequence[str], width: int) -> bool:
    """Whether a row has so many cells, not counting empty ones at the end."""
    return len(row) >= width and not any(cell.strip() for cell in row[width:])


def _evenness(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """Return the share of rows with the usual number of cells, and that number; 0 for one cell."""
    if not rows:
        return 0.0, 0
    (usual, times), *_rest = Counter(len(row) for row in rows).most_common()
    later = [cell for row in rows for cell in row[1:]]
    # "trop court, trop tard": a mark of punctuation has a space behind it.
    if usual == 1 or sum(cell.startswith(" ") for cell in later) * 2 >= len(later):
        return 0.0, 0
    return times / len(rows), usual


def _known(cell: str) -> str:
    """Return which field a header's name stands for, or ``""``."""
    name = " ".join(re.findall(r"[^\W_]+", folded(cell)))
    return next((field for field, names in NAMES.items() if name in names), "")


def _is_data(cell: str) -> bool:
    return not cell.strip() or len(cell) > _LONG or bool(_NUMBER.fullmatch(cell))


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Return names for columns: stripped, numbered where empty, told apart where equal."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = base = cell.strip() or str(place)
        copy = 2
        while name in names:
            name = f"{base} ({copy})"
            copy += 1
        names.append(name)
    return tuple(names)


def suggested(columns: Sequence[str]) -> dict[str, str]:
    """Return our field to the column that most surely stands for it."""
    plain = {" ".join(re.findall(r"[^\W_]+", folded(name))): name for name in reversed(columns)}
    return {
        field: plain[next(n for n in names if n in plain)]
        for field, names in NAMES.items()
        if any(n in plain for n in names)
    }
