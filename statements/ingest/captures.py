"""An article whose page came again: what it said before is kept, and shown beside what it says now."""

from statements import extraction
from statements.models import Article, Capture, Source
from statements.sources.addresses import address_key, site_of
from statements.sources.base import RawSource

from .arrivals import words_key_of
from .outlets import find_outlet


def find_same_words(source: RawSource, record: extraction.Record) -> Article | None:
    """Return the article of the same outlet that has the very words of this one, at another address.

    The same words of another outlet are another article: a wire's, or one taken over. So are those of an
    outlet that is not known and of no known site.
    """
    key = words_key_of(source, record)
    if not key:
        return None
    held = list(Article.objects.filter(words_key=key).select_related("outlet").order_by("id"))
    if not held:
        return None
    name = source.given.outlet or source.claim("outlet") or record.outlet or ""
    outlet = find_outlet(name)
    site = site_of(source.address)
    for article in held:
        if source.given.outlet and article.given_outlet not in ("", source.given.outlet):
            continue
        same_outlet = outlet is not None and outlet.pk == article.outlet_id
        same_site = bool(site) and site == site_of(article.url) and not (name and article.outlet_id)
        if (same_outlet or same_site) and address_key(source.address) != article.address_key:
            return article
    return None


def capture_of(article: Article) -> Capture:
    """Keep what an article says now, before it says something else."""
    found, _ = Capture.objects.update_or_create(
        article=article,
        source_id=article.source_id,
        defaults={
            "origin": article.origin,
            "url": article.url,
            "encoding": article.encoding,
            "extractor": article.extractor,
            "text": article.text,
            "body": article.body,
            "address_key": article.address_key,
            "words_key": article.words_key,
            "captured_at": article.fetched_at,
        },
    )
    return found


def drop_capture(article: Article, kept: Source) -> None:
    """Forget that bytes were a capture: they are what the article says now, and its statements stand in it again."""
    for capture in Capture.objects.filter(article=article, source=kept):
        article.quotes.filter(capture=capture).update(capture=None)
        capture.delete()
