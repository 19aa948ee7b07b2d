"""Two hundred personal data, typed everywhere: none leaves for managers or everybody."""

from __future__ import annotations

import email
import email.policy
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho, open_naho
from naho_feedback.domain.actions import Action
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import patch, put
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.sessions import Session
from naho_feedback.workspace import init_workspace
from tests.cli.conftest import Shell
from tests.privacy.test_agreement import export

AMOUNTS = {
    "name": 45,
    "phone": 45,
    "mail": 30,
    "birth": 30,
    "record": 20,
    "room": 15,
    "nir": 15,
}
SENTENCES = (
    "Demander à {} avant la bascule",
    "{} attend depuis ce matin, pas de réponse",
    "Trop de clics pour retrouver {} !",
    "noté sur un papier : {}",
    "({}) à rappeler",
)


def seeded(seed: int) -> Iterator[tuple[str, str]]:
    """Yield what is typed and the part of it that points at somebody."""
    rng = random.Random(seed)

    def digits(n: int) -> str:
        return "".join(rng.choices("0123456789", k=n))

    def surname() -> str:
        parts = rng.sample(["za", "vik", "dor", "mun", "quel", "bri", "tox", "fal", "zer"], 3)
        return "".join(parts).capitalize()

    for kind, amount in AMOUNTS.items():
        for _ in range(amount):
            if kind == "name":
                who = surname()
                title = rng.choice(("M.", "Mme", "Dr", "Pr", "Monsieur", "Madame", "Docteur"))
                yield f"{title} {who}", who
            elif kind == "phone":
                pairs = [rng.choice(("06", "07", "03")), *(digits(2) for _ in range(4))]
                number = rng.choice((" ", ".", "", "-")).join(pairs)
                number = number if rng.random() < 0.8 else f"+33 {number[1:]}"
                yield number, number
            elif kind == "mail":
                address = f"{surname().lower()}.{surname().lower()}@ch-{surname().lower()}.fr"
                yield address, address
            elif kind == "birth":
                day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1925, 1999)
                date = f"{day:02}/{month:02}/{year}"
                if rng.random() < 0.4:
                    date = f"{day} {rng.choice(('mars', 'juillet', 'octobre'))} {year}"
                yield f"née le {date}", date
            elif kind == "record":
                number = digits(rng.randint(7, 10))
                yield f"{rng.choice(('IPP', 'NDA', 'IEP', 'dossier n°'))} {number}", number
            elif kind == "room":
                number = f"{rng.randint(100, 899)}"
                place = rng.choice(("chambre", "lit"))
                yield f"{place} {number}", f"{place} {number}"
            else:
                # a wrong key: a right one is refused and never gets so far
                body = f"1{rng.randint(40, 99)}{rng.randint(1, 12):02}62{digits(6)}"
                key = (97 - int(body) % 97 + 1) % 97 + 1
                yield f"{body}{key:02}", body


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[tuple[Naho, list[str]]]:
    """Return a workspace in which everything was typed, and everything reviewed as quotable."""
    init_workspace(tmp_path / "ws", "A")
    naho = open_naho(tmp_path / "ws")
    items = list(seeded(7))
    assert len(items) == 200
    rng = random.Random(3)
    session = naho.capture.open_session("post-it", "lens")
    event = Session(title=f"Visite avec {items[0][0]}", site="lens", opened=naho.clock.now_ms())
    naho.store.append([put(event)], "wall")
    for number, (typed, _point) in enumerate(items):
        text = rng.choice(SENTENCES).format(typed)
        if number % 10 == 9:
            action = Action(
                decision=text,
                answer=f"vu avec {typed}",
                owner=items[number % 40][0],
                owner_name=items[(number + 1) % 40][0],
                theme="materiel",
            )
            naho.store.append([put(action)], "wall")
        else:
            naho.capture.add_note(session, rng.choice(("freins", "leviers", "idees")), text)
    naho.store.append(
        [patch(Note, note.id, review=Review.QUOTABLE) for note in naho.capture.notes()], "wall"
    )
    survey = naho.kiosk.survey("sortie-30s")
    for number, (typed, _point) in enumerate(items[:40]):
        naho.kiosk.submit(survey, {"s1": 1 + number % 5, "s2": f"merci à {typed}"})
    naho.capture.add_visit("lens", count=40)
    day = naho.clock.today().isoformat()
    naho.capture.declare_unique(day, day, f"compté par {items[1][0]}")
    naho.theming.group(grouper="keywords")
    yield naho, [point for _typed, point in items]
    naho.close()


def words_of(file: Path) -> str:
    """Return what a file says, a mail decoded."""
    raw = file.read_bytes()
    if file.suffix != ".eml":
        return raw.decode("utf-8-sig")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*parts, *map(str, mail.values())])


@pytest.mark.parametrize("audience", [Audience.MANAGER, Audience.PUBLIC])
def test_none_of_two_hundred_is_found(
    planted: tuple[Naho, list[str]], audience: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    naho, points = planted
    view = naho.gate.view(audience)
    assert len(view.verbatims) == 180
    made: dict[str, str] = {}
    for name in ("csv", "digest", "board"):
        made |= {f"{name}: {f.name}": words_of(f) for f in export(naho.exporting, name, view)}
    shell = Shell(monkeypatch, naho.workspace.root)
    for command in (
        ("summary",),
        ("summary", "--json"),
        ("summary", "--format", "md"),
        ("report",),
        ("report", "--json"),
        ("report", "--format", "html"),
        ("export", "csv", "--show-view"),
        ("export", "board", "--plan"),
    ):
        made[" ".join(command)] = shell(*command, "--audience", str(audience)).out
    assert len(made) >= 13
    for name, text in made.items():
        assert len(text) > 50, name
        found = [point for point in points if point.casefold() in text.casefold()]
        assert found == [], name
    assert "[TEL]" in made["summary --json"]
