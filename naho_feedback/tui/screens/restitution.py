"""Restitution: what a session said, shown to its own room when it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.text import one_line, shown
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.restitution import Restitution, restitution
from naho_feedback.services.wording import count, long_day
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.restitution_rows import restitution_rows
from naho_feedback.tui.widgets.page import two_ends


@dataclass(frozen=True)
class _Told:
    """What the screen is made of.

    Attributes:
        name: the session's name and site.
        wrong: why new notes could not be placed, or ``""``.
    """

    restitution: Restitution
    name: str
    wrong: str


def _tell(naho: Naho, session_id: str) -> _Told:
    """Place notes that are new, then tell; a grouper that fails costs no figures."""
    session = naho.capture.session(session_id)
    wrong = ""
    try:
        naho.theming.group(only_new=True, actor=Actor.WALL)
    except NahoError as error:
        wrong = str(error)
    made = restitution(naho.gate, session.id)
    title = naho.detectors.redacted(naho.capture.session_title(session))
    name = f"{one_line(title)} · {one_line(naho.programme.site_name(session.site))}"
    return _Told(made, name, wrong)


class RestitutionBoard(Widget):
    """Fills the room that it is given, and no more: nothing on it is scrolled."""

    DEFAULT_CSS = """
    RestitutionBoard { height: 1fr; margin: 1 2 0 2; }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._told: Restitution | None = None

    def show(self, told: Restitution) -> None:
        """Show one session."""
        self._told = told
        self.refresh()

    def render(self) -> RenderResult:
        """Return what is told, laid out for the size."""
        if self._told is None:
            return Content("")
        size = self.content_size
        return Content("\n").join(restitution_rows(self._told, size.width, size.height))


class RestitutionScreen(NahoScreen):
    """One session for its room; everything on it comes through the gate.

    Args:
        naho: the workspace's services.
        session_id: which session.
    """

    CSS_PATH = "restitution.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back to the sessions")),
    ]

    _who = query_one("#who", Static)
    _wrong = query_one("#wrong", Static)
    _board = query_one("#board", RestitutionBoard)

    def __init__(self, naho: Naho, session_id: str) -> None:
        super().__init__(naho)
        self._session_id = session_id
        self._told: _Told | None = None

    def body(self) -> ComposeResult:
        """Yield whose session it was, and the board."""
        yield Static(id="who")
        yield Static(id="wrong", classes="problem")
        yield RestitutionBoard(id="board")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Shown to the room")

    def help(self) -> Help:
        """Say what the room sees."""
        return Help(
            _("What did this room say, and what happens next?"),
            (
                _(
                    "This screen is for the people who wrote the notes. It shows what everybody "
                    "may see: themes and counts, no single note, nothing for fewer than {k} "
                    "people."
                ).format(k=self.naho.thresholds.k_score),
                _(
                    "Each bar is a theme: − barriers, + enablers, ! ideas, ? questions, ● dots. "
                    "Below stands what was decided on these themes."
                ),
            ),
        )

    def on_mount(self) -> None:
        """Hide what has nothing to say yet."""
        self._wrong.display = False

    def refresh_data(self) -> None:
        """Fetch what is told."""
        naho, id_ = self.naho, self._session_id
        self.work(lambda: _tell(naho, id_), self._show, group="restitution")

    def _show(self, told: _Told) -> None:
        self._told = told
        self._wrong.update(Content(shown(told.wrong)))
        self._wrong.display = bool(told.wrong)
        self._board.show(told.restitution)
        self._say_who()

    def _say_who(self) -> None:
        if self._told is None:
            return
        sitting, k = self._told.restitution.sitting, self._told.restitution.view.k
        parts = []
        if sitting is not None:
            parts.append(long_day(sitting.day))
            if sitting.attendance is not None:
                people = count(sitting.attendance, k)
                parts.append(_("{n} in the room").format(n=people))
        name = Content.styled(self._told.name, "bold $accent")
        self._who.update(two_ends(name, Content(" · ".join(parts)), self.size.width - 4))

    def on_resize(self) -> None:
        """Lay the first line out for the new width."""
        self._say_who()

    async def language_changed(self) -> None:
        """Say everything again."""
        await super().language_changed()
        self._wrong.display = False

    async def action_leave(self) -> None:
        """Go back to the sessions."""
        self.post_message(GoTo("sessions"))
