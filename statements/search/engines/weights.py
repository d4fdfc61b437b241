"""What a word weighs, and where it stands: the same on every engine, so that the same comes first."""

K1, B = 1.2, 0.75  # of BM25, as usual
SAME_FORM = 0.2  # share of a word's weight for standing exactly as typed
NEIGHBOURS = 8  # pairs of words that may weigh more for standing side by side
NEAR_PLACES = 8  # places within which words of a question weigh more for standing near each other
NEAR_SHARE = 0.2
AROUND = 0.3  # share of a word's weight for being told around a statement, as in its headline
OTHER_FORM = 0.6  # share of a word's weight where it is spelled otherwise
HEADLINE = 0.7  # what a headline quotes stands in full below it
NEXT_TO = 0.35  # share of two words' weight for standing side by side as typed
KIND_WEIGHT = {"direct": 1.0, "partial": 0.98, "indirect": 0.92}  # words before reports, all else equal
