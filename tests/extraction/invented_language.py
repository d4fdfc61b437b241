"""A language that nobody speaks, small enough to be read at a glance: what a language has to give.

«Mira tolan,» vasu Orn Belk.        what stands in the marks, said by Orn Belk
"""

import re
from collections.abc import Mapping

from statements.extraction import QuoteRecord, SpeakerRecord
from statements.extraction.languages.base import Country, Decision, Language, Reading
from statements.extraction.page.parts import Layout, paragraphs_to_read
from statements.extraction.page.words import PageWords
from statements.extraction.rules import Example, Rule

SAID = re.compile(r"«(?P<words>[^»]+)»,? (?P<cue>vasu) (?P<who>[A-Z]\w+(?: [A-Z]\w+)*)")
RULE = Rule(
    name="mulvan-marks-vasu",
    because="words in marks stand before “vasu” and a name",
    confidence=0.9,
    examples=(
        Example(
            text="«Lo kerun nu tibal imu kela tor venda,» vasu Orn Belk nu lo kosti tor brem.",
            words="Lo kerun nu tibal imu kela tor venda,",
            mention="Orn Belk",
            cue="vasu",
        ),
        Example(
            text="«Kela tor sarpin imu lo hadul,» vasu Mira Tolan, imu lo veshan nu benda tor malu.",
            words="Kela tor sarpin imu lo hadul,",
            mention="Mira Tolan",
            cue="vasu",
        ),
    ),
    counterexamples=("Orn Belk zemu «Kerun Tibal».",),
)
WORDS = PageWords(
    months=tuple(
        (name,)
        for name in (
            "velun",
            "brasun",
            "kitun",
            "dorun",
            "helun",
            "pasun",
            "rimun",
            "solun",
            "fadun",
            "gorun",
            "nelun",
            "zimun",
        )
    ),
    weekdays=("undag", "dosdag", "teldag", "kardag", "pemdag", "sesdag", "lundag"),
    bylines=("sorn",),
)


class Why:
    why = "the name behind “vasu”"
    weighed = ()


class Mulvan(Language):
    """It keeps what it was handed, for whoever asks."""

    code = "qm"
    name = "Mulvan"
    common_words = frozenset(["lo", "nu", "kela", "tor", "imu"])

    def __init__(self) -> None:
        self.handed: list[tuple[str, Layout]] = []

    @property
    def page_words(self) -> PageWords:
        return WORDS

    @property
    def rules(self) -> Mapping[str, Rule]:
        return {RULE.name: RULE}

    @property
    def countries(self) -> tuple[Country, ...]:
        return (Country(name="Mulva", code="QM", adjectives=("Mulvan",), capital="Tibal Kerun", others=()),)

    def read(self, text: str, layout: Layout) -> Reading:
        self.handed.append((text, layout))
        quotes = [
            QuoteRecord(
                start=match.start("words"),
                end=match.end("words"),
                segments=(match.span("words"),),
                text=match["words"],
                kind="direct",
                speaker=match["who"],
                mention=match["who"],
                mention_span=match.span("who"),
                cue=match["cue"],
                rule=RULE.name,
                confidence=RULE.confidence,
            )
            for start, end in paragraphs_to_read(text, layout)
            for match in SAID.finditer(text, start, end)
        ]
        names = dict.fromkeys(quote.speaker for quote in quotes if quote.speaker)
        return Reading(
            statements=tuple(quotes),
            speakers=tuple(SpeakerRecord(name=name, kind="person") for name in names),
            decisions=tuple(Decision(quote=quote, resolution=Why()) for quote in quotes),
        )
