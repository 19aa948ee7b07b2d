"""Words that look like a keyword and mean something else: data, each with its reason.

Matching ignores case and accents, so that hurried spelling is understood. These rules look at
the word as it was typed, and at its neighbours, where that would mislead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_HAVE_WORDS: Final = """
    ai as a avons avez ont avais avait avions aviez avaient aura auront aurait auraient avoir ayant
    pas jamais deja toujours bien mal
"""
_BE_WORDS: Final = """
    est sont etre sera seront serait seraient etait etaient soit soient ete tout tous toute toutes
"""
_HAVE: Final = frozenset(_HAVE_WORDS.split())
_BE: Final = frozenset(_BE_WORDS.split())
_VERY: Final = frozenset(
    ("est", "tres", "trop", "plus", "assez", "si", "hyper", "super", "pas", "peu", "bien", "reste")
)
_OWN: Final = frozenset(("les", "des", "ses", "aux", "leurs", "leur", "mes", "nos", "vos", "et"))


@dataclass(frozen=True)
class Trap:
    """When every condition that is given holds, the word is not the keyword's.

    Attributes:
        words: the words, folded.
        reason: what it means instead.
        typed: the spellings, lower case with accents.
        after: the word before is one of these.
        not_after: the word before is none of these.
        before: the words that follow begin like one of these.
        capitals: it is written in capitals.
        accents: accents are used elsewhere in the note, so that a missing one means something.
    """

    words: tuple[str, ...]
    reason: str
    typed: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    before: tuple[tuple[str, ...], ...] = ()
    capitals: bool = False
    accents: bool = False

    def holds(self, raw: Sequence[str], folded: Sequence[str], at: int, *, accents: bool) -> bool:
        """Whether the word at a place is the other one.

        Args:
            raw: the note's words as typed.
            folded: the same without case and accents.
            at: which word.
            accents: whether any word of the note but this one has an accent.
        """
        last = folded[at - 1] if at else ""
        rest = tuple(folded[at + 1 : at + 4])
        return (
            (not self.typed or raw[at].lower() in self.typed)
            and (not self.after or last in self.after)
            and (not self.not_after or last not in self.not_after)
            and (not self.before or any(rest[: len(b)] == b for b in self.before))
            and (not self.capitals or raw[at].isupper())
            and (not self.accents or accents)
        )


TRAPS: Final = (
    Trap(("ete",), "« été » : been, not summer", after=_HAVE),
    Trap(
        ("forme", "formes"),
        "« forme » is a shape; « formé » is trained",
        typed=frozenset({"forme", "formes"}),
        accents=True,
    ),
    Trap(
        ("forme", "formes"),
        "« sous forme de », « en forme »",
        after=frozenset({"sous", "en", "pleine", "mise", "remise", "la", "une"}),
    ),
    Trap(
        ("formel", "formelle", "formels", "formelles", "formellement", "format", "formats"),
        "not « formé » with an ending",
    ),
    Trap(("informel", "informelle", "informels", "informelles", "informatique"), "not « informé »"),
    Trap(
        ("trace", "traces", "tracee", "tracees"),
        "« le tracé » is a curve; « tout est tracé » is being watched",
        typed=frozenset({"tracé", "tracés", "tracée", "tracées"}),
        not_after=_BE,
    ),
    Trap(
        ("date", "dates"),
        "a date of a person or a drug, not of the project",
        before=(
            *(("de", "naissance"), ("of", "birth"), ("de", "peremption"), ("d", "expiration")),
            *(("d", "entree"), ("de", "sortie"), ("d", "hospitalisation"), ("of", "admission")),
        ),
    ),
    Trap(("date", "dates"), "birth date", after=frozenset({"birth", "expiry"})),
    Trap(("dim",), "the department of medical information, not Sunday", capitals=True),
    Trap(
        ("equipe", "equipes", "equipee", "equipees"),
        "« équipé » is fitted out; « équipe » is a team",
        typed=frozenset({"équipé", "équipés", "équipée", "équipées"}),
    ),
    Trap(("equipement", "equipements", "equiper", "equipez"), "things, not a team"),
    Trap(
        ("releve", "releves"),
        "« relevé » is a statement; « relève » is the hand-over",
        typed=frozenset({"relevé", "relevés"}),
    ),
    Trap(
        ("consultation", "consultations", "consultable", "consultables"),
        "a patient's appointment, or a page that can be read; not being asked",
    ),
    Trap(("panneau", "panneaux"), "a board on the wall, not a breakdown"),
    Trap(("cliche", "cliches"), "an X-ray, not a click"),
    Trap(("reporting",), "figures, not a postponement"),
    Trap(
        ("affiche", "affichent", "afficher", "affichait", "affichaient"),
        "« s'affiche » is on the screen, not on a wall",
        after=frozenset({"s"}),
    ),
    Trap(("pratique", "pratiques"), "« c'est pratique » is handy, not care practice", after=_VERY),
    Trap(("vague", "vagues"), "« c'est vague » is unclear, not a wave of go-lives", after=_VERY),
    Trap(
        ("humaine", "humaines", "humain", "humains"),
        "« ressources humaines » is a department",
        after=frozenset({"ressources", "ressource"}),
    ),
    Trap(("ressources",), "« ressources humaines » is a department", before=(("humaines",),)),
    Trap(("resources",), "human resources is a department", after=frozenset({"human"})),
    Trap(("habitude",), "« d'habitude » is usually", after=frozenset({"d"})),
    Trap(
        ("proches",),
        "close by; only « les proches » are relatives",
        not_after=frozenset(
            ["les", "des", "ses", "aux", "leurs", "mes", "nos", "vos", "et", "leur"]
        ),
    ),
    Trap(
        ("direction", "directions"),
        "a way to go, not those who decide",
        after=frozenset({"bonne", "mauvaise", "meme", "right", "wrong", "quelle", "which"}),
    ),
)

EXACT_ONLY: Final[dict[str, str]] = {
    "moyens": "« moyen » is average",
    "vacances": "« vacance » of a post",
    "proches": "« proche » is near",
    "rounds": "« round » the clock",
    "monitored": "a « monitor » is a device",
    "relatives": "« relative » to",
    "form": "« formed »",
    "forms": "« formed »",
    "trained": "a « train »",
    "process": "« processor »",
}
"""Keywords that no other ending may stand for, and what that would be."""

FALSE_FRIENDS: Final[dict[str, str]] = {
    "utilise": "used, one letter from « utilité »",
    "concept": "one letter from « concert(ation) »",
    "concret": "two letters swapped, « concert(ation) »",
    "complete": "one letter from « complexe »",
    "propres": "one letter from « proches »",
    "assistante": "a profession, one letter from « assistance »",
    "maternel": "one letter from « matériel »",
    "college": "one letter from « collègue »",
    "pointer": "one letter from “printer”",
    "routing": "one letter from “routine”",
    "trailing": "one letter from “training”",
    "leaning": "one letter from “learning”",
}
"""Real words that are one edit away from a keyword: never taken for a misspelling of it."""

MANY_SIDED: Final[dict[str, str]] = {
    "confiance": "in people, in a tool, in oneself",
    "confidence": "in people, in a tool, in oneself",
    "equipe*": "often only who speaks",
    "team": "often only who speaks",
    "teams": "often only who speaks",
    "direction": "often only whom it is said to",
    "management": "often only whom it is said to",
    "risque*": "of anything",
    "risk*": "of anything",
    "releve": "often when, not what",
    "pourquoi": "any question begins with it",
    "la nuit": "when, not what",
    "week-end": "when, not what",
    "night shift": "when, not what",
}
"""Keywords that weigh half, because they go with other themes as easily as with their own."""
