"""What of a page is not its article: told by the names that builders of pages give to its parts."""

import re
from itertools import pairwise

from .tree import Element, words_in_lines

# By tag and by role, as HTML and ARIA define them.
TAGS = frozenset({"nav", "footer", "form", "menu", "dialog", "button", "aside"})
ROLES = words_in_lines(
    """
    navigation complementary contentinfo banner search dialog alertdialog menu menubar toolbar tablist
    form
    """
)

# Names are taken apart at "-", "_", "__" and capitals: "relatedArticles-list" is related, articles, list.
# One of these words is enough.
WORDS = words_in_lines(
    """
    ad ads advert adverts advertisement advertising adslot dfp sponsored sponsor outbrain taboola
    revcontent zergnet comment comments disqus livefyre respond related recirc recirculation recommended
    recommendations trending popular mostread readmore seealso promo promos newsletter newsletters
    signup subscribe subscription subscribing paywall regwall cookie cookies consent gdpr ccpa onetrust
    optanon share sharing sharebar sharetools social socials addthis sharethis sharedaddy breadcrumb
    breadcrumbs pagination pager toolbar menu nav navbar navigation sidebar rail footer masthead modal
    popup overlay tooltip rollover lightbox credit credits authorbio biography copyright disclaimer tags
    taglist keywords poll survey quiz donate donation
    """
)
# Two of these in a row.
PAIRS = words_in_lines(
    """
    about-author also-like article-tags author-bio author-box author-info email-signup further-reading
    global-nav image-caption image-credit inline-newsletter inline-promo latest-news linked-stories
    media-caption more-from more-news more-on more-stories most-popular most-read page-footer page-header
    photo-credit post-author post-tags print-only read-also read-more read-next related-articles
    related-links rollover-people screen-reader see-also sign-up site-footer site-header social-media
    sr-only story-links story-promo tag-list tags-list top-stories up-next visually-hidden wp-caption
    you-may
    """
)
CAPTION = frozenset({"caption", "captions", "figcaption", "wpcaption"})
GALLERY = frozenset({"gallery", "slideshow", "slides"})

POSTS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|fb-post|fb-video|tiktok-embed|bluesky-embed|mastodon-embed|"
    r"threads-post|text-post-media|reddit-(?:card|embed)|telegram-post|vk-post|truthsocial-embed"
)


def names_of(element: Element) -> list[str]:
    """Return the words of an element's class and id, in small letters; what a machine made up has none."""
    names: list[str] = []
    for token in f"{element.get('class', '')} {element.get('id', '')}"[:600].split():
        pieces = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", token)
        if all(len(piece) > 1 for piece in pieces):  # not "hJpRRP"
            names += [piece.lower() for piece in pieces]
    return names


def stands_beside(element: Element) -> bool:
    """Is an element by its tag, role or names a part of the page beside the article?

    A caption is, but in a gallery, where the captions are the text.
    """
    if is_caption(element):
        return not any(is_gallery(above) for above in element.iterancestors())
    if element.tag in TAGS or element.get("role", "").lower() in ROLES:
        return True
    if "class" not in element.attrib and "id" not in element.attrib:
        return False
    names = names_of(element)
    if any(name in WORDS for name in names):
        return True
    return any("-".join(pair) in PAIRS for pair in pairwise(names))


def is_caption(element: Element) -> bool:
    return element.tag == "figcaption" or any(name in CAPTION for name in names_of(element))


def is_gallery(element: Element) -> bool:
    return any(name in GALLERY for name in names_of(element))


def is_post(element: Element) -> bool:
    """Is an element a post of a social network, put into the page as a whole?"""
    return POSTS.search(f"{element.get('class', '')}") is not None


# Calls to readers, in whole blocks. What somebody says stands in marks and is none.
LABELS = (
    "related|see also|see more|read more|read also|also read|read next|more|don.t miss|you (?:may|might) also like|"
    "recommended(?: for you)?|watch|listen|photos|advert|advertisement|sign up|subscribe|click here(?: for more)?"
)
CALLS = re.compile(
    rf"(?:{LABELS})(?:\s*[:…>»|].{{0,200}}|\W*)"
    r"|(?:have a tip\?|tell us what|join our|get the latest|more from \S|download (?:the|our)).{0,200}"
    r"|(?:.{0,200}[.!?]\s)?(?:please |to )?(?:subscribe (?:to|now)|sign up (?:for|to) (?:our|the|receive)|click (?:here|below)|"
    r"follow \S+(?: \S+){0,3} on (?:twitter|facebook|instagram|x)\b|listen to \S+ live\b).{0,200}"
    r"|.{0,80}(?:all rights reserved|©).{0,80}",
    re.I | re.S,
)
CODE = re.compile(
    r"/\*|//|<!--|\(?function\s*\(|(?:var|let|const|window\.)\s*\w+\s*[=.]|[.#@]?[\w-]+\s*\{[^}]*[:;]"
)
SAID = re.compile(r"[“”«»„\"]")


def is_no_prose(text: str) -> bool:
    """Is a block a call to readers, or code that was left on the page?"""
    return is_promotion(text) or CODE.match(text) is not None


def is_promotion(text: str) -> bool:
    """Is a block a call to read, follow or subscribe to something else?"""
    return len(text.split()) <= 60 and SAID.search(text) is None and CALLS.fullmatch(text) is not None
