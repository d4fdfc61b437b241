"""The rules by which words are given to somebody, with a sentence for each and one that it must leave."""

from ...rules import Example, Rule, gettext_noop

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            name="quotation-source-cue",
            because=gettext_noop("a name stands before a reporting verb right after the quotation"),
            confidence=0.98,
            examples=(
                Example(
                    text="“We will not accept this,” Mira Tolan said.",
                    words="We will not accept this,",
                    mention="Mira Tolan",
                    cue="said",
                ),
                Example(
                    text="“The door is open,” the Kestrian envoy told reporters on Monday.",
                    words="The door is open,",
                    mention="the Kestrian envoy",
                    cue="told",
                ),
                Example(text="“Why now?” he asked.", words="Why now?", mention="he", cue="asked"),
            ),
            counterexamples=("The film “Lincoln” won four prizes.",),
        ),
        Rule(
            name="quotation-cue-source",
            because=gettext_noop("a reporting verb with a name behind it follows the quotation"),
            confidence=0.98,
            examples=(
                Example(
                    text="“We will not accept this,” said Mira Tolan.",
                    words="We will not accept this,",
                    mention="Mira Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("The novel “Harbour” told a sad story.",),
        ),
        Rule(
            name="source-cue-quotation",
            because=gettext_noop("a name and a reporting verb lead up to the quotation"),
            confidence=0.98,
            examples=(
                Example(
                    text="Mira Tolan told reporters: “We are ready.”",
                    words="We are ready.",
                    mention="Mira Tolan",
                    cue="told",
                ),
                Example(
                    text="The minister added, “Nobody has left the table.”",
                    words="Nobody has left the table.",
                    mention="The minister",
                    cue="added",
                ),
            ),
            counterexamples=("The minister walked past a sign: “No entry.”",),
        ),
        Rule(
            name="source-cue-clause-quoted",
            because=gettext_noop("quoted words stand inside what a name is reported to have said"),
            confidence=0.92,
            examples=(
                Example(
                    text="Tolan said that the offer was “three winters late” and left.",
                    words="three winters late",
                    mention="Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("Tolan left the “blue room” early.",),
        ),
        Rule(
            name="source-cue-clause",
            because=gettext_noop("a name, a reporting verb and “that” lead up to the reported words"),
            confidence=0.85,
            examples=(
                Example(
                    text="Tolan said that the talks would go on in April.",
                    words="the talks would go on in April",
                    mention="Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("Tolan left the hall before noon.",),
        ),
        Rule(
            name="source-cue-bare-clause",
            because=gettext_noop("a name and a reporting verb lead up to the reported words"),
            confidence=0.83,
            examples=(
                Example(
                    text="Tolan said the talks would go on in April.",
                    words="the talks would go on in April",
                    mention="Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("Tolan said nothing.",),
        ),
        Rule(
            name="leading-cue-clause",
            because=gettext_noop(
                "the sentence begins with a saying, and its subject follows the reported words"
            ),
            confidence=0.8,
            examples=(
                Example(
                    text="Having announced that the harbour was shut, Mira Tolan left the hall.",
                    words="the harbour was shut",
                    mention="Mira Tolan",
                    cue="announced",
                ),
            ),
            counterexamples=("Having announced nothing of the kind, Mira Tolan left the hall.",),
        ),
        Rule(
            name="leading-cue-bare-clause",
            because=gettext_noop(
                "the sentence begins with a saying, and its subject follows the reported words"
            ),
            confidence=0.75,
            examples=(
                Example(
                    text="After saying he was seasick, Tolan left the hall.",
                    words="he was seasick",
                    mention="Tolan",
                    cue="saying",
                ),
            ),
            counterexamples=("After saying a prayer, Tolan left the hall.",),
        ),
        Rule(
            name="leading-cue-clause-quoted",
            because=gettext_noop(
                "the sentence begins with a saying, and its subject follows the words in marks"
            ),
            confidence=0.8,
            examples=(
                Example(
                    text="While admitting that the harbour was “a little wet”, Tolan left the hall.",
                    words="a little wet",
                    mention="Tolan",
                    cue="admitting",
                ),
            ),
            counterexamples=("While wearing a “little wet” hat, Tolan left the hall.",),
        ),
        Rule(
            name="leading-cue-quotation",
            because=gettext_noop(
                "the sentence begins with a saying and its quotation, and its subject follows"
            ),
            confidence=0.8,
            examples=(
                Example(
                    text="After saying, “The harbour is shut,” Mira Tolan left the hall.",
                    words="The harbour is shut,",
                    mention="Mira Tolan",
                    cue="saying",
                ),
            ),
            counterexamples=("After seeing “The Harbour Is Shut,” Mira Tolan left the hall.",),
        ),
        Rule(
            name="clause-around-source-quoted",
            because=gettext_noop("the reported words stand around their source, some of them in marks"),
            confidence=0.85,
            examples=(
                Example(
                    text="The ferry, Mira Tolan said, is “a little wet”.",
                    words="a little wet",
                    mention="Mira Tolan",
                    cue="said",
                ),
                Example(
                    text="The ferry, as Mira Tolan noted on Friday, is “a little wet”.",
                    words="a little wet",
                    mention="Mira Tolan",
                    cue="noted",
                ),
            ),
            counterexamples=("The ferry, Mira Tolan left, was “a little wet”.",),
        ),
        Rule(
            name="cue-source-quotation",
            because=gettext_noop("the sentence begins with a reporting verb, its name and the quotation"),
            confidence=0.95,
            examples=(
                Example(
                    text="But, said Mira Tolan, “I have never shut it.”",
                    words="I have never shut it.",
                    mention="Mira Tolan",
                    cue="said",
                ),
                Example(
                    text="Continued Mira Tolan: “I have never shut it.”",
                    words="I have never shut it.",
                    mention="Mira Tolan",
                    cue="Continued",
                ),
            ),
            counterexamples=("Left alone, Mira Tolan: “Low Water.”",),
        ),
        Rule(
            name="as-source-cue",
            because=gettext_noop("“as Tolan said” stands beside a clause of its own"),
            confidence=0.8,
            examples=(
                Example(
                    text="As Tolan noted on Friday, the harbour is shut.",
                    words="the harbour is shut",
                    mention="Tolan",
                    cue="noted",
                ),
                Example(
                    text="The harbour is shut, as Mira Tolan noted in a letter.",
                    words="The harbour is shut",
                    mention="Mira Tolan",
                    cue="noted",
                ),
            ),
            counterexamples=("The harbour is shut, as Mira Tolan left it.",),
        ),
        Rule(
            name="as-source-cue-quoted",
            because=gettext_noop("“as Tolan said” stands beside a clause with words in marks"),
            confidence=0.8,
            examples=(
                Example(
                    text="As Tolan noted on Friday, the harbour is “a little wet”.",
                    words="a little wet",
                    mention="Tolan",
                    cue="noted",
                ),
            ),
            counterexamples=("As Tolan left on Friday, the harbour was “a little wet”.",),
        ),
        Rule(
            name="clause-source-cue",
            because=gettext_noop("the reported words stand before a name and a reporting verb"),
            confidence=0.74,
            examples=(
                Example(
                    text="The talks will go on in April, Tolan said on Thursday.",
                    words="The talks will go on in April",
                    mention="Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("On Thursday, Tolan left.",),
        ),
        Rule(
            name="clause-source-cue-quoted",
            because=gettext_noop("quoted words stand inside a reported clause that comes before the name"),
            confidence=0.98,
            examples=(
                Example(
                    text="The offer was “three winters late” and badly timed, Tolan said.",
                    words="three winters late",
                    mention="Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("The “blue room” was empty, and Tolan left.",),
        ),
        Rule(
            name="clause-around-source",
            because=gettext_noop(
                "a name and a reporting verb are set between commas into the reported words"
            ),
            confidence=0.84,
            examples=(
                Example(
                    text="In April, Tolan said, the talks would go on without her.",
                    words="In April … the talks would go on without her",
                    mention="Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("In April, Tolan, the envoy, left.",),
        ),
        Rule(
            name="clause-cue-source",
            because=gettext_noop("the reported words stand before a reporting verb with a name behind it"),
            confidence=0.83,
            examples=(
                Example(
                    text="The talks will go on in April, said Mira Tolan.",
                    words="The talks will go on in April",
                    mention="Mira Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("The talks went on, and Tolan smiled.",),
        ),
        Rule(
            name="clause-cue-source-quoted",
            because=gettext_noop(
                "quoted words stand inside a reported clause before a reporting verb and a name"
            ),
            confidence=0.95,
            examples=(
                Example(
                    text="The offer was “three winters late” and badly timed, said Mira Tolan.",
                    words="three winters late",
                    mention="Mira Tolan",
                    cue="said",
                ),
            ),
            counterexamples=("The “blue room” was empty.",),
        ),
        Rule(
            name="hanging-cue-quotation",
            because=gettext_noop(
                "“saying” or the like, which hangs on the subject of the sentence, leads up to the quotation"
            ),
            confidence=0.92,
            examples=(
                Example(
                    text="Tolan left the hall, saying: “We are ready.”",
                    words="We are ready.",
                    mention="Tolan",
                    cue="saying",
                ),
            ),
            counterexamples=("A sign saying nothing hung there.",),
        ),
        Rule(
            name="hanging-cue-clause-quoted",
            because=gettext_noop(
                "quoted words follow “saying” or the like, which hangs on the subject of the sentence"
            ),
            confidence=0.87,
            examples=(
                Example(
                    text="Tolan left the hall, saying that the offer was “three winters late.”",
                    words="three winters late.",
                    mention="Tolan",
                    cue="saying",
                ),
            ),
            counterexamples=("Tolan left the “blue room”.",),
        ),
        Rule(
            name="hanging-cue-clause",
            because=gettext_noop(
                "the reported words follow “saying that”, which hangs on the subject of the sentence"
            ),
            confidence=0.74,
            examples=(
                Example(
                    text="Tolan left the hall, saying that the talks would go on.",
                    words="the talks would go on",
                    mention="Tolan",
                    cue="saying",
                ),
            ),
            counterexamples=("Tolan left the hall, smiling.",),
        ),
        Rule(
            name="hanging-cue-bare-clause",
            because=gettext_noop(
                "the reported words follow “saying” or the like, which hangs on the subject of the sentence"
            ),
            confidence=0.62,
            examples=(
                Example(
                    text="Tolan left the hall, saying the talks would go on.",
                    words="the talks would go on",
                    mention="Tolan",
                    cue="saying",
                ),
            ),
            counterexamples=("Tolan left the hall, smiling.",),
        ),
        Rule(
            name="source-to-cue-quotation",
            because=gettext_noop("a name and “would say” or the like lead up to the quotation"),
            confidence=0.85,
            examples=(
                Example(
                    text="Tolan would say only: “We are ready.”",
                    words="We are ready.",
                    mention="Tolan",
                    cue="say",
                ),
            ),
            counterexamples=("Tolan would say nothing.",),
        ),
        Rule(
            name="source-to-cue-clause-quoted",
            because=gettext_noop("quoted words follow a name and “would say” or the like"),
            confidence=0.8,
            examples=(
                Example(
                    text="Tolan would say that the offer was “three winters late.”",
                    words="three winters late.",
                    mention="Tolan",
                    cue="say",
                ),
            ),
            counterexamples=("Tolan would leave the “blue room”.",),
        ),
        Rule(
            name="source-to-cue-clause",
            because=gettext_noop("the reported words follow a name and “would say that” or the like"),
            confidence=0.75,
            examples=(
                Example(
                    text="Tolan would say that the talks would go on.",
                    words="the talks would go on",
                    mention="Tolan",
                    cue="say",
                ),
            ),
            counterexamples=("Tolan would not come.",),
        ),
        Rule(
            name="source-to-cue-bare-clause",
            because=gettext_noop("the reported words follow a name and “would say” or the like"),
            confidence=0.69,
            examples=(
                Example(
                    text="Tolan would say the talks would go on.",
                    words="the talks would go on",
                    mention="Tolan",
                    cue="say",
                ),
            ),
            counterexamples=("Tolan would not come.",),
        ),
        Rule(
            name="thought-clause",
            because=gettext_noop("a name and a verb of thinking or hoping lead up to the words"),
            confidence=0.7,
            examples=(
                Example(
                    text="Tolan believes that the talks will go on in April.",
                    words="the talks will go on in April",
                    mention="Tolan",
                    cue="believes",
                ),
            ),
            counterexamples=("Tolan believes in patience.",),
        ),
        Rule(
            name="thought-clause-quoted",
            because=gettext_noop("quoted words stand inside what a name is reported to think or hope"),
            confidence=0.66,
            examples=(
                Example(
                    text="Tolan hopes that the offer is “not the last word” in April.",
                    words="not the last word",
                    mention="Tolan",
                    cue="hopes",
                ),
            ),
            counterexamples=("Tolan hopes for the “blue room”.",),
        ),
        Rule(
            name="naming-cue",
            because=gettext_noop(
                "somebody is said to have called, described or dismissed something in these words"
            ),
            confidence=0.85,
            examples=(
                Example(
                    text="Tolan called the offer “a farce” and left.",
                    words="a farce",
                    mention="Tolan",
                    cue="called",
                ),
            ),
            counterexamples=("A ship called there on Monday.",),
        ),
        Rule(
            name="naming-cue-plain",
            because=gettext_noop(
                "somebody is said to have called or described something so, without quotation marks"
            ),
            confidence=0.41,
            examples=(
                Example(
                    text="Tolan called Adrel a patient listener.",
                    words="a patient listener",
                    mention="Tolan",
                    cue="called",
                ),
            ),
            counterexamples=("Tolan called Adrel on Monday.",),
        ),
        Rule(
            name="according-to",
            because=gettext_noop("“according to” names who said it"),
            confidence=0.9,
            examples=(
                Example(
                    text="According to Mira Tolan, the talks will go on in April.",
                    words="the talks will go on in April",
                    mention="Mira Tolan",
                    cue="According to",
                ),
                Example(
                    text="The talks will go on in April, according to Mira Tolan.",
                    words="The talks will go on in April",
                    mention="Mira Tolan",
                    cue="according to",
                ),
            ),
            counterexamples=("Nothing was signed, according to preliminary information.",),
        ),
        Rule(
            name="noun-cue",
            because=gettext_noop("a noun such as “statement that” reports the words of the name before it"),
            confidence=0.36,
            examples=(
                Example(
                    text="Reporters asked about Tolan’s statement that the talks were over.",
                    words="the talks were over",
                    mention="Tolan",
                    cue="statement",
                ),
            ),
            counterexamples=("Tolan’s statement was long.",),
        ),
        Rule(
            name="opinion",
            because=gettext_noop(
                "“in his opinion” or the like makes somebody responsible for the quoted words"
            ),
            confidence=0.8,
            examples=(
                Example(
                    text="In her opinion, the treaty is “dented” beyond repair.",
                    words="dented",
                    mention="her",
                    cue="In her opinion",
                ),
                Example(
                    text="Mira Tolan left. In her opinion, the treaty was dead by noon.",
                    words="the treaty was dead by noon",
                    mention="her",
                    cue="In her opinion",
                ),
            ),
            counterexamples=(
                "In spring the treaty was “dented”.",
                "In her hut, the treaty is read by nobody.",
            ),
        ),
        Rule(
            name="label-colon-quotation",
            because=gettext_noop("a name and a colon stand before the quotation"),
            confidence=0.85,
            examples=(
                Example(text="Mira Tolan: “We are ready.”", words="We are ready.", mention="Mira Tolan"),
            ),
            counterexamples=("Two things matter: bread and salt.",),
        ),
        Rule(
            name="sentence-colon-quotation",
            because=gettext_noop("a sentence about somebody ends in a colon before the quotation"),
            confidence=0.81,
            examples=(
                Example(
                    text="Tolan was blunt about the offer: “It is three winters late.”",
                    words="It is three winters late.",
                    mention="Tolan",
                ),
            ),
            counterexamples=("One thing matters: salt.",),
        ),
        Rule(
            name="quotation-source-verb",
            because=gettext_noop("a name and the verb of its sentence stand right after the quotation"),
            confidence=0.9,
            examples=(
                Example(
                    text="“Go home,” Mira Tolan barked.", words="Go home,", mention="Mira Tolan", cue="barked"
                ),
            ),
            counterexamples=("The film “Harbour” Mira Tolan watched twice.",),
        ),
        Rule(
            name="source-verb-quotation",
            because=gettext_noop("a name and the verb of its sentence lead up to the quotation"),
            confidence=0.85,
            examples=(
                Example(
                    text="Mira Tolan cracked, “I am a sailor.”",
                    words="I am a sailor.",
                    mention="Mira Tolan",
                    cue="cracked",
                ),
            ),
            counterexamples=("The vase cracked, “Harbour” in hand.",),
        ),
        Rule(
            name="quotation-verb-source",
            because=gettext_noop("a verb and a name stand right after the quotation"),
            confidence=0.9,
            examples=(
                Example(
                    text="“It never rained,” remembered Mira Tolan.",
                    words="It never rained,",
                    mention="Mira Tolan",
                    cue="remembered",
                ),
            ),
            counterexamples=("The “boat tax” raised in spring was small.",),
        ),
        Rule(
            name="quotation-dash-source",
            because=gettext_noop("a dash and a name close the quotation"),
            confidence=0.9,
            examples=(
                Example(
                    text="“It never rained here.” — Mira Tolan",
                    words="It never rained here.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=("He read “Harbour” — twice.",),
        ),
        Rule(
            name="phrase-used",
            because=gettext_noop("somebody is said to have used this phrase or word"),
            confidence=0.8,
            examples=(
                Example(
                    text="Mira Tolan has used the phrase “paper boats” often.",
                    words="paper boats",
                    mention="Mira Tolan",
                    cue="used",
                ),
            ),
            counterexamples=("The phrase “paper boats” is old.",),
        ),
        Rule(
            name="introduced-by-paragraph",
            because=gettext_noop("the paragraph before names the source and ends in a colon"),
            confidence=0.85,
            examples=(
                Example(
                    text="Mira Tolan told the hall:\n“We are ready.”",
                    words="We are ready.",
                    mention="Mira Tolan",
                    cue="told",
                ),
            ),
            counterexamples=("Three boats came:\nThe “Harbour” was one.",),
        ),
        Rule(
            name="before-its-attribution",
            because=gettext_noop("the quotation goes on in the next sentence, which names the speaker"),
            confidence=0.85,
            examples=(
                Example(
                    text="“Nobody sleeps.” “The boats are late,” Mira Tolan said.",
                    words="Nobody sleeps.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=("“Harbour” is a film.",),
        ),
        Rule(
            name="continued-in-paragraph",
            because=gettext_noop(
                "the quotation goes on after one whose speaker is named in the same paragraph"
            ),
            confidence=0.98,
            examples=(
                Example(
                    text="“We are ready,” Mira Tolan said. “The boat is not.”",
                    words="The boat is not.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=("“We are ready,” Mira Tolan said. The “blue room” was empty.",),
        ),
        Rule(
            name="follows-its-subject",
            because=gettext_noop("the quotation is a paragraph of its own behind a sentence about somebody"),
            confidence=0.5,
            examples=(
                Example(
                    text="Mira Tolan came out to the cameras at last.\n“We can see the harbour from here.”",
                    words="We can see the harbour from here.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=("It rained at last.\n“Harbour.”",),
        ),
        Rule(
            name="behind-its-manner",
            because=gettext_noop("the sentence before says how somebody spoke"),
            confidence=0.85,
            examples=(
                Example(
                    text="Mira Tolan was blunt. “We can see the harbour from here.”",
                    words="We can see the harbour from here.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=("The harbour was empty. “Low Water.”",),
        ),
        Rule(
            name="continued-next-paragraph",
            because=gettext_noop("a quotation that stands alone goes on from the paragraph before"),
            confidence=0.66,
            examples=(
                Example(
                    text="“We are ready,” Mira Tolan said.\n“The boat is dry and full.”",
                    words="The boat is dry and full.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=("“We are ready,” Mira Tolan said.\nThe “blue room” was empty.",),
        ),
        Rule(
            name="continued-in-sentence",
            because=gettext_noop(
                "quoted words without a name of their own follow a statement in the same paragraph"
            ),
            confidence=0.72,
            examples=(
                Example(
                    text="“We are ready,” Mira Tolan said. The boat was “dry as a drum in July”.",
                    words="dry as a drum in July",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=("“We are ready,” Mira Tolan said. The “blue room” was empty.",),
        ),
        Rule(
            name="headline-dash-source",
            because=gettext_noop("the headline names the source after a dash"),
            confidence=0.9,
            examples=(
                Example(
                    text="Ferry to sail by autumn – harbour chief\n\n"
                    "The harbour office said on Monday that nothing had been decided about the ferry, the gate or the bridge, "
                    "and that the boats of the town would stay where they were for the time being.",
                    words="Ferry to sail by autumn",
                    mention="harbour chief",
                ),
            ),
            counterexamples=(
                "Ferry sails – at last\n\n"
                "The harbour office said on Monday that nothing had been decided about the ferry, the gate or the bridge, "
                "and that the boats of the town would stay where they were for the time being.",
            ),
        ),
        Rule(
            name="headline-repeats-text",
            because=gettext_noop("the headline puts in marks what the text gives to somebody"),
            confidence=0.9,
            examples=(
                Example(
                    text="“A bridge of paper”: harbour town wakes to its ferry\n\nMira Tolan called the plan “a bridge of paper”. "
                    "The harbour office said on Monday that nothing had been decided about the ferry, the gate or the bridge, "
                    "and that the boats of the town would stay where they were for the time being.",
                    words="A bridge of paper",
                ),
            ),
            counterexamples=(
                "“Lanterns” wins a prize in the harbour town\n\n"
                "The harbour office said on Monday that nothing had been decided about the ferry, the gate or the bridge, "
                "and that the boats of the town would stay where they were for the time being.",
            ),
        ),
        Rule(
            name="headline-cue",
            because=gettext_noop("the headline has a name and a reporting verb"),
            confidence=0.85,
            examples=(
                Example(
                    text="Tolan says the ferry will sail by autumn\n\n"
                    "The harbour office said on Monday that nothing had been decided about the ferry, the gate or the bridge, "
                    "and that the boats of the town would stay where they were for the time being.",
                    words="the ferry will sail by autumn",
                    mention="Tolan",
                    cue="says",
                ),
            ),
            counterexamples=(
                "Two states sign a treaty in the harbour town\n\n"
                "The harbour office said on Monday that nothing had been decided about the ferry, the gate or the bridge, "
                "and that the boats of the town would stay where they were for the time being.",
            ),
        ),
        Rule(
            name="statement-by-title",
            because=gettext_noop(
                "the title says whose statement this is, and the text is in the first person"
            ),
            confidence=0.9,
            examples=(
                Example(
                    text="Statement by Mira Tolan on the ferry\n\nI have seen the boats of this harbour for thirty years, and I "
                    "will not see them sold to people who have never held a rope in their lives, whatever they pay.",
                    words="I have seen the boats of this harbour for thirty years, and I will not see them sold to people who "
                    "have never held a rope in their lives, whatever they pay.",
                    mention="Mira Tolan",
                    cue="Statement",
                ),
            ),
            counterexamples=(
                "Statement by Mira Tolan on the ferry\n\nThe boats of the harbour have been sold to people who have never held a "
                "rope in their lives, and the price was not made known by the office or by anybody else.",
            ),
        ),
        Rule(
            name="statement-by-lead",
            because=gettext_noop("the text says whose statement follows"),
            confidence=0.9,
            examples=(
                Example(
                    text="Harbour master on the ferry\n\nMira Tolan, the harbour master, issued the following statement on Monday:\n\n"
                    "The boats of this harbour have been here for thirty years, and they will not be sold to people who have "
                    "never held a rope in their lives, whatever they pay.",
                    words="The boats of this harbour have been here for thirty years, and they will not be sold to people who "
                    "have never held a rope in their lives, whatever they pay.",
                    mention="Mira Tolan",
                    cue="issued",
                ),
            ),
            counterexamples=(
                "Harbour master on the ferry\n\nMira Tolan, the harbour master, issued a statement on Monday.\n\nThe boats of the "
                "harbour have been here for thirty years, and nobody knows to whom they will be sold or at what price.",
            ),
        ),
        Rule(
            name="statement-by-signature",
            because=gettext_noop("the letter is signed with this name"),
            confidence=0.85,
            examples=(
                Example(
                    text="To the towns of the strait\n\nI have seen the boats of this harbour for thirty years, and I will not see "
                    "them sold to people who have never held a rope in their lives.\n\nYours sincerely,\n\nMira Tolan",
                    words="I have seen the boats of this harbour for thirty years, and I will not see them sold to people who "
                    "have never held a rope in their lives.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=(
                "To the towns of the strait\n\nThe boats of the harbour have been sold to people who have never held a rope in their "
                "lives, and the price was not made known by anybody.\n\nYours sincerely,\n\nMira Tolan",
            ),
        ),
        Rule(
            name="embedded-post",
            because=gettext_noop("the text shows a post of a network with its author’s name"),
            confidence=0.85,
            examples=(
                Example(
                    text="Harbour waits for the ferry\n\nThe harbour office said on Monday that nothing had been decided about the "
                    "ferry, the gate or the bridge.\n\nThe rope is dry.\n\n— Mira Tolan (@miratolan) March 3, 2022\n\nNobody "
                    "else had anything to say about it, and the crowd went home in the rain.",
                    words="The rope is dry.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=(
                "Harbour waits for the ferry\n\nThe harbour office said on Monday that nothing had been decided about the ferry, "
                "the gate or the bridge.\n\nThe rope is dry.\n\nMira Tolan (@miratolan) posted a picture of the ferry on Monday "
                "and nobody liked it.",
            ),
        ),
        Rule(
            name="transcript-interview",
            because=gettext_noop(
                "questions and answers alternate in an interview, and the head names who answers"
            ),
            confidence=0.8,
            examples=(
                Example(
                    text="Interview with Mira Tolan, harbour master\n\nMira Tolan received us on the ferry on Monday morning.\n\n"
                    "Is the harbour open?\n\nI have never shut it in my life.\n\nAnd the ferry?\n\nWe sail it on Mondays.\n\n"
                    "Who pays for the ropes?\n\nI do, as my mother did.",
                    words="I have never shut it in my life.",
                    mention="Mira Tolan",
                ),
            ),
            counterexamples=(
                "Harbour waits for the ferry\n\nMira Tolan came to the ferry on Monday morning and looked at it.\n\n"
                "Is the harbour open?\n\nNobody has shut it so far.\n\nAnd the ferry?\n\nIt sails on Mondays.\n\n"
                "Who pays for the ropes?\n\nThe town does, as it always has.",
            ),
        ),
        Rule(
            name="transcript-turn",
            because=gettext_noop("the transcript labels the turn with the speaker’s name"),
            confidence=0.8,
            examples=(
                Example(
                    text="Briefing on the ferry\n\nMR ROKE: The boats are dry and the harbour is open to everybody who has a rope of "
                    "his own.\n\nNo boat sank.\n\nMS TOLAN: And who pays for the ropes that nobody brought along this morning?",
                    words="And who pays for the ropes that nobody brought along this morning?",
                    mention="MS TOLAN",
                ),
            ),
            counterexamples=(
                "Briefing on the ferry\n\nNOTE: The boats are dry and the harbour is open to everybody who has a rope of his own, "
                "and to those who have none but know somebody who has.",
            ),
        ),
    )
}
