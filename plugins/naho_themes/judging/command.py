"""The verb ``naho theme evaluate``: flags, and which task they ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from naho_feedback.api import (
    Command,
    Localized,
    NahoError,
    Options,
    PluginContext,
    Said,
    Taxonomy,
    described,
    read_themes,
)

if TYPE_CHECKING:
    from .reading import Labelled
    from .table import Table

TASKS: Final = ("cluster", "taxonomy", "wall", "override", "stability", "speed")
BASELINES: Final = ("lsa-kmeans", "nmf", "rules")
OWN: Final = "own"
"""Stands for the workspace's own themes."""


class EvaluateOptions(Options, frozen=True, kw_only=True):
    """Flags of ``naho theme evaluate``."""

    task: Annotated[
        str, described(f"Mesure\u00a0: {', '.join(TASKS)}", f"What to measure: {', '.join(TASKS)}")
    ] = "cluster"
    taxonomy: Annotated[
        str,
        described(
            "Fichier themes.toml, ou own pour les thèmes du dossier",
            "A themes.toml file, or own for the workspace's themes",
        ),
    ] = ""
    seeds: Annotated[int, described("Nombre de tirages", "How many draws")] = 3
    sample: Annotated[
        int,
        described(
            "Post-its par tirage, 0 pour la règle de la mesure",
            "Notes in each draw, 0 for the measure's own rule",
        ),
    ] = 0
    baselines: Annotated[
        str,
        described(
            f"Méthodes de comparaison\u00a0: {','.join(BASELINES)}",
            f"Methods to compare with: {','.join(BASELINES)}",
        ),
    ] = "lsa-kmeans,nmf,rules"
    typos: Annotated[
        float, described("Part de mots à abîmer (cluster)", "Share of words to misspell (cluster)")
    ] = 0.0


def commands(context: PluginContext) -> Iterable[Command]:
    """Return the verb."""

    def run(files: Sequence[Path], options: Options) -> Iterator[str | Said]:
        if not isinstance(options, EvaluateOptions):  # pragma: no cover - the host's own check
            raise TypeError(type(options).__name__)
        return evaluated(files[0], options, context.taxonomy)

    return (
        Command(
            noun="theme",
            name="evaluate",
            help=Localized(
                "Mesurer le moteur de thèmes sur un CSV text,label.",
                "Measure the engine of themes on a CSV text,label.",
            ),
            run=run,
            files=("FILE",),
            options=EvaluateOptions,
            examples=(
                "naho theme evaluate notes.csv",
                "naho theme evaluate notes.csv --task taxonomy --taxonomy own --json",
            ),
        ),
    )


def evaluated(path: Path, options: EvaluateOptions, own: Taxonomy) -> Iterator[str | Said]:
    """Yield progress, then the table of the task.

    Raises:
        NahoError: if a flag or the file makes no sense.
    """
    _check(options)
    from .reading import read_labelled
    from .table import Table as Found

    task = _tasks(options, own)[options.task]
    for part in task(read_labelled(path)):
        if isinstance(part, Found):
            yield Said(lines=part.lines(), data={"task": options.task, **part.data()})
        else:
            yield part


def _tasks(
    options: EvaluateOptions, own: Taxonomy
) -> dict[str, Callable[[Labelled], Iterator[str | Table]]]:
    """Return what each task does with labelled notes; scikit-learn is imported only here."""
    from .cluster import ENGINE, METHODS, cluster
    from .speed import speed
    from .taxonomy import place
    from .walls import override, stability, wall

    given = _taxonomy(options.taxonomy, own)
    methods = [ENGINE, *(name for name in options.baselines.split(",") if name in METHODS)]
    seeds, sample = options.seeds, options.sample
    return {
        "cluster": lambda notes: cluster(
            notes, seeds=seeds, sample=sample or 2_000, methods=methods, typos=options.typos
        ),
        "taxonomy": lambda notes: place(notes, given or own, seeds=seeds, sample=sample),
        "wall": lambda notes: wall(notes, seeds=seeds, methods=methods),
        "override": lambda notes: override(notes, given, seeds=seeds, sample=sample),
        "stability": lambda notes: stability(notes, given or own, seeds=seeds),
        "speed": lambda notes: speed(notes, given or own),
    }


def _check(options: EvaluateOptions) -> None:
    asked = {name.strip() for name in options.baselines.split(",") if name.strip()}
    if options.task not in TASKS:
        raise _unknown("task", options.task, TASKS)
    for name in sorted(asked - set(BASELINES)):
        raise _unknown("baselines", name, BASELINES)
    if options.seeds < 1 or options.sample < 0 or not 0 <= options.typos <= 1:
        said = Localized(
            "--seeds est au moins 1, --sample au moins 0, --typos entre 0 et 1.",
            "--seeds is at least 1, --sample at least 0, --typos between 0 and 1.",
        )
        raise NahoError(str(said))


def _unknown(flag: str, given: str, known: Sequence[str]) -> NahoError:
    said = Localized(f"--{flag} ne connaît pas {given}.", f"--{flag} does not know {given}.")
    hint = Localized(f"Au choix\u00a0: {', '.join(known)}.", f"Choose from: {', '.join(known)}.")
    return NahoError(str(said), str(hint))


def _taxonomy(given: str, own: Taxonomy) -> Taxonomy | None:
    """Return the themes that a flag names; None where it names none."""
    if given in ("", OWN):
        return own if given else None
    return read_themes(Path(given))
