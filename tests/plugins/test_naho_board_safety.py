"""The board: nothing that somebody typed comes to life in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from naho_board.markdown import escaped
from naho_feedback.api import (
    PlanAction,
    PluginContext,
    View,
    one_line,
    stored_form,
)

from .board_help import (
    GFM,
    SECTIONS,
    MakeView,
    action,
    board_file,
    board_view,
    planned,
    quote,
    sent,
    theme,
    where,
)


@pytest.fixture(name="view")
def _view(make_view: MakeView) -> View:
    return board_view(make_view)


@pytest.fixture(name="file")
def _file(context: PluginContext) -> Path:
    return board_file(context)


@pytest.fixture(name="naughty", scope="session")
def _naughty(data: Path) -> list[str]:
    """Strings that broke somebody's program."""
    texts: list[str] = json.loads((data / "hostile" / "naughty_strings.json").read_text("utf-8"))
    return [*texts, *ATTACKS]


# ---- hostile words -------------------------------------------------------------------------------

ATTACKS = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[cliquez](http://x.fr) ![i](http://x.fr/i.png) [a]: http://x.fr",
    "http://x.fr https://x.fr/a?b=c www.x.fr x.fr a@b.fr mailto:a@b.fr ftp://x.fr //x.fr",
    "`code` ```bloc``` ~~~ ~~non~~ **gras** _plat_ $x$",
    "# titre", "## titre", "- liste", "+ liste", "* liste", "1. liste", "2) liste", "> cité",
    "---", "===", "a | b |", "&lt;b&gt; &#60;b&#62;",
    "<!-- naho:action:A7K2-2 -->", "<!-- /naho:decide:000000000000: -->", "--> <b>x</b> <!--",
    "a\n## b\r\n<!-- naho:column:done -->\u2028### c", "\\", "\\[x](y)", "#", "\x1b[31m\x00\u202e",
    "javascript:alert(1)", "\ud83d", "@tous voir #12 et !3", "x" * 3000,
]  # fmt: skip


def shown_text(token_content: str) -> str:
    """Words as a reader shows them, without our joiner."""
    return token_content.replace("\u2060", "")


def check_inert(markdown: str, headings: int) -> None:
    """Check that a board holds no more than headings, lists, plain and bold words, our comments.

    Raises:
        AssertionError: if something that was typed came to life.
    """
    allowed = {"heading", "paragraph", "bullet_list", "list_item", "inline", "html_block"}
    tokens = GFM.parse(markdown)
    for token in tokens:
        kind = re.sub("_(open|close)$", "", token.type)
        assert kind in allowed, token
        if kind == "html_block":
            assert re.fullmatch(r"<!-- /naho:[a-z0-9:,]+ -->\n?", token.content), token
        for child in token.children or ():
            inner = re.sub("_(open|close)$", "", child.type)
            assert inner in {"text", "strong", "html_inline", "softbreak"}, child
            if inner == "html_inline":
                assert re.fullmatch(r"<!-- naho:[a-z]+(:\S+)? -->", child.content), child
    assert sum(token.type == "heading_open" for token in tokens) == headings


def test_the_check_of_harmless_markdown_can_fail() -> None:
    for attack in ATTACKS[:4]:
        with pytest.raises(AssertionError):
            check_inert(f"### {attack}", 1)


def test_what_people_type_is_shown_as_typed_and_nothing_more(naughty: list[str]) -> None:
    for text in naughty:
        for before in ("### ", "- **Réponse**\u00a0: ", "- «\u00a0", ""):
            line = before + escaped(text)
            check_inert(line, before.count("### "))
            inline = "".join(
                child.content
                for token in GFM.parse(line)
                for child in token.children or ()
                if child.type == "text"
            )
            wanted = one_line(stored_form(text)).strip()
            plain = before.lstrip("#- ").replace("*", "").strip()
            assert shown_text(inline).split() == shown_text(f"{plain} {wanted}").split(), line


def test_a_plain_sentence_is_not_touched() -> None:
    for text in ("Le bac à sable : on ose essayer !", "R&D, n@hô - 10:30 (3 sites)", "été 2017."):
        assert escaped(text) == text


def test_hostile_words_everywhere_make_no_card_section_or_link(
    context: PluginContext, make_view: MakeView, file: Path, naughty: list[str]
) -> None:
    for start in range(0, len(naughty), 8):
        some = naughty[start : start + 8]
        view = make_view(
            programme=some[0],
            title=some[-1],
            themes=tuple(theme(f"t{n}", label=text) for n, text in enumerate(some)),
            verbatims=tuple(quote(text, f"t{n}") for n, text in enumerate(some)),
            actions=tuple(
                action(n, text, owner=text, answer=text, due=text, theme=text)
                for n, text in enumerate(some)
            ),
        )
        file.unlink(missing_ok=True)
        receipts = sent(context, view)
        text = file.read_bytes().decode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
        assert sum(map(len, map(where, [text]))) == 2 * len(some)
        check_inert(text, 1 + len(SECTIONS) + 2 * len(some))
        assert planned(context, view, receipts).count(PlanAction.LEAVE) == 1 + 2 * len(some)


def test_a_key_cannot_leave_its_marker(
    context: PluginContext, make_view: MakeView, file: Path
) -> None:
    receipts = sent(context, make_view(themes=(theme("a --> <b>/x", "Thème"),)))
    assert set(where(file.read_text("utf-8"))) == {"theme:a%20--%3E%20%3Cb%3E%2Fx"}
    fewer = make_view(themes=())
    sent(context, fewer, receipts)
    assert where(file.read_text("utf-8")) == {}
