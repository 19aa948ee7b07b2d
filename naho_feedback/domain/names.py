"""Names after a title: ``Mme Dupont``, ``dr martin``, ``M. de La Tour``; not ``Mme la directrice``.

A title followed by a function is a function and not hidden. A name without a title cannot be
told from a word and is left to the person who reads the text before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SPACE: Final = r"[ \t\u00a0\u202f]"
_WORD: Final = r"[^\W\d_](?:['’-]?[^\W\d_])*+"


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_TITLED: Final = re.compile(
    r"(?<![\w-])"
    r"(?:(?P<short>(?i:mme|mmes|mlle|mlles|mr|mrs|dr|dre|drs)\.?|M\.|MM\.|Pr[es]?\.?|PR\.?|Ms\.?)"
    r"|(?P<bare>M)"
    r"|(?P<long>(?i:monsieur|madame|mademoiselle|messieurs|mesdames|docteure?|doctor"
    r"|professeure?|professor)))"
    rf"{_SPACE}{{1,3}}+(?=(?P<rest>{_WORD}(?:{_SPACE}{{1,2}}+{_WORD}){{0,4}}+))"
)
"""A title and the words after it, which are looked at only, since they may hold a title too."""
_WORDS: Final = re.compile(_WORD)

_TYPED_SMALL: Final = frozenset({"mme", "mmes", "mlle", "mlles", "mr", "mrs", "dr", "dre", "drs"})
"""Titles after which a word without a capital is a name, unless it is a common one."""
_PARTICLES: Final = _set(
    "d de del della den der di do dos du el la le les van von vom zu ben bin ait"
)
_ARTICLES: Final = frozenset({"la", "le", "les"})
_ELIDED: Final = frozenset({"c", "d", "j", "l", "m", "n", "qu", "s", "t"})

_COMMON: Final = _set(
    # what follows a title in a sentence
    "a à ai aide aime aller alors appelle après arrive as attend attendait au aussi aux avait",
    "avant",
    "avec avez avons bien bonjour bonsoir c car ce cela celui ces cet cette chez comme d dans de",
    "demande demandait depuis des dit disait dira dois doit donc dont du elle elles en entre es",
    "est et eu fait faisait faut fera fut hier ici il ils j je l la le les leur leurs lui m ma",
    "mais me merci mes moi mon n ne ni nos notre nous on ont ou où par parle part pas passe peut",
    "peux",
    "plus pose pour pourquoi prend puis qu quand que quel quelle qui quoi refuse rappelle regarde",
    "répond reste revient s sa sans se sera ses si signe son sont sort souhaite sous sur t ta te",
    "tes toi ton toujours tous tout toute toutes trop très tu un une utilise va vers veut vient",
    "voit vont vos votre vous y",
    "accueil bloc étage garde jour nuit office patient patiente personne pipi service urgences",
    "and are at but for from had has have he her his i in is it not of or said says she the they",
    "to was who will with",
    # functions
    "adjoint adjointe aide-soignant aide-soignante assistant assistante cadre cadres chef cheffe",
    "chirurgien chirurgienne commissaire conseiller conseillère coordinateur coordinatrice",
    "directeur directrice directeurs directrices docteur docteure doyen doyenne dr élu élue",
    "infirmier infirmière interne internes madame maire médecin médecins ministre monsieur",
    "pharmacien pharmacienne pr président présidente préfet préfète professeur professeure",
    "radiologue responsable secrétaire sous-préfet super-utilisateur télétravail",
    "dean director head minister president",
)

_MORE_WORDS: Final = 3
"""Words after the first that may belong to a name."""


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a title with the name after it stands."""
    for match in _TITLED.finditer(text):
        length = _length_of_name(match)
        if length:
            yield match.start(), match.end() + length


def _length_of_name(match: re.Match[str]) -> int:
    """Return how many characters after the title belong to a name; 0 for none."""
    words = list(_WORDS.finditer(match["rest"]))
    first = 0
    while first < len(words) - 1 and _is_particle(words[first].group()):
        first += 1
    if not _is_name(match, [word.group() for word in words[: first + 1]]):
        return 0
    name = words[first].group()
    if not _is_capital(name):
        return words[first].end()
    last = first
    more = 1 if len(name) > 1 and name.isupper() else _MORE_WORDS  # a shouted sentence goes on
    for place in range(first + 1, min(len(words), first + 1 + more)):
        word = words[place].group()
        if _is_capital(word) and not _is_common(word):
            last = place
        elif not _is_particle(word) or word.lower() in _ARTICLES:
            break
    return words[last].end()


def _is_name(match: re.Match[str], words: list[str]) -> bool:
    """Whether the last word is a name after the title and the particles before it."""
    *particles, name = words
    if len(name) == 1:
        return name.isupper() and not match["bare"] and _is_initial(match, name)
    if particles and particles[0].lower() in _ARTICLES and not particles[0][0].isupper():
        return False  # "Mme la directrice"; but "Dr Le Goff"
    if _is_common(name) or _is_particle(name):
        return False
    if match["bare"]:  # an M alone stands for many things
        return _is_capital(name) and len(name) > 2 and not name.isupper()
    if _is_capital(name):
        return True
    return (match["short"] or "").rstrip(".").lower() in _TYPED_SMALL and len(name) > 2


def _is_initial(match: re.Match[str], letter: str) -> bool:
    """Whether one capital stands for a name: ``Mme D.``, but not ``LE DOCTEUR A DIT``."""
    title = match["short"] or match["long"]
    after = match.string[match.end() + len(letter) : match.end() + len(letter) + 1]
    return after == "." or not title.isupper() or not _is_common(letter)


def _is_particle(word: str) -> bool:
    return word.lower() in _PARTICLES and (len(word) > 1 or word.islower())


def _is_capital(word: str) -> bool:
    """Whether a word begins with a capital: ``Dupont``, ``d'Arc``."""
    return word[0].isupper() or (word[:2] in {"d'", "d’"} and word[2:3].isupper())


def _is_common(word: str) -> bool:
    head, mark, rest = word.replace("’", "'").partition("'")
    if not mark or head.lower() not in _ELIDED:
        return word.lower() in _COMMON
    # "d'Arc" and "L'Hermite" are names, "l'infirmière" and "n'est" are not.
    is_name = rest[:1].isupper() and (head.lower() == "d" or head.isupper())
    return not is_name or rest.lower() in _COMMON
