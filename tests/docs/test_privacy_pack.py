"""The privacy pack in French: what it says of the product is so, and it is written as it should be.

The pages are read by people who cannot look into the code, so a command, a test, an example or a
word of the screen that is gone from the product must be gone from the pages too.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from naho_feedback.cli.main import build_cli
from naho_feedback.cli.state import State
from naho_feedback.domain.personal_data import redacted
from naho_feedback.i18n import gettext
from tests.cli.conftest import Shell

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "confidentialite"
FOR_FACILITATORS = "pour-les-animateurs.md"
NAMES = ("affiche.md", "aipd.md", "fiche-instances.md", FOR_FACILITATORS, "registre.md")
PAGES = {name: (FOLDER / name).read_text("utf-8") for name in NAMES}

CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
OURS = re.compile(r"(tests|docs|naho_feedback|plugins|surveys)/[\w./-]+")
THEIRS = re.compile(rf"(?!{OURS.pattern})([\w-]+/[\w./…-]*|[\w-]+\.[a-z]{{2,5}})")
"""Any other path or file: one of a workspace."""
COMMAND = re.compile(r"naho [a-z-].*")
GUILLEMETS = re.compile(r"«[^»]*»")
SENTENCE = re.compile(r"(?<=[.!?|])\s|\n")
NOT_SAID = re.compile(r"\b(jamais|pas|ni|non)\b[^.]*\banonym", re.IGNORECASE)

SPACING = (
    (re.compile(r" [;:?!%»]"), "a plain space before a sign"),
    (re.compile(r"[\w»)][;?!%»]"), "no space before a sign"),
    (re.compile(r"[\w»)]:(?=\s|\*|$)"), "no space before a colon"),
    (re.compile(r"«(?![\u00a0\u202f])"), "no fixed space after «"),
)
JARGON = re.compile(
    r"(?<![\w'])(k|plans?|wilson|plugins?|workspaces?|raw|gates?|verbatims?|seuils?)(?!\w)",
    re.IGNORECASE,
)


def codes(text: str) -> list[str]:
    """Return what stands between backticks, a fenced block as one."""
    return [code.strip("`\n ") for code in CODE.findall(text)]


def prose(text: str) -> str:
    """Return a page without code and addresses."""
    return re.sub(r"\]\([^)]*\)|https?://\S+", "]", CODE.sub("x", text))


def each(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return what a pattern fits whole among the codes, with the page that has it."""
    found = ((name, code) for name, page in PAGES.items() for code in codes(page))
    return sorted({(name, code) for name, code in found if pattern.fullmatch(code)})


def plain(text: str) -> str:
    """Return a text with plain spaces for fixed ones, as a search would have it."""
    return re.sub("[\u00a0\u202f]", " ", text)


FACILITATORS = plain(PAGES[FOR_FACILITATORS])


def french_spacing(text: str) -> list[str]:
    """Return what is wrong with the spaces of a page."""
    return [why for pattern, why in SPACING if pattern.search(prose(text))]


def claims_anonymity(text: str) -> Iterator[str]:
    """Yield the sentences that say « anonyme » without denying it."""
    for sentence in SENTENCE.split(text):
        if re.search("anonym", sentence, re.IGNORECASE) and not NOT_SAID.search(sentence):
            yield sentence


def refusal(folder: Path, line: str) -> str:
    """Return why a command line would be refused; ``""`` if it would not, or only lacks a word."""
    words = shlex.split(line)[1:]
    state = State()
    state.folder = folder
    target: click.Command = build_cli()
    context = click.Context(target, info_name="naho", obj=state)
    try:
        while isinstance(target, click.Group) and words:
            child = target.get_command(context, words[0])
            if child is None:
                return f"no command {words[0]}"
            target, words = child, words[1:]
        if not isinstance(target, click.Group):
            target.make_context("naho", words, parent=context)
    except click.MissingParameter:
        return ""
    except click.UsageError as error:
        return error.message
    finally:
        state.close()
    return ""


# ---- what is named is there ----------------------------------------------------------------


@pytest.mark.parametrize(("page", "line"), each(COMMAND))
def test_every_command_exists_with_its_options(folder: Path, page: str, line: str) -> None:
    assert refusal(folder, line) == "", page


@pytest.mark.parametrize(
    "line", ["naho purge", "naho note forget A-1", "naho backup --stick E:/", "naho demo --x"]
)
def test_a_command_that_is_gone_is_found(folder: Path, line: str) -> None:
    assert refusal(folder, line) != ""


@pytest.mark.parametrize(("page", "path"), each(OURS))
def test_every_file_and_test_named_is_there(page: str, path: str) -> None:
    assert (ROOT / path).exists(), page


def test_every_file_of_a_workspace_is_one_that_the_product_makes(demo: Shell) -> None:
    assert demo.folder is not None
    demo("export", "csv", "--yes")
    copy = Path(demo("backup").lines[0]).name
    demo("restore", copy, "--yes")
    for page, path in each(THEIRS):
        assert list(demo.folder.glob(path.rstrip("/").replace("…", "*"))), (page, path)


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in LINK.findall(PAGES[name]):
        assert (FOLDER / target).is_file(), target


def test_all_pages_are_linked_from_the_privacy_page_and_the_readme() -> None:
    for page, start in ((ROOT / "docs" / "privacy.md", ""), (ROOT / "README.md", "docs/")):
        linked = set(LINK.findall(page.read_text("utf-8")))
        assert {f"{start}confidentialite/{name}" for name in NAMES} <= linked, page.name
    assert sorted(path.name for path in FOLDER.iterdir()) == list(NAMES)


# ---- what is said is so --------------------------------------------------------------------


@pytest.fixture
def room(naho: Shell) -> Shell:
    """Return a shell with one open session and the page for facilitators in mind."""
    naho("session", "open", "--workshop", "post-it", "--site", "lens")
    return naho


def in_french(shell: Shell, *args: str) -> list[str]:
    """Run a command in French and return its lines without indents and fixed spaces."""
    return [plain(line).strip() for line in shell("--language", "fr", *args).lines]


def answer(shell: Shell, *points: int) -> str:
    """Give answers, and return what managers read of all of them."""
    for point in points:
        shell("survey", "answer", "sortie-30s", f"s1={point}")
    return in_french(shell, "survey", "results", "sortie-30s")[-1]


def test_the_small_site_and_its_neighbour_look_like_that(room: Shell) -> None:
    for site, count in (("lens", 40), ("bethune", 22), ("henin-beaumont", 12), ("la-bassee", 3)):
        room("visit", "add", "--site", site, "--count", str(count))
    (example,) = (code for code in codes(PAGES[FOR_FACILITATORS]) if "\n" in code)
    total, *sites = example.splitlines()
    lines = in_french(room, "summary")
    assert any(line.startswith(f"{total} ·") for line in lines)
    place = lines.index(sites[0])
    assert lines[place : place + 4] == sites


def test_monday_s_score_stays_until_five_more_people_answered(room: Shell) -> None:
    monday = answer(room, 5, 5, 4, 4, 3, 3)
    assert f"« {monday} »" in FACILITATORS
    assert "« 4 favorables sur 7 »" in FACILITATORS, "what the seventh answer would have made"
    assert [answer(room, 1), answer(room, 4, 4, 5)] == [monday, monday]
    assert "(11 réponses)" in answer(room, 2)


def test_nearly_all_of_twelve_are_told_in_words(room: Shell) -> None:
    assert f"« {answer(room, *[5, 4] * 5, 4, 1)} »" in FACILITATORS
    assert answer(room, *[5] * 8) == answer(room), "eight more who all agree would be known"
    assert answer(room, 1, 2, 5, 5, 5).startswith("88 %"), "of more than twenty it is told"


def test_a_quotation_waits_for_a_person_and_for_ten_notes(room: Shell) -> None:
    quoted = "« [NOM] attend depuis une heure »"
    assert {"« Mme X attend depuis une heure »", quoted} <= set(GUILLEMETS.findall(FACILITATORS))
    for n in range(9):
        room("note", "add", f"Trop de clics {n}")
    receipt = room("note", "add", "Mme X attend depuis une heure").lines[0]
    assert "un nom de personne" in FACILITATORS
    assert "un nom de personne" in " ".join(in_french(room, "note", "review"))
    assert quoted not in in_french(room, "summary")
    room("note", "quote", receipt)
    assert quoted in in_french(room, "summary")
    other = next(n for n in room("note", "list", "--json").json if n["receipt"] != receipt)
    room("note", "remove", other["receipt"])
    assert quoted not in in_french(room, "summary"), "nine notes"


def test_the_threshold_rises_and_does_not_fall_below_the_promise(room: Shell) -> None:
    assert room.folder is not None
    file = room.folder / "naho.toml"
    before = file.read_text("utf-8")
    assert {"k = 5", "k = 8", "k_comment = 10"} <= set(codes(PAGES[FOR_FACILITATORS]))
    file.write_text(before.replace("\nk = 5\n", "\nk = 8\n"), "utf-8")
    assert room("privacy", "show", "--json").json["k"] == 8
    room("survey", "answer", "sortie-30s", "s1=4")
    file.write_text(before, "utf-8")
    shown = room("privacy", "show", "--json").json
    assert (shown["k"], shown["k_comment"]) == (8, 10)


@pytest.mark.parametrize("missed", ["Dupont", "La dame du premier étage", "la seule de nuit"])
def test_what_no_machine_finds_is_said_to_be_missed(missed: str) -> None:
    assert redacted(missed) == missed
    assert f"« {missed} »" in FACILITATORS


@pytest.mark.parametrize(
    "english",
    [
        "fewer than {k}",
        "hidden",
        "not enough answers (fewer than {k})",
        "nearly all one way ({n} answers)",
        "To be read",
    ],
)
def test_the_words_of_the_screen_are_those_of_the_page(english: str) -> None:
    french = gettext(english)
    assert french != english
    assert plain(french).format(k=5, n=12) in FACILITATORS


def test_no_question_that_comes_with_it_must_be_answered(naho: Shell) -> None:
    surveys = [line["id"] for line in naho("survey", "list", "--json").json]
    assert surveys
    for survey in surveys:
        questions = naho("survey", "show", survey, "--json").json["questions"]
        assert not any(question.get("required") for question in questions), survey


# ---- how it is written ---------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_it_says_confidential_and_never_anonymous(name: str) -> None:
    assert list(claims_anonymity(PAGES[name])) == []


@pytest.mark.parametrize("name", NAMES)
def test_signs_have_their_french_spaces(name: str) -> None:
    assert french_spacing(PAGES[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_blank_is_marked(name: str) -> None:
    page = PAGES[name]
    assert page.count("À compléter") == page.count("«\u00a0À compléter") > 0


def test_facilitators_read_no_jargon() -> None:
    assert JARGON.findall(prose(PAGES[FOR_FACILITATORS])) == []


@pytest.mark.parametrize(
    "text",
    ["Qui lit ?", "Qui lit?", "Non : rien", "Non: rien", "«mur\u00a0»", "« mur\u00a0»", "« x »"],
)
def test_a_wrong_space_is_found(text: str) -> None:
    assert french_spacing(text) != []


@pytest.mark.parametrize(
    "text", ["Tout est anonyme.", "Les réponses anonymes sont gardées. Ce n'est pas un suivi."]
)
def test_a_promise_of_anonymity_is_found(text: str) -> None:
    assert list(claims_anonymity(text)) != []


def test_jargon_is_found() -> None:
    assert JARGON.findall("Le plan\u00a0: k vaut 5 (Wilson).") == ["plan", "k", "Wilson"]
