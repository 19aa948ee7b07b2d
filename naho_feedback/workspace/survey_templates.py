"""Files to begin a questionnaire with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from naho_feedback.contracts.files import write_whole
from naho_feedback.errors import NotFoundError, RefusedError, WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import id_fault, typed
from naho_feedback.workspace.survey_faults import SUFFIX
from naho_feedback.workspace.toml import read_raw

SIMPLE: Final = "simple"
SUS: Final = "sus"

_ID_LINE: Final = re.compile(r"""^id\s*=\s*("[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
_VERSION_LINE: Final = re.compile(r"^version\s*=\s*\d+", re.MULTILINE)
_SIMPLE: Final = """\
# Un questionnaire : une question par bloc, dans l'ordre. docs/surveys.md dit tout ce qui s'écrit.
# « naho survey check » relit ce fichier, « naho survey simulate » essaie les conditions.

id = "simple"
version = 1
title = { fr = "Titre", en = "Title" }
use = { fr = "Quand le donner.", en = "When to give it." }

[[questions]]
id = "q1"
kind = "faces"
polarity = "+"
text = { fr = "Était-ce utile ?", en = "Was it useful?" }

[[questions]]
id = "q2"
kind = "text"
if = "q1 <= 2"
text = { fr = "Que faudrait-il changer ?", en = "What should change?" }
"""
_SUS_HEAD: Final = """\
# Échelle d'utilisabilité en dix affirmations. Elles ne sont pas à nous : recopiez-les mot à mot
# depuis les publications, en citant la référence ; seul « système » peut devenir le nom du produit.
#
#   Brooke, J. (1996). SUS: a "quick and dirty" usability scale.
#   Gronier, G. & Baudet, A. (2021). Psychometric Evaluation of the F-SUS. International Journal
#   of Human-Computer Interaction.
#
# À donner à des personnes qui ont utilisé le logiciel, jamais après une simple démonstration.
# Le score va de 0 à 100 et n'est pas un pourcentage.

id = "sus"
version = 1
title = { fr = "Utilisabilité (10 affirmations)", en = "Usability (10 statements)" }
use = { fr = "Après deux à quatre semaines d'usage.", en = "After two to four weeks of use." }
score = "sus"
"""
_SUS_ITEM: Final = """
[[questions]]
id = "u{number}"
kind = "agreement"
concerns_all = true
polarity = "{sign}"
text = {{ fr = "", en = "" }}
"""


def new_survey(folder: Path, id: str, template: str, known: dict[str, Path]) -> Path:
    """Write the file of a new questionnaire and return its path.

    Args:
        folder: the workspace's own questionnaires.
        id: what it will be called.
        template: :data:`SIMPLE`, :data:`SUS`, or the id of a questionnaire to copy.
        known: the files of the questionnaires that there are, by id.

    Raises:
        RefusedError: if the id is not well formed, or such a file exists.
        PersonalDataError: if the id holds a national health identifier.
        NotFoundError: if there is no such template.
        WorkspaceError: if it cannot be written.
        FileError: if the questionnaire to copy cannot be read.
    """
    typed(id)
    for fault in id_fault(id, ()):
        raise RefusedError(fault.message, fault.hint)
    path = folder / f"{id}{SUFFIX}"
    if path.exists():
        raise RefusedError(
            _("There is a questionnaire {name} already.").format(name=id),
            _("Choose another id, or change its file."),
        )
    text = _ID_LINE.sub(f'id = "{id}"', _template(template, known), count=1)
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise WorkspaceError(
            _("The folder {folder} cannot be written.").format(folder=folder.name),
            str(error.strerror or ""),
        ) from error
    return path


def _template(name: str, known: dict[str, Path]) -> str:
    if name == SIMPLE:
        return _SIMPLE
    if name == SUS:
        items = (_SUS_ITEM.format(number=n, sign="+" if n % 2 else "-") for n in range(1, 11))
        return _SUS_HEAD + "".join(items)
    if name in known:
        text = read_raw(known[name], name).decode("utf-8-sig", "replace")
        return _VERSION_LINE.sub("version = 1", text, count=1)
    raise NotFoundError(
        _("There is no template {name}.").format(name=name),
        _("Known: {names}.").format(names=", ".join((SIMPLE, SUS, *sorted(known)))),
    )
