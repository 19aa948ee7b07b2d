"""A model on disk: ``model.json`` and ``model.npz``, numbers and words, nothing that runs.

It is a cache: what cannot be read is made anew from the journal. It holds the vocabulary of the
notes (stems and letter runs, no note's text), the taxonomy, and digests of decided texts.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from scipy.sparse import csr_matrix

from naho_feedback.api import Localized, Taxonomy

from .correcting import Heard
from .features import Measured, Space, TfIdf
from .head import Base, Head
from .linear import Floats
from .results import ModelFileError
from .spelling import Spelling
from .taxonomy import Themes

if TYPE_CHECKING:
    from .model import ThemeModel

VERSION: Final = 1
_KIND: Final = "naho-themes"
_JSON: Final = "model.json"
_ARRAYS: Final = "model.npz"
_MIDDLES: Final = ("stems", "words", "both")


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in ``model.json``."""

    kind: str
    version: int
    taxonomy: Taxonomy | None
    languages: tuple[str, ...]
    n_themes: int
    discovery: bool
    min_theme_size: int
    random_state: int
    themes: tuple[str, ...]
    words: tuple[str, ...]
    letters: tuple[str, ...]
    frequent: dict[str, str]
    known: tuple[str, ...]
    remembered: dict[str, str]


def write(model: ThemeModel, folder: Path) -> None:
    """Write a model; the folder is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = model.parts()
    kept = _Kept(
        kind=_KIND,
        version=VERSION,
        taxonomy=model.taxonomy,
        languages=model.languages,
        n_themes=model.n_themes,
        discovery=model.discovery,
        min_theme_size=model.min_theme_size,
        random_state=model.random_state,
        themes=model.classes_,
        words=tuple(parts.space.words.tokens),
        letters=tuple(parts.space.letters.tokens),
        frequent=parts.space.spelling.frequent,
        known=tuple(sorted(parts.space.spelling.known)),
        remembered=dict(sorted(parts.remembered.items())),
    )
    with (folder / _ARRAYS).open("wb") as file:
        np.savez(file, allow_pickle=False, **_arrays(parts.space, parts.base, parts.head))
    (folder / _JSON).write_bytes(msgspec.json.encode(kept))


def read(folder: Path) -> ThemeModel:
    """Read a model.

    Raises:
        ModelFileError: if it is broken, foreign or of another version.
    """
    from .model import Parts, ThemeModel

    try:
        kept = msgspec.json.decode((folder / _JSON).read_bytes(), type=_Kept)
        if (kept.kind, kept.version) != (_KIND, VERSION):
            raise _refused()
        # The file is opened here: numpy leaves it open where it is no archive.
        with (folder / _ARRAYS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            found = {name: np.asarray(arrays[name], dtype=np.float32) for name in arrays.files}
        space = Space(
            TfIdf({t: at for at, t in enumerate(kept.words)}, found["words"]),
            TfIdf({t: at for at, t in enumerate(kept.letters)}, found["letters"]),
            Spelling(kept.frequent, frozenset(kept.known)),
        )
        middles = Measured(*(csr_matrix(found[f"middle_{name}"]) for name in _MIDDLES))
        base = Base(
            found["lists"],
            found["sums"],
            found["background"],
            Heard(middles, found["middle_keywords"]),
            found["sizes"],
        )
        head = Head(found["ratio"], found["pull"], found["keywords"], found["bias"])
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        zipfile.BadZipFile,
        msgspec.MsgspecError,
    ) as error:
        raise _refused() from error
    _fits(kept, space, base, head)
    model = ThemeModel(
        kept.taxonomy,
        languages=kept.languages,
        n_themes=kept.n_themes,
        discovery=kept.discovery,
        min_theme_size=kept.min_theme_size,
        random_state=kept.random_state,
    )
    themes = Themes(kept.taxonomy, kept.themes, model.reader)
    model.take(Parts(themes, space, base, head, kept.remembered))
    return model


def _arrays(space: Space, base: Base, head: Head) -> dict[str, Floats]:
    return {
        "words": space.words.rarity,
        "letters": space.letters.rarity,
        "lists": base.lists,
        "sums": base.sums,
        "background": base.background,
        "sizes": base.sizes,
        "middle_keywords": base.middles.keywords,
        "middle_stems": base.middles.notes.stems.toarray(),
        "middle_words": base.middles.notes.words.toarray(),
        "middle_both": base.middles.notes.both.toarray(),
        "ratio": head.ratio,
        "pull": head.pull,
        "keywords": head.keywords,
        "bias": head.bias,
    }


def _fits(kept: _Kept, space: Space, base: Base, head: Head) -> None:
    """Raise an error unless the tables have the sizes that the words ask for."""
    words, rows = len(kept.words), len(kept.themes) + 1
    sizes = (
        space.words.rarity.shape == (words,)
        and space.letters.rarity.shape == (len(kept.letters),)
        and base.lists.shape == (rows, words)
        and base.sums.shape == (rows, space.width)
        and base.background.shape == (words,)
        and base.sizes.shape == (rows,)
        and base.middles.keywords.shape == (rows, rows - 1)
        and base.middles.notes.stems.shape == (rows, words)
        and base.middles.notes.both.shape == (rows, space.width)
        and head.ratio.shape == (words, rows)
        and head.pull.shape == (space.width, rows)
        and head.keywords.shape == (rows - 1, rows)
        and head.bias.shape == (rows,)
        and space.width == words + len(kept.letters)
    )
    if not sizes:
        raise _refused()


def _refused() -> ModelFileError:
    said = Localized(
        "Le modèle des thèmes gardé sur ce poste ne peut pas être lu.",
        "The model of themes kept on this computer cannot be read.",
    )
    hint = Localized(
        "Regroupez les post-its\u00a0: il sera refait.", "Regroup the notes: it will be made anew."
    )
    return ModelFileError(str(said), str(hint))
