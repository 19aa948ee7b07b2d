"""``[privacy]`` of ``naho.toml``: a hospital's own patterns."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.personal_data import Detectors
from naho_feedback.errors import FileError
from naho_feedback.store.memory import MemoryStore
from naho_feedback.workspace import init_workspace, read_settings, read_workspace
from tests.workspace.test_settings import GOOD

ENTRY = """{{ id = "{id}", pattern = '{pattern}', fr = "{fr}", en = "a staff number" }}"""
BADGE = r"\bH[0-9]{5}\b"


def entry(id: str = "matricule", pattern: str = BADGE, fr: str = "un matricule") -> str:
    return ENTRY.format(id=id, pattern=pattern, fr=fr)


def text_with(*entries: str) -> str:
    lines = "".join(f"  {line},\n" for line in entries)
    return GOOD + f"\n[privacy]\npatterns = [\n{lines}]\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "naho.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_pattern_is_read_and_finds_what_it_describes(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, text_with(entry())))
    own = Detectors(settings.privacy.patterns)
    assert own.redacted("agent H12345") == "agent [MATRICULE]"


def test_without_patterns_there_are_none(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, GOOD)).privacy.patterns == ()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (entry(pattern="[0-9"), "regular expression"),
        (entry(pattern="(?P<a"), "regular expression"),
        (entry(pattern="[0-9]*"), "without any character"),
        (entry(pattern=r"\b|x"), "without any character"),
        (entry(pattern="x" * 201), "201"),
        (entry(pattern="([a-z]+)+x"), "repeats a repetition"),
        (entry(pattern="(a*b)*x"), "repeats a repetition"),
        (entry(pattern="(a+){2,}x"), "repeats a repetition"),
        (entry(id="tel"), "[TEL]"),
        (entry(id="Badge n"), "Badge n"),
        (entry(fr=" "), "empty"),
        (entry(id="autre") + ",\n  " + entry(id="autre"), "twice"),
        ("""{ id = "x", pattern = 'x', fr = "x" }""", '"en"'),
        ("""{ id = "x", pattern = 'x', fr = "x", en = "x", flags = "i" }""", '"flags"'),
    ],
)
def test_a_bad_pattern_is_refused_with_its_line(tmp_path: Path, bad: str, said: str) -> None:
    text = text_with(entry(id="bon"), bad)
    with pytest.raises(FileError) as refused:
        read_settings(write(tmp_path, text))
    assert said in str(refused.value)
    first = text.splitlines().index("patterns = [") + 1
    assert first + 2 <= refused.value.line <= first + 3


@pytest.mark.parametrize("pattern", [r"(?:[0-9]{2}){4}", r"H[0-9]+", r"(?:A|B)+[0-9]"])
def test_ordinary_patterns_pass(tmp_path: Path, pattern: str) -> None:
    read_settings(write(tmp_path, text_with(entry(pattern=pattern))))


def test_the_new_workspace_shows_an_example_that_works(tmp_path: Path) -> None:
    """What stands there as a remark can be taken as it is."""
    template = (resources.files("naho_feedback") / "data" / "naho.template.toml").read_text("utf-8")
    remark = template[template.index("# [privacy]") :].split("\n\n")[0]
    example = re.sub("^# ?", "", remark, flags=re.MULTILINE)
    assert tomllib.loads(example)["privacy"]["patterns"]
    own = Detectors(read_settings(write(tmp_path, GOOD + "\n" + example)).privacy.patterns)
    assert own.redacted("H12345") == "[MATRICULE]"


def test_capture_and_questionnaires_of_a_workspace_use_its_patterns(tmp_path: Path) -> None:
    root = init_workspace(tmp_path / "ws").root
    settings = root / "naho.toml"
    own = f"[privacy]\npatterns = [{entry()}]\n"
    settings.write_text(settings.read_text("utf-8") + own, "utf-8")
    naho = Naho(read_workspace(root), plugins=False, store=MemoryStore())
    assert [kind.id for kind in naho.capture.check("vu H12345")] == ["matricule"]
    survey = next(s for s in naho.surveys.values() if any(q.kind == "text" for q in s.questions))
    question = next(q for q in survey.questions if q.kind == "text")
    assert [kind.id for kind in naho.kiosk.check(question, "vu H12345")] == ["matricule"]
    naho.close()


def test_where_harm_is_reported_is_the_hospital_s_own_sentence(tmp_path: Path) -> None:
    assert (
        "outil de signalement" in read_settings(write(tmp_path, GOOD)).privacy.incident_reporting.fr
    )
    own = '{ fr = "Appelez le 4242.", en = "Call 4242." }'
    text = f"{GOOD}\n[privacy]\nincident_reporting = {own}\n"
    said = read_settings(write(tmp_path, text)).privacy.incident_reporting
    assert (said.fr, said.en) == ("Appelez le 4242.", "Call 4242.")
    blank = text.replace("Call 4242.", " ")
    with pytest.raises(FileError) as error:
        read_settings(write(tmp_path, blank))
    assert "incident_reporting" in str(error.value) or "en" in str(error.value)
