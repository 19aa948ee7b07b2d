"""Regrouping: what would change if notes were placed anew; nothing does until a person agrees.

A proposal is a value. It is kept nowhere: the journal holds what people accepted and what they
refused, so a program that is killed while it thinks loses nothing that anybody decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

import msgspec

from naho_feedback.contracts.catalogue import PluginCatalogue
from naho_feedback.contracts.plugins import FoundTheme, Proposal
from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, Change, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import (
    NEW_THEME,
    UNSORTED,
    LocalTheme,
    Placement,
    Refusal,
    Theme,
)
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.asking_groupers import Asked
from naho_feedback.services.facets import PLACER
from naho_feedback.services.themes import Themes
from naho_feedback.services.theming import Theming, append_in_batches, placed_by

SIMILAR_SHOWN: Final = 9
"""Most notes that are offered to go with one that a person moved."""

SURER: Final = 0.1
"""How much surer a grouper must be than when it placed a note, to propose another theme for it.

Between neighbouring themes a new fit changes its mind about as often for the worse as for the
better; the figures are in ``docs/themes.md``.
"""

GUESS: Final = 0.2
"""How sure a grouper must be to propose a theme for a note that it left to be sorted before."""

_FEWEST: Final = 2
"""Fewest notes that make a new theme."""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A note that would change its theme.

    Attributes:
        before: id of its theme now, :data:`UNSORTED` where it has none.
        proposal: where it would go, and why.
    """

    before: str
    proposal: Proposal

    @property
    def note(self) -> str:
        """The note's id."""
        return self.proposal.note


class NewTheme(msgspec.Struct, frozen=True, kw_only=True):
    """A theme that would be new.

    Attributes:
        found: what the grouper found.
        moves: the notes that would go there.
    """

    found: FoundTheme
    moves: tuple[Move, ...]


class Regrouping(msgspec.Struct, frozen=True, kw_only=True):
    """What would change.

    Attributes:
        grouper: who proposes it.
        moves: notes that would go to a theme that there is.
        themes: themes that would be new, with their notes.
        instead_of: the configured grouper, where the light one stood in for it.
    """

    grouper: str
    moves: tuple[Move, ...] = ()
    themes: tuple[NewTheme, ...] = ()
    instead_of: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.moves and not self.themes

    @property
    def all_moves(self) -> tuple[Move, ...]:
        """Every note that would change its theme."""
        return (*self.moves, *(move for theme in self.themes for move in theme.moves))


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """What was accepted, so that it can be taken back.

    Attributes:
        before: the placements of the notes that moved, None where there was none.
        themes: ids of the themes that are new.
        skipped: notes that were moved, decided or taken down since the proposal was made.
    """

    before: dict[str, Placement | None] = {}
    themes: tuple[str, ...] = ()
    skipped: int = 0


class RegroupingService:
    """Proposals for all notes at once.

    Args:
        store: the records.
        plugins: where groupers come from.
        themes: the list of themes.
        theming: the placements.
        grouper: the name of the configured grouper.
    """

    def __init__(
        self,
        store: Store,
        plugins: PluginCatalogue,
        themes: Themes,
        theming: Theming,
        *,
        grouper: str,
    ) -> None:
        self._store = store
        self._plugins = plugins
        self._themes = themes
        self._theming = theming
        self._grouper = grouper

    def propose(self, *, grouper: str = "") -> Regrouping:
        """Return what would change if all notes were placed anew; writes nothing.

        What a person decided, and what a person refused, is never proposed. Nor is doubt: a
        grouper's own placement stays unless it is clearly surer of another theme now.

        Args:
            grouper: which grouper; ``""`` takes the configured one.

        Raises:
            PluginError: if the grouper is not installed or fails.
        """
        self._store.refresh()
        placements = self._theming.placements()
        notes = [n for n in self._store.all(Note) if not _is_locked(placements.get(n.id))]
        asked = Asked(self._plugins, grouper or self._grouper, may_fall_back=not grouper)
        special = self._theming.special(notes)
        about = [note for note in notes if note.id not in special]
        answered = asked.regroup(self._theming.given(about, placements))
        refused = {(r.note, r.theme) for r in self._store.all(Refusal)}
        moves: list[Move] = []
        new: dict[str, list[Move]] = {}
        for note in notes:
            proposal = special.get(note.id) or answered.proposals.get(note.id)
            placed = placements.get(note.id)
            now = _theme(placed)
            if proposal is None or proposal.theme == now:
                continue
            is_known = note.id in special or proposal.theme in answered.themes
            if not is_known and not _is_worth_saying(proposal, placed, answered.grouper):
                continue
            move = Move(before=now, proposal=proposal)
            if proposal.theme in answered.themes:
                new.setdefault(proposal.theme, []).append(move)
            elif (note.id, proposal.theme) not in refused:
                moves.append(move)
        return Regrouping(
            grouper=answered.grouper,
            moves=tuple(moves),
            themes=tuple(
                NewTheme(found=answered.themes[id_], moves=tuple(theirs))
                for id_, theirs in new.items()
                if _is_new(theirs, refused)
            ),
            instead_of=answered.instead_of,
        )

    def accept(
        self,
        regrouping: Regrouping,
        *,
        notes: Collection[str] | None = None,
        themes: Collection[str] | None = None,
        names: Mapping[str, str] | None = None,
        actor: str = Actor.COMMAND,
    ) -> Accepted:
        """Do what was proposed, the whole or a part of it.

        A note that was moved, decided, reworded or taken down since then is left alone.

        Args:
            regrouping: the proposal.
            notes: ids of the notes that may move; None: all.
            themes: the grouper's ids of the new themes to make; None: all. Notes of a new theme
                that is not made stay where they are.
            names: names that a person gives to new themes, by the grouper's id.
            actor: who asks.

        Raises:
            RefusedError: if a name is empty, too long or taken; nothing is written then.
            PersonalDataError: if a name holds a national health identifier.
        """
        self._store.refresh()
        placements = {p.note: p for p in self._store.all(Placement)}
        changes: list[Change] = []
        made: list[LocalTheme] = []
        wanted = [move for move in regrouping.moves if notes is None or move.note in notes]
        for theme in regrouping.themes:
            if themes is not None and theme.found.id not in themes:
                continue
            own = self._made(theme.found, (names or {}).get(theme.found.id, ""), made)
            made.append(own)
            changes.append(put(own, own.id))
            wanted += [
                msgspec.structs.replace(
                    move, proposal=msgspec.structs.replace(move.proposal, theme=own.id)
                )
                for move in theme.moves
                if notes is None or move.note in notes
            ]
        before: dict[str, Placement | None] = {}
        for move in wanted:
            known = placements.get(move.note)
            if not self._still(move, known):
                continue
            change = placed_by(self._placer(move, regrouping), move.proposal, known)
            if change is not None:
                changes.append(change)
                before[move.note] = known
        append_in_batches(self._store, changes, actor)
        return Accepted(
            before=before,
            themes=tuple(theme.id for theme in made),
            skipped=len(wanted) - len(before),
        )

    def take_back(self, accepted: Accepted, *, actor: str = Actor.COMMAND) -> None:
        """Put everything back as it was before; what people changed since then stays."""
        now = {p.note: p for p in self._store.all(Placement)}
        changes: list[Change] = []
        for note, before in accepted.before.items():
            placed = now.get(note)
            if placed is None or placed.locked:
                continue
            changes.append(
                remove(Placement, placed.id) if before is None else put(before, placed.id)
            )
        kept = {p.theme for note, p in now.items() if p.locked or note not in accepted.before}
        changes += [
            remove(LocalTheme, theme)
            for theme in accepted.themes
            if theme not in kept and self._store.get(LocalTheme, theme) is not None
        ]
        append_in_batches(self._store, changes, actor)

    def refuse(
        self,
        regrouping: Regrouping,
        *,
        notes: Collection[str] | None = None,
        themes: Collection[str] | None = None,
        actor: str = Actor.COMMAND,
    ) -> None:
        """Say that notes stay where they are; the same is not proposed again.

        Args:
            regrouping: the proposal.
            notes: ids of the notes that stay; None: all that would go to a theme that there is.
            themes: the grouper's ids of the new themes that are none; None: all.
            actor: who asks.
        """
        refusals = [
            Refusal(note=move.note, theme=move.proposal.theme)
            for move in regrouping.moves
            if notes is None or move.note in notes
        ]
        for theme in regrouping.themes:
            if themes is None or theme.found.id in themes:
                refusals += [Refusal(note=m.note, theme=NEW_THEME) for m in theme.moves]
        known = {(r.note, r.theme) for r in self._store.all(Refusal)}
        changes = [put(r) for r in refusals if (r.note, r.theme) not in known]
        append_in_batches(self._store, changes, actor)

    def split(
        self, theme: str, notes: Collection[str], name: str, *, actor: str = Actor.COMMAND
    ) -> Theme:
        """Make a new theme of some notes of another one; a person decided where they belong.

        Args:
            theme: id of the theme that they lie in.
            notes: their ids.
            name: what the new one is called.
            actor: who asks.

        Raises:
            NotFoundError: if the theme or a note is not there.
            RefusedError: if no note is named, one lies elsewhere, or the name is empty or taken.
            PersonalDataError: if the name holds a national health identifier.
        """
        source = self._themes.find(theme)
        placements = self._theming.placements()
        if not notes or any(_theme(placements.get(note)) != source.id for note in notes):
            raise RefusedError(
                _("These notes do not all lie in {theme}.").format(theme=source.label),
                _("Choose notes of one theme."),
            )
        made = self._themes.new(name, split_from=source.id, actor=actor)
        self._theming.place_all(list(notes), made.id, actor=actor)
        return self._themes.find(made.id)

    def similar(self, note: str, *, before: str) -> list[Note]:
        """Return notes that resemble one that a person just moved and may belong with it.

        Nothing is moved. A note that a person placed, or refused for that theme, is none of them.

        Args:
            note: the id of the note that was moved.
            before: id of the theme that it lay in before; its neighbours there are looked at,
                and those still to be sorted.
        """
        moved = self._store.get(Note, note)
        placements = self._theming.placements()
        placed = placements.get(note)
        if moved is None or placed is None or placed.theme == UNSORTED:
            return []
        refused = {r.note for r in self._store.all(Refusal) if r.theme == placed.theme}
        near = {before, UNSORTED} - {placed.theme}
        candidates = [
            other
            for other in self._store.all(Note)
            if other.id != note
            and other.id not in refused
            and not _is_locked(placements.get(other.id))
            and _theme(placements.get(other.id)) in near
        ]
        if not candidates:
            return []
        asked = Asked(self._plugins, self._grouper, may_fall_back=False)
        ids = asked.similar(self._theming.given(candidates, placements), moved)
        by_id = {other.id: other for other in candidates}
        return [by_id[id_] for id_ in ids[:SIMILAR_SHOWN]]

    def refuse_similar(
        self, notes: Iterable[str], theme: str, *, actor: str = Actor.COMMAND
    ) -> None:
        """Say that notes do not belong in a theme: they are not offered for it again."""
        changes = [put(Refusal(note=note, theme=theme)) for note in notes]
        if changes:
            self._store.append(changes, actor)

    def _made(self, found: FoundTheme, name: str, others: Iterable[LocalTheme]) -> LocalTheme:
        """Return the theme that a found one becomes; where its name is taken it gets a number."""
        taken = [other.label for other in others]
        name = name or self._themes.free_label(found.label, taken)
        return self._themes.draft(name, words=found.words, found=True)

    def _placer(self, move: Move, regrouping: Regrouping) -> str:
        """Return who proposed a move: the grouper, or the host where a note is about no theme."""
        theme = self._themes.taxonomy.theme(move.proposal.theme)
        return PLACER if theme is not None and theme.special else regrouping.grouper

    def _still(self, move: Move, known: Placement | None) -> bool:
        """Whether a note lies where it lay when the proposal was made, and nobody decided."""
        if self._store.get(Note, move.note) is None or _is_locked(known):
            return False
        return self._themes.taxonomy.living(_theme(known)) == move.before


def _is_locked(placement: Placement | None) -> bool:
    return placement is not None and placement.locked


def _theme(placement: Placement | None) -> str:
    return placement.theme if placement else UNSORTED


def _is_worth_saying(proposal: Proposal, placed: Placement | None, grouper: str) -> bool:
    """Whether a grouper's second thought about a note is more than a change of mind."""
    if placed is None or placed.by != grouper:
        return True
    if placed.theme == UNSORTED:
        return proposal.confidence >= GUESS
    return proposal.theme != UNSORTED and proposal.confidence > placed.confidence + SURER


def _is_new(moves: list[Move], refused: set[tuple[str, str]]) -> bool:
    """Whether a theme is more than what people refused before, and more than one note."""
    fresh = sum((move.note, NEW_THEME) not in refused for move in moves)
    return len(moves) >= _FEWEST and fresh * 2 > len(moves)
