"""Envoyer vers: see what would happen at a target, then send, then keep the proof."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.contracts.options import Options, option_fields
from naho_feedback.contracts.plugins import Exporter, Plan, Receipt
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.deliveries import Delivery
from naho_feedback.domain.events import Actor
from naho_feedback.domain.text import shown
from naho_feedback.domain.views import View
from naho_feedback.errors import NahoError, UsageError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.send_form import OptionsForm, audience_choices
from naho_feedback.tui.screens.send_rows import (
    history_rows,
    plan_rows,
    proof_rows,
    sending_rows,
    to_do,
)
from naho_feedback.tui.widgets.page import Page, PageScroll, wrapped
from naho_feedback.tui.widgets.stepper import Stepper


@dataclass(frozen=True)
class _Preview:
    """A plan and what it was made from: exactly that is sent."""

    target: str
    view: View
    options: Options
    plan: Plan


def _preview(naho: Naho, target: str, audience: Audience, chosen: dict[str, object]) -> _Preview:
    options = naho.exporting.options(target, chosen)
    view = naho.gate.view(audience)
    return _Preview(target, view, options, naho.exporting.plan(target, view, options))


def _send(
    naho: Naho,
    preview: _Preview,
    stop: threading.Event,
    sent: list[Receipt],
    tell: Callable[[int], None],
) -> None:
    """Send until done or stopped; what is sent stands in ``sent``, also after a failure."""
    receipts = naho.exporting.send(
        preview.target, preview.view, preview.plan, preview.options, actor=Actor.WALL
    )
    for receipt in receipts:
        sent.append(receipt)
        tell(len(sent))
        if stop.is_set():
            break


class SendScreen(NahoScreen):
    """Target, audience and options above; preview, progress or proof below."""

    CSS_PATH = "send.tcss"
    AUTO_FOCUS = ""  # the form comes when the targets are known, and takes the focus then
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", N_("Send"), priority=True),
        Binding("p", "preview", N_("Preview")),
        Binding("o", "options", N_("Options")),
        Binding("h", "history", N_("Sent before")),
        Binding("enter", "function", N_("Say your function")),
        Binding("up", "app.focus_previous", N_("Line before"), show=False),
        Binding("down", "app.focus_next", N_("Next line"), show=False),
        Binding("escape", "not_raw", N_("Not as typed")),
        Binding("escape", "stop", N_("Stop")),
        Binding("escape", "leave", N_("Dashboard"), show=False),
    ]

    _form = query_one("#form", Vertical)
    _function = query_one("#function", Input)
    _wrong = query_one("#wrong", Static)
    _page = query_one("#page", Page)

    @dataclass
    class Progressed(Message):
        """One more thing was sent."""

        done: int

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._exporters: dict[str, Exporter] = {}
        self._preview: _Preview | None = None
        self._granted = False
        self._showing = "preview"
        self._stop = threading.Event()
        self._sent: list[Receipt] = []

    def body(self) -> ComposeResult:
        """Yield the form and the page under it."""
        yield Vertical(id="form")
        hint = _("In which function do you take them out? For example: DPO")
        function = Input(placeholder=hint, id="function", compact=True)
        wrong = Static(id="wrong", classes="problem")
        function.display = wrong.display = False
        yield function
        yield wrong
        with PageScroll(id="scroll"):
            yield Page(id="page")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Send to")

    def help(self) -> Help:
        """Say that nothing leaves without having been shown."""
        return Help(
            _("What would be sent where, and what was?"),
            (
                _(
                    "Choose a target and for whom. The preview says what would be created, "
                    "changed, left alone or refused; nothing is written before Enter."
                ),
                _(
                    "Each thing sent leaves a proof. What fails can be sent again: nothing is "
                    "created twice."
                ),
                _(
                    "“As typed” takes out the records with every word. It asks for your "
                    "function, and that is logged."
                ),
            ),
        )

    async def language_changed(self) -> None:
        """Say everything again; the form starts anew."""
        self._exporters = {}
        self._show_preview_state()
        await super().language_changed()

    # ---- the form ------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Fetch the targets, then the preview."""
        self.work(self.naho.plugins.exporters, self._take_targets, group="targets")

    async def _fill_form(self) -> None:
        targets = tuple((name, str(e.label)) for name, e in self._exporters.items())
        if not targets:
            await self._form.remove_children()
            return
        await self.replace_in(
            self._form,
            Stepper(_("Target"), targets, letters=False, id="target"),
            Stepper(_("For"), audience_choices(), letters=False, id="audience"),
        )
        self._form.query_one("#target", Stepper).focus()
        await self._fill_options()

    def _take_targets(self, exporters: dict[str, Exporter]) -> None:
        if list(exporters) != list(self._exporters) or not exporters:
            self._exporters = exporters
            self.call_later(self._fill_form)
            if not exporters:
                text = _("No target is installed. See: naho plugin list")
                self._page.show(partial(wrapped, Content.styled(text, "$quiet")))
        elif self._showing == "preview":
            self._make_preview()

    async def _fill_options(self) -> None:
        """Show the target's options, as ``naho.toml`` and its defaults have them."""
        for form in self._form.query(OptionsForm):
            await form.remove()
        exporter = self._exporters[self._target]
        try:
            fields = option_fields(exporter.options)
            values = msgspec.structs.asdict(self.naho.exporting.options(exporter.name))
        except (UsageError, TypeError) as error:
            self._say_wrong(str(error))
            return
        form = OptionsForm(fields, values)
        form.display = False
        await self._form.mount(form)
        self._show_preview_state()
        self._make_preview()

    @property
    def _target(self) -> str:
        return self._form.query_one("#target", Stepper).value

    @property
    def _audience(self) -> Audience:
        return Audience(self._form.query_one("#audience", Stepper).value)

    @on(Stepper.Changed, "#target")
    async def _target_changed(self) -> None:
        self._granted = False
        await self._fill_options()

    @on(Stepper.Changed, "#audience")
    def _audience_changed(self) -> None:
        self._granted = False
        self._show_preview_state()
        self._make_preview()

    @on(OptionsForm.Changed)
    def _options_changed(self) -> None:
        self._show_preview_state()
        self._make_preview()

    # ---- the preview ---------------------------------------------------------------------

    def _show_preview_state(self) -> None:
        """Leave proof or history; what stands below becomes the preview again."""
        if self._showing != "sending":
            self._showing = "preview"
            self._preview = None
            self.refresh_bindings()

    def _needs_function(self) -> bool:
        return self._is_raw() and not self._granted

    def _is_raw(self) -> bool:
        return bool(self.query("#audience")) and self._audience == Audience.RAW

    def _make_preview(self) -> None:
        if self._showing != "preview" or not self._form.query(OptionsForm):
            return
        self._function.display = self._needs_function()
        if self._needs_function():
            self._preview = None
            text = _(
                "Records as typed name people. Enter, then type your function: it is logged, and "
                "the preview shown. Esc goes back to what managers may see."
            )
            self._page.show(partial(wrapped, Content.styled(text, "$quiet")))
            self.refresh_bindings()
            return
        try:
            chosen = self._form.query_one(OptionsForm).chosen()
        except UsageError as error:
            self._say_wrong(str(error))
            return
        self.work(
            partial(_preview, self.naho, self._target, self._audience, chosen),
            self._show_preview,
            failed=self._no_preview,
            group="preview",
        )

    def _show_preview(self, preview: _Preview) -> None:
        if self._showing != "preview" or preview.target != self._target:
            return
        if preview.view.audience != self._audience:
            return
        self._say_wrong("")
        self._preview = preview
        self._page.show(partial(plan_rows, preview.plan))
        self.refresh_bindings()

    def _no_preview(self, error: NahoError) -> None:
        self._preview = None
        self._page.show(lambda _width: [])
        self._say_wrong(str(error))
        self.refresh_bindings()

    def _say_wrong(self, text: str) -> None:
        self._wrong.update(Content(shown(text)))
        self._wrong.display = bool(text)

    # ---- sending -------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense at this point, and letters only while nothing is typed."""
        typing = isinstance(self.focused, Input)
        if action == "send":
            ready = self._preview is not None and to_do(self._preview.plan) > 0
            return ready and self._showing == "preview"
        if action == "preview":
            return not typing and self._showing in ("proof", "history")
        if action in ("options", "history"):
            return not typing and self._showing != "sending" and bool(self._exporters)
        if action == "stop":
            return self._showing == "sending"
        if action == "function":
            return not typing and self._needs_function()
        if action == "not_raw":
            return self._needs_function()
        return super().check_action(action, parameters)

    def action_send(self) -> None:
        """Send what the preview shows."""
        if self._preview is not None:
            self._start_sending(self._preview)

    def action_preview(self) -> None:
        """Leave proof or history for what would be sent now."""
        self._show_preview_state()
        self._make_preview()

    @on(Input.Submitted, "#function")
    def _ask_right(self) -> None:
        """Log in which function the records are taken out."""
        function, what = self._function.value, f"export {self._target}"
        self.write(
            lambda: self.naho.exporting.grant_raw(what, function, actor=Actor.WALL),
            lambda _none: self._right_granted(),
            failed=lambda error: self._say_wrong(f"{error.message} {error.hint}".strip()),
            group="grant",
        )

    def _right_granted(self) -> None:
        self._granted = True
        self._say_wrong("")
        self._function.value = ""
        self._form.query_one("#audience", Stepper).focus()
        self._make_preview()

    def action_function(self) -> None:
        """Go to the line where the function is typed."""
        self._function.focus()

    def action_not_raw(self) -> None:
        """Choose managers again instead of the records as typed."""
        self._function.value = ""
        self._say_wrong("")
        audience = self._form.query_one("#audience", Stepper)
        audience.value = Audience.MANAGER
        audience.focus()

    def on_screen_suspend(self) -> None:
        """Leave the records as typed when another place is gone to: they are never at hand."""
        if self.app.current_mode != "send" and self._showing != "sending" and self._is_raw():
            self.action_not_raw()

    def _start_sending(self, preview: _Preview) -> None:
        self._showing = "sending"
        self._stop = threading.Event()
        sent: list[Receipt] = []
        self._sent = sent
        self._progress(0)
        self.refresh_bindings()
        self.write(
            partial(_send, self.naho, preview, self._stop, sent, self._tell_progress),
            lambda _none: self._sent_all(preview, None),
            failed=partial(self._sent_all, preview),
            group="send",
            description=f"send to {preview.target}",
        )

    def _tell_progress(self, done: int) -> None:
        """Pass on how far it is; called in the sending thread."""
        self.post_message(self.Progressed(done))

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        message.stop()
        if self._showing == "sending":
            self._progress(message.done)

    def _progress(self, done: int) -> None:
        todo = to_do(self._preview.plan) if self._preview else 0
        self._page.show(partial(sending_rows, done, todo))

    def _sent_all(self, preview: _Preview, error: NahoError | None) -> None:
        self._showing = "proof"
        self._granted = False  # the right was for this once
        sent, stopped = tuple(self._sent), self._stop.is_set()
        self._page.show(
            lambda width: proof_rows(preview.plan, sent, error, stopped=stopped, width=width)
        )
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Stop after the thing that is being sent."""
        self._stop.set()

    # ---- beside --------------------------------------------------------------------------

    def action_options(self) -> None:
        """Show or hide the target's options."""
        for form in self._form.query(OptionsForm):
            form.display = not form.display
            if form.display and form.children:
                self.screen.focus_next(Stepper if form.query(Stepper) else Input)

    def action_history(self) -> None:
        """Show what was sent to this target before."""
        target = self._target
        self.work(lambda: self.naho.exporting.receipts(target), self._show_history, group="history")

    def _show_history(self, deliveries: dict[str, Delivery]) -> None:
        if self._showing != "sending":
            self._showing = "history"
            self._page.show(partial(history_rows, tuple(deliveries.values())))
            self.refresh_bindings()
