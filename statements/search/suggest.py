"""What else to ask: names while somebody types, and the spelling that was probably meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import ngettext

from statements.extraction.folding import fold
from statements.extraction.languages import countries
from statements.models import Alias, Event, LearnedRole, Outlet

from .analysis import query_terms
from .documents import label_of
from .engines import engine
from .engines.base import Request
from .engines.fields import NAMES_OF, TEXT
from .find import cached_for_generation
from .language import And, Node, Not, Only, Or, Some, Word, replace

SHORTEST = 2  # letters before anything is suggested
MOST_ROWS = 3000  # names read for one suggestion
NEAR = ((1, 0, 3), (2, 1, 6))  # edits allowed, first letters kept, letters that the word has at least
OFFERED = 3
MOST_TOLD = 50  # speakers whose latest role is looked up
COUNTRIES = {country.code: country.name for country in countries()}
MOST_WRONG = 2  # words of a query that are corrected


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that begins as typed, and the query that finds it."""

    kind: str  # "Speaker", "Event" or "Source"
    label: str
    detail: str
    query: str


def suggestions(text: str, limit: int = 8) -> list[Suggestion]:
    """Return speakers, events and sources a word of whose name begins so, those with most first.

    Only what has statements in the index is suggested. "speaker:", "event:" or "source:" before the
    letters keeps to one kind.
    """
    field, _colon, rest = text.rpartition(":")
    letters = rest.strip().strip('"')
    key = fold(letters)
    if len(key) < SHORTEST or field.strip().lower() not in {"", "speaker", "event", "source"}:
        return []
    wanted = field.strip().lower()
    found: list[tuple[int, Suggestion]] = []
    if wanted in {"", "speaker"}:
        found += suggested_speakers(key)
    if wanted in {"", "event"}:
        found += suggested_names("event", key, letters)
    if wanted in {"", "source"}:
        found += suggested_names("source", key, letters)
    found.sort(key=lambda pair: (-pair[0], pair[1].label))
    return [suggestion for _, suggestion in found[:limit]]


def statements_by(field: str) -> dict[str, int]:
    """Return how many statements each value of a facet has, worked out once for a generation."""
    return cached_for_generation(("counts", field), lambda: engine().count_values(label_of("quote"), field))


def suggested_speakers(key: str) -> Iterator[tuple[int, Suggestion]]:
    counts = statements_by("speaker")
    rows = (
        Alias.objects.filter(key__contains=key, speaker__merged_into=None)
        .filter(~Q(speaker__kind="anonymous"))
        .values_list(
            "name", "speaker", "speaker__slug", "speaker__name", "speaker__affiliation", "speaker__country"
        )[:MOST_ROWS]
    )
    fitting = {}
    for name, pk, slug, speaker, affiliation, country in rows:
        if counts.get(slug, 0) and pk not in fitting and begins_a_word(name, key):
            fitting[pk] = (name, slug, speaker, affiliation, country)
    offices = latest_roles(sorted(fitting, key=lambda pk: -counts[fitting[pk][1]])[:MOST_TOLD])
    for pk, (name, slug, speaker, affiliation, country) in fitting.items():
        told = [offices.get(pk) or affiliation, COUNTRIES.get(country, country), count_in_words(counts[slug])]
        if not begins_a_word(speaker, key):
            told.insert(0, f"also “{name}”")
        detail = ", ".join(part for part in told if part)
        yield counts[slug], Suggestion("Speaker", speaker, detail, f'speaker:"{without_marks(speaker)}"')


def latest_roles(speakers: Sequence[int]) -> dict[int, str]:
    """Return the latest role that articles give each of some speakers: what tells namesakes apart."""
    roles = LearnedRole.objects.filter(speaker__in=speakers).order_by(F("end").asc(nulls_first=True), "pk")
    return dict(roles.values_list("speaker", "role"))


def suggested_names(field: str, key: str, letters: str) -> Iterator[tuple[int, Suggestion]]:
    """Yield the events or sources a word of whose name begins so, each with its statements."""
    model, kind = {"event": (Event, "Event"), "source": (Outlet, "Source")}[field]
    counts = statements_by(field)
    first = letters.split()[0] if letters.split() else letters
    rows = model._default_manager.filter(name__icontains=first).values_list("name", "slug")[:MOST_ROWS]
    for name, slug in rows:
        count = counts.get(slug, 0)
        if count and begins_a_word(name, key):
            yield count, Suggestion(kind, name, count_in_words(count), f'{field}:"{without_marks(name)}"')


def count_in_words(count: int) -> str:
    return ngettext("%(count)s statement", "%(count)s statements", count) % {"count": f"{count:,}"}


def without_marks(name: str) -> str:
    return name.replace('"', "")


def begins_a_word(name: str, key: str) -> bool:
    words = [fold(word) for word in name.replace("-", " ").split()]
    return any("".join(words[n:]).startswith(key) for n in range(len(words)))


# Spelling


def spelling_corrections(tree: Node) -> list[tuple[Node, str, str]]:
    """Return trees spelled as the index has the words: (tree, what stood there, what stands now).

    Only words that are found nowhere are changed, into those that are near and in most documents.
    """
    wrong: list[tuple[Node, str, list[tuple[Node, str]]]] = []
    for part in asked_for(tree):
        if len(wrong) == MOST_WRONG:
            break  # finding what is near takes its time: a few words are enough to help
        if engine().search(Request(tree=part, sort="newest", size=0)).total:
            continue
        match part:
            case Word(text):
                wrong.append((part, text, [(Word(term), term) for term in nearest_terms(TEXT, text)]))
            case Only(field, value, False) if field in NAMES_OF:
                names = nearest_names(NAMES_OF[field], value)
                wrong.append((part, value, [(Only(field, name), name) for name in names]))
            case _:
                pass
    wrong = [one for one in wrong if one[2]]
    offers: list[tuple[Node, str, str]] = []
    if len(wrong) > 1:  # one of them alone would find as little as before
        whole = tree
        for part, _word, better in wrong:
            whole = replace(whole, part, better[0][0])
        old, new = (
            " and ".join(words) for words in zip(*((w, better[0][1]) for _, w, better in wrong), strict=True)
        )
        offers.append((whole, old, new))
    for part, old, better in wrong:
        offers += [(replace(tree, part, changed), old, new) for changed, new in better]
    return offers


def asked_for(node: Node) -> Iterator[Node]:
    match node:
        case And(parts) | Or(parts) | Some(parts):
            for part in parts:
                yield from asked_for(part)
        case Not():
            pass
        case _:
            yield node


def nearest_names(field: str, value: str) -> Iterator[str]:
    """Yield a name with the word that the index has nowhere exchanged for the nearest that it has."""
    words = query_terms(value, stemmed=False)
    wrong = [word for word in words if not engine().count_term(field, word)]
    if len(wrong) == 1:
        for term in nearest_terms(field, wrong[0]):
            yield " ".join(term if word == wrong[0] else word for word in words)


def nearest_terms(field: str, text: str) -> list[str]:
    """Return the terms that a word was probably meant to be: two letters swapped, else few edits away."""
    terms = query_terms(text, stemmed=False)
    if len(terms) != 1:
        return []
    word = terms[0]
    swapped = {f"{word[:n]}{word[n + 1]}{word[n]}{word[n + 2 :]}" for n in range(len(word) - 1)} - {word}
    counts = {term: count for term, count in engine().count_terms(field, sorted(swapped)).items() if count}
    if counts:
        return sorted(counts, key=lambda term: -counts[term])[:OFFERED]
    for edits, same, letters in NEAR:
        if len(word) >= letters:
            found = engine().similar_terms(field, word, edits, same)
            found.pop(word, None)
            if found:
                return sorted(found, key=lambda term: (-found[term], term))[:OFFERED]
    return []
