"""Which words turn what is said round, or count it? Two wordings that differ in one of them differ in sense."""

from itertools import chain

from .lexicon import word_set

AUXILIARIES = word_set("ai are ca could did do does had has have is might must need should was were wo would")
NEGATIONS = (
    word_set("not no never nobody none nothing nowhere neither nor cannot hardly scarcely")
    | {f"{verb}n't" for verb in AUXILIARIES}
    | {f"{verb}nt" for verb in AUXILIARIES - {"ca", "wo"}}  # marks that were lost
    | {"cant", "dont"}
)
SMALL_NUMBERS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {
    word: str(figure)
    for word, figure in chain(
        zip(SMALL_NUMBERS, range(20), strict=True), zip(TENS, range(20, 100, 10), strict=True)
    )
} | {"hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000"}
