"""All tables of the engine of themes, on the notes of the invented week and on files of yours.

    python benchmarks/themes.py [FILE.csv ...]

Files have the columns text,label. The week's notes are placed into the shipped taxonomy; files
are clustered, walls are drawn from them, and corrections are simulated. Takes some minutes.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from importlib import resources
from pathlib import Path

from naho_feedback import i18n
from naho_feedback.api import Said
from naho_feedback.workspace.taxonomy import load_taxonomy
from naho_themes.judging.command import OWN, EvaluateOptions, evaluated


def main() -> None:
    i18n.set_language("en")
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo.csv"
        write_demo(demo)
        for task in ("taxonomy", "override", "speed"):
            show(demo, EvaluateOptions(task=task, taxonomy=OWN, seeds=6))
    for name in sys.argv[1:]:
        for task in ("cluster", "wall", "override", "stability", "speed"):
            show(Path(name), EvaluateOptions(task=task, seeds=6, typos=0.15))


def write_demo(path: Path) -> None:
    """Write the invented week's notes with the themes that their author meant."""
    file = resources.files("naho_feedback") / "data" / "demo_week.json"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("text", "label"))
        for note in json.loads(file.read_text("utf-8"))["notes"]:
            writer.writerow((note["text"], note["theme"]))


def show(path: Path, options: EvaluateOptions) -> None:
    print(f"## {path.name}")
    for part in evaluated(path, options, load_taxonomy()):
        if isinstance(part, Said):
            print("\n".join(part.lines))


if __name__ == "__main__":
    main()
