"""Changing the programme: the file ``naho.toml`` stays the truth, this writes it for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.notes import Note
from naho_feedback.domain.programme import GoLive, Milestone, Programme
from naho_feedback.domain.responses import Visit
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.programme_fields import PartKind, Values, checked
from naho_feedback.workspace.programme_file import ProgrammeFile, read_programme_file

_MILESTONE = "milestone"


class ProgrammeEditing:
    """Adds, changes and removes parts of the programme.

    Every method takes the file as the person saw it (``held``) and refuses where it changed on
    the disk since; without one, the file as it is now is meant.

    Args:
        root: the workspace's folder.
        store: gives the records, which a part that is removed must not be named in.
    """

    def __init__(self, root: Path, store: Callable[[], Store]) -> None:
        self._root = root
        self._store = store

    def read(self) -> ProgrammeFile:
        """Return the file.

        Raises:
            FileError: if it cannot be read or makes no sense, with the line to mend.
        """
        return read_programme_file(self._root)

    def rename(
        self, name: str, title: str, title_en: str = "", *, held: ProgrammeFile | None = None
    ) -> ProgrammeFile:
        """Give the programme another name and title; ``""`` keeps what is there.

        Raises:
            RefusedError: if the file changed meanwhile or cannot be changed from here.
            WorkspaceError: if it cannot be written.
        """
        file = held or self.read()
        before = file.programme
        fr = title.strip() or before.title.fr
        # A new French title with the old English one would be two programmes.
        en = title_en.strip() or (fr if title.strip() else before.title.en)
        return file.name(name.strip() or before.name, fr, en)

    def add(
        self, kind: PartKind[Any], values: Values, *, held: ProgrammeFile | None = None
    ) -> ProgrammeFile:
        """Add a part.

        Args:
            kind: what it is.
            values: what was typed, by field.
            held: the file as the person saw it.

        Raises:
            UsageError: if a value is missing or makes no sense.
            RefusedError: if the file changed meanwhile, would make no sense, or cannot be
                changed from here.
            WorkspaceError: if it cannot be written.
        """
        file = held or self.read()
        whole = checked(kind, values, file.programme, new=True)
        part = kind.make(whole, file.programme)
        if kind.name != _MILESTONE:
            return file.add(kind.list, part)
        place = int(whole["go_live"]) - 1
        milestones = (*file.programme.go_lives[place].milestones, part)
        return _with_milestones(file, place, milestones)

    def change(
        self,
        kind: PartKind[Any],
        word: str,
        values: Values,
        *,
        held: ProgrammeFile | None = None,
    ) -> ProgrammeFile:
        """Change a part; fields that ``values`` does not have stay.

        Raises:
            NotFoundError: if there is no part of that id or number.
            UsageError, RefusedError, WorkspaceError: as :meth:`add` does.
        """
        file = held or self.read()
        index, before = find_part(kind, word, file.programme)
        once = {field.id for field in kind.fields if field.once}
        given = {id_: value for id_, value in values.items() if id_ not in once}
        whole = checked(kind, kind.values(before) | given, file.programme, new=False)
        part = kind.make(whole, file.programme)
        if kind.name == _MILESTONE:
            place, number = _places(word)
            milestones = list(file.programme.go_lives[place].milestones)
            milestones[number] = part
            return _with_milestones(file, place, tuple(milestones))
        if isinstance(part, GoLive):
            part = msgspec.structs.replace(part, milestones=before.milestones)
        return file if part == before else file.change(kind.list, index, part)

    def remove(
        self, kind: PartKind[Any], word: str, *, held: ProgrammeFile | None = None
    ) -> ProgrammeFile:
        """Take a part out.

        Raises:
            NotFoundError: if there is no part of that id or number.
            RefusedError: if records or other parts name it, or as :meth:`add` does.
            WorkspaceError: if the file cannot be written.
        """
        file = held or self.read()
        index, part = find_part(kind, word, file.programme)
        if kind.name == _MILESTONE:
            place, number = _places(word)
            there = file.programme.go_lives[place].milestones
            return _with_milestones(file, place, there[:number] + there[number + 1 :])
        if kind.name in {"site", "role", "workshop"}:
            self._refuse_named(kind.name, part.id, file.programme)
        return file.drop(kind.list, index)

    def _refuse_named(self, field: str, id: str, programme: Programme) -> None:
        """Refuse to take out what something else names by its id.

        Raises:
            RefusedError: if something does.
        """
        parts = (*programme.headcounts, *programme.go_lives, *programme.super_users)
        if any(getattr(part, field, "") == id for part in parts):
            raise RefusedError(
                _("Headcounts, go-lives or super-users name it."),
                _("Remove these first, or keep it."),
            )
        store = self._store()
        store.refresh()
        for table in (Session, Visit, Note):
            if any(getattr(record, field, "") == id for record in store.all(table)):
                raise RefusedError(
                    _("Sessions, visits or notes name it."),
                    _("It stays, so that they keep their name."),
                )


def find_part(kind: PartKind[Any], word: str, programme: Programme) -> tuple[int, Any]:
    """Return a part with its place in its list.

    Args:
        kind: what it is.
        word: its id or number, as ``naho programme show`` tells it.
        programme: where to look.

    Raises:
        NotFoundError: if there is none.
    """
    parts = kind.parts(programme)
    for index, (known, part) in enumerate(parts):
        if known == word.strip():
            return index, part
    raise NotFoundError(
        _("There is no {name} here.").format(name=word),
        _("Known: {names}.").format(names=", ".join(known for known, _part in parts))
        if parts
        else "",
    )


def _places(word: str) -> tuple[int, int]:
    go_live, _dot, number = word.strip().partition(".")
    return int(go_live) - 1, int(number) - 1


def _with_milestones(
    file: ProgrammeFile, place: int, milestones: tuple[Milestone, ...]
) -> ProgrammeFile:
    go_live = file.programme.go_lives[place]
    changed = msgspec.structs.replace(go_live, milestones=milestones)
    return file.change("go_lives", place, changed)
