"""Themes: asks a grouper, stores what it proposes, keeps what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from naho_feedback.contracts.catalogue import PluginCatalogue
from naho_feedback.contracts.plugins import GroupingInput, Proposal
from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, Change, put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import UNSORTED, Placement, Refusal, Taxonomy, ThemeSource
from naho_feedback.errors import NotFoundError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.asking_groupers import Answered, Asked
from naho_feedback.services.facets import PLACER, FacetService
from naho_feedback.services.placements import living_placements

PERSON: Final = "person"
"""Who placed a note that no grouper may move."""

MANY: Final = 20
"""Fewest new notes that are worth being looked at all together."""

BATCH: Final = 500
"""Placements a transaction: a large import is neither one huge line nor 13,000 syncs."""


class Grouping(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of a grouper did.

    Attributes:
        grouper: which one ran.
        placed: notes that have a theme now.
        unsorted: notes that are still to be sorted.
        changed: placements that this run wrote.
        kept: notes whose theme a person decided.
        instead_of: the configured grouper, where it failed or is missing and the light one ran.
    """

    grouper: str
    placed: int
    unsorted: int
    changed: int
    kept: int
    instead_of: str = ""


class Theming:
    """Placements of notes in themes.

    Args:
        store: where they are kept.
        plugins: where groupers come from.
        themes: the themes in use.
        grouper: the name of the grouper that runs unless told otherwise.
        languages: the programme's languages, most frequent first.
        facets: knows which notes are about no theme; None asks the grouper about every note.
    """

    def __init__(
        self,
        store: Store,
        plugins: PluginCatalogue,
        themes: ThemeSource,
        *,
        grouper: str,
        languages: tuple[str, ...],
        facets: FacetService | None = None,
    ) -> None:
        self._store = store
        self._plugins = plugins
        self._themes = themes
        self._grouper = grouper
        self._languages = languages
        self._facets = facets

    @property
    def taxonomy(self) -> Taxonomy:
        """The themes in use."""
        return self._themes.taxonomy

    def placements(self) -> dict[str, Placement]:
        """Return every placement by the note's id, in the themes that are in use now."""
        return living_placements(self._store, self.taxonomy)

    def place(self, note: str, theme: str, *, actor: str = Actor.COMMAND) -> Placement:
        """Place a note by hand; no grouper moves it afterwards.

        Raises:
            NotFoundError: if the note or the theme is not there.
        """
        return self.place_all([note], theme, actor=actor)[0]

    def place_all(
        self, notes: Sequence[str], theme: str, *, actor: str = Actor.COMMAND
    ) -> list[Placement]:
        """Place notes by hand, as one change of each wall; no grouper moves them afterwards.

        Args:
            notes: their ids.
            theme: id of the theme, or :data:`UNSORTED`.
            actor: who asks.

        Raises:
            NotFoundError: if a note or the theme is not there.
        """
        kept: list[Note] = []
        for id_ in dict.fromkeys(notes):
            note = self._store.get(Note, id_)
            if note is None:
                raise NotFoundError(_("There is no {name} here.").format(name=id_))
            kept.append(note)
        theme = self.taxonomy.living(theme)
        if theme != UNSORTED and self.taxonomy.theme(theme) is None:
            raise NotFoundError(
                _("There is no theme {name}.").format(name=theme),
                _("Known: {names}.").format(names=", ".join(t.id for t in self.taxonomy.themes)),
            )
        before = {p.note: p for p in self._store.all(Placement)}
        decided: dict[str, Placement] = {}
        walls: dict[str, list[Change]] = {}
        for found in kept:
            known = before.get(found.id)
            after = Placement(note=found.id, theme=theme, by=PERSON, confidence=1.0, locked=True)
            decided[found.id] = known or after
            if known is None or msgspec.structs.replace(known, id="") != after:
                walls.setdefault(found.session, []).append(put(after, known.id if known else ""))
        for changes in walls.values():
            for change, id_ in zip(changes, self._store.append(changes, actor), strict=True):
                if isinstance(change.record, Placement):
                    placement = msgspec.structs.replace(change.record, id=id_)
                    decided[placement.note] = placement
        return list(decided.values())

    def group(
        self,
        notes: Iterable[Note] | None = None,
        *,
        grouper: str = "",
        only_new: bool = False,
        actor: str = Actor.COMMAND,
    ) -> Grouping:
        """Let a grouper place notes; what a person decided stays.

        Args:
            notes: which notes; None takes all.
            grouper: which grouper; ``""`` takes the configured one.
            only_new: leave notes alone that have a placement already.
            actor: who asks.

        Raises:
            PluginError: if the grouper is not installed or fails.
        """
        self._store.refresh()
        before = self.placements()
        chosen = list(self._store.all(Note) if notes is None else notes)
        free = [n for n in chosen if (p := before.get(n.id)) is None or not (p.locked or only_new)]
        asked = Asked(self._plugins, grouper or self._grouper, may_fall_back=not grouper)
        if grouper:
            asked.check()
        special = self.special(free)
        about = [note for note in free if note.id not in special]
        answered = self._answered(asked, about, before)
        changes: list[Change] = []
        for note in free:
            by = PLACER if note.id in special else answered.grouper
            proposal = special.get(note.id) or answered.proposals.get(note.id)
            proposal = proposal or Proposal(note=note.id, theme=UNSORTED)
            change = placed_by(by, proposal, before.get(note.id))
            if change is not None:
                changes.append(change)
        append_in_batches(self._store, changes, actor)
        after = self.placements()
        themes = [after[n.id].theme if n.id in after else UNSORTED for n in chosen]
        return Grouping(
            grouper=answered.grouper,
            placed=sum(theme != UNSORTED for theme in themes),
            unsorted=sum(theme == UNSORTED for theme in themes),
            changed=len(changes),
            kept=sum(n.id in before and before[n.id].locked for n in chosen),
            instead_of=answered.instead_of,
        )

    def _answered(
        self, asked: Asked, notes: Sequence[Note], before: Mapping[str, Placement]
    ) -> Answered:
        """Ask about some notes; where most of all notes are new, all of these are looked at first.

        Nothing can be moved by that, and a grouper that learns knows their words from then on.
        """
        if not notes:
            return Answered(asked.name, {})
        given = self.given(notes, before)
        is_first = len(notes) >= MANY and not any(note.id in before for note in notes)
        if is_first and len(notes) > len(before):
            return asked.regroup(msgspec.structs.replace(given, discover=False))
        return asked.group(given)

    def special(self, notes: Iterable[Note]) -> dict[str, Proposal]:
        """Return where notes go that are about no theme, by their ids; no grouper is asked.

        What a person refused is not proposed again: such a note goes to the grouper.
        """
        if self._facets is None:
            return {}
        refused = {(r.note, r.theme) for r in self._store.all(Refusal)}
        found = ((note.id, self._facets.special(note.text)) for note in notes)
        return {
            note: Proposal(note=note, theme=s.id, words=s.words, confidence=s.confidence)
            for note, s in found
            if s is not None and (note, s.id) not in refused
        }

    def warm(self) -> None:
        """Let the configured grouper get ready, since notes are about to come."""
        Asked(self._plugins, self._grouper, may_fall_back=False).warm()

    def given(self, notes: Sequence[Note], placements: Mapping[str, Placement]) -> GroupingInput:
        """Return what a grouper is given.

        Args:
            notes: the notes to place.
            placements: what is placed where now.
        """
        decisions = tuple(p for p in placements.values() if p.locked)
        decided = (self._store.get(Note, decision.note) for decision in decisions)
        return GroupingInput(
            notes=tuple(notes),
            decisions=decisions,
            decided=tuple(note for note in decided if note is not None),
            taxonomy=self.taxonomy,
            languages=self._languages,
        )


def append_in_batches(store: Store, changes: Sequence[Change], actor: str) -> None:
    """Write changes in transactions of at most :data:`BATCH`; those that stand stay."""
    for start in range(0, len(changes), BATCH):
        store.append(changes[start : start + BATCH], actor)


def placed_by(by: str, proposal: Proposal, before: Placement | None) -> Change | None:
    """Return the change that stores a grouper's proposal; None where nothing changes.

    Args:
        by: the grouper's name.
        proposal: what it proposes.
        before: the note's placement until now.
    """
    placement = Placement(
        note=proposal.note,
        theme=proposal.theme,
        also=proposal.also,
        by=by,
        words=tuple(proposal.words),
        confidence=round(proposal.confidence, 3),
    )
    if before is not None and msgspec.structs.replace(before, id="") == placement:
        return None
    return put(placement, before.id if before else "")
