"""Looking through a list of themes for what would sort notes badly.

Nothing here asks a grouper: what is found holds for any of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, combinations
from typing import Final, NamedTuple

from naho_feedback.domain.keywords import Phrase, Phrases, phrase
from naho_feedback.domain.text import is_blank, spelt
from naho_feedback.i18n import Localized, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.theme_file import FileTheme, ThemesFile
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

FLOOD: Final = 0.15
"""Share of the notes from which on a keyword floods: twenty themes share them out at 5 % each."""

FLOOD_FROM: Final = 40
"""Fewer notes than this say nothing about a keyword."""

_LANGUAGES: Final = ("fr", "en")


class FindingKind(StrEnum):
    """What a finding is about, in the order in which people are told."""

    UNUSABLE = "unusable"
    TWO_THEMES = "two_themes"
    UNTRANSLATED = "untranslated"
    EMPTY = "empty"
    EXAMPLE = "example"
    FLOOD = "flood"

    @property
    def is_error(self) -> bool:
        """Whether it has to be mended; the others are to think about."""
        return self in {self.UNUSABLE, self.TWO_THEMES, self.UNTRANSLATED}


class Finding(NamedTuple):
    """One thing to mend or to think about; ``fault.path`` is ``()`` for a word of this house."""

    kind: FindingKind
    fault: Fault


class HouseWord(NamedTuple):
    """A word that people taught a theme on the wall."""

    word: str
    theme: str


class _Place(NamedTuple):
    """Whose keyword it is, and where it is written."""

    theme: str
    language: str
    said: str
    path: KeyPath


def check_themes(
    file: ThemesFile,
    faults: Iterable[Fault] = (),
    *,
    notes: Sequence[str] = (),
    words: Iterable[HouseWord] = (),
) -> list[Finding]:
    """Return everything to say about a list of themes, kind by kind.

    Args:
        file: the list.
        faults: what keeps it from being used.
        notes: the texts of a workspace's notes, to see which keywords flood.
        words: words of this house.
    """
    keywords = list(_keywords(file.themes, words))
    found = [Finding(FindingKind.UNUSABLE, fault) for fault in faults]
    found += (Finding(FindingKind.TWO_THEMES, fault) for fault in _in_two_themes(keywords))
    found += (Finding(FindingKind.UNTRANSLATED, fault) for fault in _untranslated(file.themes))
    found += (Finding(FindingKind.EMPTY, fault) for fault in _empty(file.themes))
    found += (Finding(FindingKind.EXAMPLE, fault) for fault in _claimed(file.themes, keywords))
    found += (Finding(FindingKind.FLOOD, fault) for fault in _floods(keywords, notes))
    return found


def _keywords(themes: Sequence[FileTheme], words: Iterable[HouseWord]) -> Iterator[Phrase[_Place]]:
    for at, theme in enumerate(themes):
        for language, said in (("fr", theme.keywords.fr), ("en", theme.keywords.en)):
            for index, text in enumerate(said):
                path: KeyPath = ("themes", at, "keywords", language, index)
                yield phrase(text, _Place(theme.id, language, text, path))
    for word in words:
        for language in _LANGUAGES:
            yield phrase(word.word, _Place(word.theme, language, word.word, ()))


def _in_two_themes(keywords: Sequence[Phrase[_Place]]) -> Iterator[Fault]:
    """Yield keywords that speak of two themes; a longer phrase may hold a word of another one."""
    near: dict[tuple[int, str], list[Phrase[_Place]]] = {}
    for keyword in keywords:
        if keyword.parts:
            # Two that meet begin with the same letter and have as many words.
            start = len(keyword.parts), keyword.parts[0].word[:1]
            near.setdefault(start, []).append(keyword)
    told: set[tuple[str, str, str, str]] = set()
    for first, second in chain.from_iterable(combinations(group, 2) for group in near.values()):
        one, two = first.of, second.of
        # Star and ending are read within a language; the very same word is one in both.
        is_compared = one.language == two.language or first.parts == second.parts
        key = (one.said, one.theme, two.said, two.theme)
        if one.theme != two.theme and is_compared and first.meets(second) and key not in told:
            told.add(key)
            yield _two_themes(one, two)


def _two_themes(one: _Place, two: _Place) -> Fault:
    said = {
        "word": quoted(one.said),
        "theme": one.theme,
        "other": quoted(two.said),
        "second": two.theme,
    }
    if one.said == two.said:
        message = _("The keyword {word} stands in the themes {theme} and {second}.")
    else:
        message = _("Some words are both {word} (theme {theme}) and {other} (theme {second}).")
    return Fault(
        two.path or one.path,
        message.format(**said),
        _("Keep it in one of the two, or write a longer phrase."),
    )


def _untranslated(themes: Sequence[FileTheme]) -> Iterator[Fault]:
    for at, theme in enumerate(themes):
        path: KeyPath = ("themes", at)
        yield from _one_language(theme.label, (*path, "label"), theme.id)
        yield from _one_language(theme.definition, (*path, "definition"), theme.id)
        words = theme.keywords
        if bool(words.fr) != bool(words.en):
            language = "en" if words.fr else "fr"
            yield Fault(
                (*path, "keywords"),
                _("The theme {id} has keywords in one language only.").format(id=theme.id),
                _("Write some for {language} too.").format(language=quoted(language)),
            )


def _one_language(text: Localized, path: KeyPath, theme: str) -> Iterator[Fault]:
    key = quoted(path[-1])
    for language, said in (("fr", text.fr), ("en", text.en)):
        if is_blank(said) and (path[-1], language) != ("label", "fr"):  # that one is unusable
            yield Fault(
                (*path, language),
                _("The {key} of the theme {id} is not written in {language}.").format(
                    key=key, id=theme, language=quoted(language)
                ),
                _("Write it in French (fr) and in English (en)."),
            )
    # One word may be the same in both ("Support"); a sentence was copied and forgotten.
    if " " in text.fr.strip() and text.fr.casefold().split() == text.en.casefold().split():
        yield Fault(
            (*path, "en"),
            _("The {key} of the theme {id} is the same in both languages.").format(
                key=key, id=theme
            ),
            _("Translate one of the two."),
        )


def _empty(themes: Sequence[FileTheme]) -> Iterator[Fault]:
    for at, theme in enumerate(themes):
        words, examples = theme.keywords, theme.examples
        if not (words.fr or words.en or examples.fr or examples.en):
            yield Fault(
                ("themes", at),
                _("Nothing leads a note to the theme {id}.").format(id=theme.id),
                _("Give it a few keywords, and notes as people write them as examples."),
            )


def _claimed(themes: Sequence[FileTheme], keywords: Iterable[Phrase[_Place]]) -> Iterator[Fault]:
    """Yield examples that hold more words of another theme's keywords than of their own's."""
    aside = {theme.id for theme in themes if theme.special}  # they compete with no other
    words = [one for one in keywords if one.of.theme not in aside]
    by_language = {
        language: Phrases(one for one in words if one.of.language == language)
        for language in _LANGUAGES
    }
    for at, theme in enumerate(themes):
        for language, said in (("fr", theme.examples.fr), ("en", theme.examples.en)):
            for index, text in enumerate(said):
                found = by_language[language].longest(text)
                weight = Counter[str]()
                for one in found:
                    weight[one.of.theme] += len(one.parts)
                best = max(weight, key=weight.__getitem__, default=theme.id)
                if theme.special or weight[best] <= weight[theme.id]:
                    continue
                because = ", ".join(quoted(one.of.said) for one in found if one.of.theme == best)
                yield Fault(
                    ("themes", at, "examples", language, index),
                    _("The example {text} of {id} has keywords of {other}: {words}.").format(
                        text=quoted(text), id=theme.id, other=best, words=because
                    ),
                    _("Move it there, say it in other words, or change the keyword."),
                )


def _floods(keywords: Iterable[Phrase[_Place]], notes: Sequence[str]) -> Iterator[Fault]:
    total = len(notes)
    if total < FLOOD_FROM:
        return
    phrases = Phrases(keywords)
    counts = Counter[tuple[str, str]]()
    places: dict[tuple[str, str], _Place] = {}
    for text in notes:
        here = {(one.of.theme, spelt(one.of.said)): one.of for one in phrases.all(text)}
        counts.update(here.keys())
        places.update((key, place) for key, place in here.items() if key not in places)
    for key, n in counts.most_common():
        if n <= total * FLOOD:
            return
        place = places[key]
        yield Fault(
            place.path,
            ngettext(
                "The keyword {word} of {id} stands in {n} note of {total} ({share} %).",
                "The keyword {word} of {id} stands in {n} notes of {total} ({share} %).",
                n,
            ).format(
                word=quoted(place.said),
                id=place.theme,
                n=n,
                total=total,
                share=round(100 * n / total),
            ),
            _("Write a phrase instead of the word, or take it out."),
        )
