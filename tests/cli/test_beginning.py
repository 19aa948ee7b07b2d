"""The first minute: ``naho init`` asks, and ``naho`` alone offers to begin."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.cli import start
from naho_feedback.cli.beginning import read_sites
from naho_feedback.errors import UsageError
from naho_feedback.workspace import NewSite, Settings, read_settings
from tests.cli.conftest import Ran, Shell


def settings_in(folder: str) -> Settings:
    return read_settings(Path(folder) / "naho.toml")


def init(shell: Shell, *answers: str, args: tuple[str, ...] = ()) -> Ran:
    """Run ``naho init w`` at a terminal."""
    return shell.run("init", "w", *args, stdin="".join(f"{a}\n" for a in answers), tty=True)


class TestInit:
    def test_enter_all_the_way_takes_the_example(self, anywhere: Shell) -> None:
        assert init(anywhere, "", "", "", "", "").status == 0
        anywhere("init", "plain", "--yes", tty=True)
        written = Path("w/naho.toml").read_text("utf-8")
        # The language offered is the one that is spoken, English in these tests.
        plain = Path("plain/naho.toml").read_text("utf-8")
        english = plain.replace('language = "fr"', 'language = "en"')
        assert written == english.replace('keyboard = "azerty"', 'keyboard = "qwerty"')

    def test_answers_are_taken_over(self, anywhere: Shell) -> None:
        ran = init(anywhere, "b", "fr", "Demain", "Arras = 1 100, Douai", "qwerty")
        assert ran.status == 0, ran.err
        settings = settings_in("w")
        assert (settings.label, settings.language, settings.keyboard) == ("B", "fr", "qwerty")
        assert settings.programme.name == "Demain"
        assert [site.name for site in settings.programme.sites] == ["Arras", "Douai"]
        (staff,) = settings.programme.headcounts
        assert (staff.site, staff.count) == ("arras", 1100)
        assert staff.date <= dt.datetime.now(tz=dt.UTC).astimezone().date()
        assert i18n.language() == "fr"

    def test_a_wrong_answer_is_asked_again(self, anywhere: Shell) -> None:
        ran = init(anywhere, "AB", "C", "de", "fr", "", "= 3", "Arras = x", "Arras = 3", "")
        assert ran.status == 0, ran.err
        assert settings_in("w").label == "C"
        assert [site.name for site in settings_in("w").programme.sites] == ["Arras"]

    def test_what_is_given_is_not_asked(self, anywhere: Shell) -> None:
        args = ("--label", "D", "--screens", "fr", "--name", "x", "--sites", "Arras")
        ran = init(anywhere, "azerty", args=args)
        assert ran.status == 0, ran.err
        assert ran.err.count("[") == 1
        assert settings_in("w").label == "D"

    def test_the_end_of_input_makes_nothing(self, anywhere: Shell) -> None:
        assert init(anywhere, "A", "fr").status == 130
        assert not Path("w").exists()

    def test_an_occupied_folder_is_told_before_any_question(self, anywhere: Shell) -> None:
        Path("w").mkdir()
        Path("w/letter.txt").write_text("x", "utf-8")
        ran = init(anywhere)
        assert ran.status == 1
        assert "[" not in ran.err

    def test_without_a_terminal_nothing_is_asked(self, anywhere: Shell) -> None:
        ran = anywhere.run("init", "w", stdin="Z\n")
        assert ran.status == 0
        assert settings_in("w").label == "A"
        assert anywhere("init", "x", "--json", tty=True).json["label"] == "A"


class TestSites:
    def test_a_site_may_have_a_headcount(self) -> None:
        assert read_sites("Lens = 1 100 ,Pavillon 2, La Bassée=80") == (
            NewSite("Lens", 1100),
            NewSite("Pavillon 2"),
            NewSite("La Bassée", 80),
        )

    @pytest.mark.parametrize("text", ["", "Lens,,Arras", "= 3", "Lens = x", "a=b=3", "Lens = 0"])
    def test_what_makes_no_sense_is_refused(self, text: str) -> None:
        with pytest.raises(UsageError):
            read_sites(text)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders of the workspaces that the app was opened on, instead of opening it."""
    opened: list[Path] = []

    def show(naho: Naho, *, survey: str = "") -> None:
        assert survey == ""
        opened.append(naho.workspace.root)

    monkeypatch.setattr(start, "show_app", show)
    monkeypatch.setattr(start, "_at_a_terminal", lambda: True)
    return opened


class TestOffer:
    def test_a_workspace_is_made_here_and_opened(self, anywhere: Shell, shown: list[Path]) -> None:
        assert anywhere.run(stdin="\n" * 6, tty=True).status == 0
        assert shown == [Path.cwd()]
        assert Path("naho.toml").is_file()

    def test_an_occupied_folder_gets_a_folder_inside_which_is_opened_next_time(
        self, anywhere: Shell, shown: list[Path]
    ) -> None:
        Path("letter.txt").write_text("x", "utf-8")
        assert anywhere.run(stdin="1\nB\nfr\n\n\n\n", tty=True).status == 0
        again = anywhere.run(stdin="&\n", tty=True)
        assert again.status == 0
        assert "open" in again.err
        assert shown == [Path.cwd() / "naho"] * 2
        assert settings_in("naho").label == "B"

    def test_the_demonstration_is_one_key_away(self, anywhere: Shell, shown: list[Path]) -> None:
        assert anywhere.run(stdin="é\n", tty=True).status == 0
        assert [folder.name for folder in shown] == ["naho-demo"]
        assert settings_in("naho-demo").demo

    @pytest.mark.parametrize(("typed", "status"), [("3\n", 0), ("x\nq\n", 0), ("", 130)])
    def test_leaving_makes_nothing(
        self, anywhere: Shell, shown: list[Path], typed: str, status: int
    ) -> None:
        assert anywhere.run(stdin=typed, tty=True).status == status
        assert shown == []
        assert list(Path.cwd().iterdir()) == []

    def test_a_named_folder_without_workspace_is_still_an_error(
        self, anywhere: Shell, shown: list[Path]
    ) -> None:
        assert anywhere.run("-w", "nowhere", stdin="\n", tty=True).status == 1
        assert shown == []

    def test_a_broken_workspace_is_told_and_not_replaced(
        self, anywhere: Shell, shown: list[Path]
    ) -> None:
        Path("naho.toml").write_text("label = 3\n", "utf-8")
        ran = anywhere.run(stdin="\n", tty=True)
        assert ran.status == 1
        assert "naho.toml:1" in ran.err
        assert shown == []
