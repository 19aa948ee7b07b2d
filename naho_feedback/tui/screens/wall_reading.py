"""What a wall shows, read in one go, and the sentences about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import UNSORTED, Placement, Taxonomy
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services import wording
from naho_feedback.services.checked import checked_text
from naho_feedback.services.looks_like import enter_again
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.new_session import NewSessionScreen
from naho_feedback.tui.widgets.note_card import BY_PERSON, ORIGINS, SELECTED
from naho_feedback.tui.widgets.wall_columns import Head, WallColumns

_QUOTED: Final = 40


@dataclass(frozen=True)
class Hanging:
    """What hangs on a wall.

    Attributes:
        session: the session.
        notes: its notes, oldest first.
        placements: of their themes, by note id.
        clusters: their groups.
        version: the store's version just before reading.
    """

    session: Session
    notes: tuple[Note, ...]
    placements: dict[str, Placement]
    clusters: tuple[Cluster, ...]
    version: int


def read_wall(naho: Naho, session_id: str) -> Hanging:
    """Return a session's wall; the current session's where none is named.

    Raises:
        NotFoundError: if the session is not there, or none is open.
        StoreError: if the records cannot be read.
    """
    version = naho.store.version
    session = naho.capture.session(session_id)
    notes = tuple(naho.capture.notes(session.id))
    placements = naho.theming.placements()
    placed = {note.id: placements[note.id] for note in notes if note.id in placements}
    return Hanging(session, notes, placed, tuple(naho.clustering.clusters(session.id)), version)


def theme_heads(taxonomy: Taxonomy) -> tuple[Head, ...]:
    """Return the themes as columns of a wall, that of unsorted notes first."""
    unsorted = Head(UNSORTED, _("To be sorted"))
    return (unsorted, *(Head(theme.id, str(theme.label)) for theme in taxonomy.themes))


def add_in_room(
    naho: Naho, session: Session, column: str, text: str, dots: int
) -> tuple[Note, str, str]:
    """Add a note said in the room.

    Returns:
        The note, the sentence where it opened the house's day, and the sentence where it may
        speak of harm that has to be reported.

    Raises:
        NahoError: what adding a note raises.
    """
    may_open = session.kind == SessionKind.PERMANENCE and not naho.permanence.open_day(session)
    note = naho.capture.add_note(
        session, column, text, dots=dots, origin=Origin.ROOM, actor=Actor.WALL
    )
    if not (may_open and naho.permanence.open_day(session)):
        return note, "", naho.facets.told(note)
    opened = _("The house was not open yet today; this note opened it.")
    return note, opened, naho.facets.told(note)


def about_session(naho: Naho, session: Session) -> str:
    """Return ``workshop · site · format``; may hold typed text."""
    return " · ".join(
        (
            naho.capture.session_title(session),
            naho.programme.site_name(session.site),
            str(naho.capture.format_of(session).name),
        )
    )


def counted(contents: WallColumns, *, selected: int, read_only: bool) -> str:
    """Return ``27 post-it · 41 points``, what the filter finds, and whether it is read only."""
    if contents.words:
        notes = _("{n} of {all} found").format(
            n=wording.number(contents.found), all=wording.number(contents.count)
        )
    else:
        notes = ngettext("{n} note", "{n} notes", contents.count).format(
            n=wording.number(contents.count)
        )
    dots = ngettext("{n} dot", "{n} dots", contents.dots).format(n=wording.number(contents.dots))
    chosen = ngettext("{n} selected", "{n} selected", selected).format(n=wording.number(selected))
    said = (
        _("by theme") if contents.by_theme else "",
        notes,
        dots,
        chosen if selected else "",
        _("read only") if read_only else "",
    )
    return " · ".join(filter(None, said))


def quoted(text: str) -> str:
    """Return the beginning of a note's text between quotation marks."""
    words = one_line(text)
    short = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
    return _("“{text}”").format(text=short)


def why_refused(text: str) -> str:
    """Return why a text cannot be kept, or ``""``."""
    try:
        checked_text(text)
    except RefusedError as error:
        return f"{error.message} {error.hint}".strip()
    return ""


def why_again(naho: Naho, texts: Sequence[str]) -> str:
    """Return the sentence that asks for a second Enter, or ``""``; it names kinds, no words."""
    kinds = (kind for text in texts for kind in naho.capture.check(text))
    return enter_again(tuple(dict.fromkeys(kinds)))


def wall_help(*, on_the_wall: bool) -> Help:
    """Return what F1 says: on the wall of its notes, else of the line to write on."""
    undo = _("ctrl+z takes back this wall's latest change, also tomorrow; ctrl+y redoes it.")
    told = _help_on_notes() if on_the_wall else _help_on_writing()
    return Help(_("What does the room say?"), (*told, undo))


def _help_on_writing() -> tuple[str, ...]:
    return (
        _(
            "Type and press Enter: the note hangs on the wall as soon as it is safely on "
            "disk, with its number. Tab changes the column, F9 goes to the dots."
        ),
        _(
            "Several pasted lines become one note each, once you press Enter. Refused "
            "words come back into the line; nothing is lost."
        ),
        _(
            "Words that look like a person's name, a number, a date or a room are asked "
            "about before they are kept: Enter once more, and somebody reads them before "
            "they are quoted anywhere."
        ),
        _(
            "Esc goes up to the wall, where notes are chosen, changed, carried, grouped and "
            "taken down; F1 says there how."
        ),
    )


def _help_on_notes() -> tuple[str, ...]:
    return (
        _(
            "Arrows choose a note, Space several, Shift and the arrows a run of them: m and d "
            "work on all. g hangs them together or merges their groups, t gives a group its "
            "title, s takes a note out."
        ),
        _(
            "v shows the themes as columns; a note that you carry there stays there. With the "
            "mouse: drag to a column, or onto a note of the same column to hang both together; "
            "click twice to change, Shift or Ctrl with a click to select. ctrl+p has the rest."
        ),
        _(
            "Signs on a note: {selected} selected, {person} theme set by a person, {dots} "
            "dots; it came from {kiosk} a kiosk, {paper} paper, {import_} an import, {web} "
            "the web; without sign, from the room."
        ).format(
            selected=SELECTED,
            person=BY_PERSON,
            dots="●",
            kiosk=ORIGINS[Origin.KIOSK],
            paper=ORIGINS[Origin.PAPER],
            import_=ORIGINS[Origin.IMPORT],
            web=ORIGINS[Origin.WEB],
        ),
    )


def no_wall_words() -> str:
    """Return what to do where no session is open."""
    return "\n\n".join(
        (
            _("No session is open, so there is no wall to write on."),
            _("Press n to open one; ctrl+o shows all sessions."),
        )
    )


def ask_for_session(screen: NahoScreen) -> None:
    """Show the form of a new session over a screen, then the session's wall."""

    def opened(session: Session | None) -> None:
        if session is not None:
            screen.post_message(GoTo("wall", {"session_id": session.id}))

    screen.app.push_screen(NewSessionScreen(screen.naho), opened)
