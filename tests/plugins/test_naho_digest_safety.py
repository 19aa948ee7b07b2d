"""The digest: what it hides, hostile words, and reading it without eyes."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from naho_feedback.api import (
    ActionStatus,
    Measure,
    PluginContext,
    Polarity,
    Precision,
    Reach,
    ThemeFigure,
    View,
)

from .digest_help import (
    PROTECTED,
    SMALL,
    MakeView,
    action,
    full_view,
    mailed,
    measure,
    planned,
    quote,
    today,
    visible,
    written,
)

# ---- what it hides -------------------------------------------------------------------------------


def test_hidden_counts_are_said_in_words_in_both_parts(
    context: PluginContext, make_view: MakeView
) -> None:
    view = make_view(
        today=today(visits=PROTECTED, responses=SMALL),
        responses=SMALL,
        reach=Reach(came=SMALL, unique=True, headcount=2000),
    )
    _message, plain, html = mailed(context, view)
    assert "38 notes · 3 séances · passages\u00a0: masqué · moins de 5 réponses" in plain
    assert "En tout\u00a0: 70 notes · 6 séances · moins de 5 réponses" in plain
    assert "Venus\u00a0: moins de 5 personnes sur" in plain
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
            "presque toutes du même avis (12 réponses)",
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
    ("language", "mark"), [("fr", "DÉMONSTRATION\u00a0:"), ("en", "DÉMONSTRATION (demo)")]
)
def test_invented_data_say_so_first_everywhere(
    context: PluginContext, make_view: MakeView, language: str, mark: str
) -> None:
    view = make_view(today=today(), demo=True, language=language)
    message, plain, html = mailed(context, view)
    assert message["subject"].startswith("DÉMONSTRATION")
    assert plain.startswith(mark)
    assert visible(html).startswith(mark.replace("\u00a0", " "))


def test_real_data_are_not_called_invented(context: PluginContext, make_view: MakeView) -> None:
    mailed(context, make_view(today=today()))
    assert "MONSTRATION" not in written(context).read_text("ascii").upper()


# ---- hostile words -------------------------------------------------------------------------------

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


# ---- accessibility -------------------------------------------------------------------------------


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
