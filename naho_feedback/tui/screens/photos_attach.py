"""The form of a photo: where it is, what it shows, and somebody's word that it may be kept."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.photos import Photo
from naho_feedback.domain.text import is_blank, shown
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.background import in_background
from naho_feedback.tui.screens.base import log_crash, unexpected
from naho_feedback.tui.widgets.event_fields import FormLine, LineInput
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.stepper import Stepper

_YES: Final = "yes"
_NO: Final = "no"


def typed_path(text: str, root: Path) -> Path:
    """Return the file that was typed, pasted or dropped; what is relative may lie in ``root``.

    Terminals put quotes around the name of a file that is dropped on them.
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    path = Path(text)
    try:
        below = not path.is_absolute() and not path.exists() and (root / path).exists()
    except (OSError, ValueError):  # a name that no file can have: the service says so
        below = False
    return root / path if below else path


class AttachScreen(ModalScreen[Photo | None]):
    """File, caption and confirmation; answers with the photo, or None.

    Args:
        naho: the workspace's services.
        session_id: whose photo it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "attach", N_("Attach"), priority=True),
        Binding("escape", "dismiss(None)", N_("Go back")),
    ]
    DEFAULT_CSS = """
    AttachScreen {
        align: center middle;
        background: $background;
        #form { width: 76; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        #title { text-style: bold; margin: 0 2; }
        #about { color: $quiet; margin: 0 2 1 2; }
        Stepper, FormLine { margin: 0 0 1 0; }
        #wrong { margin: 0 2; height: auto; }
    }
    """

    _file = query_one("#file", LineInput)
    _caption = query_one("#caption", LineInput)
    _confirmed = query_one("#confirmed", Stepper)
    _wrong = query_one("#wrong", Static)

    def __init__(self, naho: Naho, session_id: str) -> None:
        super().__init__()
        self._naho = naho
        self._session_id = session_id
        self._attaching = False

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        about = _("The wall, the room, the equipment. The file stays where it is.")
        about += "\n" + _("No patient's name, no number, no colleague's name.")
        with Vertical(id="form"):
            yield Static(Content(_("Attach a photo")), id="title")
            yield Static(Content(about), id="about")
            yield FormLine(_("File"), LineInput(placeholder=_("JPEG or PNG"), id="file"))
            hint = _("what it shows, in words")
            yield FormLine(_("Caption"), LineInput(placeholder=hint, id="caption"))
            yield Stepper(
                _("I looked: neither a face nor a patient"),
                ((_NO, _("no")), (_YES, _("yes"))),
                sentence=True,
                id="confirmed",
            )
            yield Static(id="wrong", classes="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the file."""
        self._file.focus()

    @on(Input.Changed, "#file")
    def _another_file(self) -> None:
        """Ask again: what was confirmed was another picture."""
        self._confirmed.value = _NO

    async def action_attach(self) -> None:
        """Attach the photo; what is wrong is said in the form, and nothing typed is lost."""
        if self._attaching:  # a second Enter while the first one is being written
            return
        if is_blank(self._file.value):
            self._wrong.update(Content(_("Type the path of the photo's file.")))
            self._file.focus()
            return
        if self._confirmed.value != _YES:
            self._wrong.update(Content(_("Look at the photo, then confirm it with → (yes).")))
            self._confirmed.focus()
            return
        self._attaching = True
        file = typed_path(self._file.value, self._naho.workspace.root)
        caption, photos = self._caption.value.strip(), self._naho.photos
        doing = "attach a photo"
        outcome = await in_background(
            lambda: photos.attach(
                self._session_id, file, caption, confirmed=True, actor=Actor.WALL
            ),
            doing,
        )
        self._attaching = False
        if outcome.error is None:
            self.dismiss(outcome.result)
        elif isinstance(outcome.error, NahoError):
            self._say(str(outcome.error))
        else:
            log_crash(doing, outcome.error)
            self._say(str(unexpected(outcome.error)))

    def _say(self, text: str) -> None:
        self._wrong.update(Content(shown(text)))
