"""The digest: what the mail says, what it hides, and that the file can be trusted."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import errno
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from naho_digest import DigestExporter, DigestOptions
from naho_digest.message import addresses
from naho_feedback import i18n
from naho_feedback.api import (
    ActionLine,
    ActionStatus,
    Audience,
    Count,
    DayFigures,
    Delivery,
    DeliveryStatus,
    Hidden,
    Measure,
    NahoError,
    Options,
    Plan,
    PlanAction,
    PluginContext,
    Polarity,
    Precision,
    Reach,
    ThemeFigure,
    Verbatim,
    View,
    option_fields,
)
from naho_feedback.testing import check_exporter, sample_view

MakeView = Callable[..., View]
DAY = dt.date(2017, 3, 3)
SMALL, PROTECTED = Count(None, Hidden.SMALL), Count(None, Hidden.PROTECTED)


def today(**changes: Any) -> DayFigures:
    """The figures of a busy day."""
    figures = DayFigures(
        day=DAY, visits=Count(148), notes=38, responses=Count(41), sessions=3, note_hours=()
    )
    return msgspec.structs.replace(figures, **changes)


def action(
    text: str,
    *,
    status: ActionStatus = ActionStatus.ASKED,
    due: str = "",
    owner: str = "",
    n: int = 1,
) -> ActionLine:
    """One action of the register."""
    return ActionLine(
        key=f"action:A7K2-{n}",
        decision=text,
        theme="formation",
        owner=owner,
        due=due,
        status=status,
        answer="",
    )


def quote(
    text: str, *, theme: str = "formation", polarity: Polarity = Polarity.BARRIER
) -> Verbatim:
    """One reviewed quote."""
    return Verbatim(key=f"note:{text}", text=text, theme=theme, polarity=polarity)


def measure(precision: Precision, n: int, **changes: Any) -> Measure:
    """One closed question, three in four of whose answers are favourable."""
    up = n * 3 // 4
    shown = precision in (Precision.INDICATIVE, Precision.FULL)
    made = Measure(
        survey="sortie-30s",
        question="s1",
        text="Cet atelier vous a-t-il été utile ?",
        kind="share",
        answers=Count(n),
        precision=precision,
        favourable=Count(up),
        unfavourable=Count(n - up),
        value=0.75 if shown else None,
        low=0.61 if shown else None,
        high=0.86 if shown else None,
    )
    return msgspec.structs.replace(made, **changes)


def planned(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> Plan:
    """The preview of a fresh exporter."""
    return DigestExporter(context).plan(view, receipts or {}, options or DigestOptions())


def sent(
    context: PluginContext,
    view: View,
    receipts: Mapping[str, Delivery] | None = None,
    options: Options | None = None,
) -> dict[str, Delivery]:
    """Plan and send, and return what the host would remember."""
    options = options or DigestOptions()
    plan = planned(context, view, receipts, options)
    digests = {item.key: item.digest for item in plan.items}
    return dict(receipts or {}) | {
        receipt.key: Delivery(
            target="digest",
            key=receipt.key,
            status=DeliveryStatus.SENT,
            reference=receipt.reference,
            digest=digests[receipt.key],
        )
        for receipt in DigestExporter(context).send(plan, view, options)
    }


def written(context: PluginContext) -> Path:
    """The one file of the output folder."""
    (path,) = context.output_dir.iterdir()
    return path


def read(path: Path) -> EmailMessage:
    """The mail as a mail program reads it, without a single defect."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def part(message: EmailMessage, kind: str) -> str:
    """One of the two bodies, with line feeds."""
    body = message.get_body((kind,))
    assert isinstance(body, EmailMessage)
    text = body.get_content()
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


def mailed(
    context: PluginContext, view: View, options: Options | None = None
) -> tuple[EmailMessage, str, str]:
    """Send afresh, read back, and return the message, its plain text and its HTML."""
    if context.output_dir.exists():
        written(context).unlink()
    sent(context, view, options=options)
    message = read(written(context))
    return message, part(message, "plain"), part(message, "html")


def visible(html: str) -> str:
    """The words of a page, as they are read out."""
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            words.append(data)

    Reader().feed(html[html.index("<body") :])
    return " ".join(" ".join(words).split())


# ---- contract ------------------------------------------------------------------------------


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


# ---- headers -------------------------------------------------------------------------------


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


# ---- what it says --------------------------------------------------------------------------


def full_view(make_view: MakeView, **changes: Any) -> View:
    """A day on which everything happened."""
    themes = tuple(
        ThemeFigure(
            id=f"t{n}", label=f"Thème {n}", notes=50 - n, sessions=6, sites=4, barriers=9 - n
        )
        for n in range(9)
    )
    return make_view(
        **{
            "today": today(),
            "themes": themes,
            "measures": tuple(measure(Precision.FULL, 120, question=f"s{n}") for n in range(5)),
            "limits": ("Des volontaires, pas un sondage. " * 3, "Rien sous 5 personnes.") * 2,
            "unheard": ("La Bassée", "Hénin-Beaumont", "équipes de nuit " * 9),
            "actions": (
                *(action("Un ordinateur de plus " * 9, due="2017-03-01", n=n) for n in range(5)),
                *(
                    action("Former", status=ActionStatus.RUNNING, due="2017-03-06", n=9 + n)
                    for n in range(5)
                ),
            ),
            "verbatims": tuple(quote("On ose essayer " * 9, theme=f"t{n}") for n in range(5)),
            "demo": True,
        }
        | changes
    )


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
    assert "- Badges (en retard : 1er mars, DSI)" in plain
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
    assert "- Ouvert : 9 notes · 3 séances · 2 sites · sans\u00a0action\n" in plain
    assert plain.count("sans\u00a0action") == 1
    assert re.findall(r"(\w+) sans action", visible(html)) == ["Ouvert"]


def test_notes_still_to_be_sorted_are_no_theme(context: PluginContext, make_view: MakeView) -> None:
    _message, plain, html = mailed(context, make_view(today=today()))
    assert "- Formation et compétences : 58 notes · 6 séances · 4 sites" in plain
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
    assert "Venus : 630 personnes sur 2\u00a0000 (31,5\u00a0%), effectif du 1er janvier" in plain
    _message, plain, html = mailed(
        context, make_view(today=today(), reach=Reach(came=Count(630), unique=False))
    )
    assert "Venus : 630 passages\n" in plain
    assert "personne" not in plain + visible(html)


def test_the_full_page_is_named_when_the_team_says_where_it_is(
    context: PluginContext, make_view: MakeView
) -> None:
    options = DigestOptions(page="P:\\Projets\\n@hô\n<b>")
    _message, plain, html = mailed(context, make_view(today=today()), options)
    assert "La page entière : P:\\Projets\\n@hô <b>" in plain
    assert "<b>" not in html


# ---- what it hides -------------------------------------------------------------------------


def test_hidden_counts_are_said_in_words_in_both_parts(
    context: PluginContext, make_view: MakeView
) -> None:
    view = make_view(
        today=today(visits=PROTECTED, responses=SMALL),
        responses=SMALL,
        reach=Reach(came=SMALL, unique=True, headcount=2000),
    )
    _message, plain, html = mailed(context, view)
    assert "38 notes · 3 séances · passages : masqué · moins de 5 réponses" in plain
    assert "En tout : 70 notes · 6 séances · moins de 5 réponses" in plain
    assert "Venus : moins de 5 personnes sur" in plain
    assert "masqué passages moins de 5 réponses" in visible(html)
    english = msgspec.structs.replace(view, language="en")
    _message, plain, html = mailed(context, english)
    assert "visits: hidden · fewer than 5 answers" in plain
    assert "hidden visits fewer than 5 answers" in visible(html)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (measure(Precision.FULL, 120), "75\u00a0%, entre 61\u00a0% et 86\u00a0% (120 réponses)"),
        (
            measure(Precision.INDICATIVE, 20),
            "75\u00a0%, entre 61\u00a0% et 86\u00a0% (20 réponses), indicatif",
        ),
        (measure(Precision.WORDS, 8), "6 favorables sur 8"),
        (
            measure(Precision.HIDDEN, 4, answers=SMALL, favourable=SMALL, unfavourable=SMALL),
            "effectif insuffisant (moins de 5)",
        ),
        (
            measure(Precision.INDICATIVE, 12, unanimous=True, value=None, favourable=PROTECTED),
            "au moins 90\u00a0% du même avis (12 réponses)",
        ),
        (
            measure(Precision.FULL, 80, kind="balance", value=0.41, low=-0.02, high=0.55),
            "solde +41, entre \u22122 et +55 (80 réponses)",
        ),
    ],
)
def test_a_score_says_no_more_than_its_precision_allows(
    context: PluginContext, make_view: MakeView, given: Measure, said: str
) -> None:
    _message, plain, html = mailed(context, make_view(today=today(), measures=(given,)))
    assert f"- Cet atelier vous a-t-il été utile ? {said}" in plain.replace("\n  ", " ")
    assert f"utile ? {' '.join(said.split())}" in visible(html)


def test_scores_that_may_be_shown_come_before_hidden_ones(
    context: PluginContext, make_view: MakeView
) -> None:
    hidden = measure(Precision.HIDDEN, 3, text="Cachée ?", answers=SMALL)
    _message, plain, html = mailed(
        context, make_view(today=today(), measures=(hidden, measure(Precision.FULL, 40)))
    )
    assert "Cachée" not in plain + html
    assert "(40 réponses)" in plain


@pytest.mark.parametrize(
    ("language", "mark"), [("fr", "DÉMONSTRATION :"), ("en", "DÉMONSTRATION (demo)")]
)
def test_invented_data_say_so_first_everywhere(
    context: PluginContext, make_view: MakeView, language: str, mark: str
) -> None:
    view = make_view(today=today(), demo=True, language=language)
    message, plain, html = mailed(context, view)
    assert message["subject"].startswith("DÉMONSTRATION")
    assert plain.startswith(mark)
    assert visible(html).startswith(mark)


def test_real_data_are_not_called_invented(context: PluginContext, make_view: MakeView) -> None:
    mailed(context, make_view(today=today()))
    assert "MONSTRATION" not in written(context).read_text("ascii").upper()


# ---- hostile words -------------------------------------------------------------------------

ALLOWED_TAGS = (
    "html head meta title style body main p header h1 section h2 ul li span dl dt dd table caption "
    "thead tbody tr th td blockquote div strong footer"
)
OUTLOOK = re.compile(r"\[if mso\]><(table [^<>]*><tr><td|/td></tr></table)><!\[endif\]")
VOID = frozenset({"meta"})


class Strict(HTMLParser):
    """Reads a page, and keeps what could act or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.lang: str | None = None
        self.scopes: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS.split():
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("href", "src", "background", "action", "srcset"):
                self.wrong.append(f"{tag} {name}")
            if name == "style" and re.search(r"url|expression|@import|javascript", value or ""):
                self.wrong.append(f"{tag} {value}")
        if tag == "html":
            self.lang = dict(attrs).get("lang")
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        if not OUTLOOK.fullmatch(data):
            self.wrong.append(data)


def checked(html: str) -> Strict:
    """The page, after checking that nothing in it acts, fetches or is left open."""
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.wrong == []
    assert parser.open == []
    assert "http" not in re.sub(r"&#?\w+;", "", html[: html.index("<body")])
    return parser


def hostile_view(make_view: MakeView, texts: list[str], **changes: Any) -> View:
    """A view in which everything that somebody can type is one of the texts."""
    at = [texts[n % len(texts)] for n in range(12)]
    theme = ThemeFigure(id=at[0], label=at[0], notes=9, sessions=4, sites=3, barriers=5)
    return make_view(
        **{
            "today": today(),
            "programme": at[1],
            "title": at[2],
            "headline": at[3],
            "themes": (theme, msgspec.structs.replace(theme, label=at[4], id="t2")),
            "unheard": (at[5],),
            "limits": (at[6],),
            "verbatims": (quote(at[7]), quote(at[8], theme="t2")),
            "actions": (
                action(at[9], owner=at[10], due=at[11]),
                action(at[10], status=ActionStatus.RUNNING, due="2017-03-05", owner=at[9], n=2),
            ),
            "measures": (measure(Precision.FULL, 40, text=at[11]),),
        }
        | changes
    )


@pytest.fixture(name="naughty", scope="session")
def _naughty(data: Path) -> list[str]:
    """Strings that broke somebody's program."""
    texts: list[str] = json.loads((data / "hostile" / "naughty_strings.json").read_text("utf-8"))
    return texts


def test_hostile_words_change_no_header_no_tag_and_no_line(
    context: PluginContext, make_view: MakeView, naughty: list[str]
) -> None:
    names = {
        "subject",
        "date",
        "message-id",
        "auto-submitted",
        "x-unsent",
        "content-language",
        "mime-version",
        "content-type",
    }
    for start in range(0, len(naughty), 12):
        view = hostile_view(make_view, naughty[start : start + 12])
        (item,) = planned(context, view).items
        message, plain, html = mailed(context, view)
        assert {name.casefold() for name in message} == names
        assert message["subject"] == item.title
        assert all(ch == "\n" or unicodedata.category(ch) != "Cc" for ch in plain)
        assert max(map(len, plain.splitlines())) <= 78
        checked(html)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "</style></title><script src=//x.fr></script>",
        "{{ 7 * 7 }}{% include 'x' %}",
        "a\r\nBcc: tous@exemple.fr\r\n\r\ncorps",
        "=?utf-8?q?=0D=0ABcc:_x=40exemple.fr?=",
        "\x1b]0;x\x07\x9b31m\u202efdp.exe",
        "--=_naho_00000000000000000000000000000000--",
        "\ud83d",
        "<!--[if mso]><p><![endif]-->",
        "x" * 5000,
        "'\" onmouseover=alert(1) x='",
    ],
)
def test_a_text_that_attacks_is_only_shown(
    context: PluginContext, make_view: MakeView, text: str
) -> None:
    message, plain, html = mailed(context, hostile_view(make_view, [text]))
    assert "bcc" not in {name.casefold() for name in message}
    assert len(list(message.walk())) == 3
    checked(html)
    assert "49" not in plain.replace("2017", "")
    assert not set(plain) & set("\x1b\x07\x9b\u202e\r\ud83d")


# ---- accessibility -------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_names_its_language_and_its_table_headers(
    context: PluginContext, make_view: MakeView, language: str
) -> None:
    _message, _plain, html = mailed(context, full_view(make_view, language=language))
    parser = checked(html)
    assert parser.lang == language
    assert parser.scopes == ["col"] * 4 + ["row"] * 5
    assert html.count("<h1") == 1


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Painter(HTMLParser):
    """Follows the colours of text and paper, and keeps the contrast of every word."""

    def __init__(self) -> None:
        super().__init__()
        self.colours = [("#000000", "#ffffff")]
        self.contrasts: dict[str, float] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(attrs).get("style") or ""
        ink, paper = self.colours[-1]
        if found := re.search(r"(?<![-\w])color: ?(#\w{6})", style):
            ink = found[1]
        if found := re.search(r"background-color: ?(#\w{6})", style):
            paper = found[1]
        if tag not in VOID:
            self.colours.append((ink, paper))

    def handle_endtag(self, tag: str) -> None:
        self.colours.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            dark, light = sorted(map(luminance, self.colours[-1]))
            self.contrasts[data.strip()] = (light + 0.05) / (dark + 0.05)


def test_every_text_stands_out_against_what_is_behind_it(
    context: PluginContext, make_view: MakeView
) -> None:
    quotes = tuple(quote(f"q {p}", theme=f"t{n}", polarity=p) for n, p in enumerate(Polarity))
    for some in (quotes[:3], quotes[2:]):
        _message, _plain, html = mailed(context, full_view(make_view, verbatims=some))
        painter = Painter()
        painter.feed(html)
        assert {word: c for word, c in painter.contrasts.items() if c < 4.5} == {}
        assert len(set(painter.contrasts.values())) > 5


# ---- the file ------------------------------------------------------------------------------


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
