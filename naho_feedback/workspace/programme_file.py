"""``naho.toml`` held for a change: written whole, and never over what somebody else wrote."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from naho_feedback.contracts.files import write_whole
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.text import one_line
from naho_feedback.errors import FileError, RefusedError, WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import typed
from naho_feedback.workspace.settings import SETTINGS_FILE, Settings, settings_of
from naho_feedback.workspace.toml import read_raw, short_path
from naho_feedback.workspace.toml_edit import (
    Fields,
    add_element,
    change_element,
    drop_element,
    set_value,
)
from naho_feedback.workspace.toml_lines import KeyPath


class ProgrammeFile(msgspec.Struct, frozen=True):
    """A ``naho.toml`` as it was read; each change gives a new one.

    Attributes:
        path: the file.
        raw: its bytes when it was read.
        settings: what they say.
    """

    path: Path
    raw: bytes
    settings: Settings

    @property
    def programme(self) -> Programme:
        """The programme that it describes."""
        return self.settings.programme

    def add(self, list: str, part: msgspec.Struct) -> ProgrammeFile:
        """Write the file with one more part at the end of a list of the programme.

        Args:
            list: ``"sites"``, ``"roles"``, ``"workshops"``, ``"headcounts"``, ``"go_lives"``,
                ``"super_users"`` or ``"team"``.
            part: the part.

        Raises:
            RefusedError: if the file changed meanwhile, the part makes no sense in it, or it is
                laid out in a way that cannot be changed; nothing is written then.
            WorkspaceError: if it cannot be written.
        """
        return self._edit(lambda text: add_element(text, ("programme", list), fields_of(part)))

    def change(self, list: str, index: int, part: msgspec.Struct) -> ProgrammeFile:
        """Write the file with a part replaced; raises what :meth:`add` raises."""
        before = getattr(self.programme, list)[index]
        path = ("programme", list)
        return self._edit(
            lambda text: change_element(
                text, path, index, fields_of(part, _written(text, path, index), before)
            )
        )

    def drop(self, list: str, index: int) -> ProgrammeFile:
        """Write the file without a part; raises what :meth:`add` raises."""
        return self._edit(lambda text: drop_element(text, ("programme", list), index))

    def name(self, name: str, fr: str, en: str) -> ProgrammeFile:
        """Write the file with another name and title; raises what :meth:`add` raises."""

        def edit(text: str) -> str:
            text = set_value(text, ("programme", "name"), typed(name))
            title = {"fr": typed(fr), "en": typed(en)}
            return set_value(text, ("programme", "title"), title)

        return self._edit(edit)

    def _edit(self, change: Callable[[str], str]) -> ProgrammeFile:
        mark = "\ufeff" if self.raw.startswith(b"\xef\xbb\xbf") else ""
        text = change(self.raw.decode("utf-8-sig"))
        raw = (mark + text).encode()
        settings = _judged(raw)
        try:
            # Another program may still write between this look and the rename: a file has no
            # lock that text editors know of. It is a matter of microseconds.
            if self.path.read_bytes() != self.raw:
                raise RefusedError(
                    _("naho.toml was changed on the disk meanwhile; nothing was overwritten."),
                    _("Look at it again, then repeat your change."),
                )
            private = not self.path.stat().st_mode & 0o077
            write_whole(self.path.resolve(), raw, private=private)
        except OSError as error:
            raise _cannot_write(self.path) from error
        return ProgrammeFile(self.path, raw, settings)


def read_programme_file(root: Path) -> ProgrammeFile:
    """Return the ``naho.toml`` of a workspace's folder.

    Raises:
        FileError: if it cannot be read or makes no sense, with the line to mend.
    """
    path = root / SETTINGS_FILE
    name = one_line(short_path(path))
    raw = read_raw(path, name)
    return ProgrammeFile(path, raw, settings_of(raw, name))


def fields_of(
    part: msgspec.Struct, written: Fields | None = None, before: msgspec.Struct | None = None
) -> dict[str, Any]:
    """Return a part of the programme as a table, without what is at its default anyway.

    Args:
        part: the part.
        written: the table that stands in the file; a default that it spells out stays.
        before: the part that this table says.
    """
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(part):
        value = getattr(part, field.name)
        if before is not None and written is not None and value == getattr(before, field.name):
            if field.name in written:
                fields[field.name] = written[field.name]
            continue
        if value is None or value == field.default:
            continue
        fields[field.name] = _plain(value)
    return fields


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return fields_of(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return typed(str(value))
    return value


def _written(text: str, path: KeyPath, index: int) -> Fields:
    found: Any = tomllib.loads(text)
    for key in path:
        found = found[key]
    table: Fields = found[index]
    return table


def _judged(raw: bytes) -> Settings:
    """Return what a changed file would say, judged as any file is.

    Raises:
        RefusedError: if it would make no sense; the line would be one of a text that nobody
            sees, so it is left out.
    """
    try:
        return settings_of(raw, SETTINGS_FILE)
    except FileError as error:
        where = f"{error.file}:{error.line}: " if error.line else f"{error.file}: "
        raise RefusedError(error.message.removeprefix(where), error.hint) from None


def _cannot_write(path: Path) -> WorkspaceError:
    return WorkspaceError(
        _("{file} cannot be written; nothing was changed.").format(file=path.name),
        _("Check the free space and your rights there."),
    )
