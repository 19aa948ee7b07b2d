"""What a regrouping would change, in groups, each line with a box: yes, later, or no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import Placement
from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.services.regrouping import Move, Regrouping
from naho_feedback.services.sureness import Sure, sure_word, sureness
from naho_feedback.services.wording import number
from naho_feedback.tui.widgets.note_card import cut


class Mark(Enum):
    """What becomes of one change."""

    YES = "☑"
    LATER = "☐"
    NO = "☒"


@dataclass
class Group:
    """Notes that would go from one theme to another, or to one that would be new.

    Attributes:
        title: ``from → to``, or the new theme's name.
        moves: the notes that would move.
        new: the grouper's id of the theme that would be new, ``""`` for one that there is.
        examples: words of the notes that stand for a new theme best.
    """

    title: str
    moves: tuple[Move, ...]
    new: str = ""
    examples: tuple[str, ...] = ()


@dataclass
class Choice:
    """What people agreed to.

    Attributes:
        notes: ids of the notes that may move.
        themes: the grouper's ids of the new themes to make.
        refused_notes: ids of the notes that stay, for good.
        refused_themes: the grouper's ids of the new themes that are none.
        names: names given to new themes, by the grouper's id.
    """

    notes: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    refused_notes: set[str] = field(default_factory=set)
    refused_themes: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)


Line = tuple[Group, Move | None, str]
"""A group's head (no note), one of its notes, or an example of it (no note, but words)."""

_INDENT: Final = 4


def groups_of(
    regrouping: Regrouping, names: Mapping[str, str], texts: Mapping[str, str]
) -> list[Group]:
    """Return the changes of a proposal in groups: new themes, then the largest; surest first.

    Args:
        regrouping: the proposal.
        names: names of the themes by id, that of "to be sorted" included.
        texts: words of the notes by id.
    """
    groups = [
        Group(
            title=theme.found.label,
            moves=_surest_first(theme.moves),
            new=theme.found.id,
            examples=tuple(texts[note] for note in theme.found.central[:2] if note in texts),
        )
        for theme in regrouping.themes
    ]
    pairs: dict[tuple[str, str], list[Move]] = {}
    for move in regrouping.moves:
        pairs.setdefault((move.before, move.proposal.theme), []).append(move)
    for (before, after), moves in sorted(pairs.items(), key=lambda pair: -len(pair[1])):
        title = f"{names.get(before, before)} → {names.get(after, after)}"
        groups.append(Group(title=title, moves=_surest_first(moves)))
    return groups


def _surest_first(moves: Iterable[Move]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda move: -move.proposal.confidence))


def _sure(move: Move) -> Sure:
    proposal = move.proposal
    return sureness(Placement(theme=proposal.theme, confidence=proposal.confidence))


class ThemeDiff(ScrollView, can_focus=True, inherit_bindings=False):
    """The groups with their boxes.

    Args:
        groups: what would change.
        texts: words of the notes by id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("Yes or later")),
        Binding("x", "refuse", N_("No")),
        Binding("a", "all", N_("All or none")),
        Binding("p", "sure_only", N_("Only the sure ones")),
        Binding("up,k", "move(-1)", N_("Line above"), key_display="↑", show=False),
        Binding("down,j", "move(1)", N_("Line below"), key_display="↓", show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home", "edge(0)", N_("First line"), show=False),
        Binding("end", "edge(1)", N_("Last line"), show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("diff--line", "diff--head", "diff--here", "diff--quiet"),
    }
    DEFAULT_CSS = """
    ThemeDiff {
        height: 1fr;
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        .diff--line { color: $foreground; background: $surface; }
        .diff--head { color: $accent; text-style: bold; }
        .diff--here { background: $panel; text-style: bold; }
        .diff--quiet { color: $quiet; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, groups: Iterable[Group], texts: Mapping[str, str]) -> None:
        super().__init__()
        self.groups = list(groups)
        self._texts = texts
        self.marks = {m.note: Mark.YES for group in self.groups for m in group.moves}
        self.names: dict[str, str] = {}
        self._place = 0
        self._lines: list[Line] = []
        for group in self.groups:
            self._lines.append((group, None, ""))
            self._lines += [(group, None, words) for words in group.examples]
            self._lines += [(group, move, "") for move in group.moves]

    # ---- what was chosen -----------------------------------------------------------------

    @property
    def group(self) -> Group | None:
        """The group under the cursor."""
        return self._lines[self._place][0] if self._lines else None

    def name_of(self, group: Group) -> str:
        """Return what a new theme would be called."""
        return self.names.get(group.new, group.title)

    def rename(self, group: Group, name: str) -> None:
        """Give a new theme another name."""
        self.names[group.new] = name
        self.refresh()

    @property
    def choice(self) -> Choice:
        """What people agreed to so far."""
        choice = Choice(names=dict(self.names))
        for group in self.groups:
            marks = [self.marks[move.note] for move in group.moves]
            choice.notes |= {m.note for m in group.moves if self.marks[m.note] == Mark.YES}
            if group.new and Mark.YES in marks:
                choice.themes.add(group.new)
            elif group.new and all(mark == Mark.NO for mark in marks):
                choice.refused_themes.add(group.new)
            elif not group.new:
                choice.refused_notes |= {
                    m.note for m in group.moves if self.marks[m.note] == Mark.NO
                }
        return choice

    def mark_all(self, mark: Mark) -> None:
        """Give every line the same mark."""
        self.marks = dict.fromkeys(self.marks, mark)
        self.refresh()

    def _marked(self) -> tuple[Move, ...]:
        """Return the changes that a key is about: one note's, or a whole group's."""
        group, move, _words = self._lines[self._place]
        return (move,) if move is not None else group.moves

    def _toggle(self, mark: Mark) -> None:
        moves = self._marked()
        same = all(self.marks[move.note] == mark for move in moves)
        self.marks |= {move.note: Mark.LATER if same else mark for move in moves}
        self.refresh()

    def action_mark(self) -> None:
        """Agree to this line or to this group, or leave it for later."""
        if self._lines:
            self._toggle(Mark.YES)

    def action_refuse(self) -> None:
        """Refuse this line or this group for good, or leave it for later."""
        if self._lines:
            self._toggle(Mark.NO)

    def action_all(self) -> None:
        """Agree to everything; where that is so already, to nothing."""
        every = all(mark == Mark.YES for mark in self.marks.values())
        self.mark_all(Mark.LATER if every else Mark.YES)

    def action_sure_only(self) -> None:
        """Agree to what the machine is sure of; the rest stays for later."""
        for group in self.groups:
            for move in group.moves:
                sure = _sure(move) >= Sure.FAIRLY
                self.marks[move.note] = Mark.YES if sure else Mark.LATER
        self.refresh()

    # ---- moving --------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def action_move(self, down: int) -> None:
        """Go to the line below or above."""
        self._go(self._place + down)

    def action_page(self, pages: int) -> None:
        """Go by as many lines as are in view."""
        self._go(self._place + pages * max(1, self.size.height - 1))

    def action_edge(self, end: int) -> None:
        """Go to the first (0) or the last (1) line."""
        self._go(end * len(self._lines))

    def _go(self, place: int) -> None:
        self._place = max(0, min(len(self._lines) - 1, place))
        y, rows = self.scroll_offset.y, self.size.height
        wanted = self._place if self._place < y else max(y, self._place - rows + 1)
        self.scroll_to(y=wanted, animate=False)
        self.refresh()
        self.refresh_bindings()

    def on_click(self, event: events.Click) -> None:
        """Go to a line; on its box, agree or leave it."""
        place = event.y + self.scroll_offset.y
        if place < len(self._lines):
            self._go(place)
            if event.x < _INDENT + 2:
                self.action_mark()

    # ---- painting ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, place = self.scrollable_content_region.width, y + self.scroll_offset.y
        style = self._style("line")
        if place >= len(self._lines):
            return Strip.blank(width, style)
        group, move, example = self._lines[place]
        here = place == self._place
        style += self._style("here") if here else Style()
        sign = "▸ " if here else "  "
        if move is not None:
            left, right = self._move_words(move, width)
            parts = [Segment(sign + left, style), Segment(right, style + self._style("quiet"))]
        elif example:
            words = cut(_("for example: {text}").format(text=one_line(example)), width - _INDENT)
            parts = [Segment(sign + "  " + words, style + self._style("quiet"))]
        else:
            words = cut(self._head_words(group), width - 2)
            parts = [Segment(sign + words, style + self._style("head"))]
        return Strip(parts).adjust_cell_length(width, style)

    def _head_words(self, group: Group) -> str:
        marks = {self.marks[move.note] for move in group.moves}
        box = marks.pop().value if len(marks) == 1 else "▣"
        count = ngettext("{n} note", "{n} notes", len(group.moves)).format(
            n=number(len(group.moves))
        )
        name = one_line(self.name_of(group))
        if group.new:
            name = _("New theme: {theme}").format(theme=name)
        return f"{box} {name} · {count}"

    def _move_words(self, move: Move, width: int) -> tuple[str, str]:
        proposal = move.proposal
        sure = sure_word(_sure(move))
        words = ", ".join(_("“{text}”").format(text=word) for word in proposal.words)
        right = cut(one_line(" · ".join(filter(None, (words, sure)))), width // 2)
        room = max(1, width - _INDENT - cell_len(right) - 4)
        said = one_line(self._texts.get(move.note, ""))
        text = cut(f"{self.marks[move.note].value} {said}", room)
        return "  " + set_cell_size(text, room) + "  ", right

    def _style(self, name: str) -> Style:
        return self.get_component_styles(f"diff--{name}").partial_rich_style
