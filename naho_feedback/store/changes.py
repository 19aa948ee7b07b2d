"""From changes asked of a store to operations of the journal, and from bodies to records."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import NoneType
from typing import Any, Final, TypeVar

import msgspec

from naho_feedback.domain.events import Change, Op
from naho_feedback.domain.records import Record
from naho_feedback.errors import NotFoundError, StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store import line as lines
from naho_feedback.store.line import Operation
from naho_feedback.store.tables import patched
from naho_feedback.store.words import refuse_nirs

R = TypeVar("R", bound=Record)
Find = Callable[[str, str], bytes | None]
"""``find(table, id)`` returns the document's JSON, or None."""

_ENCODER: Final = msgspec.json.Encoder()
_DOCUMENT: Final = msgspec.json.Decoder(dict[str, Any])
_TO_ZERO: Final = bytes.maketrans(b"123456789", b"000000000")
_MANY_DIGITS: Final = b"0" * 19  # once each digit is a zero: ten times faster than a pattern
_SMALLEST: Final = -(2**63)
_LARGEST: Final = 2**64 - 1


def check(value: object) -> None:
    """Refuse what JSON would bend: NaN, infinities, whole numbers over 64 bits, other types.

    Raises:
        StoreError: for a number that cannot be kept.
        TypeError: for a value that is no JSON.
    """
    if isinstance(value, (str, bool, NoneType)):
        return
    if isinstance(value, int):
        if not _SMALLEST <= value <= _LARGEST:
            raise StoreError(_("A number is too large to be kept."))
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise StoreError(_("A number that is not finite cannot be kept."))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, (str, int)) or isinstance(key, bool):
                msg = f"a key of a document is a text, not {type(key).__name__}"
                raise TypeError(msg)
            if not isinstance(inner, str):  # most values are texts, and a call costs
                check(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            check(inner)
    else:
        msg = f"{type(value).__name__} is no JSON value"
        raise TypeError(msg)


def encode_document(document: Mapping[Any, Any]) -> msgspec.Raw:
    """Return the JSON of a plain document.

    Raises:
        StoreError: for a number or a text that cannot be kept.
        TypeError: for a value that is no JSON.
    """
    plain = document if isinstance(document, dict) else dict(document)
    check(plain)
    try:
        return msgspec.Raw(_ENCODER.encode(plain))
    except UnicodeEncodeError as error:
        raise _half_a_character() from error


def _half_a_character() -> StoreError:
    return StoreError(_("The text holds half a character and cannot be kept."))


def decode_document(raw: bytes) -> dict[str, Any]:
    """Return the plain document that a body holds, a new one each time."""
    return _DOCUMENT.decode(raw)


def encode_record(record: Record) -> msgspec.Raw:
    """Return the JSON of a record without its id and without fields at their default.

    Raises:
        StoreError: for a number or a text that cannot be kept.
    """
    if not record.id:
        try:
            body = _ENCODER.encode(record)
        except UnicodeEncodeError as error:
            raise _half_a_character() from error
        # A NaN would be written as null, and a number over 64 bits with all its digits.
        if b"null" not in body and _MANY_DIGITS not in body.translate(_TO_ZERO):
            return msgspec.Raw(body)
    fields = msgspec.to_builtins(record)
    fields.pop("id", None)
    return encode_document(fields)


@cache
def _decoder(type_: type[R]) -> msgspec.json.Decoder[R]:
    return msgspec.json.Decoder(type_)


def decode_record(type_: type[R], id: str, raw: bytes) -> R:
    """Return the record that a body holds.

    Raises:
        StoreError: if the body does not fit the type.
    """
    try:
        record: R = _decoder(type_).decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            _("What is kept under {id} does not fit: {reason}").format(id=id, reason=error)
        ) from error
    msgspec.structs.force_setattr(record, "id", id)
    return record


def operations_for(changes: Sequence[Change], find: Find) -> list[Operation]:
    """Return the operations of a transaction, each checked against those before it.

    Raises:
        NotFoundError: if a patch or removal names a document that is not there.
        StoreError: if a value cannot be kept or a patch does not fit its record.
        PersonalDataError: if a text holds a national health identifier.
        TypeError: for a patch of a field that the record has not.
    """
    refuse_nirs(changes)
    seen: dict[tuple[str, str], bytes | None] = {}
    operations = []
    for change in changes:
        key = (change.type.table, change.id)
        before = seen[key] if key in seen else find(*key)
        operation, seen[key] = _operation(change, before)
        operations.append(operation)
    return operations


def _operation(change: Change, before: bytes | None) -> tuple[Operation, bytes | None]:
    """Return the operation and the document after it."""
    type_ = change.type
    if change.op == Op.PUT:
        if change.record is None:
            msg = "a put carries a record"
            raise TypeError(msg)
        body = encode_record(change.record)
        return Operation(lines.PUT, type_.table, type_.version, change.id, body), bytes(body)
    if before is None or not change.id:
        raise NotFoundError(_("Nothing is kept under {id}.").format(id=change.id or "''"))
    if change.op == Op.REMOVE:
        return Operation(lines.REMOVE, type_.table, type_.version, change.id), None
    unknown = change.fields.keys() - (set(type_.__struct_fields__) - {"id"})
    if unknown:
        msg = f"{type_.__name__} has no field {sorted(unknown)}"
        raise TypeError(msg)
    body = encode_document(msgspec.to_builtins(change.fields))
    after = patched(before, body)
    decode_record(type_, change.id, after)  # a patch that does not fit is refused before it is kept
    return Operation(lines.PATCH, type_.table, type_.version, change.id, body), after
