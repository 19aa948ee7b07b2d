"""The page of a regrouping: what would change, agreed to in part or whole, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.services.regrouping import Regrouping
from naho_feedback.services.wording import number
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.theme_diff import Choice, Mark, ThemeDiff, groups_of
from naho_feedback.tui.widgets.theme_line import ThemeLine


def summed_up(regrouping: Regrouping) -> str:
    """Return ``4 post-it changeraient, 1 thème nouveau``."""
    moves, themes = len(regrouping.all_moves), len(regrouping.themes)
    said = ngettext("{n} note would change", "{n} notes would change", moves).format(
        n=number(moves)
    )
    if not themes:
        return said
    new = ngettext("{n} new theme", "{n} new themes", themes).format(n=number(themes))
    return f"{said}, {new}"


class RegroupScreen(ModalScreen[Choice | None]):
    """Answers with what people agreed to; None leaves everything for later.

    Args:
        regrouping: the proposal.
        names: names of the themes by id, that of "to be sorted" included.
        texts: words of the notes by id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", N_("Do what is ticked")),
        Binding("e", "rename", N_("Name of the new theme")),
        Binding("X,shift+x", "refuse_all", N_("Refuse all"), key_display="X"),
        Binding("escape", "dismiss(None)", N_("Later")),
    ]
    DEFAULT_CSS = """
    RegroupScreen {
        align: center middle;
        background: $background;
        #box { width: 110; max-width: 100%; height: 100%; padding: 1 2; background: $surface; }
        #title { text-style: bold; }
        #about { color: $quiet; margin: 0 0 1 0; }
    }
    """

    diff = query_one(ThemeDiff)
    _line = query_one(ThemeLine)

    def __init__(
        self, regrouping: Regrouping, names: Mapping[str, str], texts: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._regrouping = regrouping
        self._names = names
        self._texts = texts

    def compose(self) -> ComposeResult:
        """Lay out what it is about, and the groups."""
        groups = groups_of(self._regrouping, self._names, self._texts)
        with Vertical(id="box"):
            yield Static(Content(f"{summed_up(self._regrouping)}."), id="title")
            yield Static(
                Content(
                    _(
                        "Nothing has changed yet. Ticked ☑ is done, ☐ stays for later, ☒ is "
                        "refused and not proposed again. What people placed stays in any case."
                    )
                ),
                id="about",
            )
            yield ThemeDiff(groups, self._texts)
            yield ThemeLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin on the first group."""
        self.diff.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a name only for a theme that would be new."""
        if action == "rename":
            group = self.diff.group if self.is_mounted else None
            return bool(group and group.new)
        return super().check_action(action, parameters)

    def action_rename(self) -> None:
        """Ask for the name of the new theme under the cursor."""
        group = self.diff.group
        if group is not None and group.new:
            self._line.ask("name", _("Name of the new theme"), self.diff.name_of(group))

    @on(ThemeLine.Typed)
    def _typed(self, message: ThemeLine.Typed) -> None:
        message.stop()

    @on(ThemeLine.Answered)
    def _named(self, message: ThemeLine.Answered) -> None:
        message.stop()
        self._line.close(self.diff)
        group, words = self.diff.group, message.words
        if group is not None and words is not None and words.strip():
            self.diff.rename(group, words.strip())

    def action_accept(self) -> None:
        """Do what is ticked, refuse what is crossed out, leave the rest for later."""
        self.dismiss(self.diff.choice)

    def action_refuse_all(self) -> None:
        """Refuse everything; the same is not proposed again."""
        self.diff.mark_all(Mark.NO)
        self.dismiss(self.diff.choice)
