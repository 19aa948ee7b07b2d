"""The board: its cards, and a file that can be trusted."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import msgspec
import pytest

from naho_board import BoardExporter, BoardOptions
from naho_feedback import i18n
from naho_feedback.api import (
    ActionStatus,
    Audience,
    Count,
    DeliveryStatus,
    Hidden,
    NahoError,
    Options,
    PlanAction,
    PluginContext,
    ThemeFigure,
    View,
    option_fields,
)
from naho_feedback.testing import check_exporter

from .board_help import (
    SECTIONS,
    MakeView,
    action,
    board_file,
    board_view,
    card,
    changed,
    planned,
    quote,
    save,
    sent,
    theme,
    told,
    where,
)


@pytest.fixture(name="view")
def _view(make_view: MakeView) -> View:
    return board_view(make_view)


@pytest.fixture(name="file")
def _file(context: PluginContext) -> Path:
    return board_file(context)


# ---- contract ------------------------------------------------------------------------------------


def test_it_keeps_the_contract_of_exporters(
    context: PluginContext, view: View, naho_view: View, tmp_path: Path
) -> None:
    receipts = check_exporter(BoardExporter(context), view, BoardOptions())
    assert [receipt.key for receipt in receipts] == [
        "file:tableau.md",
        "theme:materiel",
        *(f"action:A7K2-{n}" for n in range(1, 6)),
    ]
    check_exporter(BoardExporter(context), naho_view, BoardOptions(folder=str(tmp_path / "b")))
    assert [f.name for f in option_fields(BoardOptions)] == ["folder", "bring_back"]


def test_the_preview_writes_nothing(context: PluginContext, view: View) -> None:
    assert planned(context, view).count(PlanAction.CREATE) == 7
    assert not context.output_dir.exists()


def test_a_second_preview_of_the_same_leaves_every_card(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    before = file.read_bytes()
    plan = planned(context, view, receipts)
    assert plan.count(PlanAction.LEAVE) == len(plan.items) == 7
    assert sent(context, view, receipts) == receipts
    assert file.read_bytes() == before
    file.unlink()
    sent(context, view)
    assert file.read_bytes() == before


def test_each_action_stands_in_the_section_of_its_status(
    context: PluginContext, view: View, file: Path
) -> None:
    sent(context, view)
    text = file.read_text("utf-8")
    assert re.findall(r"(?m)^## (.*) <!-- naho:column:\w+ -->$", text) == SECTIONS
    assert where(text) == {
        "theme:materiel": "Vous avez dit",
        "action:A7K2-1": "À décider",
        "action:A7K2-2": "En cours",
        "action:A7K2-3": "En cours",
        "action:A7K2-4": "Fait",
        "action:A7K2-5": "Refusé (et pourquoi)",
    }


def test_a_card_says_what_the_view_holds_and_no_more(
    context: PluginContext, make_view: MakeView, file: Path
) -> None:
    refused = action(
        text="Reporter la bascule",
        status=ActionStatus.REFUSED,
        theme="materiel",
        owner="comité de transformation clinique",
        due="2017-03-01",
        answer="La date tient au marché.",
    )
    late = action(2, due="2017-03-01")
    quotes = tuple(quote(text) for text in ("un", "deux", "trois"))
    sent(context, make_view(themes=(theme(),), actions=(refused, late), verbatims=quotes))
    text = file.read_text("utf-8")
    assert card(text, "action:A7K2-1") == [
        "### Reporter la bascule",
        "- **Responsable**\u00a0: comité de transformation clinique",
        "- **Échéance**\u00a0: 1er mars 2017",
        "- **Thème**\u00a0: Matériel et postes (41 post-it · 5 séances · 3 sites)",
        "- **Pourquoi**\u00a0: La date tient au marché.",
    ]
    assert card(text, "action:A7K2-2") == [
        "### Un référent par étage",
        "- **Échéance**\u00a0: 1er mars 2017 (en retard)",
    ]
    assert card(text, "theme:materiel") == [
        "### Matériel et postes",
        "- **41 post-it · 5 séances · 3 sites**",
        "- 31 freins · 4 idées",
        "- Actions\u00a0: 1 refusé",
        "- «\u00a0un\u00a0»",
        "- «\u00a0deux\u00a0»",
    ]


@pytest.mark.parametrize(
    ("figure", "crosses"),
    [
        (theme(), True),
        (theme(barriers=3, sessions=3, sites=2), True),
        (theme(barriers=2), False),
        (theme(sessions=2), False),
        (theme(sites=1), False),
        (theme(id=""), False),
    ],
)
def test_a_theme_gets_a_card_when_it_blocks_in_three_sessions_and_two_sites(
    context: PluginContext, make_view: MakeView, figure: ThemeFigure, crosses: bool
) -> None:
    keys = set(told(planned(context, make_view(themes=(figure,)))))
    assert keys == {"file:tableau.md"} | ({"theme:materiel"} if crosses else set())


def test_the_board_speaks_the_language_of_the_view(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    sent(context, msgspec.structs.replace(view, language="en"), receipts)
    text = file.read_text("utf-8")
    assert "## You said <!--" in text
    assert "## Vous avez dit" not in text
    assert "No action yet" in text
    assert where(text)["action:A7K2-5"] == "Refused (and why)"


def test_invented_data_say_so_at_the_top_and_never_mix_with_real_ones(
    context: PluginContext, view: View, file: Path
) -> None:
    demo = msgspec.structs.replace(view, demo=True)
    sent(context, demo)
    before = file.read_bytes()
    assert before.decode().startswith("# DÉMONSTRATION · n@hô")
    assert "Données inventées" in before.decode()
    ((action_, detail),) = told(planned(context, view)).values()
    assert action_ == "refuse"
    assert "données inventées" in detail
    assert sent(context, view) == {}
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(None, Hidden.SMALL), "moins de 5 réponses"),
        (Count(None, Hidden.PROTECTED), "réponses\u00a0: masqué"),
        (Count(1), "1 réponse\n"),
        (Count(1400), "1\u00a0400 réponses"),
    ],
)
def test_hidden_counts_are_said_in_words(
    context: PluginContext, make_view: MakeView, file: Path, count: Count, said: str
) -> None:
    sent(context, make_view(responses=count))
    assert said in file.read_text("utf-8")


def test_another_audience_has_a_board_and_keys_of_its_own(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    public = msgspec.structs.replace(view, audience=Audience.PUBLIC)
    both = sent(context, public, receipts)
    assert (context.output_dir / "tableau-public.md").exists()
    assert "public/theme:materiel" in both
    assert planned(context, view, both).count(PlanAction.LEAVE) == 7
    assert planned(context, public, both).count(PlanAction.LEAVE) == 7


# ---- the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"# Mes notes\n", "n'est pas un tableau écrit par nous"),
        (b"", "n'est pas un tableau écrit par nous"),
        ("# é <!-- naho:board -->\n".encode("cp1252"), "n'est pas en UTF-8"),
    ],
)
def test_a_file_that_is_no_board_is_refused_and_kept(
    context: PluginContext, view: View, file: Path, data: bytes, said: str
) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    (item,) = planned(context, view).items
    assert item.action == PlanAction.REFUSE
    assert said in item.detail
    assert sent(context, view) == {}
    assert file.read_bytes() == data


def test_a_file_that_appeared_after_the_preview_is_spared(
    context: PluginContext, view: View, file: Path
) -> None:
    plan = planned(context, view)
    file.parent.mkdir()
    file.write_bytes(b"hello")
    with pytest.raises(NahoError, match="pas un tableau"):
        list(BoardExporter(context).send(plan, view, BoardOptions()))
    assert file.read_bytes() == b"hello"


def test_what_people_write_between_preview_and_sending_is_kept(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    later = changed(view, 1, owner="DSI")
    plan = planned(context, later, receipts)
    save(file, file.read_text("utf-8") + "\nà l'instant\n")
    list(BoardExporter(context).send(plan, later, BoardOptions()))
    assert "à l'instant" in file.read_text("utf-8")
    assert "DSI" in file.read_text("utf-8")


def test_data_or_a_file_that_changed_since_the_preview_are_not_sent(
    context: PluginContext, view: View, file: Path
) -> None:
    receipts = sent(context, view)
    later = changed(view, 1, owner="DSI")
    plan = planned(context, later, receipts)
    with pytest.raises(NahoError, match="ont changé depuis l'aperçu"):
        list(BoardExporter(context).send(plan, changed(view, 1, owner="DRH"), BoardOptions()))
    file.unlink()
    todo = tuple(i for i in plan.items if i.action == PlanAction.UPDATE)
    with pytest.raises(NahoError, match="ont changé depuis l'aperçu"):
        list(
            BoardExporter(context).send(
                msgspec.structs.replace(plan, items=todo), later, BoardOptions()
            )
        )
    assert not file.exists()


@pytest.mark.parametrize("status", [DeliveryStatus.INTENT, DeliveryStatus.FAILED])
def test_a_sending_that_was_cut_short_is_done_again_without_doubles(
    context: PluginContext, view: View, file: Path, status: DeliveryStatus
) -> None:
    receipts = sent(context, view)
    cut = {
        key: msgspec.structs.replace(delivery, status=status) for key, delivery in receipts.items()
    }
    assert planned(context, view, cut).count(PlanAction.LEAVE) == 7
    file.unlink()
    assert planned(context, view, cut).count(PlanAction.CREATE) == 7


def test_a_full_disk_is_said_in_a_sentence_and_leaves_the_board_as_it_was(
    context: PluginContext, view: View, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = sent(context, view)
    before = file.read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    i18n.set_language("en")
    with pytest.raises(NahoError, match="could not be written: No space left on device"):
        sent(context, changed(view, 1, owner="DSI"), receipts)
    assert [path.read_bytes() for path in file.parent.iterdir()] == [before]


def test_a_folder_that_is_a_file_or_no_name_is_refused(
    context: PluginContext, view: View, tmp_path: Path
) -> None:
    (tmp_path / "busy").write_text("x")
    plan = planned(context, view, options=BoardOptions(folder=str(tmp_path / "busy")))
    assert [item.action for item in plan.items] == [PlanAction.REFUSE]
    with pytest.raises(NahoError, match="nom de dossier"):
        planned(context, view, options=BoardOptions(folder="\0"))
    with pytest.raises(TypeError, match="BoardOptions"):
        planned(context, view, options=Options())


def test_what_is_about_no_theme_is_said_once_at_the_top(
    context: PluginContext, view: View, file: Path
) -> None:
    apart = (
        ThemeFigure(id="merci", label="Merci", notes=12, sessions=9, sites=4, barriers=9),
        ThemeFigure(id="hors-sujet", label="Hors *sujet*", notes=3, sessions=1, sites=1),
    )
    summary = msgspec.structs.replace(view.summary, aside=apart)
    sent(context, msgspec.structs.replace(view, summary=summary))
    text = file.read_text("utf-8")
    assert text.count("12 merci, 3 hors ") == 1
    assert "*sujet*" not in text
    assert "### Merci" not in text
