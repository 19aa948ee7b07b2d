"""``naho summary``: the page reads well anywhere, and looking changes nothing."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest

from naho_feedback import i18n
from naho_feedback.cli.markdown import escaped, summary_markdown
from naho_feedback.cli.render import columns, cut, summary_lines, told_quotes, wrapped
from naho_feedback.domain.notes import Polarity
from naho_feedback.domain.views import (
    Count,
    DayFigures,
    Hidden,
    Measure,
    Precision,
    Reach,
    SiteReach,
    Summary,
    ThemeFigure,
    Verbatim,
    View,
)
from naho_feedback.testing import sample_view
from tests.cli.conftest import Shell


@pytest.fixture
def english() -> None:
    i18n.set_language("en")


def quote(text: str, theme: str) -> Verbatim:
    return Verbatim(key=f"note:{text}", text=text, theme=theme, polarity=Polarity.NEUTRAL)


def page_of(**changes: object) -> str:
    view = sample_view()
    summary = msgspec.structs.replace(view.summary, **changes)
    return "\n".join(summary_lines(msgspec.structs.replace(view, summary=summary)))


# ---- the command -----------------------------------------------------------------------------


def test_the_invented_week_is_the_page_that_was_promised(demo: Shell) -> None:
    lines = demo("summary").lines
    text = "\n".join(lines)
    assert lines[0].startswith("DEMONSTRATION")
    assert max(map(len, lines)) <= 80
    assert "630 people out of 2,000 (31.5%)" in text
    for site in ("Lens", "Béthune", "Hénin-Beaumont", "La Bassée"):
        assert any(line.startswith(f"  {site}") for line in lines)
    assert re.search(r"^    \d+%, between \d+% and \d+% \(\d+ answers\)$", text, re.MULTILINE)
    assert text.count("“") == 4
    assert "Nothing is shown for fewer than 5 people" in text


def test_json_has_heading_and_figures(demo: Shell) -> None:
    page = demo("summary", "--json").json
    assert (page["demo"], page["audience"], page["k"]) == (True, "manager", 5)
    summary = page["summary"]
    assert summary["reach"]["came"] == {"value": 630, "hidden": ""}
    assert summary["reach"]["share"] == pytest.approx(0.315)
    assert len(summary["reach"]["sites"]) == 4
    assert all(t["notes"] and t["sessions"] and t["sites"] for t in summary["themes"])
    assert len(page["verbatims"]) >= 30
    assert demo("summary", "--format", "json").json == page


def test_markdown_comes_on_request(demo: Shell) -> None:
    lines = demo("summary", "--format", "md", "--audience", "public").lines
    assert lines[0] == "> **DEMONSTRATION: everything here is invented.**"
    assert lines[2].startswith("# ")
    assert "for everybody" in lines[4]


def test_a_selection_narrows_the_page(demo: Shell) -> None:
    all_ = demo("summary", "--json").json["summary"]
    lens = demo("summary", "--site", "lens", "--json").json
    assert lens["selection"]["site"] == "lens"
    assert lens["summary"]["notes"] < all_["notes"]
    first = demo("summary", "--from", "2017-02-27", "--to", "2017-02-27", "--json").json
    assert first["selection"]["last"] == "2017-02-27"
    assert first["summary"]["notes"] < all_["notes"]
    (session, *_rest) = demo("session", "list", "--json").json
    one = demo("summary", "--session", session["receipt"], "--json").json
    assert one["summary"]["notes"] == session["notes"]
    workshop = demo("summary", "--workshop", "post-it", "--json").json
    assert workshop["summary"]["sessions"] < all_["sessions"]


@pytest.mark.parametrize(
    "args", [["--site", "paris"], ["--workshop", "thé"], ["--session", "A-99999"]]
)
def test_what_the_workspace_has_not_cannot_be_selected(naho: Shell, args: list[str]) -> None:
    ran = naho.run("summary", *args)
    assert (ran.status, ran.out) == (1, "")
    assert args[1] in ran.err


def test_looking_changes_nothing_and_says_what_was_not_sorted(wall: Shell) -> None:
    wall("note", "add", "Trop de clics dans les écrans")
    journal = {f: f.read_bytes() for f in wall.folder.rglob("*.jsonl")} if wall.folder else {}
    assert journal
    ran = wall("summary")
    assert ran.err == "1 note has not been sorted yet; run: naho theme group\n"
    assert {f: f.read_bytes() for f in journal} == journal
    wall("theme", "group")
    assert wall("summary").err == ""


def test_an_empty_workspace_has_a_page_too(naho: Shell) -> None:
    ran = naho("summary")
    assert "No note yet." in ran.out
    assert "0 visits" in ran.out


# ---- the page --------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 60, 80, 120])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    long = "très long " * 30 + "x" * 200 + " 日本語" * 40
    view = sample_view()
    theme = ThemeFigure(
        id="a", label=long, notes=123456, sessions=9, sites=4, barriers=99999, words=(long,)
    )
    summary = msgspec.structs.replace(
        view.summary, headline=long, themes=(theme,), unheard=(long,), limits=(long,)
    )
    lines = summary_lines(
        msgspec.structs.replace(
            view, title=long, summary=summary, verbatims=(quote(long, "a"), quote(long, "b"))
        ),
        width,
    )
    assert max(map(columns, lines)) <= max(width, 60)


def test_hostile_words_stay_on_their_line() -> None:
    hostile = "a\nLimits\n\x1b[2J\u202eb"
    view = msgspec.structs.replace(sample_view(), verbatims=(quote(hostile, "formation"),))
    for lines in (summary_lines(view), summary_markdown(view)):
        assert sum("␛" in line for line in lines) == 1
        assert not {"\x1b", "\n", "\u202e"} & set("".join(lines))


def test_hidden_counts_are_words(english: None) -> None:
    reach = Reach(
        came=Count(40),
        unique=True,
        headcount=2000,
        headcount_date=dt.date(2017, 2, 27),
        headcount_source="annonce",
        share=0.02,
        sites=(
            SiteReach(id="a", name="Lens", came=Count(None, Hidden.SMALL), headcount=10),
            SiteReach(id="b", name="Béthune", came=Count(None, Hidden.PROTECTED)),
        ),
    )
    text = page_of(reach=reach, responses=Count(None, Hidden.SMALL))
    assert "Lens     fewer than 5 out of 10" in text
    assert "Béthune  hidden" in text
    assert "fewer than 5 answers" in text


@pytest.mark.parametrize(
    ("precision", "value", "said"),
    [
        (Precision.HIDDEN, None, "not enough answers (fewer than 5)"),
        (Precision.WORDS, None, "6 favourable out of 8"),
        (Precision.INDICATIVE, 0.8, "80%, between 63% and 90% (8 answers), indicative"),
    ],
)
def test_scores_are_told_only_as_precisely_as_the_answers_allow(
    english: None, precision: Precision, value: float | None, said: str
) -> None:
    measure = Measure(
        survey="s",
        question="q",
        text="Utile ?",
        kind="share",
        answers=Count(8),
        precision=precision,
        favourable=Count(6),
        unfavourable=Count(2),
        value=value,
        low=None if value is None else 0.627,
        high=None if value is None else 0.905,
    )
    assert f"  Utile ?\n    {said}" in page_of(measures=(measure,))


def theme(id: str, notes: int, *, barriers: int = 0, enablers: int = 0) -> ThemeFigure:
    return ThemeFigure(
        id=id,
        label=id.title(),
        notes=notes,
        sessions=2,
        sites=1,
        barriers=barriers,
        enablers=enablers,
    )


def test_only_the_largest_themes_are_told_and_the_others_added_up(english: None) -> None:
    themes = (*(theme(f"t{n}", 20 - n) for n in range(10)), theme("", 3))
    text = page_of(themes=themes)
    assert "T7" in text
    assert "T8" not in text
    assert "and 2 more themes with 23 notes" in text


def test_bars_share_one_scale(english: None) -> None:
    themes = (theme("a", 30, barriers=20, enablers=10), theme("b", 5, barriers=0, enablers=5))
    rows = [line for line in page_of(themes=themes).splitlines() if "│" in line][1:]
    blocks = [[side.count("█") for side in row.split("│")] for row in rows]
    assert blocks[0][0] == pytest.approx(2 * blocks[0][1], abs=1)
    assert blocks[1] == [0, pytest.approx(blocks[0][1] / 2, abs=1)]
    assert [row.split("│")[0].split()[-1] for row in rows] == ["20", "0"]


def test_walls_without_barriers_get_plain_bars(english: None) -> None:
    text = page_of(themes=(theme("a", 30), theme("b", 1)))
    assert "│" not in text
    assert " 30\n" in text


def test_quotes_are_one_a_theme_first_and_four_at_most() -> None:
    view = sample_view()
    summary = msgspec.structs.replace(view.summary, themes=(theme("a", 9), theme("b", 5)))
    quotes = [quote(f"{n}", id_) for n, id_ in enumerate(["b", "b", "a", "a", "x", "a"])]
    told = told_quotes(msgspec.structs.replace(view, summary=summary, verbatims=tuple(quotes)))
    assert [verbatim.text for verbatim in told] == ["2", "0", "4", "3"]


def test_the_smallest_view_makes_a_page() -> None:
    nobody = Count(0)
    day = dt.date(2017, 3, 3)
    summary = Summary(
        headline="",
        first=None,
        last=None,
        sessions=0,
        notes=0,
        dots=0,
        responses=nobody,
        reach=Reach(came=nobody, unique=False),
        themes=(),
        placed_by_person=0,
        measures=(),
        today=DayFigures(day=day, visits=nobody, notes=0, responses=nobody),
    )
    view: View = msgspec.structs.replace(sample_view(), summary=summary, verbatims=())
    assert summary_lines(view)
    assert summary_markdown(view)


# ---- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<script>*a*", r"\<script\>\*a\*"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("a|b\n# c", r"a\|b \# c"),
        ("[x](y) `z` \\", r"\[x\](y) \`z\` \\"),
    ],
)
def test_markdown_of_people_is_text(text: str, said: str) -> None:
    assert escaped(text) == said


def test_lines_break_at_spaces_or_else_anywhere() -> None:
    assert wrapped("un deux trois", 8) == ["un deux", "trois"]
    assert wrapped("a" * 10, 4) == ["aaaa", "aaaa", "aa"]
    assert wrapped("日本語日本", 4) == ["日本", "語日", "本"]
    assert wrapped("", 4) == [""]
    assert wrapped("日本", 1) == ["日", "本"]


def test_a_long_label_ends_with_an_ellipsis() -> None:
    assert cut("Formation", 9) == "Formation"
    assert cut("Formation", 6) == "Forma…"
    assert columns(cut("日本語日本", 6)) <= 6
    assert cut("Formation", 0) == "…"
