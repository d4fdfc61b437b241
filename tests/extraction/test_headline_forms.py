"""Headlines that say who said what, in every form that desks print; and headlines that say nothing of the kind."""

import pytest

from statements.extraction import read_article

BODY = (
    "\n\n"
    "By Lena Orrin"
    "\n\n"
    "LISSEL, 4 May 2021 (Meroth Wire) - Velland's foreign minister, Osric Pel, met the envoy of Kestra, Ada Roke, on Monday in the old town of Lissel."
    "\n\n"
    "Pel said that the boats would stay, and that the crews would be paid from the fund of the harbour."
    "\n\n"
    "Roke said that the crews had families."
    "\n\n"
    "The Harbour Authority, Velland's regulator of ports, said it was ready."
    "\n"
)
HEADLINES = [
    ("Velland will not sign, says Pel", "Velland will not sign", "Osric Pel"),
    ("Velland will not sign - Pel", "Velland will not sign", "Osric Pel"),
    ("Velland will not sign: Pel", "Velland will not sign", "Osric Pel"),
    ("Pel: Velland will not sign", "Velland will not sign", "Osric Pel"),
    ("Pel: 'We will not sign'", "We will not sign", "Osric Pel"),
    ("Pel: “We will not sign”", "We will not sign", "Osric Pel"),
    ("'We will not sign': Pel", "We will not sign", "Osric Pel"),
    ("'We will not sign,' says Pel", "We will not sign,", "Osric Pel"),
    ("'We will not sign', Pel says", "We will not sign", "Osric Pel"),
    ("“We will not sign” – foreign minister", "We will not sign", "Osric Pel"),
    ("'We will not sign' - Velland minister", "We will not sign", "Osric Pel"),
    ("Velland minister: 'We will not sign'", "We will not sign", "Osric Pel"),
    ("Velland's Pel says boats to stay", "boats to stay", "Osric Pel"),
    ("Velland's foreign minister says boats will stay", "boats will stay", "Osric Pel"),
    ("Foreign minister: boats will stay", "boats will stay", "Osric Pel"),
    ("FM Pel says boats will stay", "boats will stay", "Osric Pel"),
    ("FM: Boats will stay", "Boats will stay", "Osric Pel"),
    ("FM Pel: Boats will stay", "Boats will stay", "Osric Pel"),
    ("Boats will stay, minister says", "Boats will stay", "Osric Pel"),
    ("Boats will stay, says foreign minister", "Boats will stay", "Osric Pel"),
    ("Boats Will Stay, Says Foreign Minister", "Boats Will Stay", "Osric Pel"),
    ("Boats Will Stay, Says FM Pel", "Boats Will Stay", "Osric Pel"),
    ("BOATS WILL STAY, SAYS PEL", "BOATS WILL STAY", "Osric Pel"),
    ("Pel says 'no turning back' on boats", "no turning back", "Osric Pel"),
    ("Pel calls talks 'useful'", "useful", "Osric Pel"),
    ("Pel slams 'cowardly' attack", "cowardly", "Osric Pel"),
    ("Pel hails 'historic' deal", "historic", "Osric Pel"),
    ("Pel vows 'swift' answer", "swift", "Osric Pel"),
    ("Talks 'useful', says Pel", "useful", "Osric Pel"),
    ("Talks were 'useful' - Pel", "useful", "Osric Pel"),
    ("Talks ‘useful’: minister", "useful", "Osric Pel"),
    ("Kestra 'playing with fire', Velland says", "playing with fire", "Velland"),
    ("Velland says Kestra 'playing with fire'", "playing with fire", "Velland"),
    ("Velland warns Kestra against 'playing with fire'", "playing with fire", "Velland"),
    ("Velland accuses Kestra of 'playing with fire'", "playing with fire", "Velland"),
    ("Velland tells Kestra to 'stay out'", "stay out", "Velland"),
    ("Velland urges 'restraint'", "restraint", "Velland"),
    ("Harbour Authority: Boats will stay", "Boats will stay", "Harbour Authority"),
    ("Kestran envoy says crews have families", "crews have families", "Ada Roke"),
    ("Kestran envoy: crews have families", "crews have families", "Ada Roke"),
    ("Envoy: 'Crews have families'", "Crews have families", "Ada Roke"),
    ("Crews have families, envoy tells Lissel meeting", "Crews have families", "Ada Roke"),
    ("Roke tells Pel: 'Crews have families'", "Crews have families", "Ada Roke"),
    ("Roke to Pel: Crews have families", "Crews have families", "Ada Roke"),
    ("Roke says crews have families; Pel says boats will stay", "crews have families", "Ada Roke"),
    ("Roke denies crews have left", "crews have left", "Ada Roke"),
    ("Pel confirms boats will stay", "boats will stay", "Osric Pel"),
    ("Pel insists boats will stay", "boats will stay", "Osric Pel"),
    ("Pel hints boats may stay", "boats may stay", "Osric Pel"),
    ("Pel: No plan to move boats", "No plan to move boats", "Osric Pel"),
    ("Pel: ‘No plan’ to move boats", "No plan", "Osric Pel"),
    ("No plan to move boats, Pel tells Meroth Wire", "No plan to move boats", "Osric Pel"),
    ("No plan to move boats – Pel tells parliament", "No plan to move boats", "Osric Pel"),
    ("‘No plan to move boats’ – Osric Pel", "No plan to move boats", "Osric Pel"),
    ("Osric Pel: ‘Why I will not move the boats’", "Why I will not move the boats", "Osric Pel"),
    ("According to Pel, boats will stay", "boats will stay", "Osric Pel"),
    ("Velland FM says 'boats will stay' after talks", "boats will stay", "Osric Pel"),
    ("EXCLUSIVE: Boats will stay, says Pel", "Boats will stay", "Osric Pel"),
    ("UPDATE 1-Boats will stay, Pel says", "Boats will stay", "Osric Pel"),
    ("Boats to stay as Pel says 'no' to Kestra", "no", "Osric Pel"),
    ("Pel on boats: 'They stay'", "They stay", "Osric Pel"),
    ("Foreign Minister Osric Pel on boats: ‘They stay’", "They stay", "Osric Pel"),
    ("'They stay': Pel on the boats", "They stay", "Osric Pel"),
    ("'They stay': Velland's foreign minister on boats, crews and the fund", "They stay", "Osric Pel"),
    ("‘They will stay’, Pel vows", "They will stay", "Osric Pel"),
    ("‘They will stay’: Pel vows to keep boats", "They will stay", "Osric Pel"),
    ("Pel says they will stay - Meroth Wire", "they will stay", "Osric Pel"),
    ("Boats in Lissel open to all", "", None),
    ("Pel meets Roke in Lissel", "", None),
    ("Pel to visit Kestra in June", "", None),
    ("Lissel: boats return to harbour", "", None),
    ("Boats: what we know so far", "", None),
    ("Analysis: Why the boats matter", "", None),
    ("The 'ghost fleet' of Lissel", "", None),
    ("Interview: Osric Pel", "", None),
    ("Watch: boats return", "", None),
]


@pytest.mark.parametrize(("headline", "words", "speaker"), HEADLINES)
def test_a_headline_gives_its_words_to_whoever_said_them(
    headline: str, words: str, speaker: str | None
) -> None:
    found = [(q.speaker, q.text) for q in read_article(headline + BODY, "a").quotes if q.in_headline]
    assert ((speaker, words) in found) if words else (found == [])
