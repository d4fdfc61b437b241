"""Headlines in the forms of many desks: whose words they hold, by the text below, and whose they do not."""

import pytest

from statements.extraction import read_article

BODY = (
    "\n"
    "\n"
    "4 May 2021\n"
    "\n"
    "LISSEL - Transport Minister Ada Roke said on Monday that the boats were late and the fares would rise. She spoke after a storm that had closed the port of Lissel for nine days.\n"
    "\n"
    "“We will not sail,” Roke told reporters in Lissel. “Boats are life.”\n"
    "\n"
    "Envoy Ivo Lund of Kestra called the plan “thin soup” and said it would not float. The Port Authority said that fares would rise by a third in June.\n"
    "\n"
    '"She counted every rope. And she never carried an umbrella," recalled Osric Pel, a former pilot.\n'
)
HEADLINES: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("‘We will not sail’: Roke on boats", [("direct", "Ada Roke", "We will not sail")]),
    (
        "'WE WILL NOT SAIL', transport minister tells Norway after storm",
        [("direct", "Ada Roke", "WE WILL NOT SAIL")],
    ),
    (
        'Transport minister walks out: "I have a boat to catch"',
        [("direct", "Ada Roke", "I have a boat to catch")],
    ),
    ("Lissel transport minister: 'We count the boats'", [("direct", "Ada Roke", "We count the boats")]),
    (
        "Norway's Orm mayor: 'We count the boats that leave, not the ones that come'",
        [("direct", "Norway's Orm mayor", "We count the boats that leave, not the ones that come")],
    ),
    ("Envoy says plan is dead — Fish, again — Harbour breakfast", [("indirect", "Ivo Lund", "plan is dead")]),
    (
        "MINISTER RECEIVES ENVOYS, SAYS BOATS TO SAIL BY JUNE",
        [("indirect", "Ada Roke", "BOATS TO SAIL BY JUNE")],
    ),
    (
        "Minister receives envoys, says boats to sail by June",
        [("indirect", "Ada Roke", "boats to sail by June")],
    ),
    ("MEDIA STATEMENT: PORT AUTHORITY CALLS PLAN “THIN SOUP”", [("partial", "Port Authority", "THIN SOUP")]),
    (
        "Arctic leaders' summit in Orm: Norway says draft is 'an iceberg'",
        [("partial", "Norway", "an iceberg")],
    ),
    (
        "Pacific retreat live: Transport minister says deal is 'within a stroke'",
        [("partial", "Ada Roke", "within a stroke")],
    ),
    ('The minister who "never carried an umbrella"', [("partial", "Osric Pel", "never carried an umbrella")]),
    (
        'TRANSPORT MINISTER SAYS TALKS WITH NORWAY "ON THE LAST PAGE"',
        [("partial", "Ada Roke", "ON THE LAST PAGE")],
    ),
    (
        "BOATS WILL GO ON TALKING ON BASES—ENVOY",
        [("indirect", "Ivo Lund", "BOATS WILL GO ON TALKING ON BASES")],
    ),
    (
        "Boats will go on sailing to bases—minister",
        [("indirect", "Ada Roke", "Boats will go on sailing to bases")],
    ),
    (
        "Baltic pipeline: Minister won’t ‘negotiate with a valve’",
        [("partial", "Ada Roke", "negotiate with a valve")],
    ),
    ("Minister won't ‘negotiate with a valve’", [("partial", "Ada Roke", "negotiate with a valve")]),
    ("Roke: Boats to sail in May", [("indirect", "Ada Roke", "Boats to sail in May")]),
    ("Boats to sail in May, Roke says", [("indirect", "Ada Roke", "Boats to sail in May")]),
    ("Boats to sail in May: Roke", [("indirect", "Ada Roke", "Boats to sail in May")]),
    ("Roke vows boats will sail in May", [("indirect", "Ada Roke", "boats will sail in May")]),
    ("Boats will sail in May, vows Roke", [("indirect", "Ada Roke", "Boats will sail in May")]),
    ("Minister: ‘Boats are life’", [("direct", "Ada Roke", "Boats are life")]),
    ("Minister warns boats will be late", [("indirect", "Ada Roke", "boats will be late")]),
    ("‘Boats are life’ – Minister", [("direct", "Ada Roke", "Boats are life")]),
    ("“Boats are life,” says Roke, as talks open", [("direct", "Ada Roke", "Boats are life,")]),
    (
        "Roke: no boats before May; Lund: plan is ‘thin soup’",
        [("indirect", "Ada Roke", "no boats before May"), ("partial", "Ivo Lund", "thin soup")],
    ),
    ("Q&A: Ada Roke on boats", []),
    ("Roke meets Lund in Orm", []),
    ("Boats late, but ‘we will sail’, Roke insists", [("partial", "Ada Roke", "we will sail")]),
    ("Boats ‘will not sail’", [("partial", "Ada Roke", "will not sail")]),
    ("Explainer: why the boats are late", []),
    ("BREAKING — Roke says boats are late", [("indirect", "Ada Roke", "boats are late")]),
    ("Boats are late, says transport minister", [("indirect", "Ada Roke", "Boats are late")]),
    ("Port Authority denies boats are late", [("indirect", "Port Authority", "boats are late")]),
    ("Transport minister accuses Norway of ‘theft’", [("partial", "Ada Roke", "theft")]),
    ("Transport minister slams Norway over ‘theft’ of boats", [("partial", "Ada Roke", "theft")]),
    ("Sailors 'left to drown', says minister", [("partial", "Ada Roke", "left to drown")]),
    ("Minister to Norway: 'Send the boats'", [("direct", "Ada Roke", "Send the boats")]),
    ("Lund to Roke: the boats are late", [("indirect", "Ivo Lund", "the boats are late")]),
    ("Plan is ‘thin soup’, envoy tells council", [("partial", "Ivo Lund", "thin soup")]),
    ('Ada Roke: "Boats are life"', [("direct", "Ada Roke", "Boats are life")]),
    ("Ada Roke, transport minister: ‘Boats are life’", [("direct", "Ada Roke", "Boats are life")]),
    ("Transport Minister Ada Roke: Boats are life", [("indirect", "Ada Roke", "Boats are life")]),
    ("Roke urges Norway to sign", []),
    ("Plan 'thin soup', says envoy Lund", [("partial", "Ivo Lund", "thin soup")]),
    ("Boats late – minister", [("indirect", "Ada Roke", "Boats late")]),
    ("Minister: boats to be late", [("indirect", "Ada Roke", "boats to be late")]),
    ("Minister says: boats will be late", [("indirect", "Ada Roke", "boats will be late")]),
    ("Transport minister unmoved by storm: ‘Boats are life’", [("direct", "Ada Roke", "Boats are life")]),
    ("Roke defiant: ‘We will not sail’", [("direct", "Ada Roke", "We will not sail")]),
    ("Roke hits back at Norway: ‘We will not sail’", [("direct", "Ada Roke", "We will not sail")]),
    ("‘Boats are life’: transport minister defiant after storm", [("direct", "Ada Roke", "Boats are life")]),
    ("‘Boats are life’ - an interview with Ada Roke", [("direct", "Ada Roke", "Boats are life")]),
    ("‘Boats are life’, and other things Ada Roke told us", [("direct", "Ada Roke", "Boats are life")]),
    ("No boats until May, transport minister tells MPs", [("indirect", "Ada Roke", "No boats until May")]),
    ("No boats until May — Transport Ministry", [("indirect", "Transport Ministry", "No boats until May")]),
    ("Lissel will not ‘sail alone’", []),
    ("Envoy likens plan to ‘thin soup’", [("partial", "Ivo Lund", "thin soup")]),
    ("Envoy dismisses plan as ‘thin soup’", [("partial", "Ivo Lund", "thin soup")]),
    ("‘Thin soup’: envoy dismisses plan", [("direct", "Ivo Lund", "Thin soup")]),
    ("Envoy: plan ‘thin soup’", [("partial", "Ivo Lund", "thin soup")]),
    ("Plan for boats is ‘thin soup’", [("partial", "Ivo Lund", "thin soup")]),
    (
        "Port Authority: fares to rise by a third",
        [("indirect", "Port Authority", "fares to rise by a third")],
    ),
    (
        "Fares to rise by a third - Port Authority",
        [("indirect", "Port Authority", "Fares to rise by a third")],
    ),
    ("Fares to rise, Port Authority announces", [("indirect", "Port Authority", "Fares to rise")]),
    (
        "Roke says fares to rise, boats to be late",
        [("indirect", "Ada Roke", "fares to rise, boats to be late")],
    ),
    ("After storm, Roke says boats late", [("indirect", "Ada Roke", "boats late")]),
    ("In Lissel, Roke says boats are late", [("indirect", "Ada Roke", "boats are late")]),
    ("Roke tells Norway boats are late", [("indirect", "Ada Roke", "boats are late")]),
    ("Roke tells Norway: ‘Boats are life’", [("direct", "Ada Roke", "Boats are life")]),
    ("UPDATE 1-Boats late, minister says", [("indirect", "Ada Roke", "Boats late")]),
    ("Boats late, minister says - Merpress", [("indirect", "Ada Roke", "Boats late")]),
    ("Norway says boats are late", [("indirect", "Norway", "boats are late")]),
    ("Boats are late: Norway", [("indirect", "Norway", "Boats are late")]),
    ("Boats are late – Norway", [("indirect", "Norway", "Boats are late")]),
    ("Roke says she is ‘not a doormat’", [("partial", "Ada Roke", "not a doormat")]),
    ("‘Not a doormat’: the life of Ada Roke", []),
    ("Why Ada Roke says boats are late", []),
    ("How the boats came to be late", []),
    ("Who says boats are late?", []),
]


@pytest.mark.parametrize(("headline", "said"), HEADLINES, ids=[headline for headline, _ in HEADLINES])
def test_a_headline_holds_these_words(headline: str, said: list[tuple[str, str, str]]) -> None:
    record = read_article(headline + BODY, "a")
    assert record.headline == headline
    assert [(q.kind, q.speaker, q.text) for q in record.quotes if q.in_headline] == said
