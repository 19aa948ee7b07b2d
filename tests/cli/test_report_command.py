"""``naho report``: one account as HTML, text and JSON."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from naho_feedback.cli.render import columns
from tests.cli.conftest import Shell
from tests.services.pictures_help import SECRET, png

WEEK = ("--from", "2017-02-27", "--to", "2017-03-03")
HOSTILE = '<script>alert("x")</script> & "mur"'


class Page(HTMLParser):
    """What a browser and a screen reader find in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def pictured(demo: Shell) -> Shell:
    """The invented week with one photo more, whose caption tries to be markup."""
    assert demo.folder is not None
    (demo.folder / "mur.png").write_bytes(png())
    file = str(demo.folder / "mur.png")
    demo("photo", "add", file, "--session", "A-2", "--caption", HOSTILE, "--confirmed")
    return demo


def html(shell: Shell, *more: str) -> str:
    return shell("report", *WEEK, "--format", "html", *more).out


class TestHtml:
    def test_it_is_one_file_that_fetches_nothing(self, pictured: Shell) -> None:
        page = Page(html(pictured))
        assert page.all("link") == page.all("script") == []
        assert len(page.all("img")) == 4
        for image in page.all("img"):
            assert image["src"].startswith("data:image/png;base64,")
            picture = base64.b64decode(image["src"].partition(",")[2])
            assert SECRET not in picture
            assert picture.startswith(b"\x89PNG")
        assert "url(" not in html(pictured)

    def test_what_people_typed_is_never_markup(self, pictured: Shell) -> None:
        page = Page(html(pictured))
        *_drawn, image = page.all("img")
        assert image["alt"] == HOSTILE
        assert page.all("script") == []
        assert HOSTILE in page.text

    def test_a_screen_reader_finds_language_headings_and_headers(self, pictured: Shell) -> None:
        page = Page(html(pictured))
        assert page.all("html") == [{"lang": "en"}]
        levels = [int(tag[1]) for tag, _attrs in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert len(page.all("caption")) == len(page.all("table")) == 6
        assert {attrs.get("scope") for attrs in page.all("th")} == {"row", "col"}
        assert [len(page.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]

    def test_every_text_stands_out_from_what_is_behind_it(self) -> None:
        """RGAA 3.2: a contrast of 4.5 to 1."""
        source = resources.files("naho_feedback.cli") / "report.html.jinja"
        style = source.read_text("utf-8").partition("<style>")[2].partition("</style>")[0]
        named = dict(re.findall(r"--(\w+): (#\w{6});", style))
        pairs = [
            *(
                (named[ink], named[behind])
                for ink in ("ink", "soft", "accent")
                for behind in ("paper", "tint")
            ),
            *re.findall(r"color: (#\w{6}); background: (#\w{6});", style),
            *(
                (ink, behind)
                for behind, ink in re.findall(r"background: (#\w{6}); color: (#\w{6});", style)
            ),
            (named["ink"], "#fbf3d9"),
        ]
        assert len(pairs) == 12
        assert {pair: ratio for pair in pairs if (ratio := contrast(*pair)) < 4.5} == {}

    def test_french_is_french(self, pictured: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NAHO_LANGUAGE", "fr")
        assert Page(html(pictured)).all("html") == [{"lang": "fr"}]

    def test_a_demonstration_says_so_first(self, pictured: Shell) -> None:
        assert "DEMONSTRATION: everything here is invented." in html(pictured)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG computes it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(c * w for c, w in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


class TestDemo:
    def test_its_pictures_are_shown_with_what_they_show(self, demo: Shell) -> None:
        page = Page(html(demo))
        told = [image["alt"] for image in page.all("img")]
        assert [words.split(",")[0] for words in told] == [
            "Le mur «\u00a0Nahôme\u00a0» lundi midi\u00a0: les freins à gauche",
            "Le plan de la Maison du Projet",
            "La chambre connectée de Lens",
        ]
        assert all(words in page.text for words in told)
        photos = demo("photo", "list", "--json").json
        assert [(p["state"], p["confirmed"]) for p in photos] == [("sound", True)] * 3
        assert [p["path"].partition("/")[0] for p in photos] == ["photos"] * 3


class TestText:
    def test_it_tells_the_week_within_eighty_columns(self, pictured: Shell) -> None:
        lines = pictured("report", *WEEK).lines
        assert max(map(columns, lines)) <= 80
        text = "\n".join(lines)
        for words in (
            "DEMONSTRATION",
            "630 people came (31.5% of 2,000)",
            "You said, we did",
            "Day by day",
            "Opening speech",
            "Project house, Lens: open on 5 days",
            "Go-live at Lens · Thu 1 Mar 2018",
            "Nothing is shown for fewer than 5 people",
        ):
            assert words in text

    def test_both_forms_say_the_same_figures(self, pictured: Shell) -> None:
        said = " ".join(" ".join(Page(html(pictured)).text).split())
        text = pictured("report", *WEEK).out
        flat = " ".join(text.split())
        for figure in ("37.5%", "“Nahôme” post-it workshop", "184", "Dress rehearsal"):
            assert figure in said
            assert figure in text
        team = "17 project officers: 4 doctors, 6 nurses, 3 nursing assistants, 4 administrative"
        assert team in said
        assert team in flat

    def test_an_empty_workspace_has_an_account_too(self, naho: Shell) -> None:
        text = naho("report").out
        assert "0 sessions" in text
        assert "Day by day" not in text
        assert "17 project officers" in text
        assert Page(naho("report", "--format", "html").out).all("h1") == [{}]


class TestSmallGroups:
    def test_three_people_are_nowhere(self, naho: Shell) -> None:
        naho("visit", "add", "--site", "lens", "--count", "3")
        event = ("session", "event", "--workshop", "video", "--site", "lens")
        naho(*event, "--attendance", "4")
        naho(*event, "--attendance", "17")
        report = naho("report", "--json").json
        assert report["reach"]["came"] == {"value": None, "hidden": "small"}
        assert report["days"][0]["present"] == 17
        text = naho("report").out
        assert "fewer than 5" in text
        assert "are counted as sessions" in text
        assert not re.search(r"\b(3|4|21) (people|visits)", text)


class TestFiles:
    def test_the_form_follows_the_name_and_a_file_is_replaced_only_with_a_yes(
        self, demo: Shell, tmp_path: Path
    ) -> None:
        file = tmp_path / "new" / "bilan.html"
        assert demo("report", *WEEK, "--output", str(file)).out == f"{file}\n"
        assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
        file.write_text("mine", "utf-8")
        assert demo.run("report", "--output", str(file)).status == 1
        assert demo.run("report", "--output", str(file), tty=True, stdin="n\n").status == 1
        assert file.read_text("utf-8") == "mine"
        demo("report", "--output", str(file), tty=True, stdin="y\n")
        demo("report", "--output", str(file), "--yes", "--format", "text")
        assert file.read_text("utf-8").startswith("DEMONSTRATION")

    def test_a_folder_is_no_file(self, demo: Shell, tmp_path: Path) -> None:
        ran = demo.run("report", "--output", str(tmp_path), "--yes")
        assert (ran.status, "cannot be written" in ran.err) == (1, True)

    def test_a_photo_that_is_gone_is_said_to_who_makes_the_account(self, pictured: Shell) -> None:
        assert pictured.folder is not None
        (pictured.folder / "mur.png").unlink()
        ran = pictured("report", *WEEK, "--format", "html")
        assert "is left out: its file is gone" in ran.err
        assert len(Page(ran.out).all("img")) == 3

    def test_json_and_a_file_together_are_wrong_usage(self, demo: Shell, tmp_path: Path) -> None:
        assert demo.run("report", "--json", "--output", str(tmp_path / "x")).status == 2
        assert demo.run("report", "--from", "2017-03-03", "--to", "2017-02-27").status == 2
        assert demo.run("report", "--audience", "raw").status == 2


class TestTeam:
    def test_everybody_reads_the_same_counts_of_the_project_s_own_people(self, naho: Shell) -> None:
        """Figures of the settings, like headcounts: small ones are shown as they are."""
        naho("programme", "team", "add", "--profession", "pharmacien", "--count", "1")
        for audience in ("manager", "public"):
            report = naho("report", "--audience", audience, "--json").json
            assert report["team"][-1] == {"profession": "pharmacien", "count": 1}
            text = " ".join(naho("report", "--audience", audience).out.split())
            assert "18 project officers: 4 doctors" in text
            assert ", 1 pharmacien." in text

    def test_what_is_typed_as_a_profession_is_never_markup(self, naho: Shell) -> None:
        naho("programme", "team", "add", "--profession", HOSTILE, "--count", "2")
        page = Page(naho("report", "--format", "html").out)
        assert page.all("script") == []
        assert any(HOSTILE in text for text in page.text)

    def test_without_a_team_nothing_is_said_of_it(self, naho: Shell) -> None:
        for _profession in range(4):
            naho("programme", "team", "remove", "1")
        assert "officer" not in naho("report").out
        assert 'class="team"' not in naho("report", "--format", "html").out
