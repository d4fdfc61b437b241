"""A page as one source: its article's text, what it says of itself, why it is no article."""

import re
from typing import Any

import trafilatura
from htmldate import find_date
from lxml import etree

from statements.extraction.page.language import guess_language

from ..base import Assertion
from ..times import PRINTED_DAY, parse_time
from .article import Choice, choose_article, find_furniture
from .claims import Page, plain_words, read_claims
from .furniture import is_promotion
from .tree import Block, Element, find_blocks, parse_page, text_of

EXTRACTOR = f"trafilatura {trafilatura.__version__}+1"  # "+1": what article.py makes of its choice
FRAGMENTS = f"lxml {etree.__version__}"
LEAST_WORDS = 25
STUB = 150  # words that a page shows at most of an article that it keeps behind a wall
MISSING = 120  # words that the page of a missing page has at most
LONGEST_BYLINE = 20
MOST_HEAD_LINES = 10

NOT_FOUND = re.compile(
    r"\b(?:404|page (?:you .{0,40})?(?:not|cannot be|can.t be|could not be) found|not found|no longer (?:available|exists?)|"
    r"(?:does|do) not exist|doesn.t exist|page (?:is )?(?:missing|unavailable)|article (?:has been )?removed|"
    r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|pagina non trovata)\b",
    re.I,
)
WALL = re.compile(
    r"\b(?:(?:subscribe|sign in|log in|register|become a (?:member|subscriber)) (?:now )?to (?:continue|keep|read|unlock|access)|"
    r"to (?:continue|keep) reading|(?:already|not yet) a (?:subscriber|member)|(?:subscribers?|members?).only|"
    r"for subscribers|rest of (?:this|the) (?:article|story)|unlock this (?:article|story)|free articles? (?:left|remaining))\b",
    re.I,
)
COOKIES = re.compile(r"\bcookies?\b|\bconsent\b|\bdata protection\b", re.I)


def read_page(data: bytes, *, url: str = "", charset: str = "", language: str = "") -> dict[str, Any]:
    """Return what a page comes to: text, head, encoding, says, posts, refusal, extractor.

    Raise Unreadable if it is no page. A page that is no article has a refusal, and the text that it shows.
    """
    tree, encoding = parse_page(data, charset)
    page = Page.of(tree, data, url)
    says = read_claims(page)
    choice = choose_article(tree, page.told_body, page.titles, page.summary)
    head = head_lines(tree, choice, says, page.titles)
    body = [block.text for block in choice.body]
    text = "\n\n".join([*head, *body])
    above = sum(len(line) + 2 for line in head)
    says |= language_said(says, "\n".join(body), language)
    if "published" not in says and (day := guessed_day(tree)):
        says["published"] = Assertion(value=day, found="a date on the page that htmldate chose")
    return {
        "text": text,
        "head": min(above, len(text)),
        "encoding": encoding,
        "says": {name: claim.as_dict() for name, claim in says.items()},
        "posts": place_posts(choice, above),
        "refusal": why_no_article(tree, page, choice) or "",
        "extractor": EXTRACTOR,
        "shown": words_shown(tree),
    }


def head_lines(tree: Element, choice: Choice, says: dict[str, Assertion], titles: list[str]) -> list[str]:
    """Return the headline, the standfirst and the lines of author and day, as far as the page shows them.

    Author and day are taken from between headline and text alone, where they stand as lines.
    """
    first = choice.body[0].element if choice.body else None
    above: list[Block] = []
    for block in find_blocks(tree):
        if block.element is first or (
            first is not None and block.element in first.iterancestors("p", "blockquote")
        ):
            break
        above.append(block)
    wanted = {plain_words(title) for title in titles}
    at = [
        i
        for i, block in enumerate(above)
        if plain_words(block.text) in wanted and (block.words > 2 or block.tag == "h1")
    ]
    at = at or [i for i, block in enumerate(above) if choice.head and block.text == choice.head[0].text]
    if not at:
        return lines_before(first, above)
    lines = [above[at[-1]].text, *(block.text for block in choice.head[1:])]
    byline = plain_words(says["byline"].value) if "byline" in says else ""
    seen = {plain_words(line) for line in lines}
    for block in above[at[-1] + 1 :]:
        if block.words <= LONGEST_BYLINE and plain_words(block.text) not in seen:
            named = byline and byline in plain_words(block.text)
            if named or (PRINTED_DAY.search(block.text) and len(block.text) < 80):
                lines.append(block.text)
                seen.add(plain_words(block.text))
    return lines


def lines_before(first: Element | None, above: list[Block]) -> list[str]:
    """Return the short lines that stand before the text in its own part of the page, where nothing marks a headline."""
    home = first.getparent() if first is not None else None
    beside = [block for block in above if home is not None and block.element.getparent() is home]
    return [
        block.text
        for block in beside[-MOST_HEAD_LINES:]
        if not block.is_linked and not is_promotion(block.text)
    ]


def place_posts(choice: Choice, above: int) -> list[dict[str, Any]]:
    """Return where the posts of others stand in the text, and whose they are."""
    posts: list[dict[str, Any]] = []
    at = above
    for block in choice.body:
        if block.element in choice.posts:
            author = re.search(r"[—–]\s*([^—–\n]{2,80}?\(@\w{1,30}\))", block.text)
            links = [a.get("href", "") for a in block.element.iter("a")]
            posts.append(
                {
                    "start": at,
                    "end": at + len(block.text),
                    "author": author[1].strip() if author else "",
                    "url": next(
                        (link for link in reversed(links) if re.search(r"/(?:status|p|posts|video)/", link)),
                        "",
                    ),
                }
            )
        at += len(block.text) + 2
    return posts


def language_said(says: dict[str, Assertion], body: str, served: str) -> dict[str, Assertion]:
    """Return the language that the words are in, where the page says another or none; builders leave "en" standing."""
    told = says.get("language")
    found = language_of_words(body) if len(body) > 200 else ""
    if found and (told is None or told.value != found):
        others = ((told.value, told.found), *told.others) if told else ()
        return {"language": Assertion(value=found, found="the words of the text", others=others)}
    if told is None and re.fullmatch(r"[A-Za-z]{2}(?:-.*)?", served):
        return {"language": Assertion(value=served[:2].lower(), found="the server")}
    return {}


def language_of_words(text: str) -> str:
    """Return the language that two judges agree on, "" where they do not."""
    import py3langid  # takes a quarter of a second to load

    one = str(py3langid.classify(text[:4000])[0])
    return one if guess_language(text[:4000]) in (one, "und") else ""


def guessed_day(tree: Element) -> str:
    """Return a day that stands on the page in a place where days of publication stand, "" where none does."""
    try:
        found = find_date(tree, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, etree.LxmlError):  # what htmldate raises on odd pages
        return ""
    return parse_time(found or "") or ""


def why_no_article(tree: Element, page: Page, choice: Choice) -> str | None:
    """Return why a page is no article, None where it is one."""
    words = sum(block.words for block in choice.body)
    shown = " ".join(text_of(element) for element in (*tree.xpath("/html/head/title"), *tree.iter("h1")))
    if words < MISSING and not page.articles and NOT_FOUND.search(shown):
        return "it says that the page was not found"
    if (
        words < MISSING
        and not page.is_article
        and NOT_FOUND.search(" ".join(b.text for b in choice.body[:3]))
    ):
        return "it says that the page was not found"
    if words < STUB and is_walled(tree, page):
        return "it shows the beginning alone of an article that is kept for subscribers"
    whole = list(find_blocks(tree))
    if words < LEAST_WORDS or (words < MISSING and not has_sentences(choice.body)):
        if any(COOKIES.search(block.text) for block in whole if block.words >= 8) and len(whole) < 40:
            return "it is a notice of cookies, and no article is shown"
        return "no running text was found in it"
    if not page.is_article and lists_others(whole, choice):
        return "it is a list of other pages, not one article"
    return None


def is_walled(tree: Element, page: Page) -> bool:
    """Does a page say, to machines or to readers, that there is more for those who pay?"""
    for node in page.articles:
        if str(node.get("isAccessibleForFree")).lower().endswith("false"):
            return True
    tier = (page.meta.get("article:content_tier") or [""])[0].lower()
    if tier in ("locked", "metered"):
        return True
    return any(WALL.search(block.text) for block in find_blocks(tree) if block.words < 60)


def has_sentences(blocks: tuple[Block, ...]) -> bool:
    """Does any block end as a sentence does? Scripts without a full stop have their own."""
    return any(
        re.search(r"""[.!?…。．！？।۔؟։]["'”’»」』)\]]*$""", line)
        for b in blocks
        for line in b.text.split("\n")
    )


def lists_others(whole: list[Block], choice: Choice) -> bool:
    """Is most of a page links with a title's length, and its text a few teasers?"""
    titles = [block.words for block in whole if block.is_linked and 4 <= block.words <= 25]
    running = sum(block.words for block in choice.body if not block.is_linked)
    return len(titles) >= 12 and running < MISSING and sum(titles) > 2 * running


def read_fragment(data: bytes, *, charset: str = "utf-8") -> dict[str, Any]:
    """Return the text and the posts of HTML that is an article as a whole: of a feed, a letter, a table."""
    tree, encoding = parse_page(data, charset)
    posts, skip = find_furniture(tree)
    blocks = tuple(b for b in find_blocks(tree, skip, posts) if not (b.is_linked and is_promotion(b.text)))
    choice = Choice(body=blocks, posts=posts)
    body = "\n\n".join(block.text for block in blocks)
    return {
        "text": body,
        "encoding": encoding,
        "posts": place_posts(choice, 0),
        "extractor": FRAGMENTS,
        "shown": words_shown(tree),
    }


def read_visible(data: bytes, *, charset: str = "") -> dict[str, Any]:
    """Return all words that a page shows, article or not, with single spaces."""
    tree, _encoding = parse_page(data, charset)
    return {"text": words_shown(tree)}


def words_shown(tree: Element) -> str:
    return " ".join(" ".join(block.text.split()) for block in find_blocks(tree))
