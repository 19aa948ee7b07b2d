"""The power goes: nothing that was acknowledged is lost, and nothing that was not is invented."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from naho_feedback.store import JournalStore
from tests.faults import sabotage
from tests.faults.power import SECTOR, Image, Trace, failures
from tests.faults.sabotage import Sabotage
from tests.faults.work import Reopening, open_small, recorded, state_of
from tests.telling import Tell

pytestmark = pytest.mark.usefixtures("quick_disk")
CAUGHT: list[Sabotage] = [
    sabotage.no_flush,
    sabotage.size_for_durable,
    sabotage.flush_before_writing,
    sabotage.no_folder_flush,
    sabotage.no_header_flush,
    sabotage.seal_unflushed,
    sabotage.no_repair,
]


class TestCuts:
    def run(self, folder: Path, seed: int, images: int) -> tuple[list[str], int]:
        random = Random(seed)
        trace, states = recorded(folder / "written", 30, random)
        check = Reopening(folder / "cut", states)
        return failures(trace, check, images, random), check.set_aside

    def test_whatever_sectors_are_left_nothing_acknowledged_is_lost(self, tmp_path: Path) -> None:
        wrong, set_aside = self.run(tmp_path, 1, 150)
        assert wrong == []
        assert set_aside > 10  # the cuts did hit something

    @pytest.mark.torture
    @pytest.mark.parametrize("seed", range(20))
    def test_ten_thousand_cuts(self, tmp_path: Path, tell: Tell, seed: int) -> None:
        wrong, set_aside = self.run(tmp_path, 100 + seed, 500)
        tell(
            "power cut: any subset of the sectors written since the last flush",
            images=500,
            wrong=len(wrong),
            with_a_torn_end_set_aside=set_aside,
        )
        assert wrong == []

    @pytest.mark.parametrize("break_it", CAUGHT, ids=lambda mutant: mutant.__name__)
    def test_a_sabotage_is_caught(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_it: Sabotage, tell: Tell
    ) -> None:
        random = Random(2)
        with monkeypatch.context() as patcher:
            break_it(patcher)
            trace, states = recorded(tmp_path / "written", 30, random, break_it)
            wrong = failures(trace, Reopening(tmp_path / "cut", states), 100, random)
        tell(f"power cut, sabotage: {break_it.__name__}", images=100, caught=len(wrong))
        assert wrong


class TestFailedFlush:
    """A flush fails, the store is opened again, more is written, and then the power goes."""

    def failing(
        self, folder: Path, random: Random, fail_at: int, break_it: Sabotage | None
    ) -> tuple[Trace, dict[str, str]]:
        """Write notes with a flush that fails; return the trace and the acknowledged notes."""
        trace, kept = Trace(fail_at), dict[str, str]()
        with trace.watching(break_it):
            store = None
            while len(kept) < 12:
                try:
                    store = store or open_small(folder)
                    text = _awkward(store, random)
                    (id_,) = store.append([put(Note(text=text))], "wall")
                except StoreError:
                    if store is not None:
                        store.close()
                    store = None
                else:
                    kept[id_] = text
                    trace.ack()
            assert store is not None
            store.close()
        return trace, kept

    def run(
        self, folder: Path, images: int, seed: int, break_it: Sabotage | None = None
    ) -> list[str]:
        wrong = []
        random = Random(seed)
        for fail_at in range(24):
            shutil.rmtree(folder / "written", ignore_errors=True)
            trace, kept = self.failing(folder / "written", random, fail_at, break_it)
            check = _Acknowledged(folder / "cut", kept)
            wrong += failures(trace, check, images, random)
        return wrong

    def test_nothing_acknowledged_after_it_is_lost(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, 8, 3) == []

    @pytest.mark.torture
    def test_a_thousand_cuts_after_a_failed_flush(self, tmp_path: Path, tell: Tell) -> None:
        wrong = self.run(tmp_path, 100, 4)
        tell("a flush fails, more is written, the power goes", images=2400, wrong=len(wrong))
        assert wrong == []

    @pytest.mark.parametrize(
        "break_it",
        [sabotage.retry_a_failed_flush, sabotage.go_on_in_the_same_file],
        ids=lambda mutant: mutant.__name__,
    )
    def test_a_sabotage_is_caught(self, tmp_path: Path, break_it: Sabotage, tell: Tell) -> None:
        wrong = self.run(tmp_path, 20, 3, break_it)
        tell(f"failed flush, sabotage: {break_it.__name__}", images=480, caught=len(wrong))
        assert wrong


def _awkward(store: JournalStore, random: Random) -> str:
    """Return a text whose line ends just after the start of a sector.

    The digits that prove the next line stand on both sides of the border then, so that the
    next line's flush brings back only half of them.
    """
    journal = store.db.journal
    around = len(f'["{journal.writer}-10",10,1488200000000,"wall","put","notes",1,"')
    around += len(f'{journal.writer}-10",{{"text":""}},"9f3c01aa"]') + 1
    end = journal._file.end + around + random.randrange(200, 900)
    return "a" * (end // SECTOR * SECTOR + random.randrange(4, 10) - journal._file.end - around)


class _Acknowledged:
    """Every acknowledged note is there, as it was written."""

    def __init__(self, folder: Path, kept: dict[str, str]) -> None:
        self._folder = folder
        self._kept = list(kept.items())

    def __call__(self, image: Image) -> str:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        for name, data in image.files.items():
            (self._folder / name).write_bytes(data)
        try:
            store = open_small(self._folder)
        except StoreError as error:
            return f"cannot be opened: {error}" if image.acknowledged else ""
        found = state_of(store)
        store.close()
        missing = dict(self._kept[: image.acknowledged]).items() - found.items()
        return f"lost {sorted(id_ for id_, _text in missing)}" if missing else ""
