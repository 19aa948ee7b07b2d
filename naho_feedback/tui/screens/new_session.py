"""The form of a new session, in the programme's words."""

from __future__ import annotations

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
from naho_feedback.domain.notes import FORMATS
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import AUDIENCE_ALL, Session
from naho_feedback.domain.text import shown
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.background import in_background
from naho_feedback.tui.screens.base import log_crash, unexpected
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.stepper import Stepper

_SUPER_USERS: Final = "super-users"
_UNIT: Final = "unit"


def audience_words(audience: str) -> str:
    """Return what people call a session's audience; a unit's name stands for itself."""
    if audience == AUDIENCE_ALL:
        return _("everybody")
    return _("super-users") if audience == _SUPER_USERS else audience


class NewSessionScreen(ModalScreen[Session | None]):
    """Workshop, site, columns and audience; answers with the session, or None.

    Args:
        naho: the workspace's services; its programme has something else than events.
        last: the latest session, whose site is suggested.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Open the session"), priority=True),
        Binding("escape", "dismiss(None)", N_("Go back")),
    ]
    CSS_PATH = "new_session.tcss"

    _workshop = query_one("#workshop", Stepper)
    _site = query_one("#site", Stepper)
    _format = query_one("#format", Stepper)
    _audience = query_one("#audience", Stepper)
    _unit = query_one("#unit", Input)
    _wrong = query_one("#wrong", Static)

    def __init__(self, naho: Naho, last: Session | None = None) -> None:
        super().__init__()
        self._naho = naho
        self._last = last
        self._opening = False

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        programme = self._naho.programme
        site = self._last.site if self._last else ""
        # Events are kept in one go, with their own form.
        shops = [shop for shop in programme.workshops if shop.kind != SessionKind.EVENT]
        with Vertical(id="form"):
            yield Static(Content(_("New session")), id="title")
            yield Stepper(
                _("Workshop"),
                tuple((shop.id, str(shop.name)) for shop in shops),
                id="workshop",
            )
            yield Stepper(
                _("Site"), tuple((s.id, s.name) for s in programme.sites), value=site, id="site"
            )
            yield Stepper(
                _("Columns"),
                tuple((f.id, str(f.name)) for f in FORMATS),
                value=shops[0].format,
                id="format",
            )
            yield Stepper(
                _("For"),
                (
                    (AUDIENCE_ALL, _("everybody")),
                    (_SUPER_USERS, _("super-users")),
                    (_UNIT, _("one unit")),
                ),
                id="audience",
            )
            yield Input(placeholder=_("The unit's name"), id="unit", compact=True)
            yield Static(id="wrong", classes="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is needed only."""
        self._unit.display = False
        self._workshop.focus()

    @on(Stepper.Changed, "#workshop")
    def _suggest_format(self, message: Stepper.Changed) -> None:
        workshop = self._naho.programme.workshop(message.value)
        if workshop is not None and workshop.format:
            self._format.value = workshop.format

    @on(Stepper.Changed, "#audience")
    def _ask_unit(self, message: Stepper.Changed) -> None:
        self._unit.display = message.value == _UNIT
        if self._unit.display:
            self._unit.focus()

    async def action_open(self) -> None:
        """Open the session; what is wrong is said in the form, and nothing typed is lost."""
        audience = self._audience.value
        if audience == _UNIT:
            audience = self._unit.value.strip()
            if not audience:
                self._say(_("Type the unit's name."))
                self._unit.focus()
                return
        if self._opening:  # a second Enter while the first one is being written
            return
        self._opening = True
        workshop, site = self._workshop.value, self._site.value
        format_ = self._format.value
        outcome = await in_background(
            lambda: self._naho.capture.open_session(
                workshop, site, format=format_, audience=audience, actor=Actor.WALL
            ),
            "open session",
        )
        self._opening = False
        if outcome.error is None:
            self.dismiss(outcome.result)
        elif isinstance(outcome.error, NahoError):
            self._say(str(outcome.error))
        else:
            log_crash("open session", outcome.error)
            self._say(str(unexpected(outcome.error)))

    def _say(self, text: str) -> None:
        self._wrong.update(Content(shown(text)))
