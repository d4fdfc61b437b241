"""Who may have said it, and why."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statements.extraction import VERSION, read_article
from statements.extraction.folding import fold
from statements.extraction.languages import rules
from statements.extraction.languages.base import Decision
from statements.history.own_words import in_readers_tongue
from statements.identity.speakers import speakers_called
from statements.models import Article, Quote, Speaker

MOST_CHOICES = 9
MOST_NAMES = 300  # speakers of an article, those who say most, among whom a name is looked for first
WEIGHED_FOR = 3600  # seconds that a reading is remembered: an editor goes through an article in less
LONGEST_READ = 200_000  # characters of an article that is read again for its candidates


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have said it, and why."""

    name: str
    speaker: Speaker | None
    points: float | None
    why: str


def candidates_of(quote: Quote) -> list[Candidate]:
    """Return who may have said it: as it stands first, then whom the reading weighed, then who else speaks there."""
    article = quote.article
    found: dict[str, Candidate] = {}
    rule = rules().get(quote.rule)

    def offer(name: str, speaker: Speaker | None, points: float | None, why: str) -> None:
        key = f"#{speaker.pk}" if speaker else fold(name)
        if key and key not in found:
            found[key] = Candidate(name, speaker, points, why)

    if quote.speaker:
        because = in_readers_tongue(rule.because) if rule else _("an editor chose it")
        offer(
            quote.speaker.name,
            quote.speaker,
            quote.confidence,
            _("As it stands: %(because)s") % {"because": because},
        )
    counts = dict(
        Quote.objects.filter(article=article)
        .exclude(speaker=None)
        .order_by()
        .values_list("speaker")
        .annotate(n=Count("pk"))
        .order_by("-n", "speaker")[:MOST_NAMES]
    )
    here = [(speaker, counts[pk]) for pk, speaker in Speaker.objects.in_bulk(list(counts)).items()]
    names = {fold(speaker.name): speaker for speaker, _ in here}

    def called(name: str) -> Speaker | None:
        return names.get(fold(name)) or next(iter(speakers_called(name)), None)

    for name, points, why in weighed_by_reading(quote):
        offer(name, called(name), points, why)
    for name in quote.candidates:
        offer(name, called(name), None, _("The reading could not choose between two"))
    for speaker, count in sorted(here, key=lambda pair: -pair[1]):
        what = speaker.affiliation or speaker.get_kind_display()
        why = ngettext(
            "Speaks in this article: %(count)s statement. %(what)s",
            "Speaks in this article: %(count)s statements. %(what)s",
            count,
        )
        offer(speaker.name, speaker, None, why % {"count": count, "what": what})
    return list(found.values())[:MOST_CHOICES]


def weighed_by_reading(quote: Quote) -> list[tuple[str, float, str]]:
    """Return whom the reading considers for a statement, with points and what decided, in the reader's language."""
    if len(quote.article.text) > LONGEST_READ or not quote.is_here:
        return []
    for start, end, considered in weighed_in(quote.article):
        if start < quote.end and quote.start < end:
            return [(name, points, told_why(why, weighed)) for name, points, why, weighed in considered]
    return []


def told_why(why: str, weighed: bool) -> str:
    told = in_readers_tongue(why) or _("as the text names it")
    return (_("Weighed by the reading: %(why)s") if weighed else _("Read as: %(why)s")) % {"why": told}


Considered = list[tuple[str, float, str, bool]]  # name, points, why, and whether it was one of several


def weighed_in(article: Article) -> list[tuple[int, int, Considered]]:
    """Return whom the reading considers for each statement of an article: read once for all of them."""
    key = f"considered-{VERSION}-{article.pk}-{article.source_id}"
    found: list[tuple[int, int, Considered]] | None = cache.get(key)
    if found is None:
        decisions: list[Decision] = []
        read_article(article.text, article.origin, decisions=decisions)
        found = [(one.quote.start, one.quote.end, considered_in(one)) for one in decisions]
        cache.set(key, found, WEIGHED_FOR)
    return found


def considered_in(decision: Decision) -> Considered:
    why = decision.resolution.why
    rows = [(name, points, why, True) for name, points in decision.resolution.weighed]
    if not rows and decision.quote.speaker:
        return [(decision.quote.speaker, decision.quote.confidence, why, False)]
    return rows
