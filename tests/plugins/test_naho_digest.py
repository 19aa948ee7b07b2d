"""The digest: what the mail says, and to whom."""

from __future__ import annotations

import re
from html import unescape

import msgspec
import pytest

from naho_digest import DigestExporter, DigestOptions
from naho_digest.message import addresses
from naho_feedback import i18n
from naho_feedback.api import (
    ActionStatus,
    Audience,
    Count,
    NahoError,
    PlanAction,
    PluginContext,
    Polarity,
    Reach,
    ThemeFigure,
    View,
    option_fields,
)
from naho_feedback.testing import check_exporter

from .digest_help import (
    DAY,
    SMALL,
    MakeView,
    action,
    full_view,
    mailed,
    part,
    planned,
    quote,
    read,
    sent,
    today,
    visible,
    written,
)

# ---- contract ------------------------------------------------------------------------------------


def test_it_keeps_the_contract_of_exporters_on_an_empty_and_on_a_busy_day(
    context: PluginContext, naho_view: View, make_view: MakeView
) -> None:
    exporter = DigestExporter(context)
    assert check_exporter(exporter, naho_view, DigestOptions()) == ()
    (receipt,) = check_exporter(exporter, make_view(today=today()), DigestOptions())
    assert receipt.reference == str(context.output_dir / "digest-2017-03-03.eml")


def test_every_option_has_a_sentence_in_both_languages() -> None:
    fields = option_fields(DigestOptions)
    assert [f.name for f in fields] == ["folder", "to", "sender", "page", "always"]
    assert all(field.text.fr and field.text.en for field in fields)


def test_the_preview_writes_nothing(context: PluginContext, make_view: MakeView) -> None:
    (item,) = planned(context, make_view(today=today())).items
    assert item.action == PlanAction.CREATE
    assert item.key == "file:digest-2017-03-03.eml"
    assert not context.output_dir.exists()


def test_what_is_written_is_read_back_equal_to_the_preview(
    context: PluginContext, make_view: MakeView
) -> None:
    view = make_view(today=today(), actions=(action("Un référent par étage"),))
    (item,) = planned(context, view).items
    message, plain, _html = mailed(context, view)
    assert message["subject"] == item.title
    assert plain.splitlines()[0] == "n@hô · Portes ouvertes · vendredi 3 mars 2017"
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_the_same_digest_is_the_same_file_and_is_left_alone(
    context: PluginContext, make_view: MakeView
) -> None:
    view = make_view(today=today())
    receipts = sent(context, view)
    first = written(context).read_bytes()
    (item,) = planned(context, view, receipts).items
    assert item.action == PlanAction.LEAVE
    written(context).unlink()
    sent(context, view)
    assert written(context).read_bytes() == first


def test_new_figures_of_the_same_day_update_the_same_file(
    context: PluginContext, make_view: MakeView
) -> None:
    receipts = sent(context, make_view(today=today()))
    later = make_view(today=today(notes=40))
    (item,) = planned(context, later, receipts).items
    assert item.action == PlanAction.UPDATE
    sent(context, later, receipts)
    assert "40 notes" in part(read(written(context)), "plain")


def test_another_audience_has_a_file_of_its_own(
    context: PluginContext, make_view: MakeView
) -> None:
    sent(context, make_view(today=today()))
    sent(context, make_view(today=today(), audience=Audience.PUBLIC))
    names = sorted(path.name for path in context.output_dir.iterdir())
    assert names == ["digest-2017-03-03-public.eml", "digest-2017-03-03.eml"]


def test_an_empty_day_writes_nothing_and_says_why(
    context: PluginContext, make_view: MakeView
) -> None:
    quiet = today(visits=Count(0), notes=0, responses=Count(0), sessions=0)
    (item,) = planned(context, make_view(today=quiet)).items
    assert (item.action, item.detail) == (PlanAction.LEAVE, "rien de nouveau")
    assert sent(context, make_view(today=quiet)) == {}
    assert not context.output_dir.exists()


def test_an_empty_day_is_written_when_it_is_asked_for(
    context: PluginContext, make_view: MakeView
) -> None:
    quiet = today(visits=Count(0), notes=0, responses=Count(0), sessions=0)
    message, plain, html = mailed(context, make_view(today=quiet), DigestOptions(always=True))
    assert message["subject"] == "[n@hô] vendredi 3/3 · rien de nouveau"
    assert "Rien de nouveau." in plain
    assert "Rien de nouveau." in html


def test_a_hidden_count_is_not_an_empty_day(context: PluginContext, make_view: MakeView) -> None:
    few = today(visits=SMALL, notes=0, responses=Count(0), sessions=0)
    (item,) = planned(context, make_view(today=few)).items
    assert item.action == PlanAction.CREATE
    assert item.title == "[n@hô] vendredi 3/3 · moins de 5 passages"


# ---- headers -------------------------------------------------------------------------------------


def test_the_headers_make_it_a_draft_that_says_who_made_it(
    context: PluginContext, make_view: MakeView
) -> None:
    options = DigestOptions(
        to='direction@exemple.fr; "Dupré, Élodie" <e.dupre@exemple.fr>',
        sender="Équipe n@hô <naho@exemple.fr>",
    )
    message, _plain, _html = mailed(context, make_view(today=today()), options)
    assert message["X-Unsent"] == "1"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert message["Date"].datetime.date() == DAY
    assert re.fullmatch(r"<naho\.[0-9a-f]{32}@naho-feedback\.invalid>", message["Message-ID"])
    assert [a.addr_spec for a in message["To"].addresses] == [
        "direction@exemple.fr",
        "e.dupre@exemple.fr",
    ]
    assert message["To"].addresses[1].display_name == "Dupré, Élodie"
    assert message["From"].addresses[0].display_name == "Équipe n@hô"


def test_the_subject_counts_what_waits_and_what_came(
    context: PluginContext, make_view: MakeView
) -> None:
    late = action("B", status=ActionStatus.RUNNING, due="2017-03-01", n=2)
    done = action("C", status=ActionStatus.DONE, due="2017-03-01", n=3)
    view = make_view(today=today(), actions=(action("A"), late, done))
    assert planned(context, view).items[0].title == (
        "[n@hô] vendredi 3/3 · 2 points à décider · 38 notes, 3 séances"
    )
    english = msgspec.structs.replace(view, language="en")
    assert planned(context, english).items[0].title == (
        "[n@hô] Friday 3 Mar · 2 to decide · 38 notes, 3 sessions"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "a@exemple.fr\nBcc: x@exemple.fr",
        "a@exemple.fr\r\nX-Bad: 1",
        "Nom\r\nBcc: x <a@exemple.fr>",
        "pas une adresse",
        "a@",
        "@exemple.fr",
        "a@exemple.fr b@exemple.fr",
        "a <a@exemple.fr",
        "éric@exemple.fr",
        "a@exemple..fr",
        '"a <a@exemple.fr>',
        "a@exemple.fr\0",
        "=?utf-8?q?=0D=0ABcc:_x?= <a@exemple.fr>",
    ],
)
@pytest.mark.parametrize("option", ["to", "sender"])
def test_an_address_that_could_add_a_header_is_refused_with_a_sentence(
    context: PluginContext, make_view: MakeView, typed: str, option: str
) -> None:
    with pytest.raises(NahoError) as caught:
        planned(
            context,
            make_view(today=today()),
            options=msgspec.structs.replace(DigestOptions(), **{option: typed}),
        )
    assert "ne peut pas être lue" in caught.value.message
    assert not set("\r\n\0") & set(str(caught.value))


def test_there_is_one_sender_at_most(context: PluginContext, make_view: MakeView) -> None:
    i18n.set_language("en")
    with pytest.raises(NahoError, match="one sender only"):
        planned(context, make_view(), options=DigestOptions(sender="a@b.fr, c@d.fr"))


def test_addresses_are_parted_by_commas_or_semicolons() -> None:
    assert [a.addr_spec for a in addresses(" a@b.fr ;; C <c@d.fr>, ")] == ["a@b.fr", "c@d.fr"]
    assert addresses("") == ()


# ---- what it says --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_plain_text_stays_short_on_the_fullest_day(
    context: PluginContext, make_view: MakeView, language: str
) -> None:
    _message, plain, _html = mailed(context, full_view(make_view, language=language))
    lines = plain.splitlines()
    assert len([line for line in lines if line]) <= 25
    assert max(map(len, lines)) <= 78
    assert "Former" in plain
    assert lines[-1].endswith(("«\u00a0stop\u00a0».", "answer “stop”."))


def test_decisions_come_first_and_limits_last(context: PluginContext, make_view: MakeView) -> None:
    _message, plain, html = mailed(context, full_view(make_view))
    for said in (plain, visible(html)):
        order = [
            said.casefold().replace("\u00a0", " ").index(word)
            for word in (
                *("démonstration", "à décider (5)", "aujourd'hui", "ce qui revient", "mesures"),
                *("à faire sous 7 jours", "des volontaires", "« stop"),
            )
        ]
        assert order == sorted(order)


def test_an_action_says_whose_it_is_and_how_late(
    context: PluginContext, make_view: MakeView
) -> None:
    view = make_view(
        today=today(),
        actions=(
            action("Badges", status=ActionStatus.RUNNING, due="2017-03-01", owner="DSI"),
            action("Affiches", status=ActionStatus.DECIDED, due="2017-03-10", n=2),
            action("Tard", status=ActionStatus.DECIDED, due="2017-03-11", n=3),
            action("Refus", status=ActionStatus.REFUSED, due="2017-03-04", n=4),
            action("Quand on pourra", due="bientôt", n=5),
        ),
    )
    _message, plain, html = mailed(context, view)
    assert "- Badges (en retard\u00a0: 1er mars, DSI)" in plain
    assert "- Affiches (pour le 10 mars)" in plain
    assert "- Quand on pourra (bientôt)" in plain
    assert "À DÉCIDER (2)" in plain
    for absent in ("Tard", "Refus"):
        assert absent not in plain + html
    assert "en retard : 1er mars" in visible(html)


def test_a_theme_that_blocks_in_many_places_and_has_no_action_is_marked(
    context: PluginContext, make_view: MakeView
) -> None:
    base = ThemeFigure(id="a", label="A", notes=9, sessions=3, sites=2, barriers=3)
    themes = tuple(
        msgspec.structs.replace(base, **changed)
        for changed in (
            {"label": "Ouvert"},
            {"label": "Répondu", "id": "formation"},
            {"label": "Deux séances", "id": "b", "sessions": 2},
            {"label": "Un site", "id": "c", "sites": 1},
            {"label": "Aimé", "id": "d", "barriers": 2},
        )
    )
    _message, plain, html = mailed(
        context, make_view(today=today(), themes=themes, actions=(action("Former"),))
    )
    assert "- Ouvert\u00a0: 9 notes · 3 séances · 2 sites · sans\u00a0action\n" in plain
    assert plain.count("sans\u00a0action") == 1
    assert re.findall(r"(\w+) sans action", visible(html)) == ["Ouvert"]


def test_notes_still_to_be_sorted_are_no_theme(context: PluginContext, make_view: MakeView) -> None:
    _message, plain, html = mailed(context, make_view(today=today()))
    assert "- Formation et compétences\u00a0: 58 notes · 6 séances · 4 sites" in plain
    assert "À classer" not in plain + html


def test_quotes_are_one_of_each_theme_whole_and_one_of_them_is_glad(
    context: PluginContext, make_view: MakeView
) -> None:
    themes = tuple(
        ThemeFigure(id=f"t{n}", label=f"T{n}", notes=9 - n, sessions=1, sites=1) for n in range(4)
    )
    quotes = (
        quote("trop long " * 20, theme="t0"),
        quote("deux", theme="t1"),
        quote("un", theme="t0"),
        quote("un encore", theme="t0"),
        quote("trois", theme="t2"),
        quote("content", theme="t3", polarity=Polarity.ENABLER),
    )
    _message, plain, html = mailed(
        context, make_view(today=today(), themes=themes, verbatims=quotes)
    )
    for said in (plain, html):
        assert re.findall("«\u00a0(.*?)\u00a0»", unescape(said)) == [
            "un",
            "deux",
            "content",
            "stop",
        ]


def test_reach_is_never_called_people_unless_the_team_declared_it(
    context: PluginContext, make_view: MakeView
) -> None:
    _message, plain, _html = mailed(context, make_view(today=today()))
    assert (
        "Venus\u00a0: 630 personnes sur 2\u00a0000 (31,5\u00a0%), effectif du 1er janvier" in plain
    )
    _message, plain, html = mailed(
        context, make_view(today=today(), reach=Reach(came=Count(630), unique=False))
    )
    assert "Venus\u00a0: 630 passages\n" in plain
    assert "personne" not in plain + visible(html)


def test_the_full_page_is_named_when_the_team_says_where_it_is(
    context: PluginContext, make_view: MakeView
) -> None:
    options = DigestOptions(page="P:\\Projets\\n@hô\n<b>")
    _message, plain, html = mailed(context, make_view(today=today()), options)
    assert "La page entière\u00a0: P:\\Projets\\n@hô <b>" in plain
    assert "<b>" not in html


def test_what_is_about_no_theme_is_one_line_and_harm_is_a_number(
    context: PluginContext, make_view: MakeView
) -> None:
    theme = ThemeFigure(id="materiel", label="Matériel", notes=9, sessions=1, sites=1)
    apart = (
        ThemeFigure(id="merci", label="Merci", notes=12, sessions=1, sites=1),
        ThemeFigure(id="hors-sujet", label="<Hors> sujet", notes=3, sessions=1, sites=1),
    )
    view = make_view(today=today(), themes=(theme,))
    summary = msgspec.structs.replace(view.summary, aside=apart, flagged=2)
    _message, plain, html = mailed(context, msgspec.structs.replace(view, summary=summary))
    told = "2 post-it parlent peut-être d'un danger\u00a0: à suivre dans l'outil de signalement"
    assert told in plain.replace("\n", " ")
    assert "12 merci, 3 <hors> sujet" in plain
    assert "12 merci, 3 <hors> sujet" in visible(html)
    assert "- Merci" not in plain
    one = msgspec.structs.replace(summary, flagged=1)
    english = msgspec.structs.replace(view, summary=one, language="en")
    assert "1 note may speak of harm: followed in the reporting tool" in (
        mailed(context, english)[1].replace("\n", " ")
    )
    nothing = mailed(context, view)[1]
    assert "danger" not in nothing
    assert "merci" not in nothing
