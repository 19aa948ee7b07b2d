"""What the engine's process answers, with a model that takes no time."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from naho_feedback.api import Taxonomy
from naho_themes.engine import Engine
from naho_themes.failures import (
    EngineClosedError,
    EngineDiedError,
    EngineDownError,
    EngineFailedError,
    EngineMissingError,
    EngineSilentError,
    EngineUnreadableError,
)
from naho_themes.protocol import PART, Decided, Know, Placing, Text
from tests.plugins.themes.conftest import EngineFactory, until


@pytest.fixture
def know(taxonomy: Taxonomy) -> Know:
    return Know(taxonomy=taxonomy, languages=("fr", "en"), decided=())


def decided(know: Know, **themes: str) -> Know:
    """Return what is known when people decided for these words, too."""
    more = tuple(Decided(f"A7K2-{word}", word, theme) for word, theme in themes.items())
    return Know(taxonomy=know.taxonomy, languages=know.languages, decided=know.decided + more)


def texts(*said: str) -> list[Text]:
    return [Text(f"A7K2-{number}", text) for number, text in enumerate(said)]


def themes(placings: list[Placing]) -> list[str]:
    return [placing.theme for placing in placings]


def how(engine: Engine, know: Know) -> tuple[str, ...]:
    """Return how many texts the model was fitted to, and how often it learnt since then."""
    return engine.place(know, texts("HOW"))[0].words


class TestAnswers:
    def test_notes_are_placed_with_words_and_other_themes(self, engine: Engine, know: Know) -> None:
        placings = engine.place(know, texts("un materiel et la formation", "rien"))
        assert placings == [
            Placing("formation", ("materiel",), ("formation",), 0.7),
            Placing("", (), (), 0.0),
        ]

    def test_a_regrouping_finds_groups_whose_notes_are_named(
        self, engine: Engine, know: Know
    ) -> None:
        placings, groups = engine.regroup(know, texts("zinc b", "materiel", "zinc a"), 0)
        (group,) = groups
        assert (group.id, group.label, group.words) == ("new-1", "zinc", ("zinc",))
        assert group.central == ("A7K2-2", "A7K2-0")
        assert themes(placings) == ["new-1", "materiel", "new-1"]
        assert [placing.words for placing in placings] == [("zinc",), ("materiel",), ("zinc",)]

    def test_likeness_is_told_for_each(self, engine: Engine, know: Know) -> None:
        assert engine.similar(know, "a b", texts("a b", "a c", "d")) == (1.0, 1 / 3, 0.0)

    def test_more_notes_than_go_into_one_frame(self, engine: Engine, know: Know) -> None:
        said = ["materiel" if number % 3 else "formation" for number in range(3 * PART + 1)]
        assert themes(engine.place(know, texts(*said))) == said

    def test_nothing_to_place_is_placed(self, engine: Engine, know: Know) -> None:
        assert engine.place(know, []) == []

    def test_callers_get_their_own_answers(self, engine: Engine, know: Know) -> None:
        def ask(number: int) -> bool:
            word = ("materiel", "formation", "rien")[number % 3]
            mine = texts(*[word] * (number % 7 + 1))
            return themes(engine.place(know, mine)) == [word.replace("rien", "")] * len(mine)

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(ask, range(200)))


class TestLearning:
    def test_a_decision_is_learnt_before_the_next_note_is_placed(
        self, engine: Engine, know: Know
    ) -> None:
        assert themes(engine.place(know, texts("badge perdu"))) == [""]
        now = decided(know, badge="materiel")
        assert themes(engine.place(now, texts("badge perdu"))) == ["materiel"]
        assert themes(engine.place(know, texts("badge perdu"))) == [""]

    def test_what_is_no_news_is_not_learnt_again(self, engine: Engine, know: Know) -> None:
        now = decided(know, badge="materiel")
        assert how(engine, know) == ("fitted 0", "relearnt 0")
        assert [how(engine, now) for _time in range(3)] == [("fitted 0", "relearnt 1")] * 3

    def test_a_changed_taxonomy_is_learnt_by_the_model_that_there_is(
        self, engine: Engine, know: Know, taxonomy: Taxonomy
    ) -> None:
        engine.regroup(know, texts("a", "b"), 0)
        fewer = Taxonomy(version=1, themes=taxonomy.themes[:1])
        now = Know(taxonomy=fewer, languages=know.languages, decided=())
        assert how(engine, now) == ("fitted 2", "relearnt 1")
        assert themes(engine.place(now, texts("materiel formation"))) == [fewer.themes[0].id]

    def test_other_languages_need_another_model(self, engine: Engine, know: Know) -> None:
        engine.regroup(know, texts("a", "b"), 0)
        english = Know(taxonomy=know.taxonomy, languages=("en",), decided=())
        assert how(engine, english) == ("fitted 0", "relearnt 0")

    def test_a_fit_serves_from_then_on(self, engine: Engine, know: Know) -> None:
        now = decided(know, badge="materiel")
        engine.regroup(now, texts("a", "b"), 0)
        assert how(engine, now) == ("fitted 3", "relearnt 0")

    def test_what_only_passes_through_is_forgotten(
        self, engine: Engine, know: Know, tmp_path: Path
    ) -> None:
        _placings, groups = engine.regroup(know, texts("zinc a", "zinc b"), keep=False)
        assert [group.label for group in groups] == ["zinc"]
        assert how(engine, know) == ("fitted 0", "relearnt 0")
        assert not (tmp_path / "cache" / "model").exists()

    def test_no_theme_is_looked_for_where_none_is_wanted(self, engine: Engine, know: Know) -> None:
        assert engine.regroup(know, texts("zinc a", "zinc b"), discover=False)[1] == ()

    def test_notes_are_placed_while_a_fit_is_made_and_it_learns_what_was_decided_since(
        self, engine: Engine, know: Know, tmp_path: Path
    ) -> None:
        go = tmp_path / "go"
        with ThreadPoolExecutor(1) as pool:
            fit = pool.submit(engine.regroup, know, texts(f"WAIT:{go}", "b"), 0)
            until(go.with_suffix(".waiting").exists)
            now = decided(know, badge="materiel")
            assert themes(engine.place(now, texts("badge"))) == ["materiel"]
            assert not fit.done()
            go.touch()
            fit.result(20)
        assert how(engine, now) == ("fitted 2", "relearnt 1")
        assert themes(engine.place(now, texts("badge"))) == ["materiel"]


class TestFailures:
    def test_what_a_library_prints_is_no_answer(self, engine: Engine, know: Know) -> None:
        assert themes(engine.place(know, texts("PRINT materiel"))) == ["materiel"]

    def test_an_error_is_told_without_the_note_and_the_process_goes_on(
        self, engine: Engine, know: Know, caplog: pytest.LogCaptureFixture
    ) -> None:
        engine.warm()
        pid = engine.pid
        with pytest.raises(EngineFailedError):
            engine.place(know, texts("RAISE:secret"))
        assert "ValueError" in caplog.text
        assert "stand_in.cast_spell" in caplog.text
        assert "secret" not in caplog.text
        assert themes(engine.place(know, texts("materiel"))) == ["materiel"]
        assert engine.pid == pid

    def test_an_answer_that_leaves_notes_out_makes_no_sense(
        self, engine: Engine, know: Know
    ) -> None:
        with pytest.raises(EngineUnreadableError):
            engine.place(know, texts("materiel", "LEAVE-OUT", "materiel"))
        assert themes(engine.place(know, texts("materiel"))) == ["materiel"]

    def test_a_child_that_dies_is_followed_by_another(self, engine: Engine, know: Know) -> None:
        with pytest.raises(EngineDiedError) as caught:
            engine.place(know, texts("DIE"))
        assert caught.value.message
        assert caught.value.hint
        assert themes(engine.place(know, texts("materiel"))) == ["materiel"]

    def test_one_that_died_while_nobody_asked_is_not_missed(
        self, engine: Engine, know: Know
    ) -> None:
        engine.place(know, texts("materiel"))
        before = engine.pid
        psutil.Process(before).kill()
        until(lambda: engine.pid == 0)
        assert themes(engine.place(know, texts("materiel"))) == ["materiel"]
        assert engine.pid not in (0, before)

    def test_everybody_who_waits_is_told(self, engine: Engine, know: Know, tmp_path: Path) -> None:
        with ThreadPoolExecutor(2) as pool:
            go = tmp_path / "go"
            waiting = pool.submit(engine.regroup, know, texts(f"WAIT:{go}"), 0)
            until(go.with_suffix(".waiting").exists)
            dying = pool.submit(engine.place, know, texts("DIE"))
            assert isinstance(waiting.exception(20), EngineDiedError)
            assert isinstance(dying.exception(20), EngineDiedError)

    def test_one_that_dies_again_and_again_stays_down(self, engine: Engine, know: Know) -> None:
        for _time in range(3):
            with pytest.raises(EngineDiedError):
                engine.place(know, texts("DIE"))
        for _time in range(2):
            with pytest.raises(EngineDownError):
                engine.place(know, texts("materiel"))
        assert engine.pid == 0

    def test_failures_of_long_ago_do_not_count(
        self, engine: Engine, know: Know, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("naho_themes.engine.WITHIN", 0.0)
        for _time in range(4):
            with pytest.raises(EngineDiedError):
                engine.place(know, texts("DIE"))
        assert themes(engine.place(know, texts("materiel"))) == ["materiel"]

    def test_a_child_without_a_sign_of_life_is_given_up(
        self, make_engine: EngineFactory, know: Know
    ) -> None:
        engine = make_engine(silence=1.0)
        engine.place(know, texts("materiel"))
        pid = engine.pid
        with pytest.raises(EngineSilentError):
            engine.place(know, texts("SLEEP:60"))
        until(lambda: not psutil.pid_exists(pid))
        assert themes(engine.place(know, texts("materiel"))) == ["materiel"]

    def test_one_that_calculates_for_longer_is_not(
        self, make_engine: EngineFactory, know: Know
    ) -> None:
        engine = make_engine(silence=2.0)
        engine.place(know, texts("materiel"))
        assert themes(engine.place(know, texts("SPIN:4 materiel"))) == ["materiel"]

    def test_one_that_calculates_for_ever_is(self, make_engine: EngineFactory, know: Know) -> None:
        engine = make_engine(silence=2.0, patience=4.0)
        with pytest.raises(EngineSilentError):
            engine.place(know, texts("SPIN:60"))

    @pytest.mark.skipif(sys.platform == "win32", reason="nothing stops a process there")
    def test_a_stopped_child_stops_no_caller_whatever_is_to_be_written(
        self, make_engine: EngineFactory, know: Know
    ) -> None:
        engine = make_engine(silence=1.0)
        engine.place(know, texts("materiel"))
        pid = engine.pid
        psutil.Process(pid).suspend()
        with pytest.raises(EngineSilentError):
            engine.place(know, texts(*["materiel " * 20] * 5_000))
        until(lambda: not psutil.pid_exists(pid))

    def test_a_missing_module_is_not_looked_for_twice(
        self, make_engine: EngineFactory, know: Know
    ) -> None:
        engine = make_engine(model="no_such_module:ThemeModel")
        for _time in range(5):
            with pytest.raises(EngineMissingError):
                engine.place(know, texts("materiel"))
        assert engine.pid == 0


class TestEnding:
    def test_closing_ends_the_process_and_tells_who_waits(
        self, engine: Engine, know: Know, tmp_path: Path
    ) -> None:
        with ThreadPoolExecutor(1) as pool:
            go = tmp_path / "go"
            waiting = pool.submit(engine.regroup, know, texts(f"WAIT:{go}"), 0)
            until(go.with_suffix(".waiting").exists)
            pid = engine.pid
            engine.close()
            assert isinstance(waiting.exception(20), EngineClosedError)
        assert not psutil.pid_exists(pid)
        with pytest.raises(EngineClosedError):
            engine.place(know, texts("materiel"))

    def test_closing_what_never_ran_starts_nothing(self, engine: Engine) -> None:
        engine.close()
        assert engine.pid == 0

    def test_no_thread_stays(self, make_engine: EngineFactory, know: Know) -> None:
        before = set(threading.enumerate())
        engine = make_engine()
        engine.place(know, texts("materiel"))
        assert set(threading.enumerate()) != before
        engine.close()
        assert set(threading.enumerate()) == before

    @pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
    def test_the_process_has_no_terminal_and_only_fits_are_slow(
        self, engine: Engine, know: Know
    ) -> None:
        engine.regroup(know, texts("materiel"), 0)
        engine.place(know, texts("materiel"))
        assert os.getsid(engine.pid) == engine.pid
        fds = Path(f"/proc/{engine.pid}/fd")
        assert {str((fds / str(fd)).readlink()) for fd in range(3)} == {os.devnull}
        tasks = Path(f"/proc/{engine.pid}/task").glob("*/stat")
        nice = [int(task.read_text().rpartition(")")[2].split()[16]) for task in tasks]
        assert sorted(nice) == [0, 0, 0, 10]


class TestOnDisk:
    def test_the_next_start_goes_on_with_the_model(
        self, make_engine: EngineFactory, know: Know
    ) -> None:
        now = decided(know, badge="materiel")
        first = make_engine()
        first.regroup(now, texts("a", "b"), 0)
        first.close()
        second = make_engine()
        assert how(second, now) == ("fitted 3", "relearnt 0")
        assert how(second, know) == ("fitted 3", "relearnt 1")

    def test_a_later_fit_replaces_it_and_leaves_nothing_behind(
        self, make_engine: EngineFactory, know: Know, tmp_path: Path
    ) -> None:
        engine = make_engine()
        engine.regroup(know, texts("a", "b"), 0)
        engine.regroup(know, texts("a", "b", "c"), 0)
        assert [path.name for path in (tmp_path / "cache").iterdir()] == ["model"]
        assert how(make_engine(), know) == ("fitted 3", "relearnt 0")

    @pytest.mark.skipif(os.name != "posix", reason="modes")
    def test_nobody_else_may_read_it(self, engine: Engine, know: Know, tmp_path: Path) -> None:
        engine.regroup(know, texts("a", "b"), 0)
        kept = list((tmp_path / "cache").rglob("*"))
        assert len(kept) == 3
        assert not any(path.stat().st_mode & 0o077 for path in kept)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("learnt.json", b"not json"),
            ("learnt.json", b"{}"),
            ("learnt.json", b'{"format":99,"languages":["fr","en"],"key":""}'),
            ("model.json", b"not json"),
            ("model.json", b"[]"),
            ("model.json", None),
        ],
    )
    def test_what_cannot_be_read_is_made_anew(
        self,
        make_engine: EngineFactory,
        know: Know,
        tmp_path: Path,
        name: str,
        content: bytes | None,
    ) -> None:
        first = make_engine()
        first.regroup(know, texts("a", "b"), 0)
        first.close()
        file = tmp_path / "cache" / "model" / name
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
        second = make_engine()
        assert how(second, know) == ("fitted 0", "relearnt 0")
        second.regroup(know, texts("a", "b", "c"), 0)
        second.close()
        assert how(make_engine(), know) == ("fitted 3", "relearnt 0")

    def test_where_nothing_can_be_kept_it_works_without(
        self, engine: Engine, know: Know, tmp_path: Path
    ) -> None:
        (tmp_path / "cache").write_bytes(b"a file where the folder would be")
        placings, _groups = engine.regroup(know, texts("materiel"), 0)
        assert themes(placings) == ["materiel"]
