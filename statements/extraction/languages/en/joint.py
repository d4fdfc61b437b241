"""Several who speak together: "Mr and Mrs Hollar", "Tolan and Roke", "the foreign ministers of Norvania and Kestran"."""

import re

from ...folding import fold
from ...rules import gettext_noop
from . import lexicon
from .names import Names
from .people import Cast
from .resolved import Resolution
from .speakable import LOOSE_END, is_known_body, kind_of, word_is_group
from .unnamed import AFTER_HEAD, NOBODY, OF_WHICH, Unnamed, head_of

TWO_JOINED = re.compile(r"(?:both\s)?(?P<left>\S.{0,80}?)\s(?:and|&)\s(?P<right>\S.{0,80})", re.I)
NONE_OR_FEW = re.compile(r"(?:no|only|hardly|barely)\s", re.I)
# "the Foreign Ministers of Norland, Kestra and Orvane, and the High Representative"
OFFICES_OF_MANY = re.compile(
    r"(?:the\s)?(?:[A-Z][\w’'-]*\s){0,3}(?:Ministers|Leaders|Presidents|Government|Governments|Ambassadors|Embassies|Missions)\sof\s[^.:;]+,[^.:;]+",
    re.I,
)


class Joint:
    """Which mentions of one article mean two who speak together?"""

    def __init__(self, cast: Cast, unnamed: Unnamed, names: Names) -> None:
        self.cast = cast
        self.unnamed = unnamed
        self.names = names

    def joint(self, mention: str) -> Resolution | None:
        """Return several who speak together, under the article's own words: "Mr and Mrs Hollar", "Tolan and Roke"."""
        match = TWO_JOINED.fullmatch(mention)
        if OFFICES_OF_MANY.fullmatch(mention):
            return self.speaking_together(re.sub(r"^the\s", "", mention, flags=re.I), mention)
        if match is None or fold(mention) in self.cast.bodies or is_known_body(mention):
            return None
        left, right = OF_WHICH.sub("", match["left"]), LOOSE_END.sub("", match["right"])
        if NONE_OR_FEW.match(left) or NONE_OR_FEW.match(right):
            # "only one sponsor and no Kestrans"
            return Resolution(name=None, kind="anonymous", factor=0.4, why=NOBODY)
        title = left.split()[0].rstrip(".")
        if title in lexicon.titles() and " " not in left and right.split()[0].rstrip(".") in lexicon.titles():
            both = True  # "Mr and Mrs Hollar"
        elif (
            word_is_group(title)
            and title[:1].isupper()
            and " " in left
            and left[-1:].islower()
            and right.istitle()
        ):
            both = kind_of(left, head_of(left)) is None  # "Professors Hollar and Roke"
        else:
            both = self.speaks_beside(left, right)
        if not both:
            return None
        return self.speaking_together(
            re.sub(r"^(?:both|the)\s", "", f"{left} and {right}", flags=re.I), mention
        )

    def speaking_together(self, called: str, mention: str) -> Resolution:
        """Return several under the words that the article has for them."""
        name = " ".join(called.split())
        self.unnamed.remember(name, "group", mention, None)
        return Resolution(name=name, kind="group", why=gettext_noop("several who speak together"))

    def speaks_beside(self, left: str, right: str) -> bool:
        """Can what stands before "and" speak, and what stands behind it, each for itself?

        "Ministry of Trade and Industry" is one, and so is "minister for trade and industry Emil Sarkov".
        """
        if AFTER_HEAD.search(left):
            return False
        first, second = self.names.person_in(left, learn=False), self.names.person_in(right, learn=False)
        if second is not None and second.name is not None:
            words, calls = right.split(), lexicon.titles()
            offices = [
                n for n, w in enumerate(words) if w.rstrip(".") in calls or w.lower() in lexicon.roles()
            ]
            begins = words[offices[-1] + 1 :] if offices else words  # behind "High Commissioner"
            person = self.cast.people.get(fold(second.name))
            if person is None or not begins or fold(begins[0]) not in {fold(word) for word in person.words}:
                return False
        elif not (
            re.match(r"(?:his|her|their|its|other|the)\s", right, re.I) and kind_of(right, head_of(right))
        ):
            if not self.names_no_person(right):
                return False
        if first is not None:
            return second is None or first.name != second.name
        defined = left[:4].lower() in ("the ", "his ", "her ") or (second is None and left[:1].isupper())
        return self.names_no_person(left) or (
            defined and kind_of(left, head_of(left)) is not None and " of " not in left
        )

    def names_no_person(self, phrase: str) -> bool:
        """Is a phrase by itself the name of a country or of a body that is known?"""
        core = re.sub(r"^(?:the|The)\s", "", phrase)
        return core[:1].isupper() and (
            core.lower() in lexicon.country_table()
            or is_known_body(core)
            or core in lexicon.outlets()
            or fold(core) in self.cast.bodies
        )
