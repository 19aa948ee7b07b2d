"""Changes a TOML text that a person wrote: one thing changes, every other line stays as it is.

The lines of an element of a ``[[list]]`` are cut out, changed by tomlkit on their own, and put
back, so nothing outside them can move: neither remarks nor order. What comes out is read again
and compared with what was meant; a text that is laid out too unusually for that is refused.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, TypeAlias, TypeGuard

from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.toml_lines import KeyPath, key_lines

Fields: TypeAlias = Mapping[str, Any]
"""Keys and values of a table: text, numbers, true or false, dates, tables and lists of these."""


def set_value(text: str, path: tuple[str, ...], value: Any) -> str:
    """Return the text with one key set, such as ``("programme", "name")``.

    Raises:
        RefusedError: if the text is written in a way that cannot be changed here.
    """

    def meant(data: dict[str, Any]) -> None:
        _inside(data, path[:-1])[path[-1]] = value

    def change() -> str:
        import tomlkit

        document = tomlkit.parse(text)
        table = _inside(document, path[:-1])
        _merge(table, _inside(tomllib.loads(text), path[:-1]), {path[-1]: value}, whole=False)
        return tomlkit.dumps(document)

    return _checked(text, meant, change)


def add_element(text: str, path: tuple[str, ...], fields: Fields) -> str:
    """Return the text with one more element at the end of a list of tables.

    Args:
        text: a valid TOML document.
        path: the list, such as ``("programme", "sites")``; it may be missing.
        fields: the element.

    Raises:
        RefusedError: if the text is written in a way that cannot be changed here.
    """

    def meant(data: dict[str, Any]) -> None:
        _inside(data, path[:-1]).setdefault(path[-1], []).append(dict(fields))

    def change() -> str:
        layout = _Layout(text)
        there = _inside(tomllib.loads(text), path[:-1]).get(path[-1])
        if there is not None and not (there and layout.is_block((*path, 0))):
            return _edit_inline(text, path, lambda found: found.append(_inline(fields)))
        after = layout.end((*path, len(there) - 1) if there else path[:-1])
        return layout.insert(after, ["", *_block(path, fields)])

    return _checked(text, meant, change)


def change_element(text: str, path: tuple[str, ...], index: int, fields: Fields) -> str:
    """Return the text with an element's fields replaced; equal ones are not touched.

    Raises:
        RefusedError: if the text is written in a way that cannot be changed here.
    """

    def meant(data: dict[str, Any]) -> None:
        _inside(data, path[:-1])[path[-1]][index] = dict(fields)

    def change() -> str:
        layout = _Layout(text)
        before = _inside(tomllib.loads(text), path[:-1])[path[-1]][index]
        if not layout.is_block((*path, index)):
            return _edit_inline(text, path, lambda found: _merge(found[index], before, fields))
        first, last = layout.lines[(*path, index)], layout.end((*path, index))
        return layout.replace(first, last, _changed(layout.cut(first, last), path, before, fields))

    return _checked(text, meant, change)


def drop_element(text: str, path: tuple[str, ...], index: int) -> str:
    """Return the text without an element of a list; remarks around it stay.

    Raises:
        RefusedError: if the text is written in a way that cannot be changed here.
    """

    def meant(data: dict[str, Any]) -> None:
        table = _inside(data, path[:-1])
        del table[path[-1]][index]
        if not table[path[-1]] and _Layout(text).is_block((*path, index)):
            del table[path[-1]]  # a list of blocks that has none is not written at all

    def change() -> str:
        layout = _Layout(text)
        if not layout.is_block((*path, index)):

            def drop(found: Any) -> None:
                del found[index]

            return _edit_inline(text, path, drop)
        return layout.without(layout.lines[(*path, index)], layout.end((*path, index)))

    return _checked(text, meant, change)


# ---- the net -------------------------------------------------------------------------------


def _checked(text: str, meant: Callable[[dict[str, Any]], None], change: Callable[[], str]) -> str:
    """Return the changed text, if it says exactly what was meant."""
    from tomlkit.exceptions import TOMLKitError

    wanted = copy.deepcopy(tomllib.loads(text))
    try:
        meant(wanted)
        new = change()
        if tomllib.loads(new) == wanted:
            return new
    except (TOMLKitError, ValueError, LookupError, TypeError, AttributeError):
        # Layouts are endless and tomlkit knows most; the hint says what to do with the others.
        pass
    raise RefusedError(
        _("This part of naho.toml is laid out in a way that cannot be changed from here."),
        _("Change it in a text editor; nothing was changed."),
    )


def _inside(data: Any, path: KeyPath) -> Any:
    for key in path:
        data = data[key]
    return data


# ---- lines ---------------------------------------------------------------------------------


class _Layout:
    """The lines of a text, counted from 1, and what stands in them."""

    def __init__(self, text: str) -> None:
        self.lines = key_lines(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        # Not splitlines(): TOML ends a line at a line feed only.
        *whole, rest = text.split("\n")
        self._text = [f"{line}\n" for line in whole] + ([rest] if rest else [])

    def is_block(self, path: KeyPath) -> bool:
        """Whether an element has a ``[[header]]`` of its own."""
        return self._text[self.lines[path] - 1].lstrip("\ufeff \t").startswith("[[")

    def end(self, path: KeyPath) -> int:
        """Return the last line of a table that holds more than a remark."""
        size = len(path)
        last = max(line for key, line in self.lines.items() if key[:size] == path)
        after = [line for key, line in self.lines.items() if line > last and key[:size] != path]
        end = min(after) - 1 if after else len(self._text)
        while end > last and self._is_remark(end):
            end -= 1
        return end

    def _is_remark(self, number: int) -> bool:
        line = self._text[number - 1].strip()
        return not line or line.startswith("#")

    def insert(self, after: int, new: list[str]) -> str:
        """Return the text with lines put after a table and the remarks that touch it."""
        while after < len(self._text) and self._text[after].lstrip().startswith("#"):
            after += 1
        before = "".join(self._text[:after])
        if not before.endswith("\n"):
            before += self._newline
        added = "".join(line + self._newline for line in new)
        return before + added + "".join(self._text[after:])

    def cut(self, first: int, last: int) -> str:
        """Return some lines."""
        return "".join(self._text[first - 1 : last])

    def replace(self, first: int, last: int, new: str) -> str:
        """Return the text with some lines replaced."""
        return "".join(self._text[: first - 1]) + new + "".join(self._text[last:])

    def without(self, first: int, last: int) -> str:
        """Return the text without some lines, nor the blank one after them."""
        if last < len(self._text) and not self._text[last].strip():
            last += 1
        return self.replace(first, last, "")


# ---- tables --------------------------------------------------------------------------------


def _changed(block: str, path: tuple[str, ...], before: Fields, fields: Fields) -> str:
    """Return an element's own lines with its fields changed."""
    import tomlkit

    newline = "\r\n" if "\r\n" in block else "\n"
    document = tomlkit.parse(block.replace("\r\n", "\n"))
    _merge(_inside(document, path)[0], before, fields)
    new = tomlkit.dumps(document).replace("\n", newline)
    return new if new.endswith("\n") or not block.endswith("\n") else new + newline


def _merge(
    table: MutableMapping[str, Any], before: Fields, after: Fields, *, whole: bool = True
) -> None:
    """Set what differs; ``whole`` takes away what is not there any more."""
    for key, value in after.items():
        old = before.get(key)
        if key in before and old == value and type(old) is type(value):
            continue
        if isinstance(old, dict) and isinstance(value, dict) and not _is_inline(table[key]):
            _merge(table[key], old, value)
        elif _tables(old) and _tables(value):
            _merge_list(table[key], old, value)
        else:
            table[key] = _item(value)
    for key in before if whole else ():
        if key not in after:
            del table[key]


def _merge_list(found: Any, before: list[Fields], after: list[Fields]) -> None:
    """Change a list of tables element by element, so that the others keep their remarks."""
    import tomlkit

    is_blocks = isinstance(found, tomlkit.items.AoT)
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new and _is_inline(found[index]):
            found[index] = _inline(new)
        else:
            _merge(found[index], old, new)
    for fields in after[len(before) :]:
        found.append(_table(fields) if is_blocks else _inline(fields))
    for _index in range(len(before) - len(after)):
        del found[-1]


def _is_inline(found: object) -> bool:
    """Whether a table is written between braces: it holds no remark that could be lost."""
    import tomlkit

    return isinstance(found, tomlkit.items.InlineTable)


def _tables(value: object) -> TypeGuard[list[Fields]]:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _edit_inline(text: str, path: tuple[str, ...], edit: Callable[[Any], None]) -> str:
    """Return the text with a list changed that is written between brackets."""
    import tomlkit

    document = tomlkit.parse(text)
    edit(_inside(document, path))
    return tomlkit.dumps(document)


def _item(value: Any) -> Any:
    """Return a value as tomlkit keeps it, written in the manner of the template."""
    import tomlkit

    return tomlkit.parse("\n".join(_rows("x", value)))["x"]


def _inline(fields: Fields) -> Any:
    return _item(dict(fields))


def _table(fields: Fields) -> Any:
    import tomlkit

    table = tomlkit.table()
    for key, value in fields.items():
        table.append(key, _item(value))
    return table


def _block(path: tuple[str, ...], fields: Fields) -> list[str]:
    """Return an element with its header as lines."""
    return [f"[[{'.'.join(path)}]]", *(row for pair in fields.items() for row in _rows(*pair))]


def _rows(key: str, value: Any) -> list[str]:
    """Return a key with its value as lines: tables of a list one a line, for people to read."""
    if _tables(value):
        return [f"{key} = [", *(f"  {_written(table)}," for table in value), "]"]
    return [f"{key} = {_written(value)}"]


def _written(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A JSON string is a TOML string but for U+007F, which TOML wants escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key} = {_written(inner)}" for key, inner in value.items())
        return f"{{ {pairs} }}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
