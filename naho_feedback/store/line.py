"""One line of the journal: its columns, how it is written, how it is read back.

A line is one transaction: a JSON array, UTF-8, ended by a line feed::

    ["A7K2-421",17,1488200000000,"wall","put","notes",1,"A7K2-421",{"text":"..."},"9f3c01aa"]

The last column is the crc32 of every byte of the file before its eight digits, so one C call
verifies a whole file, and a line that is missing, doubled or moved is noticed too. A line of
several operations has them as a list in ``op``, and null in the four columns after it. The
first line of a file is its header.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zlib import crc32

import msgspec

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _

MAGIC: Final = "naho-journal"
FORMAT: Final = 1
COLUMNS: Final = (
    "event",
    "lamport",
    "unix_ms",
    "actor",
    "op",
    "table",
    "version",
    "id",
    "body",
    "crc",
)

PUT: Final = "put"
PATCH: Final = "patch"
REMOVE: Final = "remove"
CLEAR: Final = "clear"
"""TinyDB's truncate: the table stays, empty."""
DROP: Final = "drop"
"""TinyDB's drop_table: the table goes."""

NULL: Final = msgspec.Raw(b"null")
CLOSING: Final = b'"]\n'
"""What follows the checksum's digits; outside the checksum, so it is compared literally."""
_DIGITS: Final = 8
TAIL: Final = _DIGITS + len(CLOSING)


class Operation(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One change of one document, as a line holds it.

    Attributes:
        op: ``put``, ``patch``, ``remove``, ``clear`` or ``drop``.
        version: the schema version of the body.
        id: the document's id; a whole number in TinyDB's own kind of table. ``""`` before it
            is written stands for "the operation's own event".
        body: JSON of the document (put) or of its changed fields (patch), else null.
    """

    op: str
    table: str
    version: int
    id: str | int
    body: msgspec.Raw = NULL


class Line(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One line; see the module for its columns."""

    event: str
    lamport: int
    unix_ms: int
    actor: str
    op: str | list[Operation]
    table: str | None
    version: int | None
    id: str | int | None
    body: msgspec.Raw
    crc: str = ""

    @property
    def number(self) -> int:
        """The sequence number of the line's first operation."""
        return int(self.event.rpartition("-")[2])

    @property
    def count(self) -> int:
        """How many sequence numbers the line takes."""
        return len(self.op) if isinstance(self.op, list) else 1

    @property
    def ids(self) -> tuple[str | int, ...]:
        """The ids of the line's documents, one for each operation."""
        if isinstance(self.op, list):
            return tuple([operation.id for operation in self.op])
        return () if self.id is None else (self.id,)

    @property
    def operations(self) -> list[Operation]:
        """The line's operations, one or several."""
        if isinstance(self.op, list):
            return self.op
        if self.table is None or self.version is None or self.id is None:
            msg = "a line of one operation names its table, version and id"
            raise msgspec.ValidationError(msg)
        return [Operation(self.op, self.table, self.version, self.id, self.body)]


class Header(msgspec.Struct, array_like=True, frozen=True):
    """The first line of a file.

    Attributes:
        store: random name of the store, the same in each of its files.
        writer: the laptop's letter and three random characters, the start of every event.
        generation: the file's number, from 1.
        columns: the names of the columns of the lines that follow.
        parent_generation: the file before this one, with its last checksum and its SHA-256.
    """

    magic: str
    format: int
    store: str
    writer: str
    generation: int
    columns: tuple[str, ...] = COLUMNS
    parent_generation: int | None = None
    parent_crc: str | None = None
    parent_sha256: str | None = None
    crc: str = ""


_START: Final = f'["{MAGIC}",'.encode()
_ENCODER: Final = msgspec.json.Encoder()
_LINES: Final = msgspec.json.Decoder(Line)
_HEADER: Final = msgspec.json.Decoder(Header)
_ANY: Final = msgspec.json.Decoder(list[msgspec.Raw])


def event_name(writer: str, number: int) -> str:
    """Return an event's name, such as ``"A7K2-421"``."""
    return f"{writer}-{number}"


def make_line(
    writer: str,
    number: int,
    lamport: int,
    unix_ms: int,
    actor: str,
    operations: Sequence[Operation],
) -> Line:
    """Return the line of a transaction, giving each operation without an id its own event.

    ``number`` is that of the first operation, of which there is at least one; the others take
    the numbers after it.
    """
    event = event_name(writer, number)
    if len(operations) == 1:
        op = operations[0]
        id_ = event if op.id == "" else op.id
        return Line(event, lamport, unix_ms, actor, op.op, op.table, op.version, id_, op.body)
    named = [
        op if op.id != "" else Operation(op.op, op.table, op.version, f"{writer}-{n}", op.body)
        for n, op in enumerate(operations, number)
    ]
    return Line(event, lamport, unix_ms, actor, named, None, None, None, NULL)


def encode(line: Line | Header, crc: int) -> tuple[bytes, int]:
    """Return the line's bytes and the checksum of the file up to their end.

    ``crc`` is the checksum of every byte of the file before this line.

    Raises:
        StoreError: if a text cannot be written as UTF-8.
    """
    try:
        unsealed = _ENCODER.encode(line)[:-2]  # drops the closing of the empty checksum
    except UnicodeEncodeError as error:
        raise StoreError(_("The text holds half a character and cannot be kept.")) from error
    tail = seal(crc32(unsealed, crc))
    return unsealed + tail, crc32(tail, crc32(unsealed, crc))


def seal(crc: int) -> bytes:
    """Return the end of a line whose bytes so far have this checksum."""
    return b"%08x" % crc + CLOSING


def verify(lines: bytes, crc: int) -> int | None:
    """Return the checksum at the end of ``lines``, or None if they are not what was written.

    Args:
        lines: whole lines; one call verifies all of them.
        crc: the checksum at their start.
    """
    body = memoryview(lines)[:-TAIL]
    found = crc32(body, crc)
    tail = lines[-TAIL:]
    return crc32(tail, found) if tail == seal(found) else None


def decode(lines: bytes) -> list[Line]:
    """Return verified lines, without the header.

    Raises:
        StoreError: if they are not of this format.
    """
    try:
        return _LINES.decode_lines(lines)
    except msgspec.DecodeError as error:
        raise _newer() from error


def decode_header(line: bytes) -> Header | None:
    """Return the header, or None if this is none.

    Raises:
        StoreError: if a newer version of the program wrote it.
    """
    try:
        fields = _ANY.decode(line)
        if len(fields) < 2 or bytes(fields[0]) != _ENCODER.encode(MAGIC):
            return None
        if msgspec.json.decode(fields[1], type=int) > FORMAT:
            raise _newer()
        return _HEADER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def header_length(lines: bytes) -> int:
    """Return the length of the header that ``lines`` start with, 0 if they start with none."""
    return lines.find(b"\n") + 1 if lines.startswith(_START) else 0


def is_torn_header(data: bytes) -> bool:
    """Whether a whole file holds nothing but the start of a header that was never finished."""
    start = data[: len(_START)].rstrip(b"\0")  # a power cut may leave zeros for what was written
    return b"\n" not in data and _START.startswith(start)


def _newer() -> StoreError:
    return StoreError(
        _("The journal was written by a newer version of naho-feedback."),
        _("Update naho-feedback on this laptop, then open the workspace again."),
    )
