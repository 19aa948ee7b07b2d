"""A week of collecting in one process, run by ``tests/test_private.py``: no socket, no trace.

Everything is used: the wall, the door and the questionnaire in the app, then the commands, the
copies, a damaged journal. What the interpreter was asked to do with sockets is printed at the
end as JSON. A module of its own, because an audit hook can never be taken off again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from pathlib import Path

SOCKETS = frozenset(
    f"socket.{name}"
    for name in ("connect", "bind", "sendto", "getaddrinfo", "gethostbyname", "gethostbyaddr")
)
NIR = "1 85 02 62 118 123 83"
SURVEY = "sortie-30s"


async def in_the_app(folder: Path) -> None:
    """Write on the wall, count at the door, answer a questionnaire; leave a draft behind."""
    from naho_feedback.bootstrap import Naho
    from naho_feedback.tui.app import NahoApp
    from naho_feedback.tui.screens.wall import WallScreen
    from naho_feedback.workspace import read_workspace
    from tests.tui.seeing import settle
    from tests.tui.wall_help import on_wall, type_in, until

    naho = Naho(read_workspace(folder))
    app = NahoApp(naho)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await on_wall(pilot)
        await type_in(pilot, "trop de clics")
        await pilot.press("enter")
        await until(pilot, lambda: screen.wall.contents.count == 1)
        await type_in(pilot, f"nir {NIR}")
        await pilot.press("enter")
        await pilot.pause(0.6)  # longer than a draft waits
        screen.capture.words.value = "Mme Zola"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: screen.wall.contents.count == 2)
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        await app.go("kiosk", {"survey_id": SURVEY})
        await settle(pilot)
        await pilot.press("enter")
        for _question in naho.surveys[SURVEY].questions:
            await settle(pilot)
            await pilot.press("4")
            await settle(pilot)
            await pilot.press("enter")
        await settle(pilot)
        await pilot.press("ctrl+x", "ctrl+x")
        await settle(pilot)
        await app.go("wall")
        await settle(pilot)
        assert isinstance(app.screen, WallScreen)
        await type_in(pilot, f"je voulais dire {NIR}")
        await pilot.pause(0.6)
        await pilot.press("f2")
        await settle(pilot)
    assert len(naho.capture.notes()) == 2
    from naho_feedback.domain.responses import Response, Visit

    assert naho.store.count(Response) == 1, "the questionnaire was not answered"
    assert naho.store.count(Visit) == 1, "nobody was counted at the door"
    naho.close()


def by_command(folder: Path) -> None:
    """Add, count, import, sum up and export; then copies, and a journal that is damaged."""
    from naho_feedback.cli.main import main

    source = folder.parent / "notes.csv"
    source.write_text(f"text;dots\non ose;1\nvoir {NIR};2\n", "utf-8")
    where = ["-w", str(folder)]
    for status, *words in (
        (0, "note", "add", "chambre connectée bluffante"),
        (1, "note", "add", NIR),
        (0, "note", "quote", "A-2"),
        (0, "visit", "add", "--site", "lens", "--count", "3"),
        (1, "import", str(source), "--yes"),
        (0, "survey", "answer", SURVEY, "s1=4"),
        (0, "summary"),
        (0, "export", "csv", "--yes"),
        (0, "export", "csv", "--audience", "raw", "--yes"),
        (0, "backup"),
    ):
        done = main([*where, *words])
        assert done == status, (words, done)


def afterwards(folder: Path) -> None:
    """The other targets, a damaged journal, a copy put back, something in the log."""
    from naho_feedback.cli.main import main
    from naho_feedback.cli.state import release_log

    where = ["-w", str(folder)]
    for words in (("export", "digest", "--yes"), ("export", "board", "--yes")):
        assert main([*where, *words]) == 0, words
    copy = max((folder / "backups").iterdir())  # the app makes one by itself too
    assert main([*where, "restore", copy.name, "--yes"]) == 0
    journal = min((folder / "data").glob("0*.jsonl"))
    data = bytearray(journal.read_bytes())
    data[data.index(b"clics")] ^= 1
    journal.write_bytes(data)
    assert main([*where, "note", "add", "encore"]) == 0
    from naho_feedback.bootstrap import keep_log
    from naho_feedback.workspace import read_workspace

    keep_log(read_workspace(folder))
    logging.getLogger("naho_feedback").warning("something went wrong")
    release_log()


def run(folder: Path) -> None:
    """Do all of it."""
    from naho_feedback.cli.main import main

    assert main(["init", str(folder), "--label", "A", "--yes"]) == 0
    opened = ("session", "open", "--workshop", "post-it", "--site", "lens")
    assert main(["-w", str(folder), *opened]) == 0
    asyncio.run(in_the_app(folder))
    by_command(folder)


if __name__ == "__main__":
    asked: list[str] = []

    def hook(event: str, _args: tuple[object, ...]) -> None:
        """Remember what is asked of sockets."""
        if event in SOCKETS:
            asked.append(event)

    os.umask(0)  # whatever is private is so by our own doing
    sys.addaudithook(hook)
    run(Path(sys.argv[1]))
    while_collecting = list(asked)
    afterwards(Path(sys.argv[1]))

    import socket

    with socket.socket() as probe:  # the hook does hear a socket
        probe.settimeout(0.1)
        probe.connect_ex(("127.0.0.1", 9))
    sys.stdout.write(json.dumps({"while_collecting": while_collecting, "all": asked}) + "\n")
