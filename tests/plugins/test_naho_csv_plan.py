"""The CSV exporter: what it shows before it writes, and what it refuses."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from naho_csv import CsvExporter, CsvOptions
from naho_feedback.api import (
    Audience,
    Delivery,
    DeliveryStatus,
    NahoError,
    Options,
    PlanAction,
    PluginContext,
    Records,
    Table,
    option_fields,
)
from tests.plugins.csv_help import (
    THEMES,
    MakeView,
    actions,
    note,
    plan_of,
    read,
    sent,
)


class TestPlan:
    def test_the_preview_writes_nothing(self, context: PluginContext, make_view: MakeView) -> None:
        plan = plan_of(context, make_view(tables=(THEMES,)))
        assert actions(plan) == {"themes.csv": PlanAction.CREATE}
        assert plan.items[0].key == "file:csv-manager/themes.csv"
        assert "3 lignes" in plan.items[0].detail
        assert not context.output_dir.exists()

    def test_create_then_leave_then_update(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        receipts = sent(context, make_view(tables=(THEMES,)))
        reference = receipts["file:csv-manager/themes.csv"].reference
        assert reference == str((context.output_dir / "csv-manager" / "themes.csv").resolve())
        same = plan_of(context, make_view(tables=(THEMES,)), receipts)
        assert actions(same) == {"themes.csv": PlanAction.LEAVE}
        fewer = Table("themes", "Thèmes", THEMES.columns, THEMES.rows[:1])
        other = plan_of(context, make_view(tables=(fewer,)), receipts)
        assert actions(other) == {"themes.csv": PlanAction.UPDATE}
        sent(context, make_view(tables=(fewer,)), receipts)
        assert len(read(Path(reference))) == 2

    def test_each_audience_has_its_own_folder_and_keys(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        receipts = sent(context, make_view(tables=(THEMES,)))
        receipts = sent(context, make_view(tables=(THEMES,), audience=Audience.TEAM), receipts)
        fewer = Table("themes", "Thèmes", THEMES.columns, THEMES.rows[:1])
        again = plan_of(context, make_view(tables=(fewer,)), receipts)
        assert actions(again) == {"themes.csv": PlanAction.UPDATE}

    def test_a_file_of_somebody_else_is_refused_with_a_sentence_and_stays(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        path = context.output_dir / "csv-manager" / "themes.csv"
        path.parent.mkdir(parents=True)
        path.write_text("mine", "utf-8")
        plan = plan_of(context, make_view(tables=(THEMES,)))
        assert actions(plan) == {"themes.csv": PlanAction.REFUSE}
        assert "renommez-le" in plan.items[0].detail
        sent(context, make_view(tables=(THEMES,)))
        assert path.read_text("utf-8") == "mine"

    def test_our_file_that_somebody_changed_since_is_refused(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        receipts = sent(context, make_view(tables=(THEMES,)))
        path = context.output_dir / "csv-manager" / "themes.csv"
        path.write_bytes(path.read_bytes() + b'"my remark"\r\n')
        plan = plan_of(context, make_view(tables=(THEMES,)), receipts)
        assert actions(plan) == {"themes.csv": PlanAction.REFUSE}

    def test_after_a_crash_the_file_of_an_intent_may_be_written_again(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        receipts = sent(context, make_view(tables=(THEMES,)))
        fewer = Table("themes", "Thèmes", THEMES.columns, THEMES.rows[:1])
        key = "file:csv-manager/themes.csv"
        intent = Delivery(
            target="csv",
            key=key,
            reference=receipts[key].reference,
            digest="of the new file",
            previous=receipts[key].digest,
        )
        plan = plan_of(context, make_view(tables=(fewer,)), {key: intent})
        assert actions(plan) == {"themes.csv": PlanAction.UPDATE}

    def test_a_file_that_made_a_sending_fail_is_not_taken_for_ours(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        path = context.output_dir / "csv-manager" / "themes.csv"
        path.parent.mkdir(parents=True)
        path.write_text("somebody's own", "utf-8")
        failed = Delivery(
            target="csv",
            key="file:csv-manager/themes.csv",
            status=DeliveryStatus.FAILED,
            digest="of what was to be sent",
        )
        plan = plan_of(context, make_view(tables=(THEMES,)), {failed.key: failed})
        assert actions(plan) == {"themes.csv": PlanAction.REFUSE}

    def test_a_folder_in_the_way_is_refused(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        (context.output_dir / "csv-manager" / "themes.csv").mkdir(parents=True)
        plan = plan_of(context, make_view(tables=(THEMES,)))
        assert actions(plan) == {"themes.csv": PlanAction.REFUSE}

    def test_a_target_that_is_not_a_folder_is_refused(
        self, context: PluginContext, make_view: MakeView, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("x", "utf-8")
        options = CsvOptions(folder=str(tmp_path / "file" / "below"))
        plan = plan_of(context, make_view(tables=(THEMES,)), options=options)
        assert actions(plan) == {"themes.csv": PlanAction.REFUSE}
        assert "n'est pas un dossier" in plan.items[0].detail

    def test_a_folder_that_cannot_be_written_to_is_refused(
        self, context: PluginContext, make_view: MakeView, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "access", lambda *_args: False)
        plan = plan_of(context, make_view(tables=(THEMES,)))
        assert actions(plan) == {"themes.csv": PlanAction.REFUSE}
        assert "écriture" in plan.items[0].detail

    def test_figures_for_managers_never_land_beside_records(
        self, context: PluginContext, make_view: MakeView, tmp_path: Path
    ) -> None:
        options = CsvOptions(folder=str(tmp_path / "shared"))
        team = make_view(audience=Audience.TEAM, records=Records((note("Bien"),)))
        receipts = sent(context, team, options=options)
        plan = plan_of(context, make_view(tables=(THEMES,)), receipts, options)
        assert actions(plan) == {"themes.csv": PlanAction.REFUSE}
        assert "notes.csv" in plan.items[0].detail

    @pytest.mark.parametrize("folder", ["a\0b", "~nobody-of-that-name/x"])
    def test_an_impossible_folder_name_is_one_sentence(
        self, context: PluginContext, make_view: MakeView, folder: str
    ) -> None:
        with pytest.raises(NahoError, match="nom de dossier"):
            plan_of(context, make_view(tables=(THEMES,)), options=CsvOptions(folder=folder))

    def test_options_are_declared_for_every_front_end(self) -> None:
        names = {field.name: field.default for field in option_fields(CsvOptions)}
        assert names == {"folder": "", "plain": False, "neutralise": True}

    def test_other_options_are_a_mistake_of_the_host(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        with pytest.raises(TypeError, match="CsvOptions"):
            plan_of(context, make_view(), options=Options())


class TestSend:
    def test_a_view_that_changed_since_the_preview_is_not_sent(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        plan = plan_of(context, make_view(tables=(THEMES,)))
        fewer = Table("themes", "Thèmes", THEMES.columns, THEMES.rows[:1])
        with pytest.raises(NahoError, match="aperçu"):
            list(CsvExporter(context).send(plan, make_view(tables=(fewer,)), CsvOptions()))
        assert not context.output_dir.exists()

    def test_a_file_that_appeared_since_the_preview_stays(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        view = make_view(tables=(THEMES,))
        plan = plan_of(context, view)
        path = context.output_dir / "csv-manager" / "themes.csv"
        path.parent.mkdir(parents=True)
        path.write_text("mine", "utf-8")
        with pytest.raises(NahoError, match=r"themes\.csv"):
            list(CsvExporter(context).send(plan, view, CsvOptions()))
        assert path.read_text("utf-8") == "mine"

    def test_a_full_disk_is_a_sentence_and_leaves_the_old_file_whole(
        self, context: PluginContext, make_view: MakeView, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        receipts = sent(context, make_view(tables=(THEMES,)))
        path = context.output_dir / "csv-manager" / "themes.csv"
        before = path.read_bytes()
        view = make_view(tables=(Table("themes", "Thèmes", THEMES.columns, ()),))
        plan = plan_of(context, view, receipts)

        def full(_handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(NahoError, match="No space left"):
            list(CsvExporter(context).send(plan, view, CsvOptions()))
        assert [p.name for p in path.parent.iterdir()] == ["themes.csv"]
        assert path.read_bytes() == before

    @pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX matter")
    @pytest.mark.parametrize("audience", [Audience.TEAM, Audience.RAW])
    def test_records_are_for_this_user_only(
        self, context: PluginContext, make_view: MakeView, audience: Audience
    ) -> None:
        view = make_view(audience=audience, tables=(THEMES,), records=Records((note("Bien"),)))
        sent(context, view)
        folder = context.output_dir / f"csv-{audience}"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}

    def test_what_is_left_or_refused_gets_no_receipt(
        self, context: PluginContext, make_view: MakeView
    ) -> None:
        view = make_view(tables=(THEMES,))
        receipts = sent(context, view)
        plan = plan_of(context, view, receipts)
        assert list(CsvExporter(context).send(plan, view, CsvOptions())) == []
