"""The lines at the bottom: the keys that work now, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _

if TYPE_CHECKING:
    from textual.screen import Screen

_SHOWN: Final = {
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "tab": "Tab",
    "space": N_("Space"),
    "delete": N_("Del"),
    "slash": "/",
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "home": N_("Home"),
    "end": N_("End"),
    "backspace": N_("Backspace"),
    "plus": "+",
    "minus": "−",
    "equals_sign": "=",
}

_ALWAYS: Final = frozenset({"f1", "ctrl+p"})
"""What leads to all the rest; it stays however little room there is."""

_HELD: Final = {"ctrl": "^", "shift": N_("Shift+")}


def shown_key(key: str, display: str | None = None) -> str:
    """Return what people call a key, in their language: ``F3``, ``^p``, ``Entrée``."""
    if display:
        return _(display)
    *held, cap = key.split("+")
    if len(cap) == 1 and held == ["shift"]:
        held = []
    before = "".join(_(_HELD.get(name, f"{name}+")) for name in held)
    return before + (_(_SHOWN[cap]) if cap in _SHOWN else cap.upper() if cap[1:].isdigit() else cap)


class KeyLine(Widget):
    """One or two lines: this screen's keys, then the keys that work everywhere.

    It is one widget, painted again when the focus moves: a widget a key would be laid out
    again at each change of focus. A click presses the key.

    Args:
        all_keys: whether the keys that work everywhere take more lines where one is too short.
    """

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: auto;
        padding: 0 1;
        background: $footer-background;
        color: $foreground;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, all_keys: bool = False) -> None:
        super().__init__()
        self._all_keys = all_keys

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)

    def render(self) -> RenderResult:
        """Return the lines, cut to the width; help and the palette stay whatever happens."""
        here: list[Content] = []
        everywhere: list[Content] = []
        helps: list[Content] = []
        for key, shown, label, of_app in self._keys():
            entry = _entry(key, shown, label)
            if key in _ALWAYS:
                helps.insert(0, entry)
            else:
                (everywhere if of_app else here).append(entry)
        width = self.content_size.width or self.app.size.width - 2
        rows = [_fitting(here, [], width)] if here else []
        if self._all_keys:
            while _cells([*everywhere, *helps]) > width and len(everywhere) > 1:
                rows.append(_fitting(everywhere, [], width))
                del everywhere[: _fitting_count(everywhere, width)]
        rows.append(_fitting(everywhere, helps, width))
        return Content("\n").join(rows)

    def _keys(self) -> Iterator[tuple[str, str, str, bool]]:
        """Yield key, its name, what it does and whether the app owns it; each action once."""
        seen: set[tuple[object, str]] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and active.enabled) or not binding.description:
                continue
            once = (active.node is self.app, binding.description)
            if once in seen:  # one way to do a thing is enough here; F1 has all of them
                continue
            seen.add(once)
            shown = shown_key(binding.key, binding.key_display)
            yield binding.key, shown, _(binding.description), active.node is self.app


def _entry(key: str, shown: str, label: str) -> Content:
    return Content.assemble((shown, "$accent bold"), " ", label).stylize(
        Style.from_meta({"key": key})
    )


def _cells(entries: list[Content]) -> int:
    """Return how wide entries are with one cell between them."""
    return sum(entry.cell_length + 1 for entry in entries) - 1


def _fitting_count(entries: list[Content], width: int) -> int:
    """Return how many entries stand on a line, at least one."""
    count = 1
    while count < len(entries) and _cells(entries[: count + 1]) <= width:
        count += 1
    return count


def _fitting(entries: list[Content], always: list[Content], width: int) -> Content:
    """Return as many entries as fit, in order; those of ``always`` come last and stay."""
    cells = sum(entry.cell_length for entry in [*entries, *always])
    gap = 2 if cells + 2 * (len(entries) + len(always) - 1) <= width else 1
    room = width - sum(entry.cell_length + gap for entry in always)
    kept: list[Content] = []
    for entry in entries:
        if room < entry.cell_length:
            break
        kept.append(entry)
        room -= entry.cell_length + gap
    return Content(" " * gap).join([*kept, *always])
