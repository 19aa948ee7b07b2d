"""Questionnaires in plain text, on paper, and sheets typed in."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Answer, Response
from naho_feedback.workspace import read_workspace
from tests.cli.conftest import Shell
from tests.cli.test_no_nir import DIGITS, WRITTEN
from tests.traces import traces

ALL = """
id = "tout"
version = 2
title = { fr = "Tout <b>essayer</b>", en = "Try <b>it</b> all" }

[[questions]]
id = "a"
kind = "agreement"
text = { fr = "D'accord ?", en = "Agreed?" }

[[questions]]
id = "b"
kind = "multiple"
text = { fr = "Lesquels ?", en = "Which ones?" }
choices = [
  { id = "lit", text = { fr = "Le lit", en = "The bed" } },
  { id = "mur", text = { fr = "Le mur", en = "The wall" } },
  { id = "rien", text = { fr = "Rien", en = "None" }, exclusive = true },
]

[[questions]]
id = "c"
kind = "slider"
text = { fr = "Effort ?", en = "Effort?" }
low = { fr = "faible", en = "low" }
high = { fr = "élevé", en = "high" }

[[questions]]
id = "d"
kind = "date"
text = { fr = "Quand ?", en = "When?" }

[[questions]]
id = "e"
kind = "text"
if = "a <= 2"
text = { fr = "Pourquoi ?", en = "Why?" }
"""


@pytest.fixture
def asking(wall: Shell) -> Shell:
    """Return a shell on a wall whose workspace has a questionnaire of every sort."""
    assert wall.folder is not None
    (wall.folder / "surveys" / "tout.toml").write_text(ALL, encoding="utf-8")
    return wall


def answers(shell: Shell, survey: str) -> list[dict[str, Answer]]:
    """Return what was typed in from paper."""
    assert shell.folder is not None
    naho = Naho(read_workspace(shell.folder), plugins=False)
    kept = [r for r in naho.store.all(Response) if r.survey == survey]
    naho.close()
    assert {response.origin for response in kept} == {Origin.PAPER}
    return [response.answers for response in kept]


class TestTake:
    def test_each_question_is_read_once_and_answered_by_codes(self, asking: Shell) -> None:
        ran = asking(
            "survey", "take", "tout", stdin="é\n1+2\n40\n27/02/2017\nTrop de clics\n", tty=True
        )
        said = ran.out
        assert "Question 1 of 4." in said  # the last one is asked only after a low answer
        assert "Question 5 of 5." in said
        assert said.count("Agreed?") == 1
        assert "2. Disagree" in said
        assert "0. Not applicable" in said
        assert "neither a patient's nor" in said
        assert "fewer than 5" in said
        assert "A-" in said.splitlines()[-1]
        assert "\x1b" not in said + ran.err
        assert "(a number from 0 to 100, in steps of 5)" in ran.err

    def test_what_does_not_fit_is_asked_again_in_one_sentence(self, asking: Shell) -> None:
        ran = asking(
            "survey", "take", "tout", stdin="9\n3\n1 3\n3\n41\n40\n31/02/2017\n\n", tty=True
        )
        assert "Type one of these" in ran.out
        assert "“None” stands alone" in ran.out
        assert "from 0 to 100, in steps of 5." in ran.out
        assert ran.out.splitlines()[-1].startswith("Thank you.")

    def test_one_may_go_back_hear_it_again_and_stop(self, asking: Shell) -> None:
        ran = asking("survey", "take", "tout", stdin="1\n?\n<\n4\n!\n", tty=True)
        assert ran.out.count("Question 1 of 5.") == 1
        assert ran.out.count("Question 1 of") == 2
        assert ran.out.count("Which ones?") == 3  # asked, again, and after going back
        assert "Answered before: Strongly disagree" in ran.out
        assert ran.out.splitlines()[-1].startswith("Stopped.")
        assert asking("survey", "results", "tout").out.count("%") == 0

    def test_words_that_look_like_somebody_are_kept_only_when_typed_again(
        self, asking: Shell
    ) -> None:
        typed = "voir Mme Durand au 06 12 34 56 78"
        ran = asking("survey", "take", "sortie-30s", stdin=f"4\n{typed}\n{typed}\n", tty=True)
        assert "type it again to keep it" in ran.out
        assert ran.out.splitlines()[-1].startswith("Thank you.")
        assert typed not in ran.out

    @pytest.mark.parametrize("verb", ["take", "enter"])
    def test_a_nir_is_never_kept(self, asking: Shell, verb: str) -> None:
        given = f"4\nle {WRITTEN[0]}\nle {WRITTEN[0]}\n-\n\n"
        ran = asking("survey", verb, "sortie-30s", stdin=given, tty=True)
        assert "A-" in ran.out
        assert asking.folder is not None
        assert traces(asking.folder, DIGITS) == []

    def test_without_a_terminal_it_says_what_to_use(self, asking: Shell) -> None:
        ran = asking.run("survey", "take", "tout", stdin="1\n")
        assert ran.status == 2
        assert "naho survey answer tout" in ran.err

    def test_nothing_answered_is_nothing_kept(self, asking: Shell) -> None:
        ran = asking("survey", "take", "tout", stdin="\n\n\n\n", tty=True)
        assert ran.out.splitlines()[-1] == "No question was answered; nothing was kept."


class TestEnter:
    def test_a_sheet_is_a_line_of_codes_and_a_line_for_each_answer_in_words(
        self, asking: Shell
    ) -> None:
        sheets = "2 1+2 40\n27/02/2017\nTrop de clics\n5 - -\n-\n-\n\n"
        ran = asking("survey", "enter", "tout", stdin=sheets, tty=True)
        assert answers(asking, "tout") == [
            {"a": 2, "b": "lit mur", "c": 40, "d": "2017-02-27", "e": "Trop de clics"},
            {"a": 5},
        ]
        assert "2 sheets were kept." in ran.err

    def test_a_receipt_is_printed_for_each(self, asking: Shell) -> None:
        ran = asking("survey", "enter", "sortie-30s", stdin="4\n-\n5\n-\n", tty=True)
        assert re.fullmatch(r"A-\d+\nA-\d+\n", ran.out)

    def test_a_faulty_line_is_typed_again_and_a_sheet_begun_again(self, asking: Shell) -> None:
        sheets = "4 4\n9\n4\n!\n3\n-\n"
        ran = asking("survey", "enter", "sortie-30s", stdin=sheets, tty=True)
        assert answers(asking, "sortie-30s") == [{"s1": 3}]
        assert "Codes typed: 2; asked for: 1 (s1)." in ran.err
        assert "s1: " in ran.err

    def test_a_file_stops_at_its_first_faulty_line(self, asking: Shell) -> None:
        ran = asking.run("survey", "enter", "sortie-30s", stdin="4\n-\n9\n-\n3\n-\n")
        assert ran.status == 1
        assert len(ran.lines) == 1
        assert "Type one of these" in ran.err


class TestPrint:
    def test_every_question_has_its_id_and_its_codes(self, asking: Shell) -> None:
        page = asking("survey", "print", "tout").out
        assert page.startswith("<!DOCTYPE html>")
        boxes = re.findall(r'<span class="box">(\d)</span> <span>([^<]+)<', page)
        assert boxes[:2] == [("1", "Strongly disagree"), ("2", "Disagree")]
        assert ("2", "The wall") in boxes
        assert re.findall(r'class="id">(\w)<', page) == ["a", "b", "c", "d", "e"]
        assert "0 low" in page
        assert "100 high" in page
        assert "<b>it" not in page
        assert "Try <b>it</b> all" in html.unescape(page)
        assert "://" not in page
        assert "tout · 2" in page
        assert "fewer than 5" in page

    def test_it_speaks_the_language_that_is_asked_for(self, asking: Shell) -> None:
        page = asking("--language", "fr", "survey", "print", "tout").out
        assert "Tout &lt;b&gt;essayer" in page
        assert "Agreed" not in page

    def test_it_is_written_to_a_file_and_never_over_one_unasked(
        self, asking: Shell, tmp_path: Path
    ) -> None:
        file = tmp_path / "feuille.html"
        asking("survey", "print", "tout", "--output", str(file))
        assert "Agreed?" in file.read_text("utf-8")
        ran = asking.run("survey", "print", "tout", "--output", str(file))
        assert ran.status == 1
        assert "--yes" in ran.err
        asking("survey", "print", "tout", "--output", str(file), "--yes")
        assert asking.run("survey", "print", "tout", "--output", "feuille.pdf").status == 2
