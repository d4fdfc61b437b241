"""Which mention brings an event into the article: do its own words say which one it is?"""

from .event_mentions import Mention

DEFINITE_AND_BARE = {"", "the", "its", "their", "this"}
PROCESSES = {"talks", "negotiations", "consultations"}


def says_which(mention: Mention) -> bool:
    """Do the words say which event it is, so that they need no other mention?"""
    place, parties, day = bool(mention.places), len(mention.parties), mention.day
    dated = mention.when is not None
    named = mention.label is not None
    refers = mention.head.noun.refers
    if mention.covered:
        return True
    if mention.more:
        return place and day
    if mention.body and (day or (place and dated)):
        return True  # a council that meets
    if mention.head.is_verb:
        if named and mention.proper and day:
            return True  # "Summoning of Orvania’s ambassador"
        if mention.family == "visit":
            return place and (bool(parties) or mention.somebody) and (dated or mention.invited)
        if mention.family == "resolution":
            return parties > 0 or (named and dated)
        if mention.family == "vote":
            return day
        if mention.family == "agreement":
            return parties > 1 and day
        if mention.family == "launch":
            return (parties > 0 or named) and day
        # One with a name and one without met on a day, or it is nothing that happened once.
        told = parties + mention.somebody + (mention.office and parties < 2)
        return (
            (told >= 2 and (mention.family == "call" or dated or (place and parties >= 2)))
            or (
                (told > 0 or mention.many)
                and (day or (place and mention.many and mention.head.ahead))
                and (place or mention.family == "call")
            )
            or (mention.many and mention.head.ahead and dated)
        )  # "Both ministers agreed to meet in April"
    if mention.family == "encounter":
        if (
            parties > 2
            and not mention.determiner
            and mention.head.words.lower() in PROCESSES
            and not (place or day)
        ):
            return False  # "in talks with Norway, France and Spain": with each of them
        if mention.kind == "summit":
            return (
                (named and (place or mention.proper))
                or parties >= 2
                or (place and (dated or mention.definite or mention.state is not None))
                or (parties > 0 and day)
            )
        plural = mention.head.words.lower() != "meeting"
        return (
            parties >= 2
            or (place and day)
            or (place and dated and mention.state is not None and mention.state.status == "planned")
            or (mention.many and day and mention.state is not None)
            or (mention.ordinal is not None and has_whole_day(mention) and mention.state is not None)
            or (
                mention.head.words.lower().startswith("round")
                and has_whole_day(mention)
                and mention.state is not None
            )
            or (bool(mention.topic) and has_whole_day(mention) and is_off(mention))
            or (parties > 0 and place and (day or mention.somebody))
            or (named and mention.proper and dated)
            or (plural and (named or (bool(mention.topic) and day)) and (place or day))
        )
    if mention.family == "press":
        off = mention.state is not None and mention.state.status in {"cancelled", "planned"}
        return (parties > 0 and (place or day or mention.occasion)) or (
            (day or mention.occasion) and (place or off)
        )
    if mention.family == "call":
        return parties >= 2 or ((parties > 0 or mention.many) and day)
    if mention.family == "launch":
        return day and (not refers or parties > 0)
    if mention.family == "vote" and mention.head.noun.refers:
        return mention.day and mention.determiner in DEFINITE_AND_BARE
    if mention.family == "vote" and "confidence" in mention.head.words:
        return mention.day
    if mention.family == "vote":
        referendum = "referendum" in mention.head.words.lower()
        state = mention.state
        planned = state is not None and state.status == "planned"
        return (
            ((place or parties > 0 or named) and dated)
            or (has_whole_day(mention) and (has_day_inside(mention) or (state is not None and state.firm)))
            or (referendum and (named or (day and planned)))
            or (day and planned and state is not None and state.firm)
        )
    if mention.family == "resolution":
        return parties > 0
    if mention.family == "agreement":
        if mention.of_year and (mention.topic or named or mention.head.words.islower()):
            return True  # "the rescue agreement of 2014"
        done = mention.state is not None and (mention.state.firm or mention.state.status == "held")
        if (
            has_whole_day(mention)
            and done
            and mention.signed
            and not refers
            and (mention.matter or mention.topic)
        ):
            return True  # "On Friday both signed a memorandum on ports"
        if mention.somebody and done and day and (mention.matter or mention.topic):
            return True  # "Today we signed a memorandum on ports"
        whole = has_whole_day(mention)
        if whole and done and mention.definite and (mention.topic or mention.matter):
            return True  # "the transit treaty that both signed on 3 June 1998"
        if (
            whole
            and done
            and mention.definite
            and mention.state is not None
            and mention.state.firm
            and not refers
        ):
            return True  # "The agreement was signed on 3 June 1998"
        planned = mention.state is not None and mention.state.status == "planned"
        if planned and day and place and mention.when is not None and not refers:
            return True  # "are expected to sign a pact in Hollin on Friday"
        hoped = parties >= 2 and mention.state is not None and mention.state.status in {"possible", "planned"}
        if hoped and not refers:
            return True
        firm = mention.state is not None and mention.state.firm
        if parties and done and day and mention.definite and firm and not refers:
            return True  # "the agreement signed with Orvania last month"
        if done and place and dated and mention.determiner in {"a", "an", "the"} and not refers:
            return True  # "a peace accord that the neighbours signed in Hollin in 1998"
        if (
            mention.determiner in {"a", "an", "another", ""}
            and not (done and (mention.proper or day or place or parties >= 2))
            and not (mention.proper and mention.determiner == "")
        ):
            return False  # what is wished for
        if refers and not named:
            return (parties >= 2 and dated) or (place and day and done)
        if mention.head.words.lower() in {"charter", "protocol"}:
            signed = mention.proper or (mention.day and (place or named))
            return signed and done and dated  # many a body has a charter that is no news
        own = parties or mention.proper or place or mention.of_states
        if refers and not own:
            return False  # two firms make deals too
        if mention.head.words.lower() in {"agreement", "pact"} and not own and not day and one_word(mention):
            return False
        return (
            named
            or (parties >= 2 and (mention.state is not None or mention.definite))
            or (place and day)
            or (parties > 0 and day and bool(mention.topic))
        )
    if mention.family == "conference":
        # Many a body is called so: it is a gathering where it has a day or a place, or something is done at it.
        gathering = mention.definite and (mention.occasion or "conference" not in mention.head.words.lower())
        gathering = gathering and "forum" not in mention.head.words.lower()
        told = named or mention.ordinal is not None or mention.state is not None
        return (mention.proper and (dated or place or gathering)) or (place and day and told)
    if mention.family == "visit":
        if mention.went and place and day:
            return True
        if refers:
            # Whoever returned from a trip on a day, or cancelled one that was planned for a day, tells which.
            told = mention.state is not None and (
                mention.state.firm or (mention.when is not None and mention.when.last)
            )
            return (parties > 0 or mention.definite or told) and place and day
        told = mention.definite or mention.state is not None
        if place and dated and mention.state is not None and mention.state.status in {"possible", "planned"}:
            return True  # "A visit to Norway next year is being considered"
        return (parties > 0 and place) or (place and day and told) or (parties > 0 and day)
    return False


def is_off(mention: Mention) -> bool:
    """Was it called off, or did it not happen, as its sentence says in so many words?"""
    return mention.state is not None and mention.state.status in {"cancelled", "did_not_happen"}


def has_whole_day(mention: Mention) -> bool:
    return mention.when is not None and len(mention.when.start) == 10


def has_day_inside(mention: Mention) -> bool:
    """Does the day stand in the noun phrase: "Sunday’s general election", "the June 5 runoff"?"""
    return mention.when is not None and mention.span[0] <= mention.when.span[0] < mention.span[1]


def one_word(mention: Mention) -> bool:
    """Is a label one name that may be a firm's: "the Patriot agreement"?"""
    return mention.label is not None and len(mention.label.split()) < 3


def says_which_part(mention: Mention) -> bool:
    """Is it a lunch that two had, at a place or on a day?"""
    return len(mention.parties) > 1 and (mention.day or bool(mention.places))
