"""Work for the fault tests: a random history of notes, and what a reopened store may show."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Protocol

from naho_feedback.domain.events import Change, patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore
from tests.faults.power import Image, Trace
from tests.faults.sabotage import Sabotage

SEAL_AT = 3_000
State = dict[str, str]
"""The texts of all notes by id."""


class Watch(Protocol):
    """Somebody who is told when a piece of work starts and when it is acknowledged."""

    def start(self) -> None:
        """A piece of work begins."""

    def ack(self) -> None:
        """It was acknowledged."""


def open_small(folder: Path) -> JournalStore:
    """Open a store that seals its files early."""
    return JournalStore(folder, seal_at=SEAL_AT)


def state_of(store: JournalStore) -> State:
    """Return the texts of all notes by id."""
    return {note.id: note.text for note in store.all(Note)}


class History:
    """A random history written through two handles, as two processes would.

    Attributes:
        states: what the notes were before the first and after each piece of work.
    """

    def __init__(self, folder: Path, watch: Watch, random: Random) -> None:
        self._folder = folder
        self._watch = watch
        self._random = random
        self.states: list[State] = [{}]

    def write(self, pieces: int) -> None:
        """Do so many pieces of work."""
        stores = [open_small(self._folder), open_small(self._folder)]
        for _n in range(pieces):
            store = self._random.choice(stores)
            store.refresh()
            state = state_of(store)
            changes = self._changes(state)
            self._watch.start()
            ids = store.append(changes, "wall")
            self.states.append(_after(state, changes, ids))
            self._watch.ack()
        for store in stores:
            store.close()

    def _changes(self, state: State) -> list[Change]:
        kind = self._random.random()
        if state and kind < 0.2:
            return [patch(Note, self._random.choice(list(state)), text=self._text())]
        if state and kind < 0.3:
            return [remove(Note, self._random.choice(list(state)))]
        return [put(Note(text=self._text())) for _n in range(3 if kind > 0.9 else 1)]

    def _text(self) -> str:
        return self._random.choice("éabc") * self._random.randrange(900)


def _after(state: State, changes: list[Change], ids: tuple[str, ...]) -> State:
    after = dict(state)
    for change, id_ in zip(changes, ids, strict=True):
        if change.record is not None:
            assert isinstance(change.record, Note)
            after[id_] = change.record.text
        elif change.fields:
            after[id_] = change.fields["text"]
        else:
            del after[id_]
    return after


class Reopening:
    """Opens what a cut left and says what is wrong with it.

    Right is: the notes as they were after some piece of work that had begun, and not before
    the last that was acknowledged; then a note can be added, and all is there at the next
    opening too.
    """

    def __init__(self, folder: Path, states: list[State]) -> None:
        self._folder = folder
        self._states = states
        self.set_aside = 0

    def __call__(self, image: Image) -> str:
        """Return what is wrong, or ``""``."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        for name, data in image.files.items():
            (self._folder / name).write_bytes(data)
        try:
            return self._look(self._states[image.acknowledged : image.started + 1])
        except Exception as error:  # noqa: BLE001 - whatever it raises, a person's notes are gone
            return f"cannot be used: {error!r}"

    def _look(self, allowed: list[State]) -> str:
        store = open_small(self._folder)
        found = state_of(store)
        self.set_aside += bool(store.damage)
        lost = [damage for damage in store.damage if not (damage.cut or damage.kept)]
        (id_,) = store.append([put(Note(text="next"))], "wall")
        store.close()
        if found not in allowed:
            return f"{len(found)} notes instead of {[len(state) for state in allowed]}"
        if id_ in found:
            return f"{id_} was given twice"
        if lost:
            return f"damage where there is none: {lost}"
        again = open_small(self._folder)
        after, damage = state_of(again), again.damage
        again.close()
        if after != {**found, id_: "next"}:
            return "changed at the second opening"
        return f"not repaired: {damage}" if damage else ""


def recorded(
    folder: Path, pieces: int, random: Random, break_it: Sabotage | None = None
) -> tuple[Trace, list[State]]:
    """Write a history and return what it asked of the disk, and its states."""
    trace = Trace()
    history = History(folder, trace, random)
    with trace.watching(break_it):
        history.write(pieces)
    return trace, history.states
