"""What of a page is its article: pages of many builds, what is found on them and what is not."""

import pytest

from statements.sources.webpage.page import read_page

from .making import HEADLINE, JSON_LD, PARAGRAPHS, WORDS, make_page

TEXT = "\n\n".join(PARAGRAPHS)


def body_of(page: bytes) -> str:
    found = read_page(page)
    assert not found["refusal"]
    return str(found["text"][found["head"] :])


def refusal_of(page: bytes) -> str:
    return str(read_page(page)["refusal"])


def test_an_article_is_its_paragraphs_and_nothing_else() -> None:
    assert body_of(make_page()) == TEXT


def test_the_head_is_what_the_page_shows_of_headline_author_and_day() -> None:
    found = read_page(make_page())
    assert found["text"][: found["head"]].split("\n\n")[:-1] == [HEADLINE, "By Lena Orrin", "10 June 2021"]


def test_a_head_has_nothing_that_the_page_does_not_show() -> None:
    page = make_page().replace(b'<p class="byline">By Lena Orrin</p>', b"").replace(b">10 June 2021<", b"><")
    found = read_page(page)
    assert found["text"][: found["head"]] == f"{HEADLINE}\n\n"
    assert found["says"]["byline"]["value"] == "Lena Orrin"


def test_lists_quotations_tables_and_headings_are_paragraphs() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><h2>What was agreed</h2><ul><li>Nine ferries a day will cross the strait.</li>"
        f"<li>The map will be drawn by day.</li></ul><p>{PARAGRAPHS[2]}</p>"
        f"<blockquote><p>{WORDS}</p></blockquote><p>{PARAGRAPHS[3]}</p>"
        "<table><tr><th>Port</th><th>Ferries</th></tr><tr><td>Lissel</td><td>5</td></tr></table>"
        f"<p>{PARAGRAPHS[2].replace('accord', 'annex')}</p>"
    )
    assert body_of(make_page(body)).split("\n\n") == [
        PARAGRAPHS[0],
        "What was agreed",
        "Nine ferries a day will cross the strait.",
        "The map will be drawn by day.",
        PARAGRAPHS[2],
        WORDS,
        PARAGRAPHS[3],
        "Port | Ferries",
        "Lissel | 5",
        PARAGRAPHS[2].replace("accord", "annex"),
    ]


def test_lines_that_are_broken_twice_are_paragraphs_too() -> None:
    page = make_page("<br><br>".join(PARAGRAPHS))
    assert body_of(page).split("\n\n") == list(PARAGRAPHS)


INSIDE = {
    "a caption": "<figure><img src=a.jpg><figcaption>The pier of Lissel on a night without a map.</figcaption></figure>",
    "a caption by its name": '<div class="wp-caption"><img src=a.jpg><p class="wp-caption-text">The pier of Lissel at night.</p></div>',
    "a related link": '<p><a href="/3">Seven ferries that crossed the strait in fog</a></p>',
    "a box of related links": '<div class="related-links"><h3>Related</h3><p><a href="/3">Seven ferries in fog</a></p></div>',
    "a label and a link": '<p>Read more: <a href="/3">Seven ferries that crossed the strait in fog</a></p>',
    "a newsletter box": '<div class="newsletter-signup"><p>Get the best of the strait every morning, free of charge.</p></div>',
    "a call to subscribe": "<p>Subscribe to our newsletter for more news of the strait.</p>",
    "a cookie wall": '<div id="cookie-consent"><p>We use cookies to make the ferries run on time. Accept all?</p></div>',
    "a share bar": '<div class="share-tools"><a href="#">Share</a> <a href="#">Tweet</a></div>',
    "a hidden note": '<p style="display:none">This line is for machines and tells of another accord altogether.</p>',
    "an advert": '<div class="ad-slot"><p>Buy a ferry ticket now and pay half in the winter months.</p></div>',
    "an aside": "<aside><p>The strait is eleven miles wide and four hundred years old, by treaty.</p></aside>",
}


@pytest.mark.parametrize("part", INSIDE.values(), ids=INSIDE.keys())
def test_what_stands_in_an_article_and_is_none_of_it_is_left_out(part: str) -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{part}<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    assert body_of(make_page(body)) == TEXT


KEPT = {
    "a sentence that is a link": '<a href="/3">The accord is nine pages long and has no annex, according to Farrow.</a>',
    "a sentence with a link": 'The accord is <a href="/3">nine pages</a> long.',
    "somebody who says subscribe": "“Subscribe to our newsletter,” Tolan told the reporters, and closed the door.",
    "a sentence that begins with more": "More than forty ferries were waiting at the pier of Lissel, the ministry said.",
    "a sentence of two words": "Nobody laughed.",
    "a sentence about cookies": "The delegations shared cookies after midnight, a diplomat said.",
}


@pytest.mark.parametrize("sentence", KEPT.values(), ids=KEPT.keys())
def test_a_sentence_of_the_article_stays(sentence: str) -> None:
    plain = sentence.replace('<a href="/3">', "").replace("</a>", "")
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>{sentence}</p><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    assert plain in body_of(make_page(body)).split("\n\n")


def test_captions_of_a_gallery_are_its_text() -> None:
    shown = "".join(
        f'<figure><img src="{i}.jpg"><figcaption>{paragraph}</figcaption></figure>'
        for i, paragraph in enumerate(PARAGRAPHS)
    )
    assert body_of(
        make_page(f'<p>{PARAGRAPHS[0][:-1]} in pictures.</p><div class="gallery">{shown}</div>')
    ).endswith(TEXT)


def test_comments_are_not_the_article() -> None:
    said = "I have crossed this strait for forty years and I have never seen a map, drawn by day or by night, sir."
    comments = f'<section id="comments"><h2>Comments</h2><div class="comment"><p>{said}</p></div></section>'
    assert said not in body_of(make_page(head="").replace(b"</main>", comments.encode() + b"</main>"))


POST = (
    '<blockquote class="twitter-tweet"><p>The map is being drawn. By day.</p>&mdash; Elin Sarvath (@sarvath) '
    '<a href="https://posts.example/sarvath/status/1">June 10, 2021</a></blockquote>'
)


def test_a_post_is_a_part_of_its_own_with_its_own_author() -> None:
    page = make_page(
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{POST}<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    )
    found = read_page(page)
    (post,) = found["posts"]
    assert found["text"][post["start"] : post["end"]].startswith("The map is being drawn. By day.")
    assert post["author"] == "Elin Sarvath (@sarvath)"
    assert post["url"] == "https://posts.example/sarvath/status/1"
    assert found["says"]["byline"]["value"] == "Lena Orrin"


def test_a_quotation_in_a_block_is_no_post() -> None:
    page = make_page(
        f"<p>{PARAGRAPHS[0]}</p><blockquote><p>{WORDS}</p></blockquote><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    )
    assert read_page(page)["posts"] == []


def test_a_page_of_a_ministry_is_read() -> None:
    page = f"""<html><head><title>Ministry of Foreign Affairs of Farrow</title></head><body>
    <table><tr><td><a href="/">Home</a></td><td><a href="/press">Press</a></td></tr></table>
    <div id="content"><div class="date">10.06.2021</div><h1>{HEADLINE}</h1>
    <div class="text">{"".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS)}</div></div>
    <div id="footer">1, Pier Street, Lissel. Tel. 0 11 22 33</div></body></html>""".encode()
    assert body_of(page) == TEXT


def test_a_page_for_telephones_is_read() -> None:
    page = (
        make_page()
        .replace(b"<html ", b"<html amp ")
        .replace(b"<nav>", b"<amp-sidebar><nav>")
        .replace(b"</nav>", b"</nav></amp-sidebar>")
    )
    assert body_of(page) == TEXT


def test_entries_of_a_live_page_stay_in_order() -> None:
    entries = "".join(
        f'<div class="entry"><h3>{hour}:00</h3><p>{paragraph}</p></div>'
        for hour, paragraph in zip((18, 17, 16, 15), PARAGRAPHS, strict=True)
    )
    found = body_of(make_page(entries, json_ld=JSON_LD | {"@type": "LiveBlogPosting"}))
    assert [line for line in found.split("\n\n") if line in PARAGRAPHS] == list(PARAGRAPHS)


def test_an_article_that_a_page_prints_twice_is_read_once() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    twice = f'<div class="desktop">{body}</div><div class="mobile">{body}</div>'
    assert body_of(make_page(twice)) == TEXT


def test_a_sentence_that_is_said_twice_stays_twice() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, "The end of it.", PARAGRAPHS[2]))
    assert body_of(make_page(body)).count(PARAGRAPHS[2]) == 2


def test_a_body_that_is_called_a_sidebar_is_still_the_body() -> None:
    page = (
        make_page()
        .replace(b"<body>", b'<body class="has-sidebar newsletter-on">')
        .replace(b'class="story"', b'class="story comments-open share-on"')
    )
    assert body_of(page) == TEXT


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (make_page("<p>The page you requested could not be found.</p>", title="Page not found", json_ld=None), "not found"),
        (make_page("<p>Oops. Try the search, or go home and have some tea.</p>", title="404", json_ld=None), "not found"),
        (make_page(f"<p>{PARAGRAPHS[0]}</p><p>Subscribe to continue reading.</p>"), "kept for subscribers"),
        (make_page(f"<p>{PARAGRAPHS[0]}</p>", json_ld=JSON_LD | {"isAccessibleForFree": False}), "kept for subscribers"),
        (b"<html><head><title>Courier</title></head><body><div><p>We value your privacy. We and our partners use cookies.</p></div></body></html>", "cookies"),
        (b"<html><head><title>Courier</title></head><body><p>Loading</p></body></html>", "no running text"),
    ],
)  # fmt: skip
def test_a_page_that_is_no_article_is_refused_with_the_reason(page: bytes, reason: str) -> None:
    assert reason in refusal_of(page)


def test_a_page_of_links_is_a_list() -> None:
    links = "".join(
        f'<li><a href="/{i}">Ferry number {i} has crossed the strait in fog again</a></li>' for i in range(30)
    )
    page = f"<html><head><title>News</title></head><body><main><p>{PARAGRAPHS[0]}</p><ul>{links}</ul></main></body></html>"
    assert "list of other pages" in refusal_of(page.encode())


@pytest.mark.parametrize(
    "page",
    [
        make_page(title="Ferry that was not found sails again"),
        make_page(
            json_ld=JSON_LD | {"isAccessibleForFree": False},
            body="".join(f"<p>{p[:-1]} {i}.</p>" for i in range(2) for p in PARAGRAPHS),
        ),
        make_page(head='<script>var wall = "subscribe to continue reading"</script>'),
        make_page(f"{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}<p>The delegations shared cookies.</p>"),
    ],
    ids=["a headline that says not found", "all of it shown", "words of a script", "cookies to eat"],
)
def test_an_article_that_sounds_like_none_is_taken(page: bytes) -> None:
    assert refusal_of(page) == ""


def test_a_page_whose_words_are_not_parted_by_spaces_is_read() -> None:
    paragraphs = (
        "両国は木曜日、海峡のフェリーに関する協定に署名した。協議は三つの都市で九か月にわたって行われた。",
        "「夜に描かれた地図は受け入れない」と外相は記者団に語った。",
        "協定は夏の終わりまでに両国の議会に送られる予定で、外務省は日程を確認した。",
    )
    page = make_page(
        "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        title="海峡のフェリー協定に署名",
        lang="ja",
        json_ld=None,
    )
    assert body_of(page).split("\n\n") == list(paragraphs)


def test_a_short_article_beside_many_links_is_no_list() -> None:
    links = "".join(
        f'<li><a href="/{i}">Ferry number {i} has crossed the strait in fog again</a></li>' for i in range(15)
    )
    page = make_page("".join(f"<p>{p[:-1]}, {i}.</p>" for i in range(2) for p in PARAGRAPHS), json_ld=None)
    assert refusal_of(page.replace(b"</main>", f"<ul>{links}</ul></main>".encode())) == ""


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-16", ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1252", ""),
    ],
)
def test_letters_are_read_as_the_page_says_or_shows(encoding: str, declared: str) -> None:
    page = make_page().decode().replace('<meta charset="utf-8">', declared).encode(encoding)
    assert body_of(page) == TEXT


def test_a_page_that_lies_about_its_letters_is_read_by_what_they_are() -> None:
    page = make_page().replace(b'charset="utf-8"', b'charset="unheard-of"')
    assert body_of(page) == TEXT
