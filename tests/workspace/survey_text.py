"""Questionnaires as text: one with everything in it, and random ones with mistakes."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

HEAD: Final = """\
id = "tout"
version = 1
title = { fr = "Tout", en = "Everything" }
description = { fr = "Deux minutes.", en = "Two minutes." }
who = { fr = "Les soignants", en = "Care staff" }
every_days = 28
groups = [{ id = "avant", title = { fr = "Avant {logiciel}", en = "Before {logiciel}" } }]
"""

BLOCKS: Final = (
    """
id = "visage"
kind = "faces"
polarity = "+"
text = { fr = "{Logiciel} vous aide ?", en = "Does {logiciel} help?" }
""",
    """
id = "accord"
kind = "agreement"
concerns_all = true
required = true
group = "avant"
text = { fr = "Formé", en = "Trained" }
""",
    """
id = "metier"
kind = "single"
text = { fr = "Métier", en = "Job" }
choices = [
  { id = "med", text = { fr = "Médecin", en = "Doctor" } },
  { id = "autre", other = true, text = { fr = "Autre", en = "Other" } },
]
""",
    """
id = "aides"
kind = "multiple"
max = 2
text = { fr = "Aides", en = "Help" }
choices = [
  { id = "tuto", text = { fr = "Tutoriel", en = "Tutorial" } },
  { id = "pair", text = { fr = "Un pair", en = "A peer" } },
  { id = "rien", exclusive = true, text = { fr = "Rien", en = "Nothing" } },
]
""",
    """
id = "ans"
kind = "number"
min = 0
max = 50
text = { fr = "Années", en = "Years" }
""",
    """
id = "effort"
kind = "slider"
step = 10
low = { fr = "très faible", en = "very low" }
high = { fr = "très élevé", en = "very high" }
text = { fr = "Effort", en = "Effort" }
""",
    """
id = "jour"
kind = "date"
first = 2017-01-01
last = 2017-12-31
text = { fr = "Le jour", en = "The day" }
""",
    """
id = "court"
kind = "short"
max = 40
help = { fr = "En deux mots.", en = "In two words." }
text = { fr = "Un mot", en = "A word" }
""",
    """
id = "m"
kind = "matrix"
polarity = "+"
new_page = true
text = { fr = "Cette semaine", en = "This week" }
statements = [
  { id = "a", text = { fr = "Aide", en = "Help" } },
  { id = "b", polarity = "-", text = { fr = "Gêne", en = "Trouble" } },
]
""",
    """
id = "paire"
kind = "pair"
before = { fr = "Avant la formation", en = "Before the training" }
text = { fr = "Je sais faire.", en = "I can do it." }
""",
    """
id = "mots"
kind = "text"
if = "visage <= 2 and (aides has tuto or not answered ans)"
text = { fr = "Pourquoi ?", en = "Why?" }
""",
)

EVERYTHING: Final = HEAD + "".join(f"\n[[questions]]{block}" for block in BLOCKS)

_CONDITIONS: Final = (
    *('if = "visage <= 2"', 'if = "metier = med"', 'if = "aides has rien"', 'if = "m.a >= 4"'),
    *(
        'if = "effort > 90 or paire.now = na"',
        'if = "not answered court"',
        'if = "jour < 2017-02-01"',
    ),
    *('if = "visage <= 1 and visage >= 4"', 'if = "m = 3"', 'if = "mots = a"', 'if = "ans ="'),
    *(
        'if = "jour = 2017-02-31"',
        'if = "effort = 12345678901234567890123"',
        'if = "((("',
        "if = 3",
    ),
)
_LINES: Final = (
    *("min = 3", "max = -1", "step = 0", "step = 1", "required = true", "required = 1"),
    *('polarity = "-"', 'polarity = "plus"', 'group = "avant"', 'group = "apres"', 'kind = "date"'),
    *("first = 2018-01-01", 'first = "hier"', "new_page = true", "concerns_all = true"),
    *("min = -9223372036854775808", "max = 9223372036854775807", "choices = []", "statements = 4"),
    *('help = { fr = "{pas_connu}", en = "x" }', 'help = { fr = "seul" }', 'text = "nu"'),
    'help = { fr = "1 85 02 62 118 123 83", en = "x" }',
)


@st.composite
def survey_texts(draw: st.DrawFn) -> str:
    """Some questions in some order, each with lines that may not belong there."""
    text = HEAD
    if draw(st.integers(0, 4)) == 0:
        score = draw(st.sampled_from(["sus", "index", "mean", "nps"]))
        text = text.replace("every_days = 28", f'every_days = 28\nscore = "{score}"')
    blocks = draw(st.lists(st.sampled_from(BLOCKS), max_size=8, unique=True))
    if draw(st.booleans()):
        blocks.sort(key=BLOCKS.index)  # the order in which most conditions make sense
    for block in blocks:
        lines = block.strip().splitlines()
        few = draw(st.integers(0, 3)) == 0
        more = draw(st.lists(st.sampled_from(_CONDITIONS + _LINES), max_size=2)) if few else []
        for line in more:
            key = line.split("=")[0]
            if draw(st.booleans()):  # in place of the line that has the key
                lines = [kept for kept in lines if not kept.startswith(key)]
            lines.insert(draw(st.integers(0, 2)), line)
        text += "\n[[questions]]\n" + "\n".join(lines) + "\n"
    return text
