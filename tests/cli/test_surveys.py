"""``naho survey``: what is asked, what is answered, what comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def test_the_bundled_questionnaires_are_listed_and_shown(naho: Shell) -> None:
    listed = {survey["id"]: survey for survey in naho("survey", "list", "--json").json}
    assert {"sortie-30s", "visiteur"} <= listed.keys()
    assert listed["sortie-30s"]["questions"] == 2
    assert "sortie-30s" in naho("survey", "list").out
    text = naho("survey", "show", "visiteur").out
    assert "non-dit" in text
    shown = naho("survey", "show", "visiteur", "--json").json
    assert [question["id"] for question in shown["questions"]][:2] == ["v0", "v0r"]


def test_an_unknown_questionnaire_is_refused_with_the_known_ones(naho: Shell) -> None:
    ran = naho.run("survey", "show", "rien")
    assert ran.status == 1
    assert "sortie-30s, utile-facile, visiteur" in ran.err.splitlines()[1]


def test_answers_are_taken_as_pairs(wall: Shell) -> None:
    answers = wall("survey", "answer", "sortie-30s", "s1=4", "s2=a=b", "--json").json["answers"]
    assert answers == {"s1": 4, "s2": "a=b"}


def test_answers_are_taken_as_json_on_stdin(wall: Shell) -> None:
    given = {"v1": 5, "v2": "plus", "v3": "Quand ? \x1b[31m"}
    ran = wall("survey", "answer", "visiteur", "--json", stdin=json.dumps(given))
    assert ran.json["answers"] == given
    assert "\x1b" not in ran.out
    # A-2 is the answer, A-3 the note that its words became, A-4 the wording that was seen.
    assert wall("survey", "answer", "visiteur", stdin='{"v1": 2}').out == "A-5\n"


@pytest.mark.parametrize(
    ("args", "stdin", "status"),
    [
        (["s1=9"], "", 1),
        (["s9=1"], "", 1),
        (["s1"], "", 2),
        (["s1=1", "s1=2"], "", 2),
        ([], "[1]", 1),
        ([], "{", 1),
        ([], '{"s1": 1.5}', 1),
        ([], "\udcff", 1),
        ([], "{}", 1),
    ],
)
def test_answers_that_do_not_fit_are_refused_in_one_sentence(
    wall: Shell, args: list[str], stdin: str, status: int
) -> None:
    raw = stdin.encode("utf-8", "surrogateescape")
    ran = wall.run("survey", "answer", "sortie-30s", *args, stdin=raw)
    assert (ran.status, ran.out) == (status, "")
    assert 1 <= len(ran.err.splitlines()) <= 2
    assert wall.folder is not None
    journal = "".join(file.read_text("utf-8") for file in wall.folder.glob("data/0*.jsonl"))
    assert '"responses"' not in journal


def test_without_answers_at_a_terminal_one_is_told_what_to_type(wall: Shell) -> None:
    assert wall.run("survey", "answer", "sortie-30s", tty=True).status == 2


def test_a_closed_session_takes_no_answers(wall: Shell) -> None:
    wall("session", "close")
    ran = wall.run("survey", "answer", "sortie-30s", "s1=4", "--session", "A-1")
    assert ran.status == 1
    assert "closed" in ran.err


def test_results_are_gated(wall: Shell) -> None:
    for _person in range(4):
        wall("survey", "answer", "sortie-30s", "s1=4")
    few = "Nobody has answered it yet, or fewer than 5 people.\n"
    assert wall("survey", "results", "sortie-30s").err == few
    assert wall("survey", "results", "sortie-30s", "--json").json == []
    assert wall("survey", "results", "visiteur").err == few


def test_results_of_the_invented_week_say_so(demo: Shell) -> None:
    lines = demo("survey", "results", "sortie-30s").lines
    assert lines[0].startswith("DEMONSTRATION")
    assert lines[-1].endswith(" answers)")


# ---- files -----------------------------------------------------------------------------------

BROKEN = 'id = "fait-main"\nversion = 1\ntitel = { fr = "Un", en = "One" }\n'


def test_check_names_file_and_line_of_a_broken_questionnaire(naho: Shell, folder: Path) -> None:
    file = folder / "surveys" / "fait-main.toml"
    file.write_text(BROKEN, "utf-8")
    ran = naho.run("survey", "check", str(file))
    assert (ran.status, ran.out) == (1, "")
    assert "fait-main.toml:3: " in ran.err
    (check,) = naho.run("survey", "check", str(file), "--json").json
    assert (check["ok"], check["line"]) == (False, 3)
    assert "fait-main.toml" not in check["message"]
    assert check["hint"]


def test_check_without_file_checks_all_and_the_good_ones_still_work(
    naho: Shell, folder: Path
) -> None:
    good = naho("survey", "check").lines
    assert {"sortie-30s.toml: good", "visiteur.toml: good"} <= set(good)
    (folder / "surveys" / "fait-main.toml").write_text(BROKEN, "utf-8")
    ran = naho.run("survey", "check")
    assert ran.status == 1
    assert ran.lines == good
    assert ran.err.count("fait-main.toml:3: ") == 1
    listed = naho("survey", "list")
    assert "sortie-30s" in listed.out
    assert "fait-main.toml:3: " in listed.err


def test_a_file_that_is_not_there_is_one_sentence(anywhere: Shell) -> None:
    ran = anywhere.run("survey", "check", "rien.toml")
    assert (ran.status, ran.err.splitlines()[0]) == (1, "rien.toml: There is no such file.")
