"""``naho kiosk``: opening it, its PIN, and what was left or came too fast."""

from __future__ import annotations

import getpass
import stat
from pathlib import Path

import pytest

from naho_feedback.bootstrap import open_naho
from naho_feedback.cli import kiosk
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.workspace.kiosk_pin import KioskPin
from tests.cli.conftest import Shell

SECOND = 1_000


@pytest.fixture
def pin(folder: Path) -> KioskPin:
    return KioskPin(folder / "data")


class TestOpening:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        shown: list[str] = []
        monkeypatch.setattr(kiosk, "need_terminal", lambda _hint: None)
        monkeypatch.setattr(kiosk, "show_app", lambda _naho, *, survey: shown.append(survey))
        return shown

    def test_one_questionnaire_or_several(self, naho: Shell, opened: list[str]) -> None:
        naho("kiosk", "sortie-30s")
        naho("kiosk", "visiteur", "sortie-30s", "visiteur")
        assert opened == ["sortie-30s", "visiteur,sortie-30s"]

    def test_a_name_that_is_not_there_says_what_there_is(
        self, naho: Shell, opened: list[str]
    ) -> None:
        ran = naho.run("kiosk", "sortie-30s", "rien")
        assert ran.status == 1
        assert "sortie-30s, visiteur" in ran.err
        assert opened == []

    def test_without_a_name_it_explains_itself(self, naho: Shell, opened: list[str]) -> None:
        ran = naho.run("kiosk")
        assert "naho kiosk sortie-30s visiteur" in ran.out + ran.err
        assert opened == []


class TestPin:
    def test_its_hash_is_kept_and_nothing_else(
        self, naho: Shell, pin: KioskPin, folder: Path
    ) -> None:
        ran = naho("kiosk", "pin", stdin="48151\n")
        file = folder / "data" / "kiosk-pin"
        assert "48151" not in ran.out + ran.err + file.read_text("ascii")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert pin.fits("48151")
        assert not any(map(pin.fits, ("48152", "4815", "", "é8151")))

    def test_the_same_pin_has_another_hash_each_time(self, naho: Shell, folder: Path) -> None:
        file = folder / "data" / "kiosk-pin"
        naho("kiosk", "pin", stdin="48151")
        first = file.read_bytes()
        naho("kiosk", "pin", stdin="48151")
        assert file.read_bytes() != first

    @pytest.mark.parametrize("typed", ["", "123", "1234567890", "12 34", "abcd", "١٢٣٤", "\xff"])
    def test_anything_but_four_to_nine_digits_is_refused(
        self, naho: Shell, pin: KioskPin, typed: str
    ) -> None:
        ran = naho.run("kiosk", "pin", stdin=typed)
        assert ran.status == 1
        assert "4 to 9 digits" in ran.err
        assert not pin.is_set

    def test_it_is_typed_twice_at_a_terminal(
        self, naho: Shell, pin: KioskPin, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        typed = iter(["4815", "4816", "4815", "4815"])
        monkeypatch.setattr(getpass, "getpass", lambda _question: next(typed))
        ran = naho.run("kiosk", "pin", tty=True)
        assert (ran.status, pin.is_set) == (1, False)
        naho("kiosk", "pin", tty=True)
        assert pin.fits("4815")

    def test_it_is_removed(self, naho: Shell, pin: KioskPin) -> None:
        naho("kiosk", "pin", stdin="4815")
        assert "any more" in naho("kiosk", "pin", "--remove").err
        assert not pin.is_set
        assert "There was no PIN" in naho("kiosk", "pin", "--remove").err

    @pytest.mark.parametrize(
        "broken", [b"", b"scrypt", b"\xff\xfe", b"scrypt$0$8$1$00$00", b"md5$16384$8$1$00$00"]
    )
    def test_a_file_that_makes_no_sense_opens_to_nobody(
        self, folder: Path, pin: KioskPin, broken: bytes
    ) -> None:
        (folder / "data").mkdir(exist_ok=True)
        (folder / "data" / "kiosk-pin").write_bytes(broken)
        assert pin.is_set
        assert not pin.fits("4815")
        assert not pin.fits("")


class TestLog:
    def add(self, folder: Path, *records: Begun | Response) -> tuple[str, ...]:
        naho = open_naho(folder, plugins=False)
        try:
            return naho.store.append([put(record) for record in records], Actor.KIOSK)
        finally:
            naho.close()

    def test_nothing_to_tell(self, naho: Shell) -> None:
        ran = naho("kiosk", "log")
        assert "Fewer than 5" in ran.out
        assert "None came faster" in ran.out
        assert naho("kiosk", "log", "--json").json == {"unfinished": None, "bursts": []}

    def test_few_unfinished_are_not_counted_out(self, naho: Shell, folder: Path) -> None:
        self.add(folder, *[Begun(answers={"s1": 1})] * 4)
        assert naho("kiosk", "log", "--json").json["unfinished"] is None
        self.add(folder, Begun(answers={"s1": 1}))
        assert naho("kiosk", "log", "--json").json["unfinished"] == 5

    def test_a_burst_is_told_with_its_receipts(self, naho: Shell, folder: Path) -> None:
        at = 1_488_547_800_000
        fast = [Response(answers={"s1": 1}, at=at + n * 2 * SECOND) for n in range(6)]
        slow = Response(answers={"s1": 1}, at=at + 3600 * SECOND)
        paper = Response(answers={"s1": 1}, at=at, origin=Origin.PAPER)
        self.add(folder, paper, *fast, slow)
        (burst,) = naho("kiosk", "log", "--json").json["bursts"]
        assert len(burst["receipts"]) == 6
        shown = naho("kiosk", "log").out
        assert "6 answers" in shown
        assert ", ".join(burst["receipts"]) in shown
