"""``naho.toml``: who is listened to, and how this laptop behaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec

from naho_feedback.domain.disclosure import K_COMMENT, K_SCORE
from naho_feedback.domain.notes import FORMATS
from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.text import folded, is_blank, one_line
from naho_feedback.i18n import DEFAULT_LANGUAGE, Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import blank_faults, id_fault, twin_faults
from naho_feedback.workspace.kiosk import KioskSettings, kiosk_faults
from naho_feedback.workspace.privacy import Privacy, privacy_faults
from naho_feedback.workspace.toml import document_of, read_raw, short_path
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

SETTINGS_FILE: Final = "naho.toml"

_LABEL: Final = re.compile(r"[A-Z]")
_WORD: Final = re.compile(r"[a-z][a-z0-9_]*")
_ALL_SITES: Final = "*"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``naho.toml`` says.

    Attributes:
        programme: sites, roles, workshops, headcounts, go-lives, the project's team.
        label: the laptop's letter, first character of every receipt.
        language: what the screens speak.
        today: freezes "today", for the demonstration; None is the real day.
        demo: whether everything in this workspace is invented.
        keyboard: the layout of the letter keys on the counting screen.
        grouper: the grouper that sorts notes into themes.
        k: the smallest group of people behind a count or score that a report shows.
        k_comment: the smallest group behind published comments.
        privacy: this hospital's own patterns of personal data.
        kiosk: how the kiosk behaves.
        words: what stands for a placeholder of questionnaires, such as ``logiciel``.
        plugins: one free table of settings for each plugin, by its name.
    """

    programme: Programme
    label: str = "A"
    language: Literal["fr", "en"] = DEFAULT_LANGUAGE
    today: dt.date | None = None
    demo: bool = False
    keyboard: Literal["azerty", "qwerty"] = "azerty"
    grouper: str = "keywords"
    k: int = K_SCORE
    k_comment: int = K_COMMENT
    privacy: Privacy = Privacy()
    kiosk: KioskSettings = KioskSettings()
    words: dict[str, Localized] = {}
    plugins: dict[str, dict[str, object]] = {}


def read_settings(path: Path) -> Settings:
    """Return what a ``naho.toml`` says.

    Raises:
        FileError: if it cannot be read or makes no sense, with the line to mend.
    """
    name = one_line(short_path(path))
    return settings_of(read_raw(path, name), name)


def settings_of(raw: bytes, name: str) -> Settings:
    """Return what the bytes of a ``naho.toml`` say.

    Args:
        raw: the bytes.
        name: how errors call the file.

    Raises:
        FileError: if they make no sense, with the line to mend.
    """
    document = document_of(raw, Settings, name)
    document.refuse(_faults(document.value))
    return document.value


def is_label(text: str) -> bool:
    """Whether the text may be a laptop's label: one letter from A to Z."""
    return _LABEL.fullmatch(text) is not None


def _faults(settings: Settings) -> Iterator[Fault]:
    if not is_label(settings.label):
        yield Fault(
            ("label",),
            _("The label {label} is not one letter.").format(label=quoted(settings.label)),
            _('Write one capital letter, for example: label = "A"'),
        )
    for key, value, least in (
        ("k", settings.k, K_SCORE),
        ("k_comment", settings.k_comment, K_COMMENT),
    ):
        if value < least:
            yield Fault(
                (key,),
                _("Groups smaller than {k} people are never shown.").format(k=least),
                _("Write {k} or more.").format(k=least),
            )
    if is_blank(settings.grouper):
        yield Fault(("grouper",), _("The grouper has no name."), _('Write grouper = "keywords".'))
    yield from privacy_faults(settings.privacy)
    yield from kiosk_faults(settings.kiosk)
    yield from _word_faults(settings)
    yield from _programme_faults(settings.programme)


def _word_faults(settings: Settings) -> Iterator[Fault]:
    for name, text in settings.words.items():
        path = ("words", name)
        if not _WORD.fullmatch(name):
            yield Fault(
                path,
                _("The placeholder {name} is not well formed.").format(name=quoted(name)),
                _("Use only small letters without accents, digits and _, a letter first."),
            )
        yield from blank_faults(text, path)


def _programme_faults(programme: Programme) -> Iterator[Fault]:
    if is_blank(programme.name):
        yield Fault(("programme", "name"), _("The programme has no name."), _("Give it one."))
    yield from blank_faults(programme.title, ("programme", "title"))
    lists = (
        ("sites", [site.id for site in programme.sites]),
        ("roles", [role.id for role in programme.roles]),
        ("workshops", [workshop.id for workshop in programme.workshops]),
    )
    for key, ids in lists:
        path = ("programme", key)
        if not ids:
            yield Fault(
                path,
                _("The list {key} is empty.").format(key=quoted(key)),
                _("Add for example: {line}").format(line=f"[[programme.{key}]]"),
            )
        for index, text in enumerate(ids):
            yield from id_fault(text, (*path, index, "id"))
        yield from twin_faults(ids, path, "id")
    yield from _name_faults(programme)
    yield from _workshop_faults(programme)
    yield from _headcount_faults(programme)
    yield from _go_live_faults(programme)
    yield from _super_user_faults(programme)
    yield from _team_faults(programme)


def _name_faults(programme: Programme) -> Iterator[Fault]:
    for index, site in enumerate(programme.sites):
        if is_blank(site.name):
            path = ("programme", "sites", index, "name")
            yield Fault(path, _("This site has no name."), _("Give it one."))
    for index, role in enumerate(programme.roles):
        yield from blank_faults(role.name, ("programme", "roles", index, "name"))


def _workshop_faults(programme: Programme) -> Iterator[Fault]:
    known = [wall.id for wall in FORMATS]
    for index, workshop in enumerate(programme.workshops):
        path = ("programme", "workshops", index)
        yield from blank_faults(workshop.name, (*path, "name"))
        if not workshop.format:
            continue
        if workshop.format not in known:
            yield Fault(
                (*path, "format"),
                _("There is no format {id}.").format(id=quoted(workshop.format)),
                _("Write one of: {values}.").format(values=", ".join(map(quoted, known))),
            )
        if workshop.kind is SessionKind.EVENT:
            yield Fault(
                (*path, "format"),
                _("An event counts people and takes no notes, so it has no format."),
                _('Delete this line, or write kind = "workshop".'),
            )


def _headcount_faults(programme: Programme) -> Iterator[Fault]:
    seen = set()
    for index, headcount in enumerate(programme.headcounts):
        path = ("programme", "headcounts", index)
        if headcount.site != _ALL_SITES:
            yield from _site_fault(programme, headcount.site, (*path, "site"))
        if headcount.role and programme.role(headcount.role) is None:
            known = ", ".join(quoted(role.id) for role in programme.roles)
            yield Fault(
                (*path, "role"),
                _("There is no role {id}.").format(id=quoted(headcount.role)),
                _("Write one of: {values}.").format(values=known),
            )
        if headcount.count < 1:
            yield Fault(
                (*path, "count"), _("A headcount is at least 1."), _("Write the number of people.")
            )
        if is_blank(headcount.source):
            yield Fault(
                (*path, "source"),
                _("This figure has no source."),
                _("Write where it comes from; it is printed beside every share."),
            )
        key = (headcount.site, headcount.role, headcount.date)
        if key in seen:
            yield Fault(
                (*path, "date"),
                _("There are two figures for the same people and day."),
                _("Keep one of the two."),
            )
        seen.add(key)


def _go_live_faults(programme: Programme) -> Iterator[Fault]:
    for index, go_live in enumerate(programme.go_lives):
        path = ("programme", "go_lives", index)
        yield from _site_fault(programme, go_live.site, (*path, "site"))
        for place, function in enumerate(go_live.functions):
            yield from id_fault(function, (*path, "functions", place))
        for place, milestone in enumerate(go_live.milestones):
            yield from blank_faults(milestone.name, (*path, "milestones", place, "name"))


def _super_user_faults(programme: Programme) -> Iterator[Fault]:
    seen = set()
    for index, figures in enumerate(programme.super_users):
        path = ("programme", "super_users", index)
        yield from _site_fault(programme, figures.site, (*path, "site"))
        if is_blank(figures.unit):
            yield Fault((*path, "unit"), _("This unit has no name."), _("Give it one."))
        if figures.target < 1:
            yield Fault(
                (*path, "target"),
                _("A target is at least 1."),
                _("Write how many super-users are wanted."),
            )
        if figures.trained < 0:
            yield Fault(
                (*path, "trained"),
                _("A number of people is never below 0."),
                _("Write how many are trained, or 0."),
            )
        key = (figures.site, folded(figures.unit), figures.date)
        if key in seen:
            yield Fault(
                (*path, "date"),
                _("There are two figures for the same people and day."),
                _("Keep one of the two."),
            )
        seen.add(key)


def _team_faults(programme: Programme) -> Iterator[Fault]:
    seen = set()
    for index, members in enumerate(programme.team):
        path = ("programme", "team", index)
        yield from blank_faults(members.profession, (*path, "profession"))
        if members.count < 1:
            yield Fault(
                (*path, "count"),
                _("A profession of the team has at least 1 person."),
                _("Write the number of people."),
            )
        key = folded(members.profession.fr)
        if key in seen:
            yield Fault(
                (*path, "profession"),
                _("This profession stands twice in the team."),
                _("Keep one of the two."),
            )
        seen.add(key)


def _site_fault(programme: Programme, site: str, path: KeyPath) -> Iterator[Fault]:
    if programme.site(site) is None:
        known = ", ".join(quoted(site.id) for site in programme.sites)
        yield Fault(
            path,
            _("There is no site {id}.").format(id=quoted(site)),
            _("Write one of: {values}.").format(values=known),
        )
