"""The board: what people's hands did to it always wins."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naho_board import BoardOptions
from naho_board.document import parse, written
from naho_feedback.api import (
    ActionStatus,
    PlanAction,
    PluginContext,
    View,
)

from .board_help import (
    SECTIONS,
    MakeView,
    action,
    board_file,
    board_view,
    card,
    changed,
    planned,
    save,
    sent,
    told,
    under,
    where,
)


@pytest.fixture(name="view")
def _view(make_view: MakeView) -> View:
    return board_view(make_view)


@pytest.fixture(name="file")
def _file(context: PluginContext) -> Path:
    return board_file(context)


# ---- people's hands ------------------------------------------------------------------------------


def test_a_card_follows_its_status_with_what_people_wrote_under_it(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    text = file.read_text("utf-8")
    end = re.search(r"(?s)naho:action:A7K2-1 -->.*?(<!-- /naho:\S+ -->)", text)
    assert end
    save(file, text.replace(end[1], f"{end[1]}\n\nVu avec la DSI le 5/3\n- [ ] rappeler"))
    later = changed(view, 1, status=ActionStatus.RUNNING, owner="DSI")
    assert told(planned(context, later, receipts))["action:A7K2-1"] == (
        "update",
        "À décider → En cours, texte",
    )
    sent(context, later, receipts)
    text = file.read_text("utf-8")
    assert where(text)["action:A7K2-1"] == "En cours"
    assert under(text, "action:A7K2-1") == "Vu avec la DSI le 5/3\n- [ ] rappeler"
    assert "- **Responsable**\u00a0: DSI" in card(text, "action:A7K2-1")
    assert text.count("Vu avec la DSI") == 1


def moved(text: str, key: str, section: str) -> str:
    """The file after somebody cut a card out and pasted it at the end of another section."""
    block = re.search(rf"(?ms)^[^\n]*<!-- naho:{key} -->.*?<!-- /naho:\S+ -->\n", text)
    assert block
    rest = text.replace(block[0], "")
    heading = re.search(rf"(?m)^## {re.escape(section)}.*$", rest)
    assert heading
    following = rest.find("\n## ", heading.end())
    at = len(rest) if following < 0 else following
    return f"{rest[:at]}\n{block[0]}{rest[at:]}"


def test_a_card_that_somebody_moved_stays_there_whatever_its_status(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    save(file, moved(file.read_text("utf-8"), "action:A7K2-1", "Fait"))
    assert told(planned(context, view, receipts))["action:A7K2-1"] == (
        "leave",
        "déplacée à la main, y reste",
    )
    later = changed(view, 1, status=ActionStatus.RUNNING, owner="DSI")
    assert told(planned(context, later, receipts))["action:A7K2-1"] == (
        "update",
        "texte, déplacée à la main, y reste",
    )
    receipts = sent(context, later, receipts)
    assert where(file.read_text("utf-8"))["action:A7K2-1"] == "Fait"
    assert told(planned(context, later, receipts))["action:A7K2-1"][0] == "leave"


def test_a_card_moved_to_where_its_status_comes_to_follows_it_again(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    save(file, moved(file.read_text("utf-8"), "action:A7K2-1", "En cours"))
    later = changed(view, 1, status=ActionStatus.RUNNING)
    assert told(planned(context, later, receipts))["action:A7K2-1"] == (
        "update",
        "place reconnue",
    )
    receipts = sent(context, later, receipts)
    sent(context, changed(view, 1, status=ActionStatus.DONE), receipts)
    assert where(file.read_text("utf-8"))["action:A7K2-1"] == "Fait"


def test_a_section_of_people_s_own_is_kept_with_the_cards_in_it(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    save(file, file.read_text("utf-8") + "\n## Un jour peut-être\n\nà revoir en mai\n")
    save(file, moved(file.read_text("utf-8"), "action:A7K2-1", "Un jour peut-être"))
    sent(context, changed(view, 1, owner="DSI"), receipts)
    text = file.read_text("utf-8")
    assert where(text)["action:A7K2-1"] == "Un jour peut-être"
    assert text.count("à revoir en mai") == 1


def test_a_section_keeps_the_name_that_somebody_gave_it(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    save(file, file.read_text("utf-8").replace("## À décider <", "## À trancher <"))
    later = msgspec.structs.replace(view, title="Autre titre")
    sent(context, changed(later, 2, status=ActionStatus.ASKED), receipts)
    text = file.read_text("utf-8")
    assert where(text)["action:A7K2-2"] == "À trancher"
    assert "## À décider" not in text
    assert text.startswith("# n@hô · Autre titre <!--")


def test_a_section_that_somebody_removed_comes_back_when_a_card_needs_it(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    save(file, re.sub(r"(?ms)^## Fait.*?(?=^## )", "", file.read_text("utf-8")))
    sent(context, changed(view, 1, status=ActionStatus.DONE), receipts)
    text = file.read_text("utf-8")
    assert where(text)["action:A7K2-1"] == "Fait"
    assert "action:A7K2-4" not in text
    headings = re.findall(r"(?m)^## (.*?) <!--", text)
    assert headings == SECTIONS


def test_a_line_that_somebody_changed_is_left_until_the_card_changes_and_then_kept_below(
    context: PluginContext, view: View, file: Path
) -> None:
    view = changed(view, 1, owner="DSI", answer="Bientôt")
    receipts = sent(context, view)
    text = file.read_text("utf-8").replace(
        "- **Responsable**\u00a0: DSI", "- **Responsable**\u00a0: Léa"
    )
    save(file, text.replace("### Action 1 <", "### Action 1, urgent ! <"))
    assert told(planned(context, view, receipts))["action:A7K2-1"] == (
        "leave",
        "modifiée à la main, gardé",
    )
    receipts = sent(context, changed(view, 1, answer="Le 10 mars"), receipts)
    text = file.read_text("utf-8")
    assert card(text, "action:A7K2-1") == [
        "### Action 1",
        "- **Responsable**\u00a0: DSI",
        "- **Réponse**\u00a0: Le 10 mars",
    ]
    assert under(text, "action:A7K2-1") == (
        "*Modifié à la main\u00a0:*\n\nAction 1, urgent !\n- **Responsable**\u00a0: Léa"
    )
    assert "Bientôt" not in text, "a line that we wrote and that nobody touched is not kept"


def test_an_editor_that_changes_signs_and_spaces_changes_nothing(
    context: PluginContext, view: View, file: Path
) -> None:
    view = changed(view, 1, owner="DSI")
    receipts = sent(context, view)
    text = file.read_text("utf-8").replace("- **Responsable**", "*   __Responsable__")
    save(file, text.replace("### Action 1 <", "###  Action 1   <"))
    assert told(planned(context, view, receipts))["action:A7K2-1"] == ("leave", "")
    sent(context, changed(view, 1, owner="DRH"), receipts)
    assert under(file.read_text("utf-8"), "action:A7K2-1") == ""


def test_a_card_that_somebody_removed_stays_away_unless_it_is_asked_back(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    text = file.read_text("utf-8")
    block = re.search(r"(?ms)^### Action 1 <.*?<!-- /naho:\S+ -->\n", text)
    assert block
    save(file, text.replace(block[0], ""))
    assert told(planned(context, view, receipts))["action:A7K2-1"] == (
        "leave",
        "retirée à la main, non remise",
    )
    options = BoardOptions(bring_back=True)
    assert told(planned(context, view, receipts, options))["action:A7K2-1"][0] == "create"
    sent(context, view, receipts, options)
    assert "action:A7K2-1" in file.read_text("utf-8")


def test_a_card_that_the_view_holds_no_more_goes_and_leaves_people_s_words(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    text = file.read_text("utf-8")
    end = re.search(r"(?s)naho:action:A7K2-3 -->.*?(<!-- /naho:\S+ -->)", text)
    assert end
    save(file, text.replace(end[1], f"{end[1]}\nmot gardé"))
    fewer = msgspec.structs.replace(view, actions=view.actions[:1])
    plan = told(planned(context, fewer, receipts))
    assert plan["action:A7K2-3"] == ("update", "retirée du tableau")
    after = sent(context, fewer, receipts)
    text = file.read_text("utf-8")
    assert set(where(text)) == {"theme:materiel", "action:A7K2-1"}
    assert "*(carte retirée)*\n\nmot gardé" in text
    assert "Action 3" not in text
    assert set(told(planned(context, fewer, after))) == {
        "file:tableau.md",
        "theme:materiel",
        "action:A7K2-1",
    }
    assert told(planned(context, view, after))["action:A7K2-3"][0] == "create"


def test_a_card_of_another_laptop_is_left_alone(
    context: PluginContext, view: View, file: Path
) -> None:
    sent(context, view)
    other = msgspec.structs.replace(view, actions=(action(77, "D'ici"),))
    assert "action:A7K2-1" not in told(planned(context, other))
    sent(context, other)
    assert set(where(file.read_text("utf-8"))) >= {"action:A7K2-1", "action:A7K2-77"}


def test_a_closing_marker_that_somebody_removed_loses_no_word(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    text = file.read_text("utf-8")
    end = re.search(r"(?s)naho:action:A7K2-1 -->.*?(<!-- /naho:\S+ -->)", text)
    assert end
    save(file, text.replace(end[1], "un\n\n```\ndeux\n```"))
    assert told(planned(context, view, receipts))["action:A7K2-1"][0] == "update"
    receipts = sent(context, view, receipts)
    text = file.read_text("utf-8")
    assert under(text, "action:A7K2-1") == "*Modifié à la main\u00a0:*\n\nun\n\n```\ndeux\n```"
    assert planned(context, view, receipts).count(PlanAction.LEAVE) == 7


def test_a_copy_of_a_card_is_a_person_s_own_text(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    text = file.read_text("utf-8")
    block = re.search(r"(?ms)^### Action 1 <.*?<!-- /naho:\S+ -->\n", text)
    assert block
    save(file, text + "\n" + block[0])
    later = changed(view, 1, decision="Autrement")
    sent(context, later, receipts)
    text = file.read_text("utf-8")
    assert block[0] in text
    assert "### Autrement <!-- naho:action:A7K2-1 -->" in text


@pytest.mark.parametrize(("bom", "end"), [(b"\xef\xbb\xbf", "\r\n"), (b"", "\r\n"), (b"", "\n")])
def test_line_ends_and_mark_of_the_editor_are_kept(
    context: PluginContext, view: View, file: Path, bom: bytes, end: str
) -> None:
    receipts = sent(context, view)
    file.write_bytes(bom + file.read_text("utf-8").replace("\n", end).encode())
    assert planned(context, view, receipts).count(PlanAction.LEAVE) == 7
    sent(context, changed(view, 1, owner="DSI"), receipts)
    data = file.read_bytes()
    assert data.startswith(bom + b"# n@")
    assert data.count(b"\n") == data.count(end.encode())


LINES = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20),
        st.sampled_from(["", "```", "# un", "## deux", "- [ ] x", "<!-- rien -->", "    code"]),
    ),
    max_size=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(above=LINES, below=LINES, last=LINES)
def test_every_line_that_people_write_survives_every_update(
    context: PluginContext, view: View, above: list[str], below: list[str], last: list[str]
) -> None:
    file = context.output_dir / "tableau.md"
    file.unlink(missing_ok=True)
    receipts = sent(context, view)
    text = file.read_text("utf-8")
    end = re.search(r"(?s)naho:action:A7K2-1 -->.*?(<!-- /naho:\S+ -->)\n", text)
    assert end
    text = text.replace(end[0], end[0] + "\n".join(["", *below, ""]))
    text = "\n".join([*above, "", text, *last])
    file.write_bytes(text.encode())
    later = changed(view, 1, status=ActionStatus.DONE, owner="DSI")
    later = changed(later, 4, decision="Autre")
    receipts = sent(context, later, receipts)
    sent(context, changed(view, 3, status=ActionStatus.REFUSED), receipts)
    kept = file.read_bytes().decode().split("\n")
    for lines in (above, below, last):
        for line in lines:
            assert not line.strip() or line in kept
    assert set(where("\n".join(kept))) == set(where(text))


@given(st.lists(LINES, max_size=3).map(lambda parts: "\n".join("\n".join(p) for p in parts)))
def test_a_text_written_again_is_stable(text: str) -> None:
    once = written(parse(text))
    assert written(parse(once)) == once
    assert [line for line in once.split("\n") if line.strip()] == [
        line for line in text.split("\n") if line.strip()
    ]
