"""``naho.toml``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from naho_feedback.domain.programme import SessionKind
from naho_feedback.errors import FileError
from naho_feedback.i18n import Localized
from naho_feedback.workspace import Settings, init_workspace, read_settings

GOOD = """\
label = "B"

[programme]
name = "p"
title = { fr = "Programme", en = "Programme" }

[[programme.sites]]
id = "lens"
name = "Lens"

[[programme.roles]]
id = "medecin"
name = { fr = "Médecin", en = "Doctor" }

[[programme.workshops]]
id = "post-it"
name = { fr = "Post-it", en = "Post-it" }
format = "4l"

[[programme.headcounts]]
site = "lens"
role = "medecin"
count = 100
date = 2017-02-27
source = "RH"

[[programme.go_lives]]
site = "lens"
functions = ["bloc"]
milestones = [
  { name = { fr = "Formés", en = "Trained" }, date = 2018-01-15, done = true },
]

[[programme.super_users]]
unit = "Bloc"
site = "lens"
target = 4
trained = 1
date = 2017-02-28

[[programme.team]]
profession = { fr = "médecins", en = "doctors" }
count = 4

[plugins.csv]
plain = true
"""


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "naho.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_a_file_is_read_with_its_defaults(tmp_path: Path) -> None:
    settings = read(tmp_path, GOOD)

    assert (settings.label, settings.language, settings.keyboard) == ("B", "fr", "azerty")
    assert (settings.grouper, settings.k, settings.demo) == ("keywords", 5, False)
    assert settings.today is None
    assert settings.plugins == {"csv": {"plain": True}}
    assert settings.programme.workshops[0].kind is SessionKind.WORKSHOP
    assert settings.programme.go_lives[0].date is None
    assert settings.programme.super_users[0].trained == 1
    assert [(m.profession.fr, m.count) for m in settings.programme.team] == [("médecins", 4)]
    assert settings.programme.go_lives[0].milestones[0].date == dt.date(2018, 1, 15)


TWIN = """
[[programme.headcounts]]
site = "lens"
role = "medecin"
count = 90
date = 2017-02-27
source = "x"
"""
TWIN_UNIT = """
[[programme.super_users]]
unit = "bloc"
site = "lens"
target = 9
date = 2017-02-28

"""
TWIN_PROFESSION = """
[[programme.team]]
profession = { fr = "Medecins", en = "physicians" }
count = 2

"""
MISTAKES = [
    ('label = "B"', 'label = "b"', 1, 'The label "b" is not one letter.'),
    ('label = "B"', 'label = "AB"', 1, 'The label "AB" is not one letter.'),
    ('label = "B"', 'langage = "fr"', 1, 'The key "langage" is not known here.'),
    ('label = "B"', 'language = "de"', 1, '"language" cannot be "de".'),
    ('label = "B"', "k = 4", 1, "Groups smaller than 5 people are never shown."),
    ('label = "B"', 'grouper = ""', 1, "The grouper has no name."),
    ('label = "B"', 'today = "2017-03-03"', 1, '"today" must be a date, year first'),
    ('name = "p"', 'name = "p"\nwaves = 3', 5, 'The key "waves" is not known here.'),
    ('name = "p"', 'name = ""', 4, "The programme has no name."),
    ('fr = "Programme"', 'fr = ""', 5, 'The text "fr" is empty.'),
    ('id = "lens"', 'id = "Lens"', 8, 'The id "Lens" is not well formed.'),
    ('name = "Lens"', 'name = " "', 9, "This site has no name."),
    (
        'name = "Lens"\n',
        'name = "Lens"\n[[programme.sites]]\nid = "lens"\nname = "L"\n',
        11,
        'The id "lens" is used twice.',
    ),
    ('en = "Doctor"', 'en = ""', 13, 'The text "en" is empty.'),
    ('format = "4l"', 'format = "5l"', 18, 'There is no format "5l".'),
    ('format = "4l"', 'format = "4l"\nkind = "event"', 18, "An event counts people"),
    ('format = "4l"', 'kind = "evening"', 18, '"kind" cannot be "evening".'),
    ('site = "lens"', 'site = "lille"', 21, 'There is no site "lille".'),
    ('role = "medecin"', 'role = "chef"', 22, 'There is no role "chef".'),
    ("count = 100", "count = 0", 23, "A headcount is at least 1."),
    ('source = "RH"', 'source = ""', 25, "This figure has no source."),
    ("[plugins.csv]", TWIN + "[plugins.csv]", 50, "There are two figures for the same people"),
    ('functions = ["bloc"]', 'functions = ["Bloc"]', 29, 'The id "Bloc" is not well formed.'),
    ('fr = "Formés"', 'fr = ""', 31, 'The text "fr" is empty.'),
    ('unit = "Bloc"', 'unit = ""', 35, "This unit has no name."),
    ("target = 4", "target = 0", 37, "A target is at least 1."),
    ("trained = 1", "trained = -1", 38, "A number of people is never below 0."),
    ("[plugins.csv]", TWIN_UNIT + "[plugins.csv]", 50, "There are two figures for the same"),
    ("count = 4", "count = 0", 43, "A profession of the team has at least 1 person."),
    ("count = 4", 'count = "4"', 43, '"count" must be a whole number.'),
    ("count = 4", 'count = 4\nname = "x"', 44, 'The key "name" is not known here.'),
    ('en = "doctors"', 'en = " "', 42, 'The text "en" is empty.'),
    ("[plugins.csv]", TWIN_PROFESSION + "[plugins.csv]", 47, "This profession stands twice"),
    ("plain = true", "plain = vrai", 46, "This value cannot be read."),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES)
def test_a_mistake_is_one_sentence_with_file_and_line_and_a_way_out(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in GOOD
    with pytest.raises(FileError) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert f"naho.toml:{line}: {message}" in caught.value.message
    assert caught.value.hint


def test_a_go_live_at_an_unknown_site_is_refused(tmp_path: Path) -> None:
    good = GOOD.partition("[[programme.super_users]]")[0]
    head, _, tail = good.rpartition('site = "lens"')
    with pytest.raises(FileError, match=r'naho\.toml:28: There is no site "arras"') as caught:
        read(tmp_path, f'{head}site = "arras"{tail}')
    assert caught.value.hint == 'Write one of: "lens".'


@pytest.mark.parametrize("key", ["sites", "roles", "workshops"])
def test_a_programme_names_at_least_one_of_each(tmp_path: Path, key: str) -> None:
    lists = {"sites": "[]", "roles": "[]", "workshops": "[]"} | {key: "[]"}
    text = "[programme]\nname = 'p'\ntitle = { fr = 'p', en = 'p' }\n" + "".join(
        f"{name} = {value}\n" for name, value in sorted(lists.items(), key=lambda i: i[0] != key)
    )
    with pytest.raises(FileError, match=f'naho.toml:4: The list "{key}" is empty'):
        read(tmp_path, text)


def test_a_setting_below_the_programme_is_told_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read(tmp_path, GOOD.replace('name = "p"', 'name = "p"\ntoday = 2017-03-03'))
    assert caught.value.line == 5
    assert caught.value.hint.startswith('"today" belongs at the top of the file')


def test_words_for_questionnaires_are_read_and_their_names_checked(tmp_path: Path) -> None:
    folder = init_workspace(tmp_path / "w").root
    file = folder / "naho.toml"
    text = file.read_text("utf-8")
    file.write_text(text + '\n[words]\nlogiciel = { fr = "le DPI", en = "the EHR" }\n', "utf-8")
    assert read_settings(file).words == {"logiciel": Localized("le DPI", "the EHR")}
    file.write_text(text + '\n[words]\nLogiciel = { fr = "le DPI", en = "the EHR" }\n', "utf-8")
    with pytest.raises(FileError, match='The placeholder "Logiciel" is not well formed') as caught:
        read_settings(file)
    assert caught.value.line == text.count("\n") + 3
