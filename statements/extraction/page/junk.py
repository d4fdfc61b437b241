"""Which lines of a page are its furniture, and no part of the article?"""

import re
from functools import lru_cache

from .dates import find_dates
from .patterns import patterns_of
from .words import PageWords

# Where on the site the page stands, level by level.
LEADERS = re.compile(r"\.{5,}|(?:\. ){4,}")  # from a name to its page, in a table
GAP = re.compile(r"\s{2,}|\t|(?<=\])\s*(?=\[)")
HOW_MANY = re.compile(r"\s\(?\d{1,6}\)?$")  # "Like 17"
SIZES = re.compile(r"[Aa][+-]?(?:\s?[Aa][+-]?){1,3}")  # of the letters, to choose from
CRUMB_MARK = re.compile("[|/›>•]")
CRUMBS = re.compile(r"[^|/›>•\d]{2,28}(?:\s?[|/›>•]\s?[^|/›>•\d]{2,28}){1,5}")


# "MEROTH COURIER world - en - velland": levels in small letters
DASHED_LEVELS = re.compile(r"[^–—\n-]{2,48}(?:\s-\s[^\W\dA-Z_]{2,16}){2,4}")
LEVEL_MARK = re.compile(r"\s[>»›]\s")
MOST_LINES_KNOWN = 4096
LONGEST_KNOWN = 120  # characters


def is_junk(line: str, words: PageWords) -> bool:
    """Is a line furniture of the page: navigation, a link, a note of when it was captured?"""
    return (known_furniture if len(line) < LONGEST_KNOWN else is_furniture_line)(line, words)


def is_furniture_line(line: str, words: PageWords) -> bool:
    if words.navigation.fullmatch(line.strip(" |·•>»")) or words.read_more.match(line):
        return True
    if (site := words.site_line.match(line)) and (
        site["house"] in words.outlets or words.house_word.search(site["house"])
    ):
        return True
    if words.icon and words.icon in line and names_icons(line, words.icon):
        return True
    if len(line) >= 120:
        return False
    if LEADERS.search(line) or is_menu(line, words):
        return True
    if len(line) < 40 and words.ago.search(line) and not next(find_dates(line, words), None):
        return patterns_of(words).byline_begins.match(line) is None  # "By Lena Orrin | 2 hours ago"
    return bool(words.captured.search(line) and len(line) < 120 and next(find_dates(line, words), None))


# While the head of a page is read, a line is asked for again and again.
known_furniture = lru_cache(MOST_LINES_KNOWN)(is_furniture_line)


def is_menu(line: str, words: PageWords) -> bool:
    """Is a line labels with gaps between them: "Print    Share    Listen", "[Facebook] [Email]"?

    Three short ones are a menu whatever they say; two are, if both are known for it.
    """
    if "]" not in line and line.strip() == " ".join(line.split()):
        return False  # prose: one blank between two words
    labels = [label.strip() for label in GAP.split(line.strip()) if label.strip(" |")]
    labels = [part.strip() for label in labels for part in label.split("|") if part.strip()]
    if len(labels) < 2 or any(len(label) > 28 or len(label.split()) > 3 for label in labels):
        return False
    if any(label[-1] in ".!?,;" for label in labels):
        return False
    named = [
        label for label in labels if not (label.isdigit() or SIZES.fullmatch(label))
    ]  # "Share   16   Print   A A A"
    known = bool(named) and all(
        words.navigation.fullmatch(HOW_MANY.sub("", label.strip("[]"))) for label in named
    )
    return known or (len(labels) > 2 and not any(char.isdigit() for char in line))


def is_crumbs(line: str, words: PageWords) -> bool:
    """Is a line the way to the page, and no headline before its house: "Tolan says it rains | Meroth Online"?"""
    line = line.strip()
    root = CRUMB_MARK.split(line, maxsplit=1)[0].strip().lower()
    if root in words.crumb_roots and CRUMB_MARK.search(line):
        return True
    if is_way_to_title(line, words) or (" - " in line and DASHED_LEVELS.fullmatch(line)):
        return True
    if CRUMBS.fullmatch(line) is None or ": " in line or ends_with_house(line, words):
        return False  # "Tolan: It sails | Meroth Wire"
    first = CRUMB_MARK.split(line)[0].split()
    return not any(word in words.verbs for word in first[1:])


def is_way_to_title(line: str, words: PageWords) -> bool:
    """Is a line the way to a page and ends with its title: "News » Interviews » “We sail at noon,” says Tolan"?"""
    if LEVEL_MARK.search(line) is None:
        return False
    *levels, title = LEVEL_MARK.split(line)
    short = all(
        len(level) <= 28 and not any(word in words.verbs for word in level.split()[1:]) for level in levels
    )
    return len(levels) > 1 and len(title) < LONGEST_KNOWN and short


TITLE_AND_HOUSE = re.compile(r"(?P<title>[^|›»>/•]+\S) [|»•] (?P<house>[^|›»>/•]+)")
SHORTEST_TITLE = 3  # words, before a house whose name can be nothing else
PLAIN_TITLE = 5  # before one that a section could be called as well: "Today", "News"


def ends_with_house(line: str, words: PageWords) -> bool:
    """Is a line a title before its newspaper: "Council backs new ferry | The Orvel Courier"?"""
    parts = TITLE_AND_HOUSE.fullmatch(line)
    if parts is None or words.navigation.fullmatch(parts["house"]):
        return False
    title = len(parts["title"].split())
    if words.masthead.fullmatch(parts["house"]) or parts["house"] in words.outlets:
        return title >= SHORTEST_TITLE
    return (
        title >= PLAIN_TITLE and " " in parts["house"] and words.house_word.search(parts["house"]) is not None
    )


def names_icons(line: str, icon: str) -> bool:
    """Does a line print the names of icons in place of showing them, and little else?"""
    several = re.search(rf"(?:\b\w*{re.escape(icon)}\b.*){{4,}}", line[:2000], re.I)
    return several is not None and line.lower().count(icon) * 3 > len(line.split()) / 2
