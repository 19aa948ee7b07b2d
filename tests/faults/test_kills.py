"""Several writers are killed with -9, again and again, while their files are sealed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from tests.faults import sabotage
from tests.faults.sabotage import Sabotage
from tests.faults.work import open_small
from tests.telling import Tell

WRITERS = 3
WRITER = """
import sys
from pathlib import Path
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore
name, broken = sys.argv[2:]
if broken:
    import pytest
    from tests.faults import sabotage
    getattr(sabotage, broken)(pytest.MonkeyPatch())
store = JournalStore(Path(sys.argv[1]), seal_at=4_000)
print("open", flush=True)
sys.stdin.readline()
n = 0
while True:
    n += 1
    (id_,) = store.append([put(Note(text=f"{name} {n} " + "x" * (n * 37 % 400)))], "command")
    print(id_, n, flush=True)
"""


class Victims:
    """Kills the writers of one journal, round after round.

    Attributes:
        kills: how many were killed.
        printed: the receipts that they printed, with what stood in the note.
    """

    def __init__(self, folder: Path, random: Random, broken: str = "") -> None:
        self._folder = folder
        self._random = random
        self._broken = broken
        self.kills = 0
        self.printed: dict[str, str] = {}

    def round(self) -> str:
        """Start the writers, kill them, open the journal; return what is wrong."""
        names = [f"w{self.kills + n}" for n in range(WRITERS)]
        writers = [self._start(name) for name in names]
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "open\n"
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("\n")
            writer.stdin.flush()
        time.sleep(self._random.uniform(0.005, 0.06))
        for writer in writers:
            writer.kill()
        self.kills += WRITERS
        doubled = ""
        for name, writer in zip(names, writers, strict=True):
            out, _none = writer.communicate(timeout=60)
            for line in out.splitlines(keepends=True):
                if line.endswith("\n"):
                    id_, n = line.split()
                    doubled = id_ if id_ in self.printed else doubled
                    self.printed[id_] = f"{name} {n} "
        if doubled:
            return f"{doubled} was printed twice"
        try:
            return self._look()
        except StoreError as error:
            return f"cannot be opened: {error}"

    def _start(self, name: str) -> subprocess.Popen[str]:
        """Start a writer that opens the journal, says so, and waits for a line."""
        return subprocess.Popen(
            [sys.executable, "-c", WRITER, str(self._folder), name, self._broken],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    def _look(self) -> str:
        store = open_small(self._folder)
        kept = {note.id: note.text for note in store.all(Note)}
        damage = store.damage
        store.close()
        lost = [
            id_ for id_, start in self.printed.items() if not kept.get(id_, "").startswith(start)
        ]
        texts = [text.rstrip("x") for text in kept.values()]
        if lost:
            return f"{len(lost)} receipts lost"
        if len(set(texts)) != len(texts):
            return "a note was doubled"
        extra = len(kept) - len(self.printed)
        if extra > self.kills:  # each had one note on its way at most
            return f"{extra} notes that nobody was told of"
        return f"damage: {damage}" if any(not piece.cut for piece in damage) else ""


def kill(folder: Path, rounds: int, seed: int, broken: str = "") -> tuple[list[str], int, int]:
    """Return what was wrong, how many were killed, and how many receipts they printed."""
    victims = Victims(folder, Random(seed), broken)
    wrong: list[str] = []
    while not wrong and victims.kills < rounds * WRITERS:
        wrong = [found for found in [victims.round()] if found]
    return wrong, victims.kills, len(victims.printed)


def test_every_printed_receipt_outlives_its_writer(tmp_path: Path) -> None:
    wrong, _kills, receipts = kill(tmp_path / "data", 3, 1)
    assert wrong == []
    assert receipts > 30
    assert len(list((tmp_path / "data").glob("0*.jsonl"))) > 2


@pytest.mark.torture
@pytest.mark.parametrize("part", range(14))
def test_a_thousand_kills(tmp_path: Path, tell: Tell, part: int) -> None:
    wrong, kills, receipts = kill(tmp_path / "data", 24, 10 + part)
    files = len(list((tmp_path / "data").glob("0*.jsonl")))
    tell(
        "kill -9 of three writers at once",
        kills=kills,
        receipts=receipts,
        files=files,
        rounds_with_a_loss_or_a_double=len(wrong),
    )
    assert wrong == []


@pytest.mark.parametrize(
    "break_it", [sabotage.write_later, sabotage.no_lock], ids=lambda mutant: mutant.__name__
)
def test_a_sabotage_is_caught(tmp_path: Path, break_it: Sabotage, tell: Tell) -> None:
    wrong, kills, _receipts = kill(tmp_path / "data", 6, 1, break_it.__name__)
    tell(f"kill -9, sabotage: {break_it.__name__}", kills=kills, caught=len(wrong))
    assert wrong
