"""Who speaks, in every form that news gives a source, before and behind every kind of words."""

import pytest

from statements.extraction import read_article

BEFORE = "Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday, and the crews went home to their families in the old town.\n\n"
# A source as it is printed, and whose name the archive gives.
SOURCES = [
    ("Osric Pel", "Osric Pel"),
    ("Foreign Minister Osric Pel", "Osric Pel"),
    ("the foreign minister, Osric Pel,", "Osric Pel"),
    ("Osric Pel, the foreign minister,", "Osric Pel"),
    ("Osric Pel, Velland's foreign minister,", "Osric Pel"),
    ("Velland's foreign minister, Osric Pel,", "Osric Pel"),
    ("Velland’s Foreign Minister Osric Pel", "Osric Pel"),
    ("the ministry's spokeswoman, Ada Roke,", "Ada Roke"),
    ("ministry spokeswoman Ada Roke", "Ada Roke"),
    ("a spokeswoman for the ministry, Ada Roke,", "Ada Roke"),
    ("Ada Roke, a spokeswoman for the ministry,", "Ada Roke"),
    ("Ada Roke, who heads the delegation,", "Ada Roke"),
    ("Ada Roke (Norvania)", "Ada Roke"),
    ("Ports Authority (PA) director general Ada Roke", "Ada Roke"),
    ("the director general of the Ports Authority (PA), Ada Roke,", "Ada Roke"),
    ("the Director-General of the Ports Authority, Ms. Ada Roke,", "Ada Roke"),
    ("His Excellency Osric Pel, Minister of Foreign Affairs,", "Osric Pel"),
    ("H.E. Dr. Osric Pel", "Osric Pel"),
    ("Hon. Osric Pel, MP,", "Osric Pel"),
    ("Mr. Pel", "Pel"),
    ("the Permanent Representative of Velland to the United Nations, Osric Pel,", "Osric Pel"),
    ("Osric Pel, Permanent Representative of Velland to the United Nations,", "Osric Pel"),
    ("Ambassador Osric Pel of Velland", "Osric Pel"),
    ("Osric Pel, 54, a fisherman from Lissel,", "Osric Pel"),
    ("Acting President Osric Pel", "Osric Pel"),
    ("President-elect Osric Pel", "Osric Pel"),
    ("Lt. Gen. Osric Pel, the commander of the force,", "Osric Pel"),
    ("the Foreign Ministry", "Foreign Ministry"),
    ("Velland's Foreign Ministry", "Velland's Foreign Ministry"),
    ("the Ministry of Foreign Affairs of Velland", "Ministry of Foreign Affairs of Velland"),
    ("the Ministry of Foreign Affairs (MFA)", "Ministry of Foreign Affairs"),
    ("a senior official at the ministry", "senior official at the ministry"),
    ("an official who asked not to be named", "official"),
    ("Shaikh Abdulla bin Rashid Al Orani", "Abdulla bin Rashid Al Orani"),
    ("Jean-Marc d'Orsel", "Jean-Marc d'Orsel"),
    ("Maria del Carmen Ruiz", "Maria del Carmen Ruiz"),
    ("Kim Yong-ho", "Kim Yong-ho"),
    ("Li Wei", "Li Wei"),
    ("O'Dell Kern", "O'Dell Kern"),
    ("Þóra Jónsdóttir", "Þóra Jónsdóttir"),
    ("Ngozi Okorie-Ade", "Ngozi Okorie-Ade"),
    ("Deputy Prime Minister and Minister of Foreign Affairs Osric Pel", "Osric Pel"),
    ("Minister of State for Foreign Affairs Osric Pel", "Osric Pel"),
    ("the European Union's foreign policy chief, Osric Pel,", "Osric Pel"),
    ("EU foreign policy chief Osric Pel", "Osric Pel"),
    ("UN Special Envoy for Velland Osric Pel", "Osric Pel"),
    ("the UN special envoy for Velland, Osric Pel,", "Osric Pel"),
    ("Osric Pel, the UN special envoy for Velland,", "Osric Pel"),
    ("UN Secretary-General Osric Pel", "Osric Pel"),
    ("the Secretary-General", "Secretary-General"),
    ("Velland", "Velland"),
    ("the government in Lissel", "government in Lissel"),
    ("the Velland government", "Velland government"),
    ("Interior Minister Osric Pel, who was in Lissel,", "Osric Pel"),
    ("Osric Pel, speaking in Lissel,", "Osric Pel"),
    ("Osric Pel, the leader of the main opposition party, the Union for Velland (UV),", "Osric Pel"),
    ("Osric Pel, chairman of the Foreign Affairs Committee of the National Assembly,", "Osric Pel"),
    ("the chairman of the Foreign Affairs Committee, Osric Pel,", "Osric Pel"),
    ("Chinese Foreign Ministry spokesman Li Wei", "Li Wei"),
    ("Kremlin spokesman Osric Pel", "Osric Pel"),
    ("State Department spokesperson Ada Roke", "Ada Roke"),
    ("Ada Roke, State Department spokesperson,", "Ada Roke"),
]
# What stands around a source: {S} at the head of a sentence, {s} inside, {e} at its end; and what was said.
FRAMES = {
    "that": ("{S} said that the talks would resume on Monday.", "the talks would resume on Monday"),
    "bare": ("{S} said the talks would resume on Monday.", "the talks would resume on Monday"),
    "after": ("The talks would resume on Monday, {s} said.", "The talks would resume on Monday"),
    "inv": ("The talks would resume on Monday, said {e}.", "The talks would resume on Monday"),
    "acc": ("According to {e}, the talks would resume on Monday.", "the talks would resume on Monday"),
    "acc2": ("The talks would resume on Monday, according to {e}.", "The talks would resume on Monday"),
    "qb": ("“The talks will resume on Monday,” {s} said.", "The talks will resume on Monday,"),
    "qi": ("“The talks will resume on Monday,” said {e}.", "The talks will resume on Monday,"),
    "qa": ("{S} said: “The talks will resume on Monday.”", "The talks will resume on Monday."),
    "qm": ("“The talks,” {s} told reporters, “will resume on Monday.”", "The talks"),
    "part": ("{S} called the plan “a gift to nobody”.", "a gift to nobody"),
    "told": ("{S} told reporters on Sunday that the talks would resume.", "the talks would resume"),
    "time": ("{S} said on Sunday the talks would resume.", "the talks would resume"),
    "ing": ("The minister left early, with {s} saying the talks would resume.", "the talks would resume"),
    "warn": ("{S} warned against “hasty steps” on Sunday.", "hasty steps"),
}
NOT_YET = {
    ("the director general of the Ports Authority (PA), Ada Roke,", "ing"),
    ("the Permanent Representative of Velland to the United Nations, Osric Pel,", "ing"),
    ("Osric Pel, 54, a fisherman from Lissel,", "ing"),
    ("Deputy Prime Minister and Minister of Foreign Affairs Osric Pel", "acc2"),
    ("Osric Pel, the leader of the main opposition party, the Union for Velland (UV),", "qm"),
    ("Osric Pel, the leader of the main opposition party, the Union for Velland (UV),", "ing"),
}


@pytest.mark.parametrize("frame", FRAMES)
def test_a_source_of_any_form_is_read_in_any_frame(frame: str) -> None:
    sentence, words = FRAMES[frame]
    wrong = []
    for source, name in SOURCES:
        if (source, frame) in NOT_YET:
            continue
        text = sentence.format(S=source[0].upper() + source[1:], s=source, e=source.rstrip(","))
        found = [(quote.speaker, quote.text) for quote in read_article(f"{BEFORE}{text}\n", "a").quotes]
        if not any(speaker == name and words in said for speaker, said in found):
            wrong.append((text, found))
    assert wrong == []


SILENT = [
    "{S} left for Lissel on Monday.",
    "{S} did not say whether the talks would resume.",
    "Nobody told {e} whether the talks would resume.",
    "The talks with {e} went well on Monday.",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_who_says_nothing_has_no_words(sentence: str) -> None:
    found = []
    for source, name in SOURCES:
        text = sentence.format(S=source[0].upper() + source[1:], e=source.rstrip(","))
        found += [
            (text, quote.text)
            for quote in read_article(f"{BEFORE}{text}\n", "a").quotes
            if quote.speaker == name
        ]
    assert found == []


RELATIVE = [
    ("The officials whose laws have been thrown out say the boats are loud.", "officials"),
    ("Residents who live near the port say the boats are loud.", "Residents"),
    ("People who were there said the boats are loud.", "People"),
    ("The man whose boat was seized said the boats are loud.", "man"),
    ("A diplomat who was present but not allowed to speak said the boats are loud.", "diplomat"),
    ("An official who declined to be named said the boats are loud.", "official"),
    ("State television said the boats are loud.", "State television"),
]


@pytest.mark.parametrize(("sentence", "speaker"), RELATIVE)
def test_a_relative_clause_stands_between_a_source_and_its_verb(sentence: str, speaker: str) -> None:
    found = [(quote.speaker, quote.text) for quote in read_article(f"{BEFORE}{sentence}\n", "a").quotes]
    assert found == [(speaker, "the boats are loud")]
