"""Templates as they are written: each compiles, no line is long, and every word on a page can be translated."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

FOLDER = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
LONGEST = 160

# What is the same in every language, as the name of the site is: a checksum's, an address, and what is
# typed into a search.
SAME_EVERYWHERE = {
    "sha256",
    "?page=",
    "speaker: source: agency: country: event: place",
    "kind:direct",
    "from:2018-05 to:2019 year:2018",
}
IN_ANOTHER_WAY = re.compile(
    r"\{# .*? #\}|\{% comment %\}.*?\{% endcomment %\}|<(?:code|kbd)\b.*?</(?:code|kbd)>"
    r"|\{% blocktranslate\b.*?\{% endblocktranslate %\}",
    re.S,
)
ARGUMENT = re.compile(r"""(?:default:|join:|\bcaption=|_text=|_title=)(["'])(.*?)\1""")
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
ATTRIBUTE = re.compile(r'\s(?:alt|aria-label|title|placeholder|abbr)="([^"]*)"')
DESCRIPTION = re.compile(r'<meta (?:name|property)="(?:og:)?(?:description|title)"\s+content="([^"]*)"')
BUTTON = re.compile(r'<input type="(?:submit|button)"[^>]*value="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
ENTITY = re.compile(r"&#?\w+;")


def untranslated(source: str) -> list[str]:
    """Return the words of a template that stand outside {% translate %} and {% blocktranslate %}."""
    source = IN_ANOTHER_WAY.sub("", source)
    found = [match[2] for match in ARGUMENT.finditer(source)]
    source = TEMPLATE_CODE.sub("", source)
    for attribute in (ATTRIBUTE, DESCRIPTION, BUTTON):
        found += attribute.findall(source)
    found += TAG.split(source)
    texts = [" ".join(ENTITY.sub("", text).replace("On Record", "").split()).strip(" –:") for text in found]
    return [text for text in texts if re.search(r"[^\W\d_]", text) and text not in SAME_EVERYWHERE]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_comment_ends_on_its_line(name: str) -> None:
    """One that goes on in the next line is none: readers see its marks."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert all(line.count("{#") == line.count("#}") for line in text.splitlines())


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_line_of_a_template_is_long(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    assert [(n, len(line)) for n, line in enumerate(lines, start=1) if len(line) > LONGEST] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_word_of_a_template_can_be_translated(name: str) -> None:
    assert untranslated((FOLDER / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Nothing waits</p>", "Nothing waits"),
        ("<p>{{ n }} statement{{ n|pluralize }}</p>", "statement"),
        ('<a href="{% url "about" %}">About</a>', "About"),
        ('<nav aria-label="Pages">', "Pages"),
        ('<input placeholder="Words or a name">', "Words or a name"),
        ('<meta name="description" content="An archive">', "An archive"),
        (
            '<meta name="description"\n  content="{% block description %}An archive{% endblock %}">',
            "An archive",
        ),
        ('{{ speaker|default:"not settled" }}', "not settled"),
        ('{{ names|join:" and " }}', "and"),
        ('{% include "_chart.html" with caption="By year" %}', "By year"),
        ("{% if none %}<b>Été</b>{% endif %}", "Été"),
    ],
)
def test_words_that_cannot_be_translated_are_found(source: str, words: str) -> None:
    assert untranslated(source) == [words]


@pytest.mark.parametrize(
    "source",
    [
        '<p class="note" id="about">{% translate "Nothing waits" %}</p>',
        "{% blocktranslate count n=total %}{{ n }} line{% plural %}{{ n }} lines{% endblocktranslate %}",
        '{% blocktranslate trimmed %}\n  See <a href="{{ url }}">the list</a>.\n{% endblocktranslate %}',
        '<nav aria-label="{% translate "Pages" %}">',
        '{{ speaker|default:_("not settled") }}{{ query|default:"" }}{{ names|join:", " }}',
        '<link rel="canonical" href="{{ permalink }}"><meta property="og:type" content="article">',
        "<b>{{ quote.speaker.name|capfirst }}</b>, 2018-05-24 &amp; &#8288;…",
        "{% comment %}One statement in a list.{% endcomment %}<title>{{ title }} – On Record</title>",
        "<kbd>Esc</kbd> <code>make evaluate</code>",
    ],
)
def test_what_is_no_word_of_a_page_is_left(source: str) -> None:
    assert untranslated(source) == []
