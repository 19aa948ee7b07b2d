"""The CSV exporter: which files it writes, for whom, in which form."""

from __future__ import annotations

import msgspec
import pytest

from naho_csv import CsvOptions
from naho_feedback.api import (
    ActionLine,
    AreaFigure,
    Audience,
    Moment,
    PlanAction,
    PluginContext,
    Polarity,
    Records,
    Table,
    TableColumn,
    Verbatim,
)
from naho_feedback.domain.actions import ActionStatus
from tests.plugins.csv_help import (
    THEMES,
    MakeView,
    actions,
    answer,
    note,
    plan_of,
    read,
    sent,
)


class TestKinds:
    def test_a_manager_gets_tables_quotes_and_actions_but_no_records(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        view = make_view(
            tables=(THEMES,),
            verbatims=(
                Verbatim(key="note:A7K2-4", text="Bien", theme="x", polarity=Polarity.IDEA),
            ),
            actions=(
                ActionLine(
                    key="action:A7K2-8",
                    decision="Un référent",
                    theme="support",
                    owner="DSI",
                    due="2017-04-01",
                    status=ActionStatus.RUNNING,
                    answer="",
                ),
            ),
        )
        sent(context, view)
        folder = context.output_dir / "csv-manager"
        names = sorted(path.name for path in folder.iterdir())
        assert names == ["actions.csv", "themes.csv", "verbatims.csv"]
        assert "A7K2-4" not in (folder / "verbatims.csv").read_text("utf-8-sig")
        assert read(folder / "actions.csv")[1][:3] == [
            "action:A7K2-8",
            "Un référent",
            "Appui sur le terrain",
        ]

    @pytest.mark.parametrize(
        ("audience", "expected"),
        [
            (Audience.MANAGER, []),
            (Audience.PUBLIC, []),
            (Audience.TEAM, ["notes.csv"]),
            (Audience.RAW, ["notes.csv", "responses.csv"]),
        ],
    )
    def test_records_exist_for_team_and_raw_only(
        self,
        context: PluginContext,
        make_view: MakeView,
        audience: Audience,
        expected: list[str],
    ) -> None:
        # A view that was filled by mistake: the audience decides, not what happens to be there.
        view = make_view(audience=audience, records=Records((note("Bien"),), (answer(),)))
        assert [item.title for item in plan_of(context, view).items] == expected

    def test_a_table_cannot_pass_for_the_notes_or_leave_the_folder(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        tables = tuple(Table(id_, "T", (), ()) for id_ in ("notes", "../Évil", "a", "A", "///"))
        names = [item.title for item in plan_of(context, make_view(tables=tables)).items]
        assert names == ["table-notes.csv", "vil.csv", "a.csv", "a-2.csv", "table.csv"]

    def test_a_withdrawn_quote_does_not_live_on_in_an_earlier_export(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        quote = Verbatim(key="note:1", text="Bien", theme="", polarity=Polarity.IDEA)
        receipts = sent(context, make_view(verbatims=(quote,)))
        path = context.output_dir / "csv-manager" / "verbatims.csv"
        assert "Bien" in path.read_text("utf-8")
        assert actions(plan_of(context, make_view(), receipts)) == {
            "verbatims.csv": PlanAction.UPDATE
        }
        sent(context, make_view(), receipts)
        assert len(read(path)) == 1

    def test_nothing_else_in_the_folder_is_touched(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        folder = context.output_dir / "csv-manager"
        folder.mkdir(parents=True)
        (folder / "mine.xlsx").write_bytes(b"mine")
        sent(context, make_view(tables=(THEMES,)))
        assert sorted(p.name for p in folder.iterdir()) == ["mine.xlsx", "themes.csv"]
        assert (folder / "mine.xlsx").read_bytes() == b"mine"


class TestForms:
    def test_people_get_bom_semicolons_crlf_and_decimal_commas(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        sent(context, make_view(tables=(THEMES,)))
        data = (context.output_dir / "csv-manager" / "themes.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") == data.count(b"\n") == 4
        assert read(context.output_dir / "csv-manager" / "themes.csv") == [
            ["Thème", "Post-it", "Personnes", "Part", "Connu"],
            ["formation", "58", "41", "0,315", "oui"],
            ["materiel", "-2", "moins de 5", "", "non"],
            ["charge", "3", "masqué", "-0,5", "oui"],
        ]

    def test_machines_get_commas_points_and_stable_names(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        sent(context, make_view(tables=(THEMES,)), options=CsvOptions(plain=True))
        path = context.output_dir / "csv-manager" / "themes.csv"
        assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert b"\r" not in path.read_bytes()
        assert read(path, plain=True) == [
            ["theme", "notes", "people", "share", "known"],
            ["formation", "58", "41", "0.315", "true"],
            ["materiel", "-2", "<5", "", "false"],
            ["charge", "3", "hidden", "-0.5", "true"],
        ]

    def test_an_english_view_speaks_english_whatever_the_screen_speaks(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        sent(context, make_view(tables=(THEMES,), language="en", k=7))
        rows = read(context.output_dir / "csv-manager" / "themes.csv")
        assert [row[2] for row in rows[1:]] == ["41", "fewer than 7", "hidden"]

    @pytest.mark.parametrize("plain", [True, False])
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_every_file_of_a_demonstration_says_so_and_still_parses(
        self, context: PluginContext, make_view: MakeView, language: str, *, plain: bool
    ) -> None:
        empty = Table("days", "Jours", (TableColumn("day", "Jour"),), ())
        view = make_view(
            demo=True,
            language=language,
            audience=Audience.RAW,
            tables=(THEMES, empty),
            records=Records((note("Bien"),), (answer(),)),
        )
        sent(context, view, options=CsvOptions(plain=plain))
        paths = sorted((context.output_dir / "csv-raw").iterdir())
        assert [p.name for p in paths] == ["days.csv", "notes.csv", "responses.csv", "themes.csv"]
        for path in paths:
            rows = read(path, plain=plain)
            assert rows[0][-1].startswith("DÉMONSTRATION")
            assert len({len(row) for row in rows}) == 1

    def test_a_real_workspace_never_says_demonstration(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        sent(context, make_view(tables=(THEMES,)))
        path = context.output_dir / "csv-manager" / "themes.csv"
        assert "DÉMO" not in path.read_text("utf-8")

    def test_themes_of_notes_are_labels_for_people_and_ids_for_machines(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        view = make_view(audience=Audience.TEAM, records=Records((note("Bien"),)))
        sent(context, view)
        people = read(context.output_dir / "csv-team" / "notes.csv")
        assert dict(zip(*people, strict=True))["Thème"] == "Formation et compétences"
        options = CsvOptions(plain=True, folder=str(context.output_dir / "machines"))
        sent(context, view, options=options)
        machines = read(context.output_dir / "machines" / "notes.csv", plain=True)
        assert dict(zip(*machines, strict=True))["theme"] == "formation"

    def test_what_a_note_says_beside_its_theme_is_in_words_for_people_and_ids_for_machines(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        line = msgspec.structs.replace(
            note("Bien"),
            label="Formation",
            also=("Matériel", "Réseau"),
            confidence=0.75,
            placed_by="person",
            polarity_by_words=True,
            areas=("bloc", "ailleurs"),
            moment=Moment.AFTER,
            safety=True,
        )
        view = make_view(audience=Audience.TEAM, records=Records((line,)))
        bloc = AreaFigure(id="bloc", label="Blocs opératoires", notes=1)
        view = msgspec.structs.replace(
            view, summary=msgspec.structs.replace(view.summary, areas=(bloc,))
        )
        sent(context, view)
        people = dict(zip(*read(context.output_dir / "csv-team" / "notes.csv"), strict=True))
        assert {name: people[name] for name in list(people)[14:22]} == {
            "Nom du thème": "Formation",
            "Autres thèmes": "Matériel, Réseau",
            "Confiance": "0,75",
            "Rangé par": "personne",
            "Sens d'après les mots": "oui",
            "Fonction de soins": "Blocs opératoires, ailleurs",
            "Moment": "après la bascule",
            "Parle peut-être d'un danger": "oui",
        }
        sent(context, view, options=CsvOptions(plain=True, folder=str(context.output_dir / "m")))
        rows = read(context.output_dir / "m" / "notes.csv", plain=True)
        machines = dict(zip(*rows, strict=True))
        assert list(machines)[14:22] == [
            *("label", "other_themes", "confidence", "placed_by", "polarity_by_words"),
            *("areas", "moment", "safety"),
        ]
        assert [machines[name] for name in ("placed_by", "areas", "moment", "safety")] == [
            *("person", "bloc, ailleurs", "after", "true"),
        ]
