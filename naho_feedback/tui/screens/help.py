"""F1: what the screen in front is for, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from naho_feedback.domain.text import one_line, shown
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.keyline import shown_key

_FEW: Final = 3

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen

    from naho_feedback.tui.screens.base import Help


def keys_of(screen: Screen[None]) -> tuple[tuple[str, str], ...]:
    """Return the keys that work on a screen now, each with what it does."""
    found: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        # Textual's own widgets describe their keys in English only, and everybody knows them.
        if active.enabled and binding.description and binding.action in _our_actions(active.node):
            names = found.setdefault(_(binding.description), [])
            if (name := shown_key(binding.key, binding.key_display)) not in names:
                names.append(name)
    return tuple((_listed(names), what) for what, names in found.items())


def _listed(names: list[str]) -> str:
    """Return keys side by side; a whole row of digits is told by its ends."""
    if len(names) > _FEW and all(name.isdigit() for name in names):
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


def _our_actions(node: DOMNode) -> set[str]:
    """Return the actions that our classes bind, without those that they inherit."""
    return {
        binding.action
        for class_ in type(node).__mro__
        if class_.__module__.startswith("naho_feedback")
        for binding in class_.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding)
    }


class HelpScreen(ModalScreen[None]):
    """A page over the screen that it explains; any of the usual keys closes it.

    Args:
        title: the explained screen's name.
        help: what it says of itself.
        keys: keys and what they do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,q", "dismiss", N_("Close")),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background;
        #page {
            width: 76;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 1 3;
            background: $surface;
        }
        .question { color: $accent; text-style: bold; margin: 0 0 1 0; }
        .paragraph { margin: 0 0 1 0; }
        .close { color: $quiet; margin: 1 0 0 0; }
    }
    """

    def __init__(self, title: str, help: Help, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._title = title
        self._help = help
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out question, paragraphs and keys."""
        with VerticalScroll(id="page"):
            yield Static(Content.styled(one_line(self._title), "bold"))
            yield Static(Content(self._help.question), classes="question")
            for paragraph in self._help.paragraphs:
                yield Static(Content(shown(paragraph)), classes="paragraph")
            width = max((len(keys) for keys, _what in self._keys), default=0)
            rows = [
                Content.assemble((keys.ljust(width), "$accent bold"), "  ", what)
                for keys, what in self._keys
            ]
            yield Static(Content("\n").join(rows))
            yield Static(Content(_("Esc closes this page.")), classes="close")
