"""Grouper ``keywords``: sorts notes by the keywords of the taxonomy, and says which decided.

How a note is read:

* without case and accents, hyphens and apostrophes being blanks (``matching.py``); words that
  only look like a keyword are told apart first (``traps.py``);
* in its own language: that whose small words and well-spelt keywords it holds more of. Exact
  words of six letters or more of the other language count half ("le helpdesk ne répond pas");
* a keyword counts by its form: ``(n + 1) / 2`` for one of *n* words; times up to 1.4 for length,
  which stands for rarity; times 0.95 if ``*`` leaves its ending open, 0.85 for another number,
  gender or verb form, 0.7 for one slip in a word of 7 letters or more; half if it is many-sided.
  The same keyword counts once in a note, and words inside a longer phrase count with the phrase
  only.

The theme with the highest sum wins, the first in the taxonomy where two are equal; a note
without any keyword gets theme ``""``. Confidence is ``best / (best + second) * best / (best +
0.5)``: high where much speaks for one theme and little for the next.

What a note gets depends on the note and the taxonomy alone, so order and neighbours change
nothing. A note that a person placed gets no proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from naho_feedback.api import (
    Grouper,
    GroupingInput,
    Localized,
    PluginContext,
    Proposal,
    Taxonomy,
    hookimpl,
)

from .matching import Hit, Lexicon, Words, words_of

_LANGUAGES: Final = ("fr", "en")
_FRENCH: Final = """
    le la les un une des du de et est pas pour dans sur que qui il elle nous vous je au aux ce cette
    ces avec sans trop par se sont ne mais ou y en l d c j n qu s m son sa ses mon ma mes nos notre
    votre leur leurs tout tous si quand comment etre ete fait faut aussi peu tres bien encore
    toujours jamais rien aucun aucune chez entre vers sous
"""
_ENGLISH: Final = """
    the of to and is are in for not with it this that we our you they be no too was were has have
    had will can could should would when what who how why my your their from at by but do does don
    an there i so if only more less very still always never yet up out into
"""
# Without the words that both languages have ("a", "on", "or", "me", "plus", "as").
_SMALL_WORDS: Final = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
_BORROWED_FROM: Final = 6
_BORROWED: Final = 0.5
_FALSE_IN_THE_OTHER: Final = frozenset({"direction", "resources"})
"""Exact words that mean something else in the other language."""


class KeywordGrouper(Grouper):
    """Proposes the theme whose keywords a note holds; see the module's own words."""

    name: ClassVar[str] = "keywords"
    label: ClassVar[Localized] = Localized("Mots-clés", "Keywords")

    def __init__(self) -> None:
        self._compiled: tuple[Taxonomy, dict[str, Lexicon]] | None = None

    def group(self, given: GroupingInput) -> Iterator[Proposal]:
        """Yield a proposal for each note that no person placed."""
        lexicons = self._lexicons(given.taxonomy)
        first = next((lang for lang in given.languages if lang in lexicons), _LANGUAGES[0])
        decided = {d.note for d in given.decisions if d.locked or d.by == "person"}
        for note in given.notes:
            if note.id not in decided:
                yield _proposal(note.id, words_of(note.text), lexicons, first, given.taxonomy)

    def _lexicons(self, taxonomy: Taxonomy) -> dict[str, Lexicon]:
        if self._compiled is None or self._compiled[0] != taxonomy:
            lexicons = {language: Lexicon(taxonomy, language) for language in _LANGUAGES}
            self._compiled = (taxonomy, lexicons)
        return self._compiled[1]


def _proposal(
    note: str, words: Words, lexicons: dict[str, Lexicon], first: str, taxonomy: Taxonomy
) -> Proposal:
    """Return where one note belongs."""
    found = {language: lexicon.hits(words) for language, lexicon in lexicons.items()}
    language = _language(words, found, first)
    scores: dict[int, float] = {}
    said: dict[int, list[Hit]] = {}
    counted: set[str] = set()
    for hit, weight in _weighed(found, language):
        theme = hit.keyword.theme
        said.setdefault(theme, []).append(hit)
        if hit.keyword.text not in counted:
            counted.add(hit.keyword.text)
            scores[theme] = scores.get(theme, 0.0) + weight
    if not scores:
        return Proposal(note=note, theme="")
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    theme, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    hits = sorted(said[theme], key=lambda hit: hit.first)
    return Proposal(
        note=note,
        theme=taxonomy.themes[theme].id,
        words=tuple(dict.fromkeys(words.as_typed(hit) for hit in hits)),
        confidence=round(best / (best + second) * best / (best + 0.5), 2),
    )


def _language(words: Words, found: dict[str, list[Hit]], first: str) -> str:
    """Return the language of a note: small words and keywords decide, then the programme."""
    counts = {
        language: sum(word in _SMALL_WORDS[language] for word in words.folded)
        + sum(hit.whole for hit in hits)
        for language, hits in found.items()
    }
    most = max(counts.values())
    best = [language for language, count in counts.items() if count == most]
    return first if first in best else best[0]


def _weighed(found: dict[str, list[Hit]], language: str) -> Iterator[tuple[Hit, float]]:
    """Yield the hits that count and how much: all of one language, some of the other."""
    taken: set[int] = set()
    for hit in found[language]:
        taken.update(range(hit.first, hit.last))
        yield hit, hit.weight
    for other, hits in found.items():
        for hit in hits if other != language else ():
            word = hit.keyword.parts[0].word
            foreign = (
                len(word) < _BORROWED_FROM
                or hit.keyword.parts[-1].open
                or word in _FALSE_IN_THE_OTHER
            )
            if hit.whole and not foreign and taken.isdisjoint(range(hit.first, hit.last)):
                yield hit, hit.weight * _BORROWED


@hookimpl
def register_groupers(context: PluginContext) -> Iterable[Grouper]:  # noqa: ARG001 - the hook's
    """Return the keyword grouper."""
    return (KeywordGrouper(),)
