"""What a rule of reading is: a name, what it looks for, and sentences it must and must not catch."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence and what a rule must read from it.

    `words` are the words given to the speaker, `mention` what stands beside the cue.
    """

    text: str
    words: str
    mention: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way in which the news of a language gives words to somebody.

    `name` goes on every record that the rule makes; `because` is the same in plain words, for the
    reader of a page; `confidence` is the share of its records that were right when measured on
    annotated news. A statement carries it, less what the mention leaves open, in a language that has
    no table of its signs (`confidence.py`).
    """

    name: str
    because: str
    confidence: float
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()


def gettext_noop(words: str) -> str:
    """Return a sentence as it is. What collects the sentences of the pages knows by this name that they say it, in the
    reader's language; reading itself knows one."""
    return words
