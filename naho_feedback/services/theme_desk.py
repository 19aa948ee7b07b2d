"""Sorting by hand: each thing that a person does to themes, and the way back.

What was done is remembered while the program runs, for all screens together; the journal holds
everything anyway. Call it in the order of the keys, from one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, Change, patch, put, remove
from naho_feedback.domain.facets import SafetyDecision
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import UNSORTED, LocalTheme, Placement, Theme
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.facets import FacetService
from naho_feedback.services.regrouping import Accepted, Regrouping, RegroupingService
from naho_feedback.services.themes import Themes
from naho_feedback.services.theming import Theming
from naho_feedback.services.wording import number

DEPTH: Final = 500
"""How many things can be taken back."""

_FEW: Final = 20
_SHARE: Final = 10


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Notes that a person placed.

    Attributes:
        theme: id of the theme, :data:`UNSORTED` for "to be sorted".
        placements: where they lie now.
        before: where they lay before, by note id; None where nothing had placed them.
    """

    theme: str
    placements: tuple[Placement, ...]
    before: dict[str, Placement | None]


class TakenBack(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was taken back.

    Attributes:
        said: the sentence about it.
        notes: ids of the notes that lie where they lay before.
    """

    said: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Deed:
    """Something that was done, and what takes it back."""

    back: Callable[[], TakenBack]


class ThemeDesk:
    """What people do to themes and to notes in them.

    Args:
        store: the records.
        themes: the list of themes.
        theming: the placements.
        regrouping: proposals for all notes at once.
        facets: keeps which notes speak of harm.

    Attributes:
        proposed: a regrouping that waits for somebody to look at it.
    """

    def __init__(
        self,
        store: Store,
        themes: Themes,
        theming: Theming,
        regrouping: RegroupingService,
        facets: FacetService,
    ) -> None:
        self._store = store
        self._facets = facets
        self._themes = themes
        self._theming = theming
        self._regrouping = regrouping
        self._done: list[_Deed] = []
        self._counted: int | None = None
        self.proposed: Regrouping | None = None

    # ---- taking back ---------------------------------------------------------------------

    @property
    def can_take_back(self) -> bool:
        """Whether something was done that can be taken back."""
        return bool(self._done)

    @property
    def latest(self) -> object:
        """What was done last, to be compared only; None where nothing is left to take back."""
        return self._done[-1] if self._done else None

    def take_back(self) -> TakenBack:
        """Take back what was done last.

        Raises:
            RefusedError: if nothing is left.
            StoreError: if it could not be written; it can be tried again then.
        """
        if not self._done:
            raise RefusedError(_("There is nothing to undo."))
        taken = self._done[-1].back()
        self._done.pop()
        return taken

    def _remember(self, back: Callable[[], TakenBack]) -> None:
        self._done.append(_Deed(back))
        del self._done[:-DEPTH]

    # ---- notes ---------------------------------------------------------------------------

    def place(self, notes: Sequence[str], theme: str) -> Placed:
        """Place notes by hand; no grouper moves them afterwards.

        Raises:
            NotFoundError: if a note or the theme is not there.
        """
        placed = self._place(notes, theme)
        self._remember(lambda: self._notes_back(placed))
        return placed

    def split(self, notes: Sequence[str], label: str, *, split_from: str = "") -> Placed:
        """Make a theme of some notes.

        Args:
            notes: their ids.
            label: the new theme's name.
            split_from: id of the theme that they come from.

        Raises:
            RefusedError: if the name is empty, too long or taken; nothing is written then.
            PersonalDataError: if it holds a national health identifier.
        """
        theme = self._themes.new(label, split_from=split_from, actor=Actor.WALL)
        placed = self._place(notes, theme.id)

        def back() -> TakenBack:
            taken = self._notes_back(placed)
            if not any(p.theme == theme.id for p in self._store.all(Placement)):
                self._remove(theme.id)
            return taken

        self._remember(back)
        return placed

    def _place(self, notes: Sequence[str], theme: str) -> Placed:
        wanted = set(notes)
        before: dict[str, Placement | None] = dict.fromkeys(notes)
        before.update({p.note: p for p in self._store.all(Placement) if p.note in wanted})
        placements = self._theming.place_all(notes, theme, actor=Actor.WALL)
        return Placed(theme=theme, placements=tuple(placements), before=before)

    def _notes_back(self, placed: Placed) -> TakenBack:
        """Put notes where they lay; what somebody else moved since stays there."""
        ours = {p.note: p for p in placed.placements}
        now = {p.note: p for p in self._store.all(Placement) if p.note in ours}
        walls: dict[str, list[Change]] = {}
        gone_back: list[str] = []
        for id_, before in placed.before.items():
            note, placement = self._store.get(Note, id_), now.get(id_)
            if note is None or placement is None or placement != ours[id_]:
                continue
            change = remove(Placement, placement.id) if before is None else put(before, before.id)
            walls.setdefault(note.session, []).append(change)
            gone_back.append(id_)
        for changes in walls.values():
            self._store.append(changes, Actor.WALL)
        said = ngettext(
            "Taken back: the note lies where it lay.",
            "Taken back: {n} notes lie where they lay.",
            len(gone_back),
        )
        return TakenBack(said=said.format(n=number(len(gone_back))), notes=tuple(gone_back))

    def flag(self, notes: Sequence[str], flagged: bool) -> None:
        """Say that notes speak of harm to a patient, or do not, whatever their words.

        Raises:
            NotFoundError: if a note is not there.
        """
        before = {note: self._store.get(SafetyDecision, note) for note in notes}
        for note in notes:
            self._facets.flag(note, flagged, actor=Actor.WALL)

        def back() -> TakenBack:
            for note, decided in before.items():
                if decided is not None:
                    self._facets.flag(note, decided.flagged, actor=Actor.WALL)
                elif self._store.get(SafetyDecision, note) is not None:
                    self._store.append([remove(SafetyDecision, note)], Actor.WALL)
            return TakenBack(said=_("Taken back: the mark is as it was."), notes=tuple(notes))

        self._remember(back)

    # ---- themes --------------------------------------------------------------------------

    def rename(self, theme: str, label: str) -> Theme:
        """Give a theme another name; its id and its notes stay.

        Raises:
            NotFoundError: if there is no such theme.
            RefusedError: if the name is empty, too long or taken.
            PersonalDataError: if it holds a national health identifier.
        """
        before = self._store.get(LocalTheme, theme)
        renamed = self._themes.rename(theme, label, actor=Actor.WALL)

        def back() -> TakenBack:
            was = before.label if before is not None else ""
            self._store.append([patch(LocalTheme, theme, label=was)], Actor.WALL)
            name = self._themes.taxonomy.label(theme)
            return TakenBack(said=_("Taken back: it is called {name} again.").format(name=name))

        self._remember(back)
        return renamed

    def merge(self, source: str, target: str) -> Theme:
        """Make a theme part of another one, which keeps its name.

        Raises:
            NotFoundError: if one of them is not there.
            RefusedError: if they are the same, or one of them is no subject.
        """
        stays = self._themes.merge(source, target, actor=Actor.WALL)

        def back() -> TakenBack:
            self._themes.unmerge(source, actor=Actor.WALL)
            name = self._themes.taxonomy.label(source)
            return TakenBack(
                said=_("Taken back: {name} stands for itself again.").format(name=name)
            )

        self._remember(back)
        return stays

    def add_word(self, theme: str, word: str) -> str:
        """Teach a theme a word of this house; return it as it is kept.

        Raises:
            NotFoundError: if there is no such theme.
            RefusedError: if the word is empty or too long, or speaks of a theme already.
            PersonalDataError: if it holds a national health identifier.
        """
        kept = self._themes.add_word(theme, word, actor=Actor.WALL).word

        def back() -> TakenBack:
            self._themes.forget_word(kept, actor=Actor.WALL)
            said = _("Taken back: “{word}” speaks of no theme any more.").format(word=kept)
            return TakenBack(said=said)

        self._remember(back)
        return kept

    def _remove(self, theme: str) -> None:
        if self._store.get(LocalTheme, theme) is not None:
            self._store.append([remove(LocalTheme, theme)], Actor.WALL)

    # ---- regrouping ----------------------------------------------------------------------

    @property
    def is_due(self) -> bool:
        """Whether so many notes came since the last regrouping that another one makes sense.

        That is max(20, 10 %) new notes; the first look only counts them.
        """
        count = self._store.count(Note)
        if self._counted is None:
            self._counted = count
        return count - self._counted >= max(_FEW, self._counted // _SHARE)

    def propose(self) -> Regrouping:
        """Return what would change if all notes were placed anew; writes nothing.

        It waits in :attr:`proposed` unless it is empty.

        Raises:
            PluginError: if no grouper can be asked.
        """
        self._counted = self._store.count(Note)
        regrouping = self._regrouping.propose()
        self.proposed = None if regrouping.is_empty else regrouping
        return regrouping

    def accept(
        self,
        regrouping: Regrouping,
        *,
        notes: Collection[str],
        themes: Collection[str],
        names: Mapping[str, str],
    ) -> Accepted:
        """Do what was proposed, as far as people agreed.

        Args:
            regrouping: the proposal.
            notes: ids of the notes that may move.
            themes: the grouper's ids of the new themes to make.
            names: names that a person gives to new themes, by the grouper's id.

        Raises:
            RefusedError: if a name is empty, too long or taken; nothing is written then.
            PersonalDataError: if a name holds a national health identifier.
        """
        accepted = self._regrouping.accept(
            regrouping, notes=notes, themes=themes, names=names, actor=Actor.WALL
        )
        if self.proposed is regrouping:
            self.proposed = None

        def back() -> TakenBack:
            self._regrouping.take_back(accepted, actor=Actor.WALL)
            said = _("Taken back: the notes lie as they did before the regrouping.")
            return TakenBack(said=said, notes=tuple(accepted.before))

        if accepted.before or accepted.themes:
            self._remember(back)
        return accepted

    def refuse(
        self, regrouping: Regrouping, *, notes: Collection[str], themes: Collection[str]
    ) -> None:
        """Say that notes stay where they are; the same is not proposed again.

        Args:
            regrouping: the proposal.
            notes: ids of the notes that stay.
            themes: the grouper's ids of the new themes that are none.
        """
        self._regrouping.refuse(regrouping, notes=notes, themes=themes, actor=Actor.WALL)
        if self.proposed is regrouping:
            self.proposed = None

    # ---- similar notes -------------------------------------------------------------------

    def similar(self, placed: Placed) -> list[Note]:
        """Return notes that may belong where a person just placed one; moves nothing."""
        if placed.theme == UNSORTED or len(placed.before) != 1:
            return []
        ((note, before),) = placed.before.items()
        lay = self._themes.taxonomy.living(before.theme) if before else UNSORTED
        if lay == placed.theme:
            return []  # confirmed, not corrected
        return self._regrouping.similar(note, before=lay)

    def refuse_similar(self, notes: Sequence[str], theme: str) -> None:
        """Say that notes do not belong in a theme: they are not offered for it again."""
        self._regrouping.refuse_similar(notes, theme, actor=Actor.WALL)
