"""Bytes are cut, flipped or zeroed: no wrong note, no silence, and no more lost than was hit."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from tests.faults import sabotage
from tests.faults.power import SECTOR
from tests.faults.sabotage import Sabotage
from tests.faults.work import State, open_small, state_of
from tests.telling import Tell

pytestmark = pytest.mark.usefixtures("quick_disk")


class Hit:
    """A closed journal of three files to damage, and what is wrong once it is opened again."""

    def __init__(self, folder: Path, notes: int = 30) -> None:
        self._folder = folder
        random = Random(7)
        store = open_small(folder / "whole")
        for n in range(notes):
            text = random.choice(["é𝄞", 'dit "oui"]x["', "\0\n", "abc "]) * random.randrange(1, 60)
            store.append([put(Note(text=f"{n} {text}"))], "wall")
        self.state: State = state_of(store)
        store.close()
        self.files = sorted(path.name for path in (folder / "whole").glob("0*.jsonl"))
        assert len(self.files) == 3

    def data(self, name: str) -> bytes:
        """Return a file as it was written."""
        return (self._folder / "whole" / name).read_bytes()

    def damaged(self, name: str, data: bytes) -> str:
        """Open the journal with other bytes in one file and return what is wrong."""
        whole = self.data(name)
        folder = self._folder / "hit"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._folder / "whole", folder)
        (folder / name).write_bytes(data)
        header = whole.index(b"\n") + 1
        try:
            return self._look(folder, name, data)
        except StoreError:
            untouched = (folder / name).read_bytes() == data
            refused = data[:header] != whole[:header] and untouched
            return "" if refused else "refused without need"
        except Exception as error:  # noqa: BLE001 - whatever it raises, the notes are gone
            return f"cannot be used: {error!r}"

    def _look(self, folder: Path, name: str, data: bytes) -> str:
        whole = self.data(name)
        store = open_small(folder)
        found, damage = state_of(store), store.damage
        store.append([put(Note(text="next"))], "wall")
        after = state_of(store)
        store.close()
        again = open_small(folder)
        later = state_of(again)
        again.close()
        if not found.items() <= self.state.items():
            return "a note that nobody wrote"
        lost, lines = len(self.state) - len(found), _lines_hit(whole, data)
        # A line's proof is the line before: what follows a hit line may be lost with it.
        if lost > lines + 1:
            return f"{lost} notes lost where {lines} lines were hit"
        if after != later:
            return "changed at the second opening"
        if name == self.files[-1] and data.endswith(b"\n") and whole.startswith(data):
            return ""  # a shorter journal that is whole: no file can tell that by itself
        if lost and not any(not piece.kept for piece in damage):
            return "a loss without a word"
        return "damage without a word" if data != whole and not damage else ""


def _lines_hit(whole: bytes, data: bytes) -> int:
    start = next((n for n, (a, b) in enumerate(zip(whole, data, strict=False)) if a != b), -1)
    if start < 0:
        start = min(len(whole), len(data))
    if len(whole) != len(data):
        return whole.count(b"\n", start)
    stop = max(n for n, (a, b) in enumerate(zip(whole, data, strict=True)) if a != b)
    return whole.count(b"\n", start, stop + 1) + 1


def cuts(hit: Hit, step: int) -> Iterator[tuple[str, bytes]]:
    """Yield each file cut at every place, bare and with a tail of zeros as ext4 leaves it."""
    for name in hit.files:
        whole = hit.data(name)
        for cut in range(whole.index(b"\n") + 1, len(whole), step):
            yield name, whole[:cut]
            yield name, whole[:cut] + bytes(64)


def flips(hit: Hit, count: int, random: Random) -> Iterator[tuple[str, bytes]]:
    """Yield files with one bit flipped."""
    for _n in range(count):
        name = random.choice(hit.files)
        data = bytearray(hit.data(name))
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        yield name, bytes(data)


def closing_flips(hit: Hit) -> Iterator[tuple[str, bytes]]:
    """Yield files with a bit flipped in the three bytes that end a line."""
    for name in hit.files:
        whole = hit.data(name)
        for end in [n for n, byte in enumerate(whole) if byte == 10][1:-1]:
            for place in (end - 2, end - 1):
                data = bytearray(whole)
                data[place] ^= 1
                yield name, bytes(data)


def sectors(hit: Hit, count: int, random: Random) -> Iterator[tuple[str, bytes]]:
    """Yield files with one sector zeroed or filled with noise, past the header's."""
    for _n in range(count):
        name = random.choice(hit.files)
        data = bytearray(hit.data(name))
        start = SECTOR * random.randrange(1, len(data) // SECTOR)
        size = min(SECTOR, len(data) - start)
        data[start : start + size] = (
            bytes(size) if random.random() < 0.5 else random.randbytes(size)
        )
        yield name, bytes(data)


def wrong(hit: Hit, hits: Iterable[tuple[str, bytes]]) -> list[str]:
    """Return what was wrong, of all hits."""
    return [found for name, data in hits if (found := hit.damaged(name, data))]


@pytest.fixture
def hit(tmp_path: Path, quick_disk: None) -> Hit:
    """Return a journal to damage."""
    return Hit(tmp_path)


class TestShort:
    def test_a_cut_anywhere(self, hit: Hit) -> None:
        assert wrong(hit, cuts(hit, 41)) == []

    def test_a_flipped_bit(self, hit: Hit) -> None:
        assert wrong(hit, flips(hit, 200, Random(1))) == []
        assert wrong(hit, closing_flips(hit)) == []

    def test_a_lost_sector(self, hit: Hit) -> None:
        assert wrong(hit, sectors(hit, 80, Random(2))) == []


@pytest.mark.torture
class TestLong:
    @pytest.mark.parametrize("part", range(4))
    def test_a_cut_at_every_byte(self, hit: Hit, tell: Tell, part: int) -> None:
        every = [*cuts(hit, 1)][part::4]
        found = wrong(hit, every)
        tell("cut at every byte, bare and with zeros", images=len(every), wrong=len(found))
        assert found == []

    def test_every_kind_of_flip(self, hit: Hit, tell: Tell) -> None:
        found = wrong(hit, flips(hit, 3_000, Random(3)))
        tell("one bit flipped", images=3000, wrong_silent_or_unbounded=len(found))
        assert found == []

    def test_every_kind_of_lost_sector(self, hit: Hit, tell: Tell) -> None:
        found = wrong(hit, sectors(hit, 1_000, Random(4)))
        tell("one sector zeroed or noise", images=1000, wrong_silent_or_unbounded=len(found))
        assert found == []


@pytest.mark.parametrize(
    "break_it",
    [
        sabotage.short_checksum,
        sabotage.line_checksum,
        sabotage.cut_without_looking,
        sabotage.forget_to_report,
        sabotage.no_repair,
    ],
    ids=lambda mutant: mutant.__name__,
)
def test_a_sabotage_is_caught(
    hit: Hit, monkeypatch: pytest.MonkeyPatch, break_it: Sabotage, tell: Tell
) -> None:
    tried = [*flips(hit, 60, Random(1)), *closing_flips(hit), *cuts(hit, 301)]
    break_it(monkeypatch)
    found = wrong(hit, tried)
    tell(f"damage, sabotage: {break_it.__name__}", images=len(tried), caught=len(found))
    assert found
