"""What may speak of harm is quoted to nobody: every exporter, every page, every audience."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from naho_feedback.bootstrap import Naho
from naho_feedback.cli.markdown import summary_markdown
from naho_feedback.cli.render import summary_lines
from naho_feedback.cli.report_html import html
from naho_feedback.cli.report_page import report_page
from naho_feedback.cli.report_text import text_lines
from naho_feedback.cli.shapes import SummaryOut
from naho_feedback.cli.week_shapes import ReportOut
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import patch
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.views import Selection, View
from naho_feedback.services.restitution import restitution
from naho_feedback.store.memory import MemoryStore
from naho_feedback.workspace import init_workspace, read_workspace
from tests.privacy.test_agreement import export
from tests.privacy.test_nothing_personal_leaves import words_of

HARM = (
    "On a failli donner l'insuline au mauvais patient",
    "Un patient est tombé dans le couloir",
    "Near miss with potassium last night",
    "Il m'a menacée de mort",
)
CALM = (
    "Trop de clics pour ouvrir un dossier",
    "Le scan du bracelet évite les erreurs de patient",
    "Formation trop courte",
    "Wifi absent au fond du couloir",
)
TEMPLATES = (*HARM, *CALM)
NOTES = st.lists(
    st.tuples(st.sampled_from(TEMPLATES), st.sampled_from((None, None, True, False))),
    min_size=12,
    max_size=24,
)


class Told:
    """A wall on which everything was reviewed as quotable.

    Attributes:
        secret: a word of each note that nobody may quote.
        open: a word of each of the others.
    """

    def __init__(self, folder: Path, notes: list[tuple[str, bool | None]]) -> None:
        init_workspace(folder, "A")
        self.naho = naho = Naho(read_workspace(folder), store=MemoryStore())
        session = naho.capture.open_session("post-it", "lens")
        self.session = session.id
        self.secret: list[str] = []
        self.open: list[str] = []
        for number, (words, decided) in enumerate(notes):
            token = f"qz{number:03}wk"
            note = naho.capture.add_note(session, "freins", f"{words}, {token}")
            naho.store.append([patch(Note, note.id, review=Review.QUOTABLE)], "wall")
            if decided is not None:
                naho.facets.flag(note.id, decided)
            is_secret = words in HARM if decided is None else decided
            (self.secret if is_secret else self.open).append(token)
        naho.theming.group(grouper="keywords")

    def pages(self, view: View) -> dict[str, str]:
        """Return every page that is made of a view, by its name."""
        made = {
            "summary": "\n".join(summary_lines(view)),
            "markdown": "\n".join(summary_markdown(view)),
            "json": msgspec.json.encode(SummaryOut.of(view)).decode(),
        }
        if view.audience.sees_records:
            return made
        report = self.naho.reporting.report(audience=view.audience)
        page = report_page(report)
        return made | {
            "report": "\n".join(text_lines(page)),
            "report html": html(page),
            "report json": msgspec.json.encode(ReportOut.of(report)).decode(),
        }

    def files(self, view: View) -> dict[str, str]:
        """Return what every bundled exporter writes of a view, by exporter and file."""
        return {
            f"{name}: {file.name}": words_of(file)
            for name in ("csv", "digest", "board")
            for file in export(self.naho.exporting, name, view)
        }


# Without shrinking: a workspace is made for each example, and the first failure says enough.
@settings(max_examples=15, deadline=None, derandomize=True, phases=[Phase.generate])
@given(NOTES)
def test_no_page_and_no_file_for_anybody_quotes_it(notes: list[tuple[str, bool | None]]) -> None:
    with TemporaryDirectory() as folder:
        told = Told(Path(folder) / "ws", notes)
        for audience in Audience:
            view = told.naho.gate.view(audience)
            quoted = {quote.text[-7:] for quote in view.verbatims}
            assert quoted == set(told.open), "the others are quoted as before"
            assert view.summary.notes == len(notes), "it is still counted"
            assert view.summary.flagged == (0 if audience == Audience.PUBLIC else len(told.secret))
            for name, text in (told.pages(view) | told.files(view)).items():
                if name == "csv: notes.csv":
                    assert audience.sees_records
                    continue
                assert [token for token in told.secret if token in text] == [], (audience, name)
        told.naho.close()


@settings(max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate])
@given(NOTES)
def test_the_room_does_not_see_it_on_the_last_page(notes: list[tuple[str, bool | None]]) -> None:
    with TemporaryDirectory() as folder:
        told = Told(Path(folder) / "ws", notes)
        shown = msgspec.json.encode(restitution(told.naho.gate, told.session)).decode()
        assert [token for token in told.secret if token in shown] == []
        period = told.naho.clock.today()
        view = told.naho.gate.view(Audience.MANAGER, Selection(first=period, last=period))
        assert not {quote.text[-7:] for quote in view.verbatims} & set(told.secret)
        told.naho.close()


def test_the_team_sees_the_mark_and_the_words_without_names(tmp_path: Path) -> None:
    told = Told(tmp_path / "ws", [("Mme Dupont a reçu la mauvaise dose", True), *[(CALM[0], None)]])
    view = told.naho.gate.view(Audience.TEAM)
    first, second = view.records.notes
    assert (first.safety, second.safety) == (True, False)
    assert "Dupont" not in first.text
    assert "[NOM]" in first.text
    told.naho.close()


@pytest.mark.parametrize("audience", [Audience.MANAGER, Audience.PUBLIC])
def test_a_quote_goes_when_somebody_flags_it_and_comes_back_when_that_is_taken_back(
    tmp_path: Path, audience: Audience
) -> None:
    told = Told(tmp_path / "ws", [(CALM[number % 4], None) for number in range(12)])
    naho = told.naho
    note = naho.capture.notes()[3]
    assert len(naho.gate.view(audience).verbatims) == 12
    naho.facets.flag(note.id, True)
    assert len(naho.gate.view(audience).verbatims) == 11
    naho.facets.flag(note.id, False)
    assert len(naho.gate.view(audience).verbatims) == 12
    naho.close()
