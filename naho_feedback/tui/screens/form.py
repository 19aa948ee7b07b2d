"""A form over a screen: a few lines to fill in, saved by Enter, nothing lost when refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Generic, TypeAlias, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from naho_feedback.domain.text import one_line, shown
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.tui.background import in_background
from naho_feedback.tui.screens.base import log_crash, unexpected
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.stepper import Stepper

R = TypeVar("R")

Filled: TypeAlias = dict[str, str]
"""What stands in the lines, by id."""


@dataclass(frozen=True)
class FormLine:
    """One line of a form.

    Attributes:
        id: a widget's id.
        label: in the reader's language.
        value: what stands there at first.
        hint: shown while nothing is typed.
        choices: value and words of each choice; none makes it a line to type in.
        digits: whether digits that no other line took are typed here.
    """

    id: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    digits: bool = False


class FormInput(Input):
    """A line to type in; Enter keeps the form, after everything typed before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Keep")),
        Binding("down", "app.focus_next", N_("Next line"), key_display="↑↓"),
        Binding("up", "app.focus_previous", N_("Line before"), show=False),
    ]


class _Lines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls after the focus only: up and down go from line to line."""


class FormScreen(ModalScreen[R | None], Generic[R]):
    """Answers with what ``save`` returned, or None.

    Args:
        title: what it is about; may hold typed text.
        lines: the lines in order; the first one has the focus.
        save: gets what stands in the lines, in a thread; a NahoError is said in the form.
        preview: returns a sentence about what saving would do, in a thread; called at each
            change.
        about: a sentence below the title.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # No priority: it would overtake letters that a line has not taken in yet.
        Binding("enter", "save", N_("Keep")),
        Binding("escape", "dismiss(None)", N_("Go back")),
    ]
    CSS_PATH = "form.tcss"

    _preview = query_one("#form-preview", Static)
    _wrong = query_one("#form-wrong", Static)

    def __init__(
        self,
        title: str,
        lines: tuple[FormLine, ...],
        save: Callable[[Filled], R],
        *,
        preview: Callable[[Filled], str] | None = None,
        about: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._save = save
        self._foretell = preview
        self._about = about
        self._saving = False

    def compose(self) -> ComposeResult:
        """Lay out title, lines and what would happen."""
        with _Lines(id="form"):
            yield Static(Content(one_line(self._title)), id="form-title")
            if self._about:
                yield Static(Content(shown(self._about)), id="form-about")
            for line in self._lines:
                if line.choices:
                    yield Stepper(line.label, line.choices, value=line.value, id=line.id)
                else:
                    yield _typed(line)
            yield Static(id="form-preview")
            yield Static(id="form-wrong", classes="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin in the first line."""
        self._preview.display = self._foretell is not None
        self.query_one(f"#{self._lines[0].id}").focus()
        self._look_ahead()

    def filled(self) -> Filled:
        """Return what stands in the lines."""
        found: Filled = {}
        for line in self._lines:
            if line.choices:
                found[line.id] = self.query_one(f"#{line.id}", Stepper).value
            else:
                found[line.id] = self.query_one(f"#{line.id}", Input).value
        return found

    def on_key(self, event: events.Key) -> None:
        """Take digits that reached no line: they were typed before the form stood."""
        to = next((line.id for line in self._lines if line.digits), "")
        if to and event.character and event.character.isdigit() and event.character.isascii():
            event.stop()
            field = self.query_one(f"#{to}", Input)
            field.focus()
            field.insert_text_at_cursor(event.character)

    # ---- what would happen ---------------------------------------------------------------

    @on(Input.Changed)
    @on(Stepper.Changed)
    def _look_ahead(self) -> None:
        self._wrong.update(Content(""))
        if self._foretell is not None:
            self._tell(partial(self._foretell, self.filled()))

    @work(exclusive=True, group="preview", exit_on_error=False)
    async def _tell(self, foretell: Callable[[], str]) -> None:
        outcome = await in_background(foretell, "preview")
        if isinstance(outcome.error, NahoError):
            self._preview.update(Content(""))  # half typed: it is said when it is kept
        elif outcome.error is not None:
            log_crash("preview", outcome.error)
        else:
            self._preview.update(Content(shown(outcome.result or "")))

    # ---- saving --------------------------------------------------------------------------

    @on(Input.Submitted)
    async def action_save(self) -> None:
        """Keep what was filled in; what is wrong is said in the form."""
        if self._saving:  # a second Enter while the first one is being written
            return
        self._saving = True
        outcome = await in_background(partial(self._save, self.filled()), "save form")
        self._saving = False
        if outcome.error is None:
            self.dismiss(outcome.result)
        elif isinstance(outcome.error, NahoError):
            self._say(outcome.error)
        else:
            log_crash("save form", outcome.error)
            self._say(unexpected(outcome.error))

    def _say(self, error: NahoError) -> None:
        self._wrong.update(Content(shown(f"{error.message}\n{error.hint}".strip())))
        self._wrong.scroll_visible()


def _typed(line: FormLine) -> Horizontal:
    label = Static(Content.styled(one_line(line.label), "$quiet"), classes="label")
    field = FormInput(value=line.value, placeholder=line.hint, id=line.id, compact=True)
    field.cursor_blink = False
    return Horizontal(label, field, classes="line")
