"""Where do the sentences of a paragraph begin and end, around what stands in marks?"""

import re

from .grammar import SUBJECT_AHEAD
from .tokens import Tokens

LONGEST_SENTENCE = 250  # tokens; what has no full stop is cut, so that time stays linear
SENTENCE_END = re.compile("[.E]")
# Whom somebody asked or told, and no more: what they were told stands before.
ASKED_SOMEBODY = re.compile(r"(?:(?:D?[NHRw]{1,4})?a?(?:pD?[NHRw]{1,3}|a?p?D?T{1,2}){0,3})(?=\.|$)")


def find_sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the first and last token of each sentence."""
    if tokens.sentences is None:
        tokens.sentences = split_sentences(tokens)
    return tokens.sentences


def split_sentences(tokens: Tokens) -> list[tuple[int, int]]:
    tags = tokens.tags
    count = len(tags)
    found: list[tuple[int, int]] = []
    first = 0
    for match in SENTENCE_END.finditer(tags):
        i = match.start()
        if first < i and behind_abbreviation(tokens, i, first):
            found.append((first, i - 1))
            first = i
        while i - first > LONGEST_SENTENCE:
            found.append((first, first + LONGEST_SENTENCE))
            first += LONGEST_SENTENCE + 1
        ends = tags[i] == "." or ends_sentence(tokens, i, first)
        if ends and tags[i + 1 : i + 2] != "." and first <= i:
            found.append((first, i))
            first = i + 1
    while first < count:
        found.append((first, min(first + LONGEST_SENTENCE, count - 1)))
        first += LONGEST_SENTENCE + 1
    return found


def behind_abbreviation(tokens: Tokens, i: int, first: int) -> bool:
    """Does a quotation begin a sentence behind an abbreviation that ends one: "of Fresk, Calif. “We sing.”"?

    No comma leads to it, and no cue stands right before: "told the A.P. “We sing.”"
    """
    if tokens.tags[i] != "E" or tokens.tags[i - 1] != "N" or not tokens.word(i - 1).endswith("."):
        return False
    words = tokens.source[tokens.quotations[i].start : tokens.quotations[i].end].split()
    near = tokens.tags[max(first, i - 4) : i]
    return len(words) > 2 and words[0][0].isupper() and not re.search("[VvGgKk]", near)


def ends_sentence(tokens: Tokens, i: int, first: int) -> bool:
    """Does the quotation at token `i`, which ends like a sentence, end the reporter's one as well?"""
    tags = tokens.tags
    if i + 1 >= len(tags):
        return True
    after = tokens.word(i + 1)
    if tags[i + 1] == "-":
        return tags[i + 2 : i + 3] not in ("N", "H", "R")  # "“…” — Mira Tolan", "“…” -Commissioner Tolan"
    if tags[i + 1] in ",;:).":
        return False
    if after[:1].islower():
        return False
    subject = SUBJECT_AHEAD.match(tags, i + 1)
    if subject and tags[subject.end()] in "VvK" and (i == first or tags[i - 1] in ":,QEf.-"):
        beside = tags[subject.end() + 1 : subject.end() + 3]
        if beside in (":Q", ":E") or (i > first and beside in (",Q", ",E") and tags[i - 1] == ","):
            return True  # "“We are wet.” Tolan said: “The boat leaks.”"
        if ASKED_SOMEBODY.match(tags, subject.end() + 1) and tags[subject.end()] == "V":
            return False  # "“Why now?” Tolan asked reporters."
        behind = tags[subject.end() + 1 : subject.end() + 2]
        if tags[i + 1] == "P" and after != "I":
            if behind == "a" and tags[subject.end() + 2 : subject.end() + 3] == "p":
                return True  # "“We won.” He went on to thank the crew"
            return behind not in (
                "",
                ".",
                "p",
                "T",
                "a",
            )  # "“Why?” He added, “I do.”": a capital begins a sentence
        asked = tokens.source[tokens.quotations[i].end - 1] in "?!" and behind in ("c", "G", "g")
        return not asked and behind not in ("", ".", ",", "p", "T", "a", ":", "Q", "E", "o")
    return tags[i + 1] not in "Vv" or tags[i + 2 : i + 3] in ("c", "W", "p")  # "“It sinks.” Asked why, Tolan"
