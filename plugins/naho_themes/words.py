"""Words that say nothing about the subject of a note, in French and in English.

Stored without accents, as :func:`naho_feedback.api.folded` gives them.
"""

from __future__ import annotations

from typing import Final

_FRENCH: Final = """
    a ai aie aient ait as au aux avaient avais avait avant avec avez avoir avons ayant auront
    aura aurait auraient aurais alors apres ainsi aussi autre autres aucun aucune beaucoup bien
    bon bonne c ca car ce ceci cela celle celles celui ceux ces cet cette chaque chez ci comme
    comment contre d dans de deja depuis des dessus devoir doit doivent donc dont du elle elles
    en encore entre es est et etaient etais etait etant ete etes etre eu eux faire fais fait
    faut font fois g hors h hier ici il ils j jamais je jusqu jusque juste l la le les leur
    leurs lors lorsque lui m ma mais me meme memes mes mettre mieux moi moins mon n ne ni non
    nos notre nous on ont ou oui par parce parfois parmi pas peu peut peuvent peux plus
    plusieurs plutot pour pourquoi pouvoir pres presque puis qu quand que quel quelle quelles
    quels qui quoi rien s sa sans sauf se selon sera serait seront ses seul seule seulement si
    sien soi soient soit sommes son sont souvent sous suis sur t ta tandis tant te tel telle
    telles tels tes toi ton toujours tous tout toute toutes tres trop tu un une va vais vers
    vont vos votre vous vraiment vrai vu y svp pr ds qd bcp
"""
_ENGLISH: Final = """
    a about above after again all almost also always am an and any are aren as at be because
    been before being below between both but by can cannot could couldn d did didn do does doesn
    doing don done down during each either else even ever every few for from further get gets
    getting got had hadn has hasn have haven having he her here hers him his how however i if in
    into is isn it its itself just ll m may me might more most much must my myself neither never
    no nor not now of off on once one only or other others our ours out over own per please re
    rather really s same she should shouldn since so some still such t than that the their
    theirs them then there these they this those though through to too toward under until up
    upon us very ve was wasn we well were weren what when where whether which while who whom
    whose why will with within without won would wouldn yet you your yours yourself im
"""
FRENCH: Final = frozenset(_FRENCH.split())
ENGLISH: Final = frozenset(_ENGLISH.split())

STOP: Final = {"fr": FRENCH, "en": ENGLISH}
"""Left out of the subject of a note in that language (English "car" is no French « car »)."""

TELLING: Final = {"fr": FRENCH - ENGLISH, "en": ENGLISH - FRENCH}
"""Small words that only one of the languages has: they tell which one a note is in."""

_VAGUE_FRENCH: Final = """
    aller arrive arriver avis besoin chose choses cas coup cote demander demande dire dit donner
    essayer exemple facon falloir gens il jour laisser lieu manque manquer monde moment parler
    passer pense penser personne personnes pouvoir prendre probleme problemes question questions
    rendre rester savoir sait sens sentir sorte temps trouver utiliser venir voir vouloir veux
    veut voudrais un deux trois quatre cinq six sept huit neuf dix cent mille nouveau nouvelle
    nouveaux nouvelles petit petite grand grande premier premiere dernier
"""
_VAGUE_ENGLISH: Final = """
    one two three four five six seven eight nine ten able ask come day find give go going good
    help kind know let like look lot make making many need new people problem put question say
    see seem show something take tell thing things think time try trying use used using want way
    work
"""
VAGUE: Final = frozenset((_VAGUE_FRENCH + _VAGUE_ENGLISH).split())
"""Words that no theme is named after alone ("parler" says nothing); fine inside a longer name."""

CONNECTORS: Final = frozenset(
    ("de", "du", "des", "d", "a", "au", "aux", "l", "la", "le", "of", "to")
)
"""Small words that a name keeps inside: « compte épargne temps », « bac à sable »."""
