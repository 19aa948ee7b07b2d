"""One moment, every way out: dashboard, summary, CSV and digest say the same of people.

The week has what the rules are for: a site with three visitors, a question that one person
skipped, a small bar, and answers that are not published yet.
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from naho_feedback.bootstrap import Naho, open_naho
from naho_feedback.cli.report_page import report_page
from naho_feedback.cli.report_text import text_lines
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.views import View
from naho_feedback.services.exporting import Exporting
from naho_feedback.workspace import init_workspace

VISITS = {"lens": 412, "bethune": 128, "henin-beaumont": 71, "la-bassee": 3}
TOLD = {"lens": "412", "bethune": "128", "henin-beaumont": "masqué", "la-bassee": "moins de 5"}


@pytest.fixture
def naho(tmp_path: Path) -> Iterator[Naho]:
    """Return a workspace with the week in it."""
    init_workspace(tmp_path / "ws", "A")
    made = open_naho(tmp_path / "ws")
    session = made.capture.open_session("post-it", "lens")
    for number in range(12):
        made.capture.add_note(session, "freins", f"Former les équipes {number}", dots=1)
    for site, count in VISITS.items():
        made.capture.add_visit(site, count=count)
    survey = made.kiosk.survey("sortie-30s")
    for face in (*[5] * 20, *[4] * 12, *[3] * 8, 1):
        made.kiosk.submit(survey, {"s1": face})
    made.kiosk.submit(survey, {"s2": "rien à dire"})
    made.theming.group(grouper="keywords")
    yield made
    made.close()


def answers_told(view: View) -> tuple[str, str]:
    """Return what the view says: people who answered, and the answers of the score."""
    (measure,) = view.summary.measures
    return str(view.summary.responses.value), str(measure.answers.value)


def export(exporting: Exporting, name: str, view: View) -> list[Path]:
    """Send a view and return the files that came of it."""
    options = exporting.options(name)
    plan = exporting.plan(name, view, options)
    return [Path(receipt.reference) for receipt in exporting.send(name, view, plan, options)]


def table(files: list[Path], name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV file, by heading."""
    (file,) = (f for f in files if f.name == name)
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("audience", [Audience.MANAGER, Audience.PUBLIC])
def test_all_ways_out_tell_the_same(naho: Naho, audience: Audience) -> None:
    view = naho.gate.view(audience)
    people, scored = answers_told(view)
    assert (people, scored) == ("42", "37")  # one skipped the face, so the newest four wait

    files = export(naho.exporting, "csv", view)
    reach = {row["Site"]: row["Venus"] for row in table(files, "reach.csv")}
    assert reach == TOLD | {"*": "614"}
    assert [row["Réponses"] for row in table(files, "measures.csv")] == [scored]
    assert [row["Réponses"] for row in table(files, "days.csv")] == [people]

    (eml,) = export(naho.exporting, "digest", view)
    mail = email.message_from_bytes(eml.read_bytes(), policy=email.policy.default)
    part = mail.get_body(("plain",))
    assert part is not None
    text = part.get_content().replace("\xa0", " ")
    assert "614 passages" in text
    assert f"{people} réponses" in text
    assert f"({scored} réponses" in text
    assert "71" not in re.findall(r"\d+", text)

    page = "\n".join(text_lines(report_page(naho.reporting.report(audience=audience))))
    assert "614 passages" in page.replace("\xa0", " ")
    assert "71" not in re.findall(r"\d+", page)

    raw = json.loads(msgspec.json.encode(view.summary))
    assert raw["reach"]["came"]["value"] == 614
    assert [site["came"]["value"] for site in raw["reach"]["sites"]] == [412, 128, None, None]


def test_the_dashboard_tells_the_same(naho: Naho) -> None:
    view = naho.gate.view()
    people, _scored = answers_told(view)
    lines = {
        panel.name: [
            f"{line.label} {line.value}".replace("\xa0", " ")
            for line in panel.data(view, naho.status()).lines
        ]
        for panel in naho.plugins.panels()
    }
    names = {site.id: site.name for site in naho.programme.sites}
    for site, count in TOLD.items():
        (line,) = (line for line in lines["reach"] if line.startswith(names[site]))
        assert count in line
    assert any("614" in line for line in lines["reach"])
    assert "71" not in re.findall(r"\d+", "\n".join(lines["reach"]))
    assert any(people in line for line in lines["today"])
