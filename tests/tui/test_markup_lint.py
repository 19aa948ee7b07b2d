"""No text is given to Textual or Rich where it would be read as markup (see ``markup_lint``)."""

from __future__ import annotations

from pathlib import Path

import pytest

import naho_feedback.tui
from tests.tui.markup_lint import Lint

TUI = Path(naho_feedback.tui.__file__).parent

ALLOWED = {
    # The rows come from functions that are annotated to return Text.
    ("tui/widgets/session_table.py", "self.add_row(*cells)"),
    # What a strip writes to the terminal; markup was read before, or never.
    ("tui/widgets/wall_strip.py", "return self._written"),
    # A set of ids, no widget.
    ("tui/widgets/wall_cursor.py", "self._selected.update(dict.fromkeys(ids))"),
    # Names of our own looks, from the catalogue.
    ("tui/commands.py", "SystemCommand(name, about, partial(setattr, app, 'theme', theme))"),
}


def test_no_text_is_given_where_it_would_be_read_as_markup() -> None:
    found = {(f.file, f.code) for f in Lint(TUI).found()}
    assert found - ALLOWED == set()
    assert found >= ALLOWED, "an entry of ALLOWED is not needed any more"


def lines_found(code: str) -> list[int]:
    """Return the lines of a planted module where the lint finds something."""
    return [f.line for f in Lint(extra={"planted": code}).found() if f.file == "planted"]


@pytest.mark.parametrize(
    "code",
    [
        "Static(note.text)",
        "Static(f'{note.text}')",
        "Static(_('Session {name}').format(name=session.title))",
        "Static('a [b] c')",
        "Label(title)",
        "Button(label=title)",
        "Static(note.text, markup=True)",
        "OptionList(*[note.text for note in notes])",
        "Option(note.text, id='a')",
        "options.add_option(title)",
        "Select([(site.name, site.id) for site in sites])",
        "table.add_row(receipt, note.text)",
        "table.add_column(name)",
        "table.update_cell(row, column, note.text)",
        "tree.root.add_leaf(theme.label)",
        "widget.border_title = session.title",
        "widget.tooltip = note.text",
        "Static(Content('a'), tooltip=note.text)",
        "widget.update(note.text)",
        "self.notify(note.text)",
        "self.app.notify(note.text, severity='error')",
        "Content.from_markup(note.text)",
        "Text.from_markup(note.text)",
        "Content.from_text(note.text)",
        "Markdown(note.text)",
        "TabPane(session.title)",
        "Collapsible(title=session.title)",
        "SystemCommand(session.title, 'help', call)",
        "def render(self):\n    return self.text",
        "def f(words: str) -> None:\n    Static(words)",
        "def f():\n    said = Content('a')\n    said = note.text\n    Static(said)",
        "def f():\n    for said in texts:\n        Static(said)",
        "def f():\n    Static((said := note.text))",
        "def said() -> str: ...\nStatic(said())",
        "Static(' '.join(texts))",
        "Static('{}'.join(texts))",
        "Static(Content('a').plain)",
        "Static(line(title).plain)",
        "Static(*texts)",
    ],
)
def test_a_planted_case_is_found(code: str) -> None:
    assert lines_found(code) != []


@pytest.mark.parametrize(
    "code",
    [
        "Static()",
        "Static('our words', id=name)",
        "Static(_('our words'))",
        "Static(Content(note.text))",
        "Static(line(note.text))",
        "Static(Content.styled(note.text, 'bold'), classes=kind)",
        "Static(note.text, markup=False)",
        "self.notify(note.text, markup=False)",
        "OptionList(*[Option(line(note.text), id=note.id) for note in notes])",
        "table.add_row(Text(note.text), Text(receipt, style='bold'))",
        "widget.border_title = line(session.title)",
        "def render(self):\n    return Content(self.text)",
        "def f(words: Content) -> None:\n    Static(words)",
        "def f():\n    said = line(text)\n    Static(said if said else Content(''))",
        "def rows() -> list[Text]: ...\ndef f():\n    cells = rows()\n    table.add_row(*cells)",
        "Static(Content('\\n').join(rows))",
        "Input(note.text, placeholder=hint)",
    ],
)
def test_what_is_harmless_is_not_complained_about(code: str) -> None:
    assert lines_found(code) == []
