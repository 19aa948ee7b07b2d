"""The French catalogue: every string is there, whole, well written and compiled."""

from __future__ import annotations

import ast
import gettext
import re
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "naho_feedback"
FOLDER = PACKAGE / "locale" / "fr" / "LC_MESSAGES"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "NN_": (1, 2),
    "ngettext": (1, 2),
}


def used() -> set[str | tuple[str, ...]]:
    """Return every string that the source marks for translation."""
    return {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(PACKAGE), [("**.py", "python")], keywords=KEYWORDS
        )
    }


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "naho_feedback.po").open("rb") as file:
        return read_po(file, locale="fr")


def entries(catalogue: Catalog) -> list[Message]:
    """Return what has its French; what has not is the first test's to say."""
    return [message for message in catalogue if message.id and all(forms(message))]


def sources(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


# ---- whole ---------------------------------------------------------------------------------


def test_every_string_has_its_french(catalogue: Catalog) -> None:
    missing = []
    for wanted in used():
        message = catalogue.get(wanted if isinstance(wanted, str) else wanted[0])
        if message is None or message.fuzzy or not all(forms(message)):
            missing.append(wanted)
    assert missing == []


def test_no_string_is_left_over(catalogue: Catalog) -> None:
    known = {message.id for message in catalogue if message.id}
    assert known - used() == set()


def test_the_makefile_takes_the_same_strings() -> None:
    makefile = (PACKAGE.parent / "Makefile").read_text(encoding="utf-8")
    marks = dict(re.findall(r" -k (\w+)(?::([\d,]+))?", makefile))
    assert marks == {name: ",".join(map(str, places or ())) for name, places in KEYWORDS.items()}


def test_placeholders_are_the_same_in_both_languages(catalogue: Catalog) -> None:
    for message in entries(catalogue):
        allowed = set().union(*map(fields, sources(message)))
        for form in forms(message):
            assert fields(form) <= allowed, message.id
        assert set().union(*map(fields, forms(message))) == allowed, message.id


def test_the_french_can_be_filled_in_wherever_the_english_can(catalogue: Catalog) -> None:
    """A stray brace or a bad format would only break on the screen, in front of people."""
    for message in entries(catalogue):
        values = dict.fromkeys(set().union(*map(fields, sources(message))), "x")
        try:
            for source in sources(message):
                source.format(**values)
        except (ValueError, KeyError, IndexError):
            continue  # braces that are shown as they are
        for form in forms(message):
            form.format(**values)


def test_ends_and_line_breaks_are_the_same_in_both_languages(catalogue: Catalog) -> None:
    """Sentences are joined and laid out by the code: a lost space or full stop would show."""

    def shape(text: str) -> tuple[str, str, int]:
        end = re.search(r"[.…:?!,;]?\s*$", text.replace("...", "…"))
        start = re.match(r"\s*", text)
        assert start is not None
        assert end is not None
        return start.group(), end.group().removeprefix("\u00a0"), text.count("\n")

    wrong = [
        (source, form)
        for message in entries(catalogue)
        for source, form in zip(sources(message), forms(message), strict=True)
        if shape(source) != shape(form) and source != "No."  # N°
    ]
    assert wrong == []


def test_the_compiled_catalogue_says_what_the_source_says(catalogue: Catalog) -> None:
    """Compared by content: the bytes also hold the version of the tool that wrote them."""
    with (FOLDER / "naho_feedback.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.info()["plural-forms"] == "nplurals=2; plural=(n > 1);"
    stale = [
        message.id for message in entries(catalogue) if forms(message) != said_by(compiled, message)
    ]
    assert stale == [], "run: make locale"


def said_by(compiled: gettext.GNUTranslations, message: Message) -> list[str]:
    if isinstance(message.id, str):
        return [compiled.gettext(message.id)]
    singular, plural = message.id
    return [compiled.ngettext(singular, plural, n) for n in (1, 2)]


# ---- well written --------------------------------------------------------------------------

COMMANDS = re.compile(r'`[^`]*`|\bnaho( [a-z]+)*|--[a-z-]+|\w+ = "[^"]*"|\{[^}]*\}')
"""What is typed or filled in; the rest of a text is French."""

SPACING = (
    (re.compile(r" [;:?!%»]"), "a plain space before a sign"),
    (re.compile(r"\w[;?!%»]"), "no space before a sign"),
    (re.compile(r"\w:(\s|$)"), "no space before a colon"),
    (re.compile(r"«[^\u00a0]"), "no U+00A0 after «"),
    (re.compile(r"[\u2009\u202f]"), "a space that terminals draw wide"),
    (re.compile(r"[\u2018\u2019\u201c\u201d]"), "a curly quote; the product writes ' and « »"),
    (re.compile(r"(?<!\])\.\.\."), "three full stops; write …"),
)
JARGON = re.compile(
    r"\b(plugins?|workspaces?|sessions?|plans?|(?:un|le|du|les) reçus?|notes?|surveys?|wilson"
    r"|exporters?|groupers?|collectors?)\b",
    re.IGNORECASE,
)
TU = re.compile(r"\b(tu|toi|ton|tes|ta)\b", re.IGNORECASE)


def faults(text: str) -> list[str]:
    """Return what is wrong with a French text."""
    prose = COMMANDS.sub("x", text)
    found = [why for pattern, why in SPACING if pattern.search(prose)]
    found += [f"our word, not the users': {word}" for word in JARGON.findall(prose)]
    found += [f"not vous: {word}" for word in TU.findall(prose)]
    return found


def test_the_french_is_the_users_and_well_spaced(catalogue: Catalog) -> None:
    wrong = {
        form: found
        for message in entries(catalogue)
        for form in forms(message)
        if (found := faults(form))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "text",
    [
        "Fermer ?",
        "Fermer?",
        "Vers: {target}",
        "« {text}\u00a0»",
        "entre 78\u202f%",
        "N’écrivez rien.",
        "Classement...",
        "Le plugin {name} attend.",
        "Aucune session.",
        "Choisis ta colonne.",
    ],
)
def test_bad_french_is_found(text: str) -> None:
    assert faults(text) != []


def test_commands_in_a_sentence_stay_as_they_are() -> None:
    assert faults("Voir\u00a0: naho plugin list, ou `naho note add` avec --plan.") == []


# ---- nothing slips past the catalogue ------------------------------------------------------

SHOWN = ("tui", "cli", "services", "store/doctor.py", "store/verify.py")
"""Where texts that people read are made; the layers below raise errors, looked at apart."""

MARKS = {*KEYWORDS, "pgettext", "Localized"}
WORDS = re.compile(
    r"[^\W\d_]{2,}[,;:]? [^\W\d_]"  # two words, or one that begins like a label
    r"|^[^\W\d_a-zà-ÿ][^\W\d_]{2,}[.!?…:]?$"
)
NOT_PROSE = re.compile(r"^naho |^--[a-z]|\$\w|^([A-Z][a-z]+){2,}$")
"""A command line to type, a colour, a class that a style sheet names."""
UNSHOWN_KEYWORDS = {"classes", "description", "doing", "examples", "group", "id", "metavar", "name"}
"""Arguments that nobody reads: widget names, worker names, and command lines to type."""

UNSHOWN_CALLS = {"example_lines", "getLogger", "Thread"}
WORKERS = {"_in_turn", "_work", "in_background", "log_crash"}
"""Calls that take the name of what is done, for the log."""
UNSHOWN_NAMES = {"DEFAULT_CSS", "__all__", "doing", "msg"}
"""``msg`` is what a programmer reads: people's errors are NahoError, raised with ``_()``."""

NO_WORDS_OF_OURS = {
    "cli/main.py": {"LANGUAGE"},  # an environment variable
    "services/wording.py": {"EEE d MMM y", "d MMM y"},  # Babel's patterns
    "tui/leaving.py": {"SIGTERM", "SIGHUP", "SIGCONT"},
    "tui/prepaint.py": {"TERM", "COLUMNS", "LINES"},  # environment variables
    "tui/skeleton.py": {
        *("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "NAHO_LANGUAGE"),
    },
    "tui/screens/help.py": {"BINDINGS"},
    "tui/commands.py": {"Français", "Parler français", "English", "Speak English"},
    "tui/screens/kiosk.py": {"Français", "English"},  # each language is named in itself
    "tui/widgets/keyline.py": {"Tab"},  # engraved so on French keyboards too
}
INVENTED = {"cli/demo.py", "cli/demo_photos.py"}
"""The demo's records are in French, as a hospital's would be."""


def called(node: ast.Call) -> str:
    """Return the last part of what is called: ``say`` for ``console.say(...)``."""
    match node.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name, value=ast.Name(id="logger")):
            return "getLogger"
        case ast.Attribute(attr=name):
            return name
    return ""


def is_unshown(node: ast.AST) -> bool:
    """Return whether nothing below a node is read by a person, or all is translated."""
    match node:
        case ast.Call():
            return called(node) in MARKS | UNSHOWN_CALLS
        case ast.keyword(arg=str(name)):
            return name in UNSHOWN_KEYWORDS
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name in UNSHOWN_NAMES
        case ast.Expr(value=ast.Constant()):
            return True  # a docstring
    return False


def bare_texts(node: ast.AST) -> Iterator[str]:
    """Yield the literals that look like words and reach people without a translation."""
    if is_unshown(node):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if WORDS.search(node.value) and not NOT_PROSE.search(node.value):
            yield node.value
        return
    for child in children(node):
        yield from bare_texts(child)


def children(node: ast.AST) -> Iterable[ast.AST]:
    """Return what stands below a node, without types, f-string formats and names of work."""
    if isinstance(node, ast.Call) and called(node) in WORKERS:
        yield from (part for part in node.args if not isinstance(part, ast.Constant))
        yield from node.keywords
        return
    skip = {"annotation", "returns", "format_spec"}
    for name, value in ast.iter_fields(node):
        if name in skip:
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ast.AST):
                yield item


def raised_bare(tree: ast.AST) -> Iterator[str]:
    """Yield the untranslated words of errors that people read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in errors():
            for part in [*node.args, *node.keywords]:
                yield from bare_texts(part)


def errors() -> set[str]:
    from naho_feedback import errors as module

    return {
        name
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, module.NahoError)
    }


def modules(folder: Path) -> Iterator[tuple[str, ast.AST]]:
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_every_text_that_people_read_is_marked_for_translation() -> None:
    bare = [
        (name, text)
        for folder in SHOWN
        for name, tree in modules(PACKAGE / folder)
        if name not in INVENTED
        for text in bare_texts(tree)
        if text not in NO_WORDS_OF_OURS.get(name, set())
    ]
    assert bare == []


def test_every_error_that_people_read_is_marked_for_translation() -> None:
    bare = [(name, text) for name, tree in modules(PACKAGE) for text in raised_bare(tree)]
    assert bare == []


def marked_in_f_strings(tree: ast.AST) -> Iterator[str]:
    """Yield marked texts inside f-strings: Python 3.11's tokens hide them from extraction."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for part in ast.walk(node):
                if isinstance(part, ast.Call) and called(part) in KEYWORDS:
                    yield from (ast.unparse(a) for a in part.args if isinstance(a, ast.Constant))


def test_no_marked_text_hides_in_an_f_string() -> None:
    hidden = [(name, text) for name, tree in modules(PACKAGE) for text in marked_in_f_strings(tree)]
    assert hidden == []
    assert list(marked_in_f_strings(ast.parse("f\"{_('Skip')} ↵\""))) == ["'Skip'"]


@pytest.mark.parametrize(
    "source",
    [
        'console.say("Nothing to send")',
        'console.say(f"{n} notes were sent")',
        'Static("Dashboard")',
        'Input(placeholder="Type a name")',
        'Binding("x", "leave", "Leave")',
        'words = {"a": "two words"}',
        'raise RefusedError("Too long.", hint)',
        'def title(self) -> str:\n    return "Send to"',
        'console.out(_("Marked") if n else "Not marked")',
        'self._work(lambda: self.say("Not marked"), "look back")',
    ],
)
def test_an_unmarked_text_is_found(source: str) -> None:
    assert list(bare_texts(ast.parse(source))) != []


@pytest.mark.parametrize(
    "source",
    [
        'console.say(_("Nothing to send"))',
        'ngettext("{n} small note", "{n} small notes", n)',
        '"""A docstring of several words."""',
        'Static(id="capture-said", classes="empty page")',
        'verb("list", help=_("List them."), examples=("naho note list",))',
        'logger.warning("the journal cannot be followed: %s", kind)',
        'msg = f"{kind} is no data"\nraise TypeError(msg)',
        'label: "Some Type" = None',
        'self._work(self.find(), "look back")',
    ],
)
def test_what_nobody_reads_is_let_through(source: str) -> None:
    assert list(bare_texts(ast.parse(source))) == []
