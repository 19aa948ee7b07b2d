"""The table of themes by keys and mouse; what a person wants goes out as messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, ClassVar, Final

from textual import events
from textual.actions import parse
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from naho_feedback.domain.themes import UNSORTED
from naho_feedback.i18n import N_
from naho_feedback.services.theme_desk import DEPTH
from naho_feedback.services.theme_table import TableRow
from naho_feedback.tui.widgets.choice_keys import digit_of
from naho_feedback.tui.widgets.theme_cursor import ThemeCursor
from naho_feedback.tui.widgets.theme_rows import ORDERS
from naho_feedback.tui.widgets.theme_view import HEAD, order_after

SLOTS: Final = 9
"""Themes that have a number key."""


class Want(Enum):
    """What somebody wants of the screen."""

    PICK = auto()
    UNDO = auto()
    FIND = auto()
    SPLIT = auto()
    RENAME = auto()
    MERGE = auto()
    WORD = auto()
    HISTORY = auto()
    REGROUP = auto()
    SIMILAR = auto()
    LIST = auto()
    DETAIL = auto()
    BLIND = auto()
    THEME_FIRST = auto()
    FLAG = auto()
    BACK = auto()


_OPENS: Final = frozenset({Want.PICK, Want.FIND, Want.SPLIT, Want.RENAME, Want.MERGE, Want.WORD})
"""What opens something to type in: keys behind it wait, the screen says when it stands."""

_NEEDS_ROW: Final = frozenset(
    {"pick", "split", "word", "rename", "merge", "history", "flag", "select", "select_all", "range"}
)
_NEEDS_NOTES: Final = frozenset(
    {"find", "order", "place", "move", "extend", "page", "edge", "detail", "blind"}
)
_NEEDS_THEME: Final = frozenset({"rename", "merge", "history", "word"})


class ThemeGrid(ThemeCursor, can_focus=True, inherit_bindings=False):
    """Notes and their themes, sorted by number keys.

    Every key is taken by :meth:`on_key`, at once and in the order of pressing: a binding would
    run only after the key had climbed up to the app, and a number pressed right behind an arrow
    would place the note before it.

    Attributes:
        slots: the themes of the number keys, 1 first.
        can_undo: whether something can be taken back.
        has_similar: whether similar notes are offered.
        pressed: how many keys were pressed so far.
    """

    # Shown and clicked in the line of keys, listed by F1; pressed, they are taken by on_key.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "similar", N_("Move the similar ones")),
        Binding("enter,m", "pick", N_("Theme…"), key_display="m"),
        Binding("space", "select", N_("Select")),
        Binding("u,ctrl+z", "undo", N_("Undo"), key_display="u"),
        Binding("slash", "find", N_("Find")),
        Binding("s", "order(1)", N_("Order")),
        Binding("r", "regroup", N_("Regroup")),
        Binding("n", "split", N_("New theme")),
        Binding("l,tab,shift+tab", "list", N_("Themes"), key_display="l"),
        Binding("i", "detail", N_("More on the note")),
        Binding("t,T,shift+t", "rename", N_("Rename"), key_display="t"),
        Binding("f,M,shift+m", "merge", N_("Merge"), key_display="f"),
        Binding("w,plus", "word", N_("Word"), key_display="w"),
        Binding("h", "history", N_("History")),
        Binding("x", "flag", N_("Harm: mark or not")),
        Binding("v", "range", N_("Select a run"), show=False),
        Binding("a", "select_all", N_("Select all that is shown"), show=False),
        Binding("b", "blind", N_("Advanced: a second person sorts a sample"), show=False),
        Binding("S,shift+s", "order(-1)", N_("Order before"), key_display="S", show=False),
        *(
            Binding(str(digit), f"place({digit})", N_("Theme of that number"), show=False)
            for digit in range(1, SLOTS + 1)
        ),
        Binding("0", "place(0)", N_("To be sorted"), show=False),
        Binding("escape", "back", N_("Let go, show all, or leave"), show=False),
        Binding("up,k", "move(-1)", N_("Note above"), key_display="↑", show=False),
        Binding("down,j", "move(1)", N_("Note below"), key_display="↓", show=False),
        Binding("shift+up", "extend(-1)", N_("Select upwards"), show=False),
        Binding("shift+down", "extend(1)", N_("Select downwards"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home", "edge(0)", N_("First note"), show=False),
        Binding("end", "edge(1)", N_("Last note"), show=False),
    ]
    PALETTE: ClassVar[tuple[Binding, ...]] = tuple(
        binding
        for binding in BINDINGS
        if isinstance(binding, Binding)
        and binding.action.partition("(")[0] not in {"place", "move", "extend", "page", "edge"}
        and binding.action != "back"
    )
    """What the palette offers too, for the mouse and for those who do not know the keys."""

    _ACTS: ClassVar[dict[str, tuple[str, tuple[Any, ...]]]] = {
        key: (name, parameters)
        for binding in BINDINGS
        if isinstance(binding, Binding)
        for _space, name, parameters in (parse(binding.action),)
        for key in binding.key.split(",")
    }

    @dataclass
    class Wanted(Message):
        """Somebody wants something of the chosen note, or of the selected ones."""

        grid: ThemeGrid
        want: Want
        rows: tuple[TableRow, ...]
        theme: str = UNSORTED

        @property
        def control(self) -> ThemeGrid:
            """The table that sent it."""
            return self.grid

    @dataclass
    class PlaceAsked(Message):
        """Somebody wants notes in a theme, given by its id."""

        grid: ThemeGrid
        rows: tuple[TableRow, ...]
        theme: str

        @property
        def control(self) -> ThemeGrid:
            """The table that sent it."""
            return self.grid

    @dataclass
    class Moved(Message):
        """Another note is chosen, others are selected, or others are shown."""

        grid: ThemeGrid

        @property
        def control(self) -> ThemeGrid:
            """The table that sent it."""
            return self.grid

        def can_replace(self, message: Message) -> bool:
            """Whether a burst of keys is told once."""
            return isinstance(message, ThemeGrid.Moved)

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.slots: tuple[str, ...] = ()
        self.can_undo = False
        self.has_similar = False
        self.pressed = 0
        self._works: tuple[bool, ...] = ()
        self._trail: list[str] = []
        self._opening = False
        self._held: list[events.Key] = []
        self._opened: Widget | None = None

    # ---- keys ----------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Do what a key means, in the order of the keys."""
        # Meant for the line that is being opened, or that is open already.
        if self._opening or self.screen.focused is not self:
            event.stop()
            event.prevent_default()
            self._held.append(event)
            if not self._opening:
                self.opened(self.screen.focused)
            return
        if self._opened is not None and not self.screen.is_current:  # it was on its way here
            event.stop()
            event.prevent_default()
            self._opened.post_message(events.Key(event.key, event.character))
            return
        act = self._ACTS.get(event.key)
        digit = digit_of(event.character) if act is None else None
        if digit is not None:
            act = ("place", (digit,))
        if act is None:
            return
        event.stop()
        event.prevent_default()
        self.pressed += 1
        name, parameters = act
        if self.check_action(name, parameters):
            getattr(self, f"action_{name}")(*parameters)
        elif name in _NEEDS_THEME and self.chosen is not None:
            self.ask(Want.THEME_FIRST)

    def opened(self, line: Widget | None) -> None:
        """Pass on what was typed while something was being opened.

        Args:
            line: where it is typed now; None where nothing was opened.
        """
        self._opening, self._opened = False, line
        held, self._held = self._held, []
        for event in held:
            (line or self).post_message(events.Key(event.key, event.character))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what works on the chosen note now."""
        if action in _NEEDS_ROW and self.chosen is None and not self._selected:
            return False
        if action in _NEEDS_NOTES and not self.rows.count:
            return False
        if action in _NEEDS_THEME and not self._theme():
            return False
        if action == "undo":
            return self.can_undo
        if action == "similar":
            return self.has_similar
        return super().check_action(action, parameters)

    def _theme(self) -> str:
        """Return the theme that a key about themes means: the chosen note's, or the filter's."""
        chosen = self.chosen
        return chosen.theme if chosen is not None else (self.rows.theme or UNSORTED)

    def keys_changed(self) -> None:
        """Tell the screen where other keys work now than before."""
        names = sorted(_NEEDS_ROW | _NEEDS_THEME | _NEEDS_NOTES | {"undo", "similar"})
        works = tuple(self.check_action(name, ()) is True for name in names)
        if works != self._works:
            self._works = works
            self.refresh_bindings()

    def cursor_moved(self) -> None:
        """Tell others that another row is chosen."""
        self.keys_changed()
        self.post_message(self.Moved(self))

    # ---- placing -------------------------------------------------------------------------

    def action_place(self, digit: int) -> None:
        """Ask for the theme of a number, 0 for to be sorted, and go on to the next note."""
        if digit > len(self.slots):
            return
        self.place_in(UNSORTED if digit == 0 else self.slots[digit - 1])

    def place_in(self, theme: str, rows: Sequence[TableRow] = ()) -> None:
        """Ask for a theme and go on: the cursor stands on the next note before the next key."""
        targets = tuple(rows) or self.targets
        if not targets:
            return
        places = [p for row in targets if (p := self.rows.place_of(row.id)) is not None]
        self.post_message(self.PlaceAsked(self, targets, theme))
        self.remember(targets[0].id)
        if self._selected:
            self.select_nothing()
        if places:
            self.choose(max(places) + 1)

    def remember(self, id: str) -> None:
        """Remember that something was done to a note, ``""`` for none: undo goes back to it."""
        self._trail.append(id)
        del self._trail[:-DEPTH]

    # ---- asking --------------------------------------------------------------------------

    def ask(self, want: Want) -> None:
        """Ask the screen for something about the notes that a key works on."""
        self._opening = want in _OPENS
        self.post_message(self.Wanted(self, want, self.targets, self._theme()))

    def action_pick(self) -> None:
        """Ask for a list of all themes."""
        self.ask(Want.PICK)

    def action_undo(self) -> None:
        """Ask to take back what was done last; the cursor is there before the next key."""
        place = self.rows.place_of(self._trail.pop()) if self._trail else None
        if place is not None:
            self.choose(place)
        self.ask(Want.UNDO)

    def action_find(self) -> None:
        """Ask to look for words."""
        self.ask(Want.FIND)

    def action_split(self) -> None:
        """Ask for a new theme made of these notes."""
        self.ask(Want.SPLIT)

    def action_rename(self) -> None:
        """Ask for another name of the note's theme."""
        self.ask(Want.RENAME)

    def action_merge(self) -> None:
        """Ask to make the note's theme part of another one."""
        self.ask(Want.MERGE)

    def action_word(self) -> None:
        """Ask to teach the note's theme one of its words."""
        self.ask(Want.WORD)

    def action_flag(self) -> None:
        """Ask to mark the note as one that speaks of harm, or not as one."""
        self.ask(Want.FLAG)

    def action_history(self) -> None:
        """Ask where the note's theme comes from."""
        self.ask(Want.HISTORY)

    def action_regroup(self) -> None:
        """Ask what would change if all notes were placed anew."""
        self.ask(Want.REGROUP)

    def action_similar(self) -> None:
        """Ask to move the similar notes too."""
        self.ask(Want.SIMILAR)

    def action_list(self) -> None:
        """Ask for the list of themes."""
        self.ask(Want.LIST)

    def action_detail(self) -> None:
        """Ask for more on the chosen note, or less."""
        self.ask(Want.DETAIL)

    def action_blind(self) -> None:
        """Ask for a sample that a second person sorts without seeing its themes."""
        self.ask(Want.BLIND)

    def action_order(self, step: int) -> None:
        """Show the notes in the next order, or in the one before."""
        self.order_by(order_after(self.rows.order, step))

    def action_back(self) -> None:
        """Let go of what is selected, else ask the screen what there is to leave."""
        if self._in_range or self._selected:
            self.select_nothing()
        else:
            self.ask(Want.BACK)

    # ---- mouse ---------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Choose a note; with Shift a run, with Ctrl one more; twice opens the list of themes."""
        if event.y < HEAD:
            self._click_head(event.x)
            return
        place = event.y - HEAD + self.scroll_offset.y
        if place >= len(self.rows.shown):
            return
        if event.shift:
            self.run_to(place)
        elif event.ctrl or event.meta:
            self.choose(place)
            self.toggle(self._chosen)
        else:
            self.choose(place)
            if self._selected:
                self.select_nothing()
            self._anchor = self._chosen
            if event.chain > 1:
                self.action_pick()

    def _click_head(self, x: int) -> None:
        slot = next((s for s in self._slots if s.x <= x < s.x + s.width), None)
        order = next((o for o in ORDERS if slot is not None and o.column == slot.name), None)
        if order is not None:
            self.order_by(ORDERS[0] if order is self.rows.order else order)
