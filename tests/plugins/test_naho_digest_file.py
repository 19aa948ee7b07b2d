"""The digest: a file that can be trusted."""

from __future__ import annotations

import errno
from pathlib import Path

import msgspec
import pytest

from naho_digest import DigestExporter, DigestOptions
from naho_feedback import i18n
from naho_feedback.api import (
    Audience,
    DeliveryStatus,
    NahoError,
    Options,
    PlanAction,
    PluginContext,
)
from naho_feedback.testing import sample_view

from .digest_help import (
    MakeView,
    mailed,
    planned,
    sent,
    today,
    written,
)

# ---- the file ------------------------------------------------------------------------------------


def test_a_file_that_we_did_not_write_is_refused_and_kept(
    context: PluginContext, make_view: MakeView
) -> None:
    path = context.output_dir / "digest-2017-03-03.eml"
    path.parent.mkdir()
    path.write_text("Subject: à moi\n\nbonjour", "utf-8")
    view = make_view(today=today())
    (item,) = planned(context, view).items
    assert item.action == PlanAction.REFUSE
    assert "n'a pas été écrit par nous" in item.detail
    assert sent(context, view) == {}
    assert path.read_text("utf-8").startswith("Subject: à moi")


def test_a_draft_that_somebody_changed_is_refused_and_kept(
    context: PluginContext, make_view: MakeView
) -> None:
    receipts = sent(context, make_view(today=today()))
    path = written(context)
    path.write_bytes(path.read_bytes().replace(b"X-Unsent: 1\r\n", b""))
    later = make_view(today=today(notes=40))
    (item,) = planned(context, later, receipts).items
    assert item.action == PlanAction.REFUSE


@pytest.mark.parametrize("status", [DeliveryStatus.INTENT, DeliveryStatus.FAILED])
def test_a_writing_that_was_cut_short_goes_on_but_spares_a_stranger(
    context: PluginContext, make_view: MakeView, status: DeliveryStatus
) -> None:
    (sent_,) = sent(context, make_view(today=today())).values()
    cut = {sent_.key: msgspec.structs.replace(sent_, status=status, digest="other")}
    later = make_view(today=today(notes=40))
    assert planned(context, later, cut).items[0].action == PlanAction.UPDATE
    written(context).write_bytes(b"hello")
    assert planned(context, later, cut).items[0].action == PlanAction.REFUSE


def test_a_file_that_appeared_after_the_preview_is_spared(
    context: PluginContext, make_view: MakeView
) -> None:
    view = make_view(today=today())
    plan = planned(context, view)
    path = context.output_dir / "digest-2017-03-03.eml"
    path.parent.mkdir()
    path.write_bytes(b"hello")
    with pytest.raises(NahoError, match="n'a pas été écrit par nous"):
        list(DigestExporter(context).send(plan, view, DigestOptions()))
    assert path.read_bytes() == b"hello"


def test_data_that_changed_since_the_preview_are_not_sent(
    context: PluginContext, make_view: MakeView
) -> None:
    plan = planned(context, make_view(today=today()))
    later = make_view(today=today(notes=40))
    with pytest.raises(NahoError, match="ont changé depuis l'aperçu"):
        list(DigestExporter(context).send(plan, later, DigestOptions()))
    assert not context.output_dir.exists()


def test_a_full_disk_is_said_in_a_sentence_and_leaves_nothing_half_written(
    context: PluginContext, make_view: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    i18n.set_language("en")
    with pytest.raises(NahoError, match="could not be written: No space left on device"):
        sent(context, make_view(today=today()))
    assert list(context.output_dir.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(
    context: PluginContext, make_view: MakeView, tmp_path: Path
) -> None:
    (tmp_path / "busy").write_text("x")
    options = DigestOptions(folder=str(tmp_path / "busy"))
    (item,) = planned(context, make_view(today=today()), options=options).items
    assert item.action == PlanAction.REFUSE
    with pytest.raises(NahoError, match="nom de dossier"):
        planned(context, make_view(), options=DigestOptions(folder="\0"))


def test_options_of_another_exporter_are_a_mistake_of_the_caller(
    context: PluginContext, make_view: MakeView
) -> None:
    with pytest.raises(TypeError, match="DigestOptions"):
        planned(context, make_view(), options=Options())


def test_a_view_with_records_gives_none_of_them_away(context: PluginContext) -> None:
    view = sample_view(Audience.RAW)
    _message, plain, html = mailed(context, view, DigestOptions(always=True))
    for note in view.records.notes:
        assert note.text.split("\n")[1] not in plain + html
        assert note.receipt not in plain + html
