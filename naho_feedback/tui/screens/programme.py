"""Programme: whom do we speak to, and when? What ``naho.toml`` says, without an editor."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import DataTable, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.text import one_line, shown
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.programme_fields import PartKind
from naho_feedback.services.programme_parts import KINDS
from naho_feedback.tui.messages import ProgrammeChanged
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.confirm import ConfirmScreen
from naho_feedback.tui.screens.form import Filled, FormLine, FormScreen
from naho_feedback.tui.screens.programme_rows import (
    PartRow,
    column_widths,
    form_lines,
    part_columns,
    part_rows,
)
from naho_feedback.tui.widgets.sections import Sections
from naho_feedback.workspace.programme_file import ProgrammeFile

_LOOK_EVERY: float = 2.0
"""Seconds between two looks whether an editor wrote the file."""


class PartTable(DataTable[Text]):
    """The parts of one section; Enter changes the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", N_("Change")),
        Binding("right", "screen.section(1)", N_("Section"), key_display="←→"),
        Binding("left", "screen.section(-1)", N_("Section"), show=False),
        Binding("down", "cursor_down", N_("Choose"), key_display="↑↓"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a row only where there is one."""
        if action in ("select_cursor", "cursor_down"):
            return self.row_count > 0
        return super().check_action(action, parameters)


class ProgrammeScreen(NahoScreen):
    """Sections of the programme; every change is written to ``naho.toml`` at once.

    Args:
        naho: the workspace's services.
    """

    CSS_PATH = "programme.tcss"
    AUTO_FOCUS = "PartTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New")),
        Binding("delete", "remove", N_("Remove")),
        Binding("t", "rename", N_("Name and title")),
    ]

    _table = query_one(PartTable)
    _sections = query_one(Sections)
    _wrong = query_one("#wrong", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._held: ProgrammeFile | None = None
        self._place = 0
        self._rows: list[PartRow] = []

    @property
    def _kind(self) -> PartKind[Any]:
        return KINDS[self._place]

    # ---- what is shown -------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield the programme's name, its sections, and the parts of one."""
        yield Static(id="name")
        yield Sections(tuple(_(kind.title) for kind in KINDS))
        yield Static(id="about", classes="quiet")
        yield PartTable(cursor_type="row", zebra_stripes=False)
        yield Static(id="none", classes="empty")
        yield Static(id="wrong", classes="problem")

    def on_mount(self) -> None:
        """Look now and then whether somebody else writes the file."""
        self._looking = self.set_interval(_LOOK_EVERY, self.refresh_data)

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Programme")

    def help(self) -> Help:
        """Explain where it is kept."""
        return Help(
            _("Whom do we speak to, and when?"),
            (
                _(
                    "Left and right go from section to section, n adds a line, Enter changes the "
                    "one under the cursor. A short name, once used, never changes."
                ),
                _(
                    "All of it is kept in the file naho.toml of this workspace. Who prefers an "
                    "editor may change it there; remarks and order stay, and the app goes on "
                    "with what it says."
                ),
                _(
                    "A headcount carries its date and source, for they are printed beside every "
                    "share. A new figure is added; the old one stays for the time before."
                ),
            ),
        )

    def on_screen_resume(self) -> None:
        """Look again, whatever the journal did."""
        self._looking.resume()
        self.refresh_data()

    def on_screen_suspend(self) -> None:
        """Do not look while nobody sees it."""
        self._looking.pause()

    def refresh_data(self) -> None:
        """Read the file; what an editor changed is taken over."""
        self.work(partial(_read, self.naho), self._take, group="programme", failed=self._broken)

    def _take(self, read: tuple[ProgrammeFile, bool]) -> None:
        file, is_new = read
        before = self._held
        self._held = file
        self._wrong.update(Content(""))
        if is_new:
            self.say(_("naho.toml was changed on the disk; the app goes on with it."))
            self.post_message(ProgrammeChanged())
        if before is None or before.raw != file.raw or is_new:
            self._show()

    def _broken(self, error: NahoError) -> None:
        """Say what is wrong with the file; the last good programme stays in use."""
        self._held = None
        self._wrong.update(Content(shown(f"{error.message}\n{error.hint}".strip())))
        self._show()

    async def programme_changed(self) -> None:
        """Show the programme's new parts; where one was stays."""
        self.update_header()
        self._show()

    async def language_changed(self) -> None:
        """Say everything again."""
        await super().language_changed()
        self._sections.position = self._place
        self._table.focus()
        self._show()

    def _show(self) -> None:
        programme, kind = self.naho.programme, self._kind
        title = one_line(f"{programme.name} · {programme.title}")
        self.query_one("#name", Static).update(Content.styled(title, "bold"))
        self.query_one("#about", Static).update(Content(_(kind.about)))
        self._rows = part_rows(kind, programme)
        names = part_columns(kind)
        widths = column_widths(names, self._rows, self.size.width - 4)
        table = self._table
        row = table.cursor_row
        table.clear(columns=True)
        for name, width in zip(names, widths, strict=True):
            table.add_column(Text(name), width=width)
        for part in self._rows:
            table.add_row(*(_cut(cell, w) for cell, w in zip(part.cells, widths, strict=True)))
        table.move_cursor(row=min(row, max(0, len(self._rows) - 1)))
        none = self.query_one("#none", Static)
        none.display = not self._rows
        none.update(Content(_("None yet. Press n to add the first one.")))
        self.refresh_bindings()

    def on_resize(self, _event: events.Resize) -> None:
        """Cut the cells for the new width."""
        self._show()

    # ---- going between sections ----------------------------------------------------------

    def action_section(self, by: int) -> None:
        """Show the next section or the one before."""
        self._go((self._place + by) % len(KINDS))

    @on(Sections.Clicked)
    def _clicked(self, message: Sections.Clicked) -> None:
        message.stop()
        self._go(message.position)

    def _go(self, place: int) -> None:
        self._place = self._sections.position = place
        self._table.move_cursor(row=0)
        self._show()
        self._table.focus()

    # ---- changing ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Change nothing while the file cannot be read."""
        if action in ("new", "rename"):
            return self._held is not None
        if action == "remove":
            return self._held is not None and bool(self._rows)
        return super().check_action(action, parameters)

    def _chosen(self) -> PartRow | None:
        place = self._table.cursor_row
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def action_new(self) -> None:
        """Fill in a new part."""
        self._fill(None)

    @on(DataTable.RowSelected)
    def _change(self, message: DataTable.RowSelected) -> None:
        message.stop()
        row = self._chosen()
        if row is not None and self._held is not None:
            self._fill(row)

    def _fill(self, row: PartRow | None) -> None:
        held, kind = self._held, self._kind
        if held is None:
            return
        if any(field.id == "go_live" for field in kind.fields) and not held.programme.go_lives:
            self.say(_("Add a go-live first."), "warning")
            return
        editing = self.naho.editing

        def save(filled: Filled) -> bool:
            if row is None:
                editing.add(kind, filled, held=held)
            else:
                editing.change(kind, row.word, filled, held=held)
            self.naho.reload()
            return True

        lines = form_lines(kind, held.programme, row)
        self.app.push_screen(FormScreen(_(kind.title), lines, save), self._saved)

    def action_rename(self) -> None:
        """Change the programme's name and title."""
        held = self._held
        if held is None:
            return
        editing, programme = self.naho.editing, held.programme

        def save(filled: Filled) -> bool:
            editing.rename(filled["name"], filled["title"], filled["title_en"], held=held)
            self.naho.reload()
            return True

        lines = (
            FormLine("name", _("Name"), value=programme.name),
            FormLine("title", _("Title"), value=programme.title.fr),
            FormLine("title_en", _("Title in English"), value=programme.title.en),
        )
        self.app.push_screen(FormScreen(_("Programme"), lines, save), self._saved)

    def action_remove(self) -> None:
        """Take out the part under the cursor after asking once."""
        row, held = self._chosen(), self._held
        if row is None or held is None:
            return
        question = _("Remove {part}?").format(part=" · ".join(filter(None, row.cells[:3])))
        detail = _("It goes from naho.toml; what was collected stays.")
        self.app.push_screen(
            ConfirmScreen(question, detail), partial(self._remove_if, self._kind, row, held)
        )

    def _remove_if(
        self, kind: PartKind[Any], row: PartRow, held: ProgrammeFile, yes: bool | None
    ) -> None:
        if not yes:
            return
        editing = self.naho.editing

        def task() -> bool:
            editing.remove(kind, row.word, held=held)
            self.naho.reload()
            return True

        self.write(task, self._saved, group="remove")

    def _saved(self, yes: bool | None) -> None:
        if yes:
            self.post_message(ProgrammeChanged())
        # Also after giving up: the form may have said that the file changed on the disk.
        self.refresh_data()


def _read(naho: Naho) -> tuple[ProgrammeFile, bool]:
    """Return the file, and whether it says something else than the app goes by."""
    file = naho.editing.read()
    is_new = file.settings != naho.settings
    if is_new:
        naho.reload()
    return file, is_new


def _cut(cell: str, width: int) -> Text:
    text = Text(cell)
    text.truncate(width, overflow="ellipsis")
    return text
