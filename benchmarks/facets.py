"""How long reading facets takes: ``python benchmarks/facets.py``.

Prints CPU time for 100,000 different notes, and that time against folding the same texts, which
any comparison of words has to do.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from naho_feedback.domain.facets import WordReader
from naho_feedback.domain.text import folded
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.workspace import load_taxonomy
from naho_feedback.workspace.facets import load_facet_words

NOTES = 100_000
WEEK = Path(__file__).parents[1] / "naho_feedback" / "data" / "demo_week.json"


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """Return the CPU seconds that it takes to do something with each text."""
    begun = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begun


def main() -> None:
    """Print the table."""
    notes = [note["text"] for note in json.loads(WEEK.read_text("utf-8"))["notes"]]
    texts = [f"{notes[n % len(notes)]} {n}" for n in range(NOTES)]
    begun = time.process_time()
    reader = WordReader(load_facet_words())
    print(f"lists compiled      {time.process_time() - begun:6.3f} CPU s")
    subjects = tuple(theme for theme in load_taxonomy().themes if not theme.special)
    knows = Taxonomy(version=1, themes=subjects).knows
    base = seconds(folded, texts)
    for name, work in (
        ("facets, first time", reader.read),
        ("facets, once more", reader.read),
        ("thin or off topic", lambda text: reader.special(text, knows)),
    ):
        took = seconds(work, texts)
        print(f"{name:19} {took:6.3f} CPU s for {NOTES:,} notes, {took / base:.1f} times folding")


if __name__ == "__main__":
    main()
