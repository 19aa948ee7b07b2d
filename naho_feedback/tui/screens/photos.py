"""Photos of a session: what they show, whether the files are still there, and a new one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import DataTable, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.photos import Photo, PhotoState
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.confirm import ConfirmScreen
from naho_feedback.tui.screens.photos_attach import AttachScreen
from naho_feedback.tui.screens.sessions_house import house_name
from naho_feedback.tui.widgets.session_table import SittingTable


@dataclass(frozen=True)
class _Found:
    """A session's photos and what became of each file."""

    name: str
    photos: tuple[tuple[Photo, PhotoState], ...]


def _find(naho: Naho, session_id: str) -> _Found:
    session = naho.capture.session(session_id)
    photos = naho.photos.photos(session.id)
    return _Found(
        house_name(naho, session), tuple((photo, naho.photos.state(photo)) for photo in photos)
    )


class PhotoTable(SittingTable):
    """The photos; Enter shows the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", N_("Look at it")),
    ]

    def show(self, photos: tuple[tuple[Photo, PhotoState], ...], width: int) -> None:
        """Show a session's photos.

        Args:
            photos: each with what became of its file.
            width: cells of the whole screen.
        """
        columns = [_("Photo"), _("Caption"), _("State"), _("File")]
        states = _state_words()
        state = max([len(_("State")), *(len(states[found]) for _photo, found in photos)])
        receipts = max([len(_("Photo")), *(len(photo.receipt) for photo, _found in photos)])
        room = width - state - receipts - 2 * len(columns) - 3
        caption = max(16, room * 3 // 5)
        rows = []
        for photo, found in photos:
            words = Text(one_line(photo.caption))
            words.truncate(caption, overflow="ellipsis")
            style = "" if found == PhotoState.SOUND else "bold"
            path = one_line(photo.path)
            file = max(8, room - caption)  # a path is told by its end
            shown = Text(path if len(path) <= file else "…" + path[-(file - 1) :])
            cells = [Text(photo.receipt), words, Text(states[found], style=style), shown]
            rows.append((photo.id, cells))
        self.fill(columns, rows)


def _state_words() -> dict[PhotoState, str]:
    return {
        PhotoState.SOUND: _("as confirmed"),
        PhotoState.MISSING: _("the file is gone"),
        PhotoState.CHANGED: _("the file changed"),
    }


class PhotosScreen(NahoScreen):
    """The photos of one session.

    Args:
        naho: the workspace's services.
        session_id: which session.
    """

    CSS_PATH = "photos.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "attach", N_("Attach a photo")),
        Binding("d", "detach", N_("Take it off")),
        Binding("escape", "leave", N_("Back to the sessions")),
    ]

    _table = query_one("#photos", PhotoTable)
    _empty = query_one("#empty", Static)

    def __init__(self, naho: Naho, session_id: str) -> None:
        super().__init__(naho)
        self._session_id = session_id
        self._found: _Found | None = None

    def body(self) -> ComposeResult:
        """Yield the list and the sentence for an empty one."""
        yield PhotoTable(id="photos")
        yield Static(id="empty", classes="empty")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Photos")

    def screen_place(self) -> str:
        """Return whose photos they are."""
        return self._found.name if self._found else ""

    def help(self) -> Help:
        """Say what is kept of a photo, and what must not be on one."""
        return Help(
            _("Which photos belong to this session?"),
            (
                _(
                    "A photo shows neither a face nor a patient: the wall, the room, the "
                    "equipment. Somebody looks and confirms it for each one."
                ),
                _(
                    "The file stays where it is; its path, its fingerprint and the caption are "
                    "kept. A file that is gone or changed is said, and is left out of the "
                    "week's account."
                ),
                _("Enter opens the system's own viewer. d takes a photo off; its file stays."),
            ),
        )

    def on_mount(self) -> None:
        """Show nothing until the photos are read."""
        self._table.display = False

    def refresh_data(self) -> None:
        """Read the photos and their files again."""
        self.work(partial(_find, self.naho, self._session_id), self._show, group="photos")

    def _show(self, found: _Found) -> None:
        self._found = found
        self._table.show(found.photos, self.size.width)
        self._table.display = bool(found.photos)
        self._empty.display = not found.photos
        self._empty.update(Content(_("No photo yet. Press n to attach the first one.")))
        if self.focused is None and found.photos:
            self._table.focus()
        self.update_header()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Cut the cells for the new width."""
        if self._found is not None:
            self._show(self._found)

    async def language_changed(self) -> None:
        """Say everything again."""
        await super().language_changed()
        if self._found is not None:
            self._show(self._found)

    # ---- doing ---------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A photo is taken off only where there is one."""
        if action == "detach":
            return self._chosen() is not None
        return super().check_action(action, parameters)

    def _chosen(self) -> Photo | None:
        if self._found is None or not self.is_mounted:
            return None
        id_ = self._table.chosen
        return next((photo for photo, _state in self._found.photos if photo.id == id_), None)

    @on(DataTable.RowSelected)
    def _open(self, message: DataTable.RowSelected) -> None:
        message.stop()
        if (photo := self._chosen()) is not None:
            self.write(
                partial(self.naho.photos.open_in_viewer, photo.id), self._opened, group="viewer"
            )

    def _opened(self, opened: tuple[Photo, PhotoState]) -> None:
        if opened[1] == PhotoState.CHANGED:
            said = _("This file changed since it was confirmed: look for faces again.")
            self.say(said, "warning")

    def action_attach(self) -> None:
        """Fill in the form of a new photo."""
        self.app.push_screen(AttachScreen(self.naho, self._session_id), self._attached)

    def _attached(self, photo: Photo | None) -> None:
        if photo is not None:
            self.say(_("{receipt} is attached.").format(receipt=photo.receipt))
            self.refresh_data()

    def action_detach(self) -> None:
        """Take the photo off its session after asking once."""
        if (photo := self._chosen()) is None:
            return
        question = _("Take “{caption}” off this session?").format(caption=one_line(photo.caption))
        detail = _("The file itself is not touched.")
        self.app.push_screen(ConfirmScreen(question, detail), partial(self._detach_if, photo.id))

    def _detach_if(self, id: str, yes: bool | None) -> None:
        if yes:
            self.write(
                lambda: self.naho.photos.detach(id, actor=Actor.WALL),
                lambda _photo: self.refresh_data(),
                group="detach",
            )

    async def action_leave(self) -> None:
        """Go back to the sessions."""
        self.post_message(GoTo("sessions"))
