"""Compares parsed TOML with the structure it should have, in the reader's language.

msgspec would refuse the same documents, but in English and without a hint; it still does the
conversion afterwards. Unknown keys are refused here whatever the structure says.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from msgspec import inspect

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.toml_lines import KeyPath

_LONGEST_QUOTE: Final = 60
_LARGEST: Final = 2**63 - 1


class Fault(NamedTuple):
    """Something to mend.

    Attributes:
        path: what it is about; the line is looked up by it.
        message: one sentence that says what is wrong.
        hint: one sentence that says what to write, or ``""``.
    """

    path: KeyPath
    message: str
    hint: str


def quoted(value: object) -> str:
    """Return a value from a file, short and safe to print, such as ``"titel"``."""
    text = one_line(str(value))
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1] + "…"
    return f'"{text}"'


def faults(value: object, type_: type) -> Iterator[Fault]:
    """Yield everything in a parsed document that does not fit a msgspec structure.

    Args:
        value: what tomllib returned.
        type_: the structure.
    """
    info = inspect.type_info(type_)
    top = tuple(field.encode_name for field in getattr(info, "fields", ()))
    yield from _Check(top).value(value, info, ())


class _Check:
    """One comparison; ``top`` are the keys that belong at the top of the file."""

    def __init__(self, top: tuple[str, ...]) -> None:
        self.top = top

    def value(self, value: object, info: inspect.Type, path: KeyPath) -> Iterator[Fault]:
        """Yield the faults of one value and of what is in it."""
        info = _bare(info)
        if isinstance(info, inspect.StructType):
            yield from self._struct(value, info, path)
        elif isinstance(info, inspect.VarTupleType | inspect.ListType):
            yield from self._array(value, info, path)
        elif isinstance(info, inspect.DictType):
            yield from self._table(value, info, path)
        elif isinstance(info, inspect.EnumType | inspect.LiteralType):
            yield from _one_of(value, info, path)
        elif (rule := _SCALARS.get(type(info))) and not rule.fits(value):
            yield Fault(path, rule.message(_name(path)), _write(path, info))

    def _struct(self, value: object, info: inspect.StructType, path: KeyPath) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(
                path, _("{key} must be a table.").format(key=_name(path)), _table_hint(path, info)
            )
            return
        fields = {field.encode_name: field for field in info.fields}
        unknown = [key for key in value if key not in fields]
        for key in unknown:
            yield Fault(
                (*path, key),
                _("The key {key} is not known here.").format(key=quoted(key)),
                self._instead(key, tuple(fields), path),
            )
        for name, field in fields.items():
            if name in value:
                yield from self.value(value[name], field.type, (*path, name))
            elif field.required and not unknown:  # an unknown key is most often the missing one
                yield Fault(
                    path,
                    _("The key {key} is missing.").format(key=quoted(name)),
                    _add((*path, name), field.type),
                )

    def _instead(self, key: str, known: tuple[str, ...], path: KeyPath) -> str:
        """Say what to write instead of an unknown key."""
        near = difflib.get_close_matches(key.casefold(), known, n=1)
        if near:
            return _("Did you mean {key}?").format(key=quoted(near[0]))
        if path and key in self.top:
            return _(
                "{key} belongs at the top of the file, above the first line in [brackets]."
            ).format(key=quoted(key))
        return _("Known keys here: {keys}.").format(keys=", ".join(known))

    def _array(
        self, value: object, info: inspect.VarTupleType | inspect.ListType, path: KeyPath
    ) -> Iterator[Fault]:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.value(item, info.item_type, (*path, index))
            return
        yield Fault(path, _("{key} must be a list.").format(key=_name(path)), _write(path, info))

    def _table(self, value: object, info: inspect.DictType, path: KeyPath) -> Iterator[Fault]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self.value(item, info.value_type, (*path, key))
            return
        yield Fault(
            path, _("{key} must be a table.").format(key=_name(path)), _table_hint(path, info)
        )


def _bare(info: inspect.Type) -> inspect.Type:
    """Return the type without its notes, and without None, which TOML cannot write."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        some = [part for part in info.types if not isinstance(part, inspect.NoneType)]
        if len(some) == 1:
            return _bare(some[0])
    return info


def _name(path: KeyPath) -> str:
    """Return the key as a message calls it; an element of a list by its place."""
    last = path[-1] if path else ""
    if isinstance(last, int):
        return _("Element {number} of {key}").format(number=last + 1, key=_name(path[:-1]))
    return quoted(last)


def _key(path: KeyPath) -> str:
    return next((one_line(part) for part in reversed(path) if isinstance(part, str)), "")


def _allowed(info: inspect.EnumType | inspect.LiteralType) -> tuple[object, ...]:
    if isinstance(info, inspect.EnumType):
        return tuple(member.value for member in info.cls)
    return info.values


def _one_of(
    value: object, info: inspect.EnumType | inspect.LiteralType, path: KeyPath
) -> Iterator[Fault]:
    allowed = _allowed(info)
    if not (isinstance(value, str) and value in allowed):
        yield Fault(
            path,
            _("{key} cannot be {value}.").format(key=_name(path), value=quoted(value)),
            _("Write one of: {values}.").format(values=", ".join(quoted(v) for v in allowed)),
        )


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _is_number(value: object) -> bool:
    return isinstance(value, float) or _is_int(value)


def _is_date(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


class _Scalar(NamedTuple):
    """How a simple value is recognised, called and written."""

    fits: Callable[[object], bool]
    message: Callable[[str], str]
    example: str


_SCALARS: Final[Mapping[type, _Scalar]] = {
    inspect.StrType: _Scalar(
        lambda value: isinstance(value, str),
        lambda key: _("{key} must be text between quotes.").format(key=key),
        '"…"',
    ),
    inspect.IntType: _Scalar(
        _is_int, lambda key: _("{key} must be a whole number.").format(key=key), "5"
    ),
    inspect.FloatType: _Scalar(
        _is_number, lambda key: _("{key} must be a number.").format(key=key), "0.5"
    ),
    inspect.BoolType: _Scalar(
        lambda value: isinstance(value, bool),
        lambda key: _("{key} must be true or false, without quotes.").format(key=key),
        "true",
    ),
    inspect.DateType: _Scalar(
        _is_date,
        lambda key: _("{key} must be a date, year first and without quotes.").format(key=key),
        "2017-02-27",
    ),
}


def _example(info: inspect.Type) -> str:
    """Return how a value of this type is written, or ``""`` where that takes several lines."""
    info = _bare(info)
    if isinstance(info, inspect.StructType):
        return '{ fr = "…", en = "…" }' if info.cls is Localized else ""
    if isinstance(info, inspect.EnumType | inspect.LiteralType):
        return quoted(_allowed(info)[0])
    if isinstance(info, inspect.VarTupleType | inspect.ListType):
        item = _example(info.item_type)
        return f"[{item}, {item}]" if item else ""
    rule = _SCALARS.get(type(info))
    return rule.example if rule else ""


def _line(path: KeyPath, info: inspect.Type) -> str:
    """Return the line or header that a key of this type is written as."""
    example = _example(info)
    if example:
        return example if isinstance(path[-1], int) else f"{_key(path)} = {example}"
    header = ".".join(one_line(part) for part in path if isinstance(part, str))
    is_list = isinstance(_bare(info), inspect.VarTupleType | inspect.ListType)
    return f"[[{header}]]" if is_list else f"[{header}]"


def _write(path: KeyPath, info: inspect.Type) -> str:
    return _("Write for example: {line}").format(line=_line(path, info))


def _add(path: KeyPath, info: inspect.Type) -> str:
    return _("Add for example: {line}").format(line=_line(path, info))


def _table_hint(path: KeyPath, info: inspect.Type) -> str:
    return _write(path, info) if path else ""
