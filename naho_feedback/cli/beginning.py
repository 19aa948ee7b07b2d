"""The first minute: questions for a new workspace, each answered by Enter if one likes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeVar, cast

from naho_feedback import i18n
from naho_feedback.cli import console
from naho_feedback.domain.text import folded, is_blank, one_line
from naho_feedback.errors import NahoError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.typed import typed_number
from naho_feedback.workspace import SETTINGS_FILE, NewSite, Workspace, init_workspace
from naho_feedback.workspace.settings import is_label

T = TypeVar("T")

_FOLDER: Final = "naho"
_SIGNS: Final = {"&": "1", "é": "2", '"': "3"}
"""What the digit keys type on AZERTY without shift."""

_SITE: Final = re.compile(r"(?P<name>[^=]*?)\s*(?:=\s*(?P<count>[\d\s\u00a0\u202f]+))?", re.ASCII)


@dataclass(frozen=True)
class Answers:
    """What a new workspace is made of; ``""`` and ``()`` keep the example's.

    Attributes:
        label: the laptop's letter.
        language: what the screens speak.
        name: the programme's name.
        sites: its sites.
        keyboard: the layout of the counting screen.
    """

    label: str = ""
    language: str = ""
    name: str = ""
    sites: tuple[NewSite, ...] = ()
    keyboard: str = ""

    def make(self, folder: Path) -> Workspace:
        """Make the workspace.

        Raises:
            UsageError: if the label is not one letter.
            WorkspaceError: if the folder is not empty, or cannot be written.
        """
        return init_workspace(
            folder,
            (self.label or "A").strip().upper(),
            language=cast("Literal['fr', 'en']", self.language or i18n.DEFAULT_LANGUAGE),
            keyboard=cast("Literal['azerty', 'qwerty']", self.keyboard or "azerty"),
            name=self.name.strip(),
            sites=self.sites,
        )


def read_sites(text: str) -> tuple[NewSite, ...]:
    """Return the sites of ``Lens = 1100, Arras``; a site without a figure has none.

    Raises:
        UsageError: if a name is missing, or what follows ``=`` is no number of people.
    """
    found = []
    for piece in text.split(","):
        match = _SITE.fullmatch(piece.strip())
        if match is None or is_blank(match["name"]):
            raise UsageError(
                _("This is not understood: {text}").format(text=one_line(piece)),
                _("Write for example: Lens = 1100, Béthune = 600"),
            )
        count = typed_number(match["count"]) if match["count"] else None
        if count == 0:
            raise UsageError(_("A headcount is at least 1."))
        found.append(NewSite(match["name"], count))
    return tuple(found)


# ---- asking --------------------------------------------------------------------------------


def complete(given: Answers) -> Answers:
    """Ask for everything that was not given; Enter takes what stands in brackets.

    Raises:
        click.Abort: at the end of input; nothing was made then.
    """
    console.say(_("Enter takes what stands in brackets; everything can be changed later."))
    label = given.label or _asked(_("Letter of this laptop"), "A", _label)
    language = given.language or _asked(
        _("Language of the screens, fr or en"), i18n.language(), _one_of("fr", "en")
    )
    i18n.set_language(language)
    name = given.name or _asked(_("Name of the programme"), "n@hô", _any, keep="")
    sites = given.sites or _asked(
        _("Sites and known headcounts"),
        _("the example: Lens = 1100, Béthune = 600, ..."),
        read_sites,
        keep=(),
    )
    keyboard = given.keyboard or _asked(
        _("Keyboard, azerty or qwerty"),
        "azerty" if language == "fr" else "qwerty",
        _one_of("azerty", "qwerty"),
    )
    return Answers(label, language, name, sites, keyboard)


_KEEP: Final = object()


def _asked(question: str, default: str, read: Callable[[str], T], *, keep: object = _KEEP) -> T:
    """Ask until the answer can be read.

    Args:
        question: without its colon.
        default: what Enter takes.
        read: turns the answer into a value, or raises a NahoError that says what is wrong.
        keep: the value of Enter, where it is not the default read.
    """
    asked = _("{question} [{default}]:").format(question=question, default=default)
    while True:
        typed = console.prompt(asked)
        if not typed and keep is not _KEEP:
            return cast("T", keep)
        try:
            return read(typed or default)
        except NahoError as error:
            console.say(f"  {error}")


def _any(text: str) -> str:
    return text


def _label(text: str) -> str:
    if not is_label(text.upper()):
        raise UsageError(_("Choose one capital letter from A to Z."))
    return text.upper()


def _one_of(*values: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for value in values:
            if folded(text) == value:
                return value
        raise UsageError(_("Known: {names}.").format(names=", ".join(values)))

    return read


# ---- no workspace here ---------------------------------------------------------------------


def offer(here: Path) -> Path | Literal["demo"] | None:
    """Say that there is no workspace, and ask what to do about it.

    Returns:
        The folder that a workspace shall be made or opened in, ``"demo"``, or None to leave.

    Raises:
        click.Abort: at the end of input.
    """
    folder = here if _is_free(here) else here / _FOLDER
    is_there = (folder / SETTINGS_FILE).is_file()
    first = _("open {folder}") if is_there else _("make one in {folder}")
    console.say(_("There is no workspace here yet."))
    console.say(f"  1  {first.format(folder=one_line(str(folder)))}")
    console.say("  2  " + _("look at the demonstration: an invented open-door week"))
    console.say("  3  " + _("leave"))
    while True:
        typed = console.prompt(_("{question} [{default}]:").format(question="1, 2, 3", default=1))
        match _SIGNS.get(typed, typed) or "1":
            case "1":
                return folder
            case "2":
                return "demo"
            case "3" | "q":
                return None


def _is_free(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError:
        return False
