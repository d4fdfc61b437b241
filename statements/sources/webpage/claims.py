"""What a page says of itself, and one table of what is believed.

RULES has, for each thing that can be said, the places where a page says it, the most believed first. What
stands further down is kept beside what was believed. A value that cannot be true of the thing is no value.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from ..base import Assertion
from ..times import PRINTED_DAY, UNKNOWN_OFFSET, has_offset, parse_time
from .tree import Element, find_blocks, text_of, words_in_lines

ARTICLE_TYPES = words_in_lines(
    """
    Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle
    BackgroundNewsArticle ReviewNewsArticle AskPublicNewsArticle BlogPosting LiveBlogPosting
    SocialMediaPosting Report AdvertiserContentArticle SatiricalArticle ScholarlyArticle TechArticle
    """
)
PAGE_TYPES = frozenset({"WebPage", "ItemPage", "AboutPage"})
MOST_NODES = 2000
ALIKE = 0.4
MOST_NAME_WORDS = 8  # of an outlet; more are its motto, or a headline
LONGEST = {"headline": 500, "outlet": 200, "byline": 300, "url": 1000, "language": 35}

BY = re.compile(
    r"^\s*(?:(?:written |posted |story |reported |words )?by|author|von|par|por|di)\b[:\s]+", re.I
)
NO_NAME = re.compile(
    r"https?:|www\.|@\S+\.\w|^@|\.(?:com|org|net)$|^(?:admin|administrator|editor|staff|unknown|null|none|n/?a)$",
    re.I,
)
# What follows a name in the line of an author: a mark, a handle, a day.
BEHIND_NAME = re.compile(
    r"\s*[|•·*@]|\s+[-–—]\s+|https?:|\s+(?:[A-Z][a-z]+day,?\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+\d|\s*\d",
    re.I,
)
SUFFIX = re.compile(r"\s+[|\-–—:·»«]\s+")
SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,5}\)(https?://[^\s<>]{4,1000}?)\s*-->")


@dataclass(slots=True, kw_only=True)
class Page:
    """Where a page can say something of itself, looked through once."""

    tree: Element
    articles: list[Mapping[str, Any]] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    props: dict[str, list[Element]] = field(default_factory=dict)
    address: str = ""
    saved_from: str = ""
    outlets: frozenset[str] = frozenset()  # folded, every name that it gives to its outlet

    @classmethod
    def of(cls, tree: Element, data: bytes = b"", address: str = "") -> "Page":
        saved = SAVED_FROM.search(data[:4096])
        page = cls(
            tree=tree, address=address, saved_from=saved[1].decode("utf-8", "replace") if saved else ""
        )
        page.articles = list(find_article_nodes(tree))
        for element in tree.iter("meta"):
            name = (
                element.get("property")
                or element.get("name")
                or element.get("itemprop")
                or element.get("http-equiv")
            )
            value = (element.get("content") or "").strip()
            if name and value:
                page.meta.setdefault(name.strip().lower(), []).append(value)
        for element in tree.xpath("//*[@itemprop]"):
            if not in_other_item(element):
                for name in element.get("itemprop").split():
                    page.props.setdefault(name, []).append(element)
        page.outlets = frozenset(plain_words(value) for _, value in claims_of(page, "outlet"))
        return page

    @property
    def told_body(self) -> str:
        """The text as the page gives it to machines, "" where it does not."""
        return max(
            (told for node in self.articles if isinstance(told := node.get("articleBody"), str)),
            key=len,
            default="",
        )

    @property
    def titles(self) -> list[str]:
        """Every spelling of the headline, without the outlet's name."""
        told = [value for _, value in claims_of(self, "headline")]
        return list(dict.fromkeys(told + [strip_outlet(value, self) for value in told]))

    @property
    def summary(self) -> str:
        told = self.meta.get("og:description") or self.meta.get("description") or [""]
        return told[0]

    @property
    def is_article(self) -> bool:
        """Does the page say that it is an article?"""
        kind = (self.meta.get("og:type") or [""])[0].lower()
        return bool(self.articles) or kind == "article" or "article:published_time" in self.meta


def find_article_nodes(tree: Element) -> Iterator[Mapping[str, Any]]:
    """Yield the nodes of JSON-LD that are articles, whatever graph or list they stand in; then pages."""
    pages: list[Mapping[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        for node in nodes_of(parse_json(script.text or "")):
            kinds = node.get("@type")
            kinds = (
                {kinds} if isinstance(kinds, str) else set(filter(lambda k: isinstance(k, str), kinds or ()))
            )
            kinds = {kind.rsplit("/", 1)[-1] for kind in kinds}
            if kinds & ARTICLE_TYPES:
                yield node
            elif kinds & PAGE_TYPES and "datePublished" in node:
                pages.append(node)
    yield from pages


def parse_json(text: str) -> Any:
    """Return what a script of JSON holds, None where it is broken beyond a line end in a string."""
    text = (
        re.sub(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$", "", text)
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def nodes_of(told: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a graph: at the top, in lists, under @graph, mainEntity and mainEntityOfPage."""
    waiting = [told]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:MOST_NODES]
        elif isinstance(one, dict):
            yield one
            waiting += [
                one[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                if key in one
            ]


def in_other_item(element: Element) -> bool:
    """Does an itemprop belong to a comment, a person or a related article, and not to the page's article?"""
    for above in element.iterancestors():
        if "itemscope" in above.attrib:
            kind = above.get("itemtype", "").rsplit("/", 1)[-1]
            return bool(kind) and kind not in ARTICLE_TYPES and kind not in PAGE_TYPES
    return False


# Places. Each gives (value, where it stands).

Place = Callable[[Page], Iterator[tuple[str, str]]]


def json_ld(key: str) -> Place:
    def values(page: Page) -> Iterator[tuple[str, str]]:
        for node in page.articles:
            if told := name_told(node.get(key)):
                yield told, f"JSON-LD {key}"

    return values


def name_told(told: Any, depth: int = 0) -> str:
    """Return the names that a value of JSON-LD has: a string, an object with a name, or a list of those."""
    if isinstance(told, str):
        return told.strip()
    if isinstance(told, int):
        return str(told)
    if isinstance(told, dict) and depth < 3:
        return name_told(told.get("name") or told.get("alternateName") or told.get("@id"), depth + 1)
    if isinstance(told, list) and depth < 3:
        return " and ".join(filter(None, dict.fromkeys(name_told(one, depth + 1) for one in told[:20])))
    return ""


def meta(*names: str) -> Place:
    def values(page: Page) -> Iterator[tuple[str, str]]:
        for name in names:
            for value in page.meta.get(name.lower(), [])[:5]:
                yield value, f"meta {name}"

    return values


def itemprop(name: str) -> Place:
    def values(page: Page) -> Iterator[tuple[str, str]]:
        for element in page.props.get(name, [])[:5]:
            value = element.get("content") or element.get("datetime") or lines_in(element)
            if value.strip():
                yield value.strip(), f"itemprop {name}"

    return values


def found_by(xpath: str, found: str, attribute: str = "") -> Place:
    def values(page: Page) -> Iterator[tuple[str, str]]:
        for element in page.tree.xpath(xpath)[:5]:
            value = element.get(attribute, "") if attribute else text_of(element)
            if value.strip():
                yield value.strip(), found

    return values


def shown_headline(page: Page) -> Iterator[tuple[str, str]]:
    """The h1 that says what the page's other titles say: what readers see, where machines are told more or less."""
    places = (json_ld("headline"), meta("og:title"), title_element)
    told = [strip_outlet(value, page) for place in places for value, _ in place(page)]
    shown = [text for text in map(text_of, page.tree.iter("h1")) if len(text) > 3]
    likeness = {text: max((share_words(text, other) for other in told), default=0.0) for text in shown}
    for text in sorted(likeness, key=lambda text: -likeness[text]):
        if likeness[text] >= ALIKE:
            yield text, "h1"


def only_headline(page: Page) -> Iterator[tuple[str, str]]:
    shown = [text_of(element) for element in page.tree.iter("h1")]
    shown = [text for text in shown if len(text.split()) >= 3]
    if len(shown) == 1:
        yield shown[0], "h1"


def title_element(page: Page) -> Iterator[tuple[str, str]]:
    for element in page.tree.xpath("/html/head/title")[:1]:
        yield text_of(element), "title"


def title_suffix(page: Page) -> Iterator[tuple[str, str]]:
    """What stands behind the headline in the title, where the headline or the address shows that it is the outlet."""
    title = next((value for value, _ in title_element(page)), "")
    parts = SUFFIX.split(title)
    if len(parts) < 2 or len(parts[-1].split()) > 4:
        return
    shown = {plain_words(text_of(element)) for element in page.tree.iter("h1")}
    if plain_words(title.removesuffix(parts[-1])) in shown or is_of_host(parts[-1], page):
        yield parts[-1], "title, behind the headline"


def own_publisher(page: Page) -> Iterator[tuple[str, str]]:
    """The publisher that goes by the site's name: what an agency published first is on a site of another."""
    sites = [value for value, _ in meta("og:site_name")(page)]
    for value, found in json_ld("publisher")(page):
        if not sites or is_of_host(value, page) or any(are_one_name(value, site) for site in sites):
            yield value, found


def are_one_name(one: str, other: str) -> bool:
    """Are two spellings one name: by a word that they share, by letters, or as initials?"""
    a, b = plain_words(one), plain_words(other)
    a, b = a.removeprefix("the "), b.removeprefix("the ")
    first = "".join(word[0] for word in a.split())
    return (
        bool(set(a.split()) & set(b.split()) - {"news"})
        or first == b
        or a.replace(" ", "") in b.replace(" ", "")
    )


def is_of_host(name: str, page: Page) -> bool:
    """Does a name stand in the page's address: "CBS News" in www.cbsnews.com?"""
    letters = plain_words(name).replace(" ", "").removeprefix("the").removesuffix("com")
    return len(letters) > 2 and any(
        letters in host.replace("-", "").replace(".", "") for host in hosts_of(page)
    )


def hosts_of(page: Page) -> Iterator[str]:
    for value, _ in claims_of(page, "url"):
        yield (urlsplit(value).hostname or "").lower()


def shown_byline(page: Page) -> Iterator[tuple[str, str]]:
    """A short line that the page's builders call byline or author, or that begins with "By"."""
    named = page.tree.xpath(
        "//*[contains(@class,'byline') or contains(@class,'Byline') or contains(@class,'author') or "
        "contains(@class,'Author') or @rel='author']"
    )
    for element in named[:20]:
        if any(
            above.tag == "form" or "comment" in above.get("class", "").lower()
            for above in element.iterancestors()
        ):
            continue
        value = lines_in(element)
        if element.tag not in ("body", "html") and 1 < len(value.split()) <= 12 and len(value) < 120:
            where = "rel=author" if element.get("rel") == "author" else "the line that is called a byline"
            # A box about the author is called so as well: a byline says "by", or is a name.
            if BY.match(value) or where == "rel=author" or is_name(value):
                yield value, where


def lines_in(element: Element) -> str:
    """Return the words of an element, those of its blocks parted by spaces."""
    return " ".join(" ".join(block.text.split()) for block in find_blocks(element))


def is_name(value: str) -> bool:
    words = value.split()
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() for word in words if word[0].isalpha())
        and value[0].isalpha()
    )


def times_shown(page: Page) -> Iterator[tuple[str, str]]:
    """Time elements: those that say what they are, else the only one of the article."""
    elements = [e for e in page.tree.iter("time") if e.get("datetime") and not in_list_of_others(e)]
    for element in elements:
        names = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
        if "pubdate" in element.attrib or "publish" in names or "entry-date" in names:
            yield element.get("datetime", ""), "time"
    days = {e.get("datetime", "")[:10] for e in elements}
    if len(days) == 1:
        yield elements[0].get("datetime", ""), "time"


def days_shown(page: Page) -> Iterator[tuple[str, str]]:
    """A printed day in a short line that the page's builders call a date."""
    for element in page.tree.xpath(
        "//*[contains(@class,'date') or contains(@class,'Date') or contains(@class,'publish') or "
        "contains(@class,'posted') or contains(@class,'timestamp') or contains(@class,'meta')]"
    )[:30]:
        if element.tag in ("html", "body", "article", "main", "section") or in_list_of_others(element):
            continue
        told = text_of(element)
        if len(told) < 120 and (day := PRINTED_DAY.search(told)):
            yield day[0], "the line that is called a date"


def day_of_address(page: Page) -> Iterator[tuple[str, str]]:
    for value, _ in claims_of(page, "url"):
        if match := re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-]|$)", value):
            yield "-".join(match.groups()), "the address"


def in_list_of_others(element: Element) -> bool:
    return any(above.tag in ("li", "aside", "nav", "footer") for above in element.iterancestors())


def saved_from(page: Page) -> Iterator[tuple[str, str]]:
    if page.saved_from:
        yield page.saved_from, "the note of the browser that saved it"


def fetched_from(page: Page) -> Iterator[tuple[str, str]]:
    if page.address:
        yield page.address, "the address that it was fetched from"


RULES: Mapping[str, tuple[Place, ...]] = {
    "headline": (
        shown_headline, json_ld("headline"), itemprop("headline"), meta("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
        only_headline, json_ld("name"), title_element,
    ),
    "outlet": (
        own_publisher, meta("og:site_name"), json_ld("publisher"), itemprop("publisher"),
        meta("dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name"), title_suffix,
    ),
    "byline": (
        json_ld("author"), json_ld("creator"),
        meta("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "cxenseparse:author", "citation_author"),
        itemprop("author"), shown_byline, meta("twitter:creator"),
    ),
    "published": (
        json_ld("datePublished"),
        meta("article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "pubdate", "publishdate", "publish-date", "publication_date", "published_time", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "article.published", "date", "displaydate", "ptime", "citation_publication_date", "citation_date"),
        itemprop("datePublished"), times_shown, json_ld("dateCreated"), json_ld("uploadDate"), days_shown, day_of_address,
    ),
    "modified": (
        json_ld("dateModified"),
        meta("article:modified_time", "og:updated_time", "article:modified", "datemodified", "lastmod", "last-modified", "dc.date.modified", "dcterms.modified", "utime", "revised"),
        itemprop("dateModified"),
    ),
    "language": (
        found_by("/html[@lang]", "lang of html", "lang"), json_ld("inLanguage"),
        meta("content-language", "dc.language", "language"), meta("og:locale"),
    ),
    "url": (
        found_by("//link[contains(concat(' ', @rel, ' '), ' canonical ')]", "link rel=canonical", "href"),
        meta("og:url"), json_ld("url"), json_ld("mainEntityOfPage"), meta("twitter:url", "parsely-link"), saved_from, fetched_from,
    ),
}  # fmt: skip


def claims_of(page: Page, name: str) -> Iterator[tuple[str, str]]:
    """Yield (where, value) of all that a page says under a name, as it could be true, the most believed first."""
    for place in RULES[name]:
        for value, found in place(page):
            cleaned = CLEAN[name](value, page)
            if cleaned and len(cleaned) <= LONGEST.get(name, 80):
                yield found, cleaned


def read_claims(page: Page) -> dict[str, Assertion]:
    """Return what is believed of each name, with the rest beside it."""
    says: dict[str, Assertion] = {}
    for name in RULES:
        told = list(claims_of(page, name))
        if not told:
            continue
        found, value = told[0]
        others: dict[str, str] = {}
        for where, other in told[1:]:
            if other != value:
                others.setdefault(other, where)
        if name in ("published", "modified") and not has_offset(value):
            found = f"{found}; {UNKNOWN_OFFSET}"
        says[name] = Assertion(value=value, found=found, others=tuple(list(others.items())[:5]))
    if "modified" in says and "published" in says and says["modified"].value == says["published"].value:
        del says["modified"]
    return says


# What a value has to be, and how it is written.


def clean_headline(value: str, page: Page) -> str:
    value = plain(value)
    if len(value.split()) < 2 or plain_words(value) in page.outlets:
        return ""
    return strip_outlet(value, page)


def strip_outlet(title: str, page: Page) -> str:
    """Return a title without the outlet's name behind it or before it."""
    ends = list(SUFFIX.finditer(title))
    last, first = (title[ends[-1].end() :], title[: ends[0].start()]) if ends else ("", "")
    if ends and (plain_words(last) in page.outlets or is_of_host(last, page)):
        return title[: ends[-1].start()].strip()
    return title[ends[0].end() :].strip() if ends and plain_words(first) in page.outlets else title.strip()


def clean_outlet(value: str, page: Page) -> str:
    value = re.split(r"\s[|•·]\s", plain(value).removeprefix("@"))[0]
    wrong = re.match(r"https?:", value) or not re.search(r"\w", value) or len(value.split()) > MOST_NAME_WORDS
    return "" if wrong else value


def clean_byline(value: str, page: Page) -> str:
    """Return who wrote it, without "By", handles, dates and what else stands in the line; "" for an outlet or a login."""
    value = BEHIND_NAME.split(BY.sub("", plain(value)))[0].strip(" ,;.")
    if NO_NAME.search(value) or not re.search(r"[^\W\d_]{2}", value) or len(value.split()) > 25:
        return ""
    if " " not in value and value.islower():
        return ""
    if plain_words(value) in page.outlets or (len(value.split()) < 4 and is_of_host(value, page)):
        return ""
    name, _, behind = value.rpartition(". ")
    return name if plain_words(behind) in page.outlets else value


def clean_time(value: str, page: Page) -> str:
    return parse_time(value) or ""


def clean_language(value: str, page: Page) -> str:
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*", value.strip())
    return match[1].lower() if match else ""


def clean_url(value: str, page: Page) -> str:
    """Return an absolute address; "" for the address of a whole site, which is no article's."""
    try:
        whole = urljoin(page.address or page.saved_from, value.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", whole):
        return ""
    return whole if parts.path.strip("/") or parts.query else ""


CLEAN: Mapping[str, Callable[[str, Page], str]] = {
    "headline": clean_headline, "outlet": clean_outlet, "byline": clean_byline, "published": clean_time,
    "modified": clean_time, "language": clean_language, "url": clean_url,
}  # fmt: skip


def plain(value: str) -> str:
    """Return a value without tags, entities and line ends that were left in it."""
    if "<" in value or "&" in value:
        try:
            value = html.fragment_fromstring(value, create_parent="div").text_content()
        except (ValueError, html.etree.LxmlError):
            return ""
    return " ".join(value.split())


def plain_words(value: str) -> str:
    return " ".join(re.findall(r"\w+", value.lower()))


def share_words(one: str, other: str) -> float:
    """Return how much of the shorter of two titles is in the other, a little less where one says far more."""
    a, b = set(plain_words(one).split()), set(plain_words(other).split())
    both = len(a & b)
    if not both or (both < 2 and len(a) > 1):
        return 0.0
    return both / min(len(a), len(b)) - 0.01 * abs(len(a) - len(b))
