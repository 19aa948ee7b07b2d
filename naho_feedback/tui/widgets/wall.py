"""The wall: any number of post-its in columns, moved over by keys and mouse.

Ten thousand notes scroll like ten. Data comes in by methods; what a person wants goes out as
messages; nothing here writes.
"""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.wall_mouse import WallMouse

_OF_ONE: Final = frozenset({"edit", "dots", "exact_dots", "select", "select_all", "title", "word"})
_OF_THEMES: Final = frozenset({"rename_theme", "merge_theme"})
_OF_NOTES: Final = frozenset({"remove", "carry", "carry_on", "group", "split"})
_WRITES: Final = (_OF_ONE | _OF_NOTES | {"undo", "redo"}) - {"select", "select_all", "word"}

_IN_THE_PALETTE: Final = frozenset(
    {
        *("carry_on", "group", "split", "title", "remove", "undo", "redo"),
        *("by_theme", "find", "fold", "zoom", "select_all"),
        *("rename_theme", "merge_theme", "word"),
    }
)


class WallView(WallMouse, can_focus=True, inherit_bindings=False):
    """Post-its in columns.

    Args:
        columns: the format's columns.
        read_only: whether the session takes no changes any more.
        id: the widget's id.
    """

    OF_THE_CURSOR = tuple(sorted(_OF_ONE | _OF_NOTES | _OF_THEMES))
    OF_THE_SESSION = ("undo", "capture")
    BINDINGS: ClassVar[list[BindingType]] = [
        # The key line shows as many of these as fit, in this order.
        Binding("i,tab,shift+tab", "capture", N_("Write"), key_display="i"),
        Binding("enter,e", "edit", N_("Change"), key_display="e"),
        Binding("m", "carry_on", N_("Carry")),
        Binding("space", "select", N_("Select")),
        Binding("g", "group", N_("Group")),
        Binding("delete,d", "remove", N_("Take down"), key_display="d"),
        Binding("u", "undo", N_("Undo")),
        Binding("plus,equals_sign", "dots(1)", N_("Dots"), key_display="+ −"),
        Binding("v", "by_theme", N_("Themes")),
        Binding("slash", "find", N_("Find")),
        Binding("s", "split", N_("Split")),
        Binding("t", "title", N_("Title")),
        Binding("T,shift+t", "rename_theme", N_("Rename the theme"), key_display="T"),
        Binding("M,shift+m", "merge_theme", N_("Merge the theme"), key_display="M"),
        Binding("w", "word", N_("Word for the theme")),
        Binding("f", "fold", N_("Fold")),
        Binding("z", "zoom", N_("Zoom")),
        Binding("minus", "dots(-1)", N_("One dot less"), show=False),
        *(
            Binding(str(digit), f"exact_dots({digit})", N_("So many dots"), show=False)
            for digit in range(10)
        ),
        Binding("ctrl+right", "carry(1)", N_("To the next column"), show=False),
        Binding("ctrl+left", "carry(-1)", N_("To the previous column"), show=False),
        Binding("escape", "back", N_("Let go, show all columns, or write"), show=False),
        Binding("U,shift+u", "redo", N_("Redo"), key_display="U", show=False),
        Binding("a", "select_all", N_("Select the group or the column"), show=False),
        Binding("shift+up", "extend(0, -1)", N_("Select upwards"), show=False),
        Binding("shift+down", "extend(0, 1)", N_("Select downwards"), show=False),
        Binding("shift+left", "extend(-1, 0)", N_("Select to the left"), show=False),
        Binding("shift+right", "extend(1, 0)", N_("Select to the right"), show=False),
        Binding("up", "move(0, -1)", N_("Note above"), show=False),
        Binding("down", "move(0, 1)", N_("Note below"), show=False),
        Binding("left", "move(-1, 0)", N_("Column to the left"), show=False),
        Binding("right", "move(1, 0)", N_("Column to the right"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home", "edge(0)", N_("Newest note"), show=False),
        Binding("end", "edge(1)", N_("Oldest note"), show=False),
    ]

    PALETTE: ClassVar[tuple[Binding, ...]] = tuple(
        binding
        for binding in BINDINGS
        if isinstance(binding, Binding) and binding.action in _IN_THE_PALETTE
    )
    """What the palette offers too, for the mouse and for those who do not know the keys."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what works: no changes on a closed session, none without a note."""
        if self._read_only and (action in _WRITES or action == "capture"):
            return False
        if action in _OF_NOTES and not self.targets:
            return False
        if action in _OF_ONE and not self.chosen:
            return False
        if action == "split" and not any(self._is_grouped(note.cluster) for note in self.targets):
            return False
        if action in _OF_THEMES and not self.theme_of_column:
            return False
        if action == "word" and not (self.chosen and self._wall.theme_name(self.chosen)):
            return False
        if action == "title" and not (self.chosen and self._is_grouped(self.chosen.cluster)):
            return False
        return super().check_action(action, parameters)

    def _is_grouped(self, cluster: str) -> bool:
        return cluster in self._wall.clusters

    def action_back(self) -> None:
        """Let go of what is carried or selected, then leave the zoom, then ask to write."""
        if self._dragged:
            self.stop_carrying()
        elif self._selected:
            self.select_nothing()
        elif self._zoomed:
            self.action_zoom()
        else:
            self.action_capture()
