"""An administrator's act that is none of an editor's: what a court or a person has a right to is removed everywhere.

Bytes, text, rows, and what the log held of them go; the entries of the log stay, empty, with their digests
(`history.chain`). What is left is an `Erasure`: that, when and by whose order. The words are also removed from every
other row that repeats them, and known again by salted digests when they come again (`ingest.erased`).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from statements.archive_version import note_change
from statements.extraction.folding import fold
from statements.history.log import act
from statements.identity.known import unlearn
from statements.ingest.erased import blank, folded_words, mark_digest
from statements.ingest.store import lock_archive
from statements.models import (
    ActName,
    Alias,
    Appearance,
    Article,
    Capture,
    DeskNote,
    Erasure,
    ErasureMark,
    Event,
    EventMention,
    Judgement,
    MergeProposal,
    Quote,
    Report,
    Revision,
    Source,
    Speaker,
    State,
    Tenure,
    Tombstone,
    WebAddress,
    new_salt,
    table_of,
)
from statements.sequence import note_changed
from statements.slices import WORD
from statements.sources.addresses import address_key
from statements.sources.decoding import decode

from .refusals import Refused
from .sweeping import Pattern, pattern_of, sweep, sweep_log, sweep_uploads

TELLING = 4  # words in a row that nobody writes by chance: they are removed wherever they stand
CONTEXT = 4  # words on either side by which fewer are known again


@dataclass(slots=True)
class Plan:
    """What is to go: rows, spans of texts, words wherever they stand, and what knows them again."""

    kind: Erasure.Kind
    quotes: dict[int, Quote] = field(default_factory=dict)
    articles: dict[int, Article] = field(default_factory=dict)
    speakers: dict[int, Speaker] = field(default_factory=dict)
    events: dict[int, Event] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    surnames: list[Pattern] = field(default_factory=list)  # in the texts of `inside` alone
    inside: set[int] = field(default_factory=set)
    marks: list[tuple[str, str, int, int, int]] = field(
        default_factory=list
    )  # kind, value, tokens, first, last
    keys: set[tuple[str, int]] = field(default_factory=set)  # rows whose entries of the log are emptied

    def told(self) -> str:
        """Say how much would go."""
        return _("%(quotes)d statements, %(articles)d articles and %(speakers)d speakers") % {
            "quotes": len(self.quotes),
            "articles": len(self.articles),
            "speakers": len(self.speakers),
        }


def plan_erasure(row: Quote | Article | Speaker) -> Plan:
    """Return all that goes with a statement, an article or a speaker. Raises Refused where it cannot be told apart."""
    if isinstance(row, Article):
        return plan_article(row)
    if isinstance(row, Speaker):
        return plan_person(row)
    plan = Plan(Erasure.Kind.STATEMENT)
    plan_statements(plan, [row])
    return plan


def plan_statements(plan: Plan, quotes: Iterable[Quote]) -> None:
    """Let statements go with their words: in every printing, where these are enough to be known."""
    for quote in quotes:
        plan.quotes[quote.pk] = quote
        text = quote.source_text
        for start, end in quote.segments if quote.is_held else []:
            words = folded_words(text[start:end])
            if len(words) >= TELLING:
                plan.patterns.append(pattern_of(words))
                plan.marks.append(("words", " ".join(words), len(words), 0, len(words)))
            elif words:
                plan.marks.append(mark_in_context(text, start, end))
        overlapping = Quote.objects.filter(article=quote.article_id, capture=quote.capture_id)
        for other in overlapping.filter(start__lt=quote.end, end__gt=quote.start):
            plan.quotes.setdefault(other.pk, other)
    for pattern in plan.patterns:
        for other in Quote.objects.filter(text__icontains=pattern.longest).select_related(
            "article", "capture"
        ):
            if pattern.regex.search(other.text):
                plan.quotes.setdefault(other.pk, other)


def mark_in_context(text: str, start: int, end: int) -> tuple[str, str, int, int, int]:
    """Return the mark of a few words: with those around them, of which they alone are removed."""
    places = [(match[0].casefold(), match.start()) for match in WORD.finditer(text)]
    mine = [n for n, (_, at) in enumerate(places) if start <= at < end]
    first, last = max(0, mine[0] - CONTEXT), min(len(places), mine[-1] + 1 + CONTEXT)
    value = " ".join(word for word, _ in places[first:last])
    return "words", value, last - first, mine[0] - first, mine[-1] + 1 - first


def plan_article(article: Article) -> Plan:
    plan = Plan(Erasure.Kind.ARTICLE)
    sources = {article.source_id, *article.captures.values_list("source", flat=True)}
    same = Article.objects.filter(Q(source__in=sources) | Q(captures__source__in=sources)).distinct()
    for one in same.select_related("source"):
        plan.articles[one.pk] = one
        plan.quotes |= {quote.pk: quote for quote in one.quotes.all()}
        texts: list[Article | Capture] = [one, *one.captures.select_related("source")]
        for text in texts:
            plan.marks.append(("bytes", text.source.sha256, 0, 0, 0))
            plan.marks.append(("text", " ".join(folded_words(text.text)), 0, 0, 0))
            for address in (text.url, text.origin):
                if key := address_key(address):
                    plan.marks.append(("address", key, 0, 0, 0))
        words = folded_words(one.headline)
        if len(words) >= TELLING:
            plan.patterns.append(pattern_of(words))
    mentions = EventMention.objects.filter(article__in=plan.articles)
    elsewhere = EventMention.objects.exclude(article__in=plan.articles).values("event")
    only_here = Event.objects.filter(pk__in=mentions.values("event"), state=State.EXTRACTED)
    plan.events = {row.pk: row for row in only_here.exclude(pk__in=elsewhere).filter(merged=None)}
    named = Appearance.objects.filter(article__in=plan.articles).values("speaker")
    others = Appearance.objects.exclude(article__in=plan.articles).values("speaker")
    speakers = Speaker.objects.filter(pk__in=named, state=State.EXTRACTED, merged=None).exclude(pk__in=others)
    with_words = Quote.objects.exclude(pk__in=plan.quotes).exclude(speaker=None).values("speaker")
    plan.speakers = {row.pk: row for row in speakers.exclude(pk__in=with_words)}
    return plan


def plan_person(speaker: Speaker) -> Plan:
    plan = Plan(Erasure.Kind.PERSON)
    family = list(Speaker.objects.filter(Q(pk=speaker.pk) | Q(merged_into=speaker)))
    plan.speakers = {row.pk: row for row in family}
    names = {row.name for row in family} | set(
        Alias.objects.filter(speaker__in=family).values_list("name", flat=True)
    )
    namesake = Speaker.objects.filter(name__in=names, merged_into=None).exclude(pk__in=plan.speakers).first()
    if namesake is not None:
        raise Refused(
            _(
                "%(name)s is somebody else’s name as well (%(address)s): merge the two, or give one another name, first."
            )
            % {"name": namesake.name, "address": namesake.get_absolute_url()}
        )
    quotes = Quote.objects.filter(Q(speaker__in=family) | Q(probable_speaker__in=family, speaker=None))
    plan.inside = set(quotes.values_list("article", flat=True)) | set(
        Appearance.objects.filter(speaker__in=family).values_list("article", flat=True)
    )
    plan_statements(plan, quotes.select_related("article", "capture"))
    for name in names | {fold(name) for name in names}:
        words = folded_words(name)
        if len(words) > 1:
            plan.patterns.append(pattern_of(words))
            plan.marks.append(("name", " ".join(words), len(words), 0, len(words)))
            plan.surnames.append(pattern_of(words[-1:]))
        elif words:
            plan.surnames.append(pattern_of(words))
    return plan


def erase(row: Quote | Article | Speaker, ordered_by: str, editor: Any = None) -> Erasure:
    """Remove a statement, an article or a person from every row and from the log, as one act.

    Index and database files hold some of it until `purge` was run, which `manage.py index --follow` does by itself.
    """
    if not ordered_by.strip():
        raise Refused(_("Say by whose order: it is what is left."))
    with transaction.atomic():
        lock_archive()
        plan = plan_erasure(row)
        pages = pages_of(plan)
        first = Erasure.objects.order_by("pk").first()
        erasure = Erasure.objects.create(
            kind=plan.kind, ordered_by=ordered_by.strip()[:300], salt=first.salt if first else new_salt()
        )
        with act(ActName.ERASE, editor, why=erasure.ordered_by, label=f"{plan.kind} by order"):
            texts = texts_to_redact(plan)
            take_rows_out(plan)
            redact(texts, plan)
        keep_marks(erasure, plan, pages)
        sweep_log(erasure, plan.patterns, plan.keys)
        sweep(erasure, plan.patterns)
        if plan.surnames and plan.inside:
            sweep(erasure, plan.surnames, articles=plan.inside)
        swept = Revision.objects.filter(Q(erasure=erasure) | Q(rows__erasure=erasure)).order_by()
        note_changed(("revision", pk) for pk in swept.values_list("pk", flat=True).distinct())
        note_change()
    sweep_uploads()
    return erasure


def pages_of(plan: Plan) -> list[str]:
    rows: list[Any] = [
        *plan.quotes.values(),
        *plan.articles.values(),
        *plan.speakers.values(),
        *plan.events.values(),
    ]
    return [row.get_absolute_url() for row in rows]


def keep_marks(erasure: Erasure, plan: Plan, pages: Sequence[str]) -> None:
    marks = [
        ErasureMark(
            erasure=erasure, kind=kind, tokens=tokens, first=first, last=last,
            digest=mark_digest(erasure.salt, "words" if tokens else kind, value),
        )
        for kind, value, tokens, first, last in dict.fromkeys(plan.marks)
    ]  # fmt: skip
    here = get_script_prefix().rstrip("/")  # the site may be moved to another path of its host
    marks += [
        ErasureMark(
            erasure=erasure,
            kind="page",
            digest=mark_digest(erasure.salt, "page", page.removeprefix(here)),
        )
        for page in pages
    ]
    ErasureMark.objects.bulk_create(marks)


def take_rows_out(plan: Plan) -> None:
    """Delete the rows, those first that lead to others, and note whose entries of the log are to be emptied."""
    uids = [quote.uid for quote in plan.quotes.values()]
    Tombstone.objects.filter(Q(uid__in=uids) | Q(article__in=plan.articles)).delete()
    Tombstone.objects.filter(fingerprint__in=[quote.fingerprint for quote in plan.quotes.values()]).delete()
    reports = Report.objects.filter(Q(quote__in=plan.quotes) | Q(uid__in=uids))
    go(plan, reports)
    go(plan, DeskNote.objects.filter(quote__in=plan.quotes))
    go(plan, Judgement.objects.filter(Q(quote__in=plan.quotes) | Q(speaker__in=plan.speakers)))
    go(plan, Quote.objects.filter(pk__in=plan.quotes))
    captures = Capture.objects.filter(article__in=plan.articles)
    sources = set(captures.values_list("source", flat=True)) | {
        one.source_id for one in plan.articles.values()
    }
    learned = (
        Speaker.objects.filter(appearances__article__in=plan.articles)
        .exclude(pk__in=plan.speakers)
        .distinct()
    )
    unlearn(learned)
    go(plan, captures)
    go(plan, EventMention.objects.filter(Q(article__in=plan.articles) | Q(event__in=plan.events)))
    addresses = {text for one in plan.articles.values() for text in (one.url, one.origin) if text}
    WebAddress.objects.filter(Q(address__in=addresses) | Q(final__in=addresses)).delete()
    go(plan, Article.objects.filter(pk__in=plan.articles))
    pairs = Q(pk=None)
    for name, rows in (("speaker", plan.speakers), ("event", plan.events)):
        for side in ("first", "second"):
            pairs |= Q(**{f"{side}_{name}__in": list(rows)})
    go(plan, MergeProposal.objects.filter(pairs))
    go(plan, Event.objects.filter(pk__in=plan.events))
    Quote.objects.filter(speaker__in=plan.speakers).update(speaker=None)
    go(plan, Alias.objects.filter(speaker__in=plan.speakers))
    go(plan, Tenure.objects.filter(speaker__in=plan.speakers))
    go(plan, Speaker.objects.filter(pk__in=plan.speakers, merged_into__in=plan.speakers))
    go(plan, Speaker.objects.filter(pk__in=plan.speakers))
    forget_sources(sources)


def go(plan: Plan, rows: Any) -> None:
    for row in rows:
        plan.keys.add((table_of(row), row.pk))
        row.delete()


def forget_sources(ids: Iterable[int]) -> None:
    """Delete the bytes that nothing rests on any more."""
    Source.objects.filter(pk__in=list(ids), articles=None, captures=None).delete()


Texts = list[tuple[Article | Capture, list[tuple[int, int]]]]


def texts_to_redact(plan: Plan) -> Texts:
    """Return the texts that stay and hold something of it, or rest on bytes that do, and where in them it stands."""
    found: Texts = []
    by_text: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for quote in plan.quotes.values():
        holder = ("capture", quote.capture_id) if quote.capture_id else ("article", quote.article_id)
        if quote.is_held:
            by_text.setdefault(holder, []).extend((s, e) for s, e in quote.segments)
    if not plan.patterns and not by_text and not plan.surnames:
        return []
    for model in (Article, Capture):
        rows = model._default_manager.select_related("source").order_by("pk")
        for row in rows.iterator(chunk_size=20):
            article = row.pk if isinstance(row, Article) else row.article_id
            if article in plan.articles:
                continue
            patterns = plan.patterns + (plan.surnames if article in plan.inside else [])
            spans = by_text.get((table_of(row), row.pk), []) if plan.kind != Erasure.Kind.ARTICLE else []
            spans = spans + [match.span() for one in patterns for match in one.regex.finditer(row.text)]
            if spans or any(one.in_bytes(bytes(row.source.data)) for one in patterns):
                found.append((row, spans))
    return found


def redact(texts: Texts, plan: Plan) -> None:
    """Put blocks in the place of what goes; the bytes that held it are replaced by those of the text that is left."""
    old = set()
    for row, spans in texts:
        old.add(row.source_id)
        row.text = blank(row.text, spans)
        data = row.text.encode("utf-8", "replace")
        sha = hashlib.sha256(data).hexdigest()
        row.source, _made = Source.objects.get_or_create(
            sha256=sha, defaults={"data": data, "size": len(data)}
        )
        row.encoding = "utf-8"
        row.extractor = "" if decode(data)[0] == row.text else "redacted"
        row.words_key = ""
        row.save()
        article = row.pk if isinstance(row, Article) else row.article_id
        for quote in Quote.objects.filter(article=article).select_related("article", "capture"):
            if quote.is_held and (
                quote.capture_id == row.pk if isinstance(row, Capture) else quote.capture_id is None
            ):
                quote.place_words(row.text)
                quote.save()
    forget_sources(old)
