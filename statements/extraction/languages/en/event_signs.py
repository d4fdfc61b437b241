"""What the words around a mention of an event tell of it, beside names, places and days.

Several people without a name, somebody by office alone, a journey to it, a condition, the page that
covers it.
"""

import re

_PEOPLE = (
    r"(?P<group>(?:two |three |four |foreign |defen[cs]e |finance |energy |trade |prime |working |contact |river |harbour |border |joint )*(?:leaders|presidents|ministers|mayors|delegations|"
    r"sides|parties|envoys|negotiators|diplomats|premiers|governments|officials|allies|member states|experts|negotiating teams|lawmakers|representatives|heads of state|states|countries|neighbours|neighbors|commission|committee|council|group|task force|panel))"
)
# Of whom there are several, or "we": one of these is in all that PEOPLE_MANY finds.
MANY_PEOPLE = (
    "the two", "the three", "the four", "the five", "leaders", "presidents", "ministers", "mayors", "delegations", "sides", "parties", "envoys", "negotiators", "diplomats", "premiers", "governments",
    "officials", "we", "states", "countries", "neighbours", "neighbors", "teams", "lawmakers", "task force", "panel", "allies", "member states", "experts", "commission", "committee", "council", "group",
)  # fmt: skip
PEOPLE_BEHIND = re.compile(rf"\s(?:of|between)\s(?:the |both |their )*{_PEOPLE}\b", re.I)
PEOPLE_MANY = re.compile(
    rf"\b(?:(?:(?:the |both |their )*{_PEOPLE}|the (?:two|three|four|five))"
    r"(?: (?:of|from) (?:the )?(?:\w+ ){0,2}(?:[A-Z][^.,;:]{0,40}|countries|sides|states|governments|nations|neighbours))?|we)\s(?:\w+ly\s|last\s|also\s|have\s|had\s)?(?:(?:will\s|would\s|have\s|had\s|are\sto\s|plan\sto\s)?(?:hold|held|have|had)\s)?$|\bwe, the [^.;:“”\"]{4,160},\s(?:have\s)?$",
    re.I,
)
# Somebody by office alone is there as well: "The President will meet", "the Prime Minister spoke by phone".
OFFICE_ALONE = re.compile(
    r"(?:\b[Tt]he\s|^)(?!(?:I|He|She|They|We|It|You)\b)(?:[A-Z][\w’'-]+\s){0,3}(?P<office>[A-Z][\w’'-]+)\s(?:also\s|\w+ly\s)?$|(?:\b[Tt]he\s|\b[Aa]n?\s|\b[A-Z][\w-]+[’']s\s)(?:[\w’'-]+\s){0,3}?(?P<small>delegation|leader|president|minister|premier|chancellor|envoy|king|queen|secretary|ambassador|team|mission)\s(?:also\s|\w+ly\s|ha[sd]\s)?$|\b(?P<self>I|[Hh]e|[Ss]he|[Yy]ou|[Tt]hey|[Ii]t)(?:\s(?:also\s|\w+ly\s)?)?$"
)
# Right before its verb, or before what it holds: "the Harbour Council this afternoon held an interactive dialogue"
BODY_BEFORE = re.compile(
    r"\b(?:[Tt]he\s)?(?P<body>(?:(?!The\b)[A-Z][\w’'-]+\s){0,4}(?:Council|Assembly|Committee|Commission|Board|board|Cabinet|Parliament|Senate|Congress)(?:\s(?:on|for)\s(?:[A-Z][\w’'-]+\s){0,3}[A-Z][\w’'-]+)?"
    r"|(?:joint|mixed|bilateral|border|liaison|steering|inter-?governmental|bi-?national)\s(?:committee|commission|council|board)(?:\s(?:on|for)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+)?)(?:,\sat\s$|(?:,\swhich)?\s"
    r"(?:(?:today|yesterday|this (?:morning|afternoon|evening|week)|on \w+day)\s)?"
    r"(?:(?:will |is to |is due to |has )?(?:(?:held|hold|convened?)\s|(?:meet|reconvene|resume its work|convene)\s(?:[^.;:“”\"]|(?<=\b[ap])\.|(?<=\.m)\.){0,60}?\bto\s(?:hold|consider|begin|continue|conclude)\s)(?:(?:an?|its|the)\s)?)?$)"
)
IN_THE_MARGINS = re.compile(r"\b(?:margins?|sidelines?|fringes?|edges?)\s(?:of|at)\s(?:the\s|an?\s)?$")
# "I will hold a meeting with": whoever speaks takes part
WILL_HOLD = re.compile(
    r"\b(?:I|[Ww]e|[Hh]e|[Ss]he)\s(?:will|am to|are to|is to|shall)\s(?:also\s)?(?:hold|have)\s$"
)
WILL_HOST = re.compile(
    r"\b(?P<who>[A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:(?:(?:will|is to|is due to|plans to|would)\s(?:also\s)?|to\s)host|hosted|hosts)\s$"
)
WE_SIGNED = re.compile(
    r"\b[Ww]e\s(?:have\s)?(?:just\s|also\s)?(?:signed|concluded|initialled|adopted)\s$"
    r"|\b(?:[Tt]hey|[Tt]he\s(?:\w+\s)?(?i:leaders|ministers|presidents|sides|parties|delegations|governments|two)|[Bb]oth\s(?:sides|ministers|leaders|governments))\s(?:[^.;:“”\"]{1,80}?,?\sand\s)?(?:have\s|had\s)?(?:also\s|then\s)?"
    r"(?:signed|concluded|initialled|adopted)\s(?:(?:today|yesterday|here|on\s\w+day)\s){0,2}$"
)
# "Torr told his counterpart Lena Roke in a meeting in Oslo that": both were there.
TOLD_AT = re.compile(
    r"(?:^|[,;]\s)(?P<one>[A-Z][^,;:“”\"]{2,80}?)\stold\s(?P<two>[^,;:“”\"]{3,90}?)\s(?:in|at|during)\s(?:a|an|their)?\s?$"
)
# "They spoke by phone on Saturday": two of whom the text has told.
THEY = re.compile(r"\b(?:[Tt]hey|[Bb]oth|[Tt]he two)\s(?:also\s|\w+ly\s)?$")
# A missile has its place where it came down or where it flew.
FLEW_TO = re.compile(
    r"\s[^.;:“”\"]{2,60}?\b(?:into|towards?|over|off)\s(?:the\s)?(?:(?:[a-z]+\s)?(?:coast|waters)\s(?:of\s)?)?"
    r"(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
)
# "invited President Marrick to visit Norway": who is to come.
# "will welcome Foreign Minister Tolan to Hollin": the same.
INVITED = re.compile(
    r"(?:invited|asked|\bwelcom(?:e|ing))\s(?P<who>[^.,;:“”\"]{3,60}?)\sto(?:\s(?:visit|pay)\b|$)"
)
DURING_VISIT = re.compile(
    r"(?:During|In the course of|On) (?:the|his|her|this|their) (?:[a-z]+ ){0,2}(?:visit|trip|stay)\b"
)
# "one day after Oscane tested a missile"
RIGHT_BEFORE = re.compile(r"\b(?P<who>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:has\s|had\s|also\s)?$")
# "The motion of no confidence was rejected by 88 votes to 61": what was put to it names the vote.
PUT_TO_VOTE = re.compile(
    r"\b(?P<what>[Tt]he\s(?:motion|bill|draft(?:\sresolution)?|resolution|amendment|proposal|treaty|pact|agreement|accord)"
    r"(?:\s(?:of|on|to|for|with)\s[^,.;:“”\"]{3,50})?)\s(?:was|were|is)\s(?:\w+ly\s)?$"
)
# "the council will vote on the mandate of the mission on October 31"
BODY_VOTES = re.compile(
    r"\b(?i:council|parliament|senate|assembly|committee|commission|lawmakers|deputies|members|house|chamber|cabinet|board|states)\s(?:[a-z]+\s){0,4}?vot(?:e|es|ed)\s"
    r"on\s(?P<what>(?:the|a|an|its|his|her)\s[^,.;:“”\"]{3,60}?)(?=[,.;]|\s(?:on|in|at|next|this|last|tomorrow|today|yesterday|after|before)\b)"
)
# "called on the President", "met the Principal Secretary": somebody by office alone
OFFICE_MET = re.compile(
    r"\s(?:with\s)?(?:the|his|her|my|our|their)\s(?:[\w’'-]+\s){0,4}?(?i:president|minister|premier|chancellor|king|queen|secretary|speaker|governor|commissioner|ambassador|envoy|counterpart)\b(?![’'])"
)
CHAIRED_BODY = re.compile(
    r"(?:[a-z’]+\s){0,4}?(?:co-?)?chair(?:ed)?\s(?:the|an?)\s(?P<body>(?:[A-Z][\w’'-]+\s){0,4}(?:Council|Committee|Commission|Cabinet))\b"
)
# What a parliament decides on: "ratified the herring accord by 61 votes"
DECIDED_ON = re.compile(
    r"(?:[^.;:“”\"]{0,40}?\b)?(?:approved|ratified|rejected|passed|adopted|endorsed|backed|defeated|vot(?:e|es|ed) on)\s(?:the|an?|its)\s(?P<what>(?:[\w-]+\s){0,4}?(?:pact|treaty|agreement|accord|deal|bill|resolution|motion|protocol|convention|budget|amendment))\b"
)
SIGNED_IT = re.compile(r"\b(?:signed|initialled|initialed|initialling|concluded)\s$")
SELF = ("I ", "We ", "we ", "I’", "I'", "We’", "We'", "we’", "we'")
HERE = re.compile(r"[^.;:“”\"]{0,80}?\bhere\b")
OFFICE_FIRST = re.compile(
    r"The (?:[A-Z][\w’'-]+ )*(?:President|Minister|Chancellor|Premier|Secretary|King|Queen|Emir|Sultan)\s[a-z]"
)
CONDITIONAL = re.compile(r"\b(?:if|unless|whether|in case|provided that)\b", re.I)
WENT_THERE = re.compile(
    r"\b(?:in|to|for)\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:(?:on\s)?(?:[A-Z][\w.]+\s\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s[A-Z]\w+|[A-Z]\w+day(?:\s(?:morning|afternoon|evening|night))?)\s|today\s|tomorrow\s|next\sweek\s)?"
    r"(?P<what>for|on|to attend|to sign|to hold|to open|at)\s$"
)
COMING = re.compile(
    r"\b(?:come|comes|came|coming|travel|travels|travelled|traveled|go|goes|went|fl(?:y|ies|ew)|arriv\w+|return\w*|head(?:s|ed)?|be|was|is|leaves?|left)\b[^.;:]{0,60}$"
)
# "will sign a pact during the minister's visit": that lies ahead with what is to be done then.
WILL_THEN = re.compile(
    r"\b(?:will|shall|is to|are to|is due to|are due to|plans? to|expects? to)\b[^.;:“”\"]{3,160}\b(?:during|at|on|in)\s$"
)
WILL_GO = re.compile(
    r"\b(?:will|would|is to|are to|was to|plans? to|due to|set to|expected to)\b[^.;:]{0,60}$"
)
# "said yesterday in Hollin during talks with"
DAY_IN = re.compile(
    r"\b(?:today|yesterday|on\s\w+day|on\s\d{1,2}\s[A-Z]\w+|on\s[A-Z]\w+\s\d{1,2}),?\s(?:in|at)\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:during|at|in)\s(?:an?\s|the\s|their\s)?$"
)
WHERE = re.compile(
    r"\b(?:in|from|to|at|for)\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})"
    r"(?:\s(?:on\s\w+day|today|tomorrow|yesterday|(?:next|this|last)\sweek|on\s\d{1,2}\s[A-Z]\w+|on\s[A-Z]\w+\s\d{1,2}))?,\swhere\b[^.;:]{0,24}$"
)
BEGAN_AT = re.compile(
    r"\s(?:began|begins|opened|started|convened|was called to order)\sat\s\d{1,2}(?:[:.]\d\d)?\b"
)
VOTERS = re.compile(
    r"(?:^|[,;:]\s|\bthat\s)(?:[Tt]he\s(?:full\s|whole\s)?)?(?P<who>[A-Z][\w’'-]*(?:\s[\w’'-]+){0,3}?)(?:\s(?:on\s\w+day|today|yesterday|also|then|again|last|has|had))*\s$"
)
# Before the name of a body or of a paper that has an event's noun in it: who is of it, and what it does.
OF_A_BODY = re.compile(
    r"(?:\b(?:fellow|director|president|chair|chairman|chairwoman|analyst|researcher|scholar|spokes(?:man|woman|person)) (?:at|of|with|for)"
    r"|\b(?:seen|obtained|reviewed|reported|published|verified) by|\baccording to|\btold)(?: the| The| a)?(?: [a-z-]+){0,2}\s?(?:the |The )?$"
)
# "The council voted 6 to 1": which council, other words say.
COMMON_BODY = re.compile(r"(?:The|This|That|Its|Their|His|Her)(?:\s[a-z’'-]+)+")
# An agreement has a place where it was signed, and where the place is its own: "the accord in Lissel".
SIGNED_THERE = re.compile(
    r"(?:(?:\s(?:with|between|on)\s[^,.;]{2,60}?)?,\s(?:which\s(?:was|were)\s)?(?:signed|inked|initialled|concluded|reached)(?:\s(?:today|yesterday|on\s\w+day|earlier\s\w+))?\sin\s[A-Z]|"
    r"(?:[^,.;]{0,60}?\b(?:signed|inked|initial\w+|concluded|reached|adopted|ratified|struck)\b[^,.;]{0,24}?)?\s(?:in|of|at)\s(?:the\s)?[A-Z])"
)
# With the verb's day the place is the verb's too: "signed a pact on ports in Hollin on Friday".
PLACE_AND_DAY = re.compile(
    r"[^,.;:“”\"]{0,60}?\sin\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}\s(?:on\s|yesterday\b|today\b|last\s)"
)
DAY_AND_PLACE = re.compile(
    r"[^,.;:“”\"]{0,40}?\s(?:on\s(?:\w+day|\d{1,2}\s\w+|\w+\s\d{1,2})|yesterday|today|earlier\s\w+)\sin\s(?:the\s)?[A-Z]"
)
# "Readout of the envoy's", "Secretary Tolan's": what stands before "meeting" in the title of a page that is of one.
RECORD_OF = re.compile(
    r"(?:Readouts?|Summary|Transcript|Records?)\s(?:of|from|on)\s(?:[\w’'.-]+\s){0,9}$|(?:[A-Z][\w’'.-]*\s){0,6}[A-Z][\w.-]*(?:[’']s|s[’'])\s$"
)
# "Remarks by Foreign Minister Tolan at the press conference": the page is of that.
SPEAKERS_AT = re.compile(  # "PM Tolan’s remarks at joint press conference"
    r"(?:[A-Z][\w’'.-]*\s){0,6}[A-Z][\w.-]*(?:[’']s|s[’'])\s(?:[\w-]+\s){0,2}(?:remarks|statements?|comments|speech|answers)\s(?:at|during|following|after|in)\s"
    r"(?:(?:the|a|an|his|her|their)\s)?(?:[\w-]+\s)?$",
    re.I,
)
# "The group, due to meet in Hollin on June 3, has been called off": what became of it
OFF_LATER = re.compile(
    r"[^.;:“”\"]{2,80},\s(?:has|have|had|was|were)(?:\sbeen)?\s(?:called off|cancell?ed|scrapped|(?P<later>postponed|put off))\b"
)
# Two places whose people meet: "The mayors of Hollin and Marrek met"
OF_TWO = re.compile(
    r"\sof\s(?:the\s)?(?P<one>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\sand\s(?:the\s)?(?P<two>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s(?:have\s|had\s|on\s\w+day\s|today\s|yesterday\s)?$"
)
# "talks in the Norwegian capital on Friday"
CAPITAL_OF = re.compile(
    r"[^.,;:“”\"]{0,40}?\s(?:in|at)\sthe\s(?P<country>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\scapital\b(?!,?\sof\b)"
)
# The body that a verb is of, with what stands between: "The Committee on Ports, chaired by Lena Orrin, on Friday"
BODY_WITH_ASIDE = re.compile(
    r"\b(?P<body>(?:(?!The\b)[A-Z][\w’'-]+\s){0,4}(?:Working Group|Council|Committee|Commission|Board)(?:\s(?:on|for)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+)?),"
    r"(?:\s(?:chaired|led|headed) by [^;:“”\"\n]{3,80}?,)?\s(?:on \w+day\s|today\s|yesterday\s)?$"
)
# "Velland and Orvane on Monday agreed", at the head of its clause
STATES_AGREED = re.compile(
    r"(?:^|[,;]\s|\bthat\s)(?:[Tt]he\s)?(?P<one>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\sand\s(?:the\s)?(?P<two>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
    r"(?:\s(?:have|had|on\s\w+day|today|yesterday|also|both))*\s$"
)
WHOM_SUMMONED = re.compile(
    r"summoned\s(?P<whom>[^.,;:“”\"]{2,60}?(?i:ambassador|high commissioner|envoy|charg[eé] d[’']affaires|consul|attach[eé])(?:\sto\s[A-Z][\w’'-]+)?)"
    r"(?:,?\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,3}))?"
)
WHO_WAS_SUMMONED = re.compile(
    r"(?P<whom>(?:[A-Z][\w’' -]{1,40}?(?:[’']s|s[’'])\s|[Tt]he\s)?(?:[A-Z][\w’'-]+\s)?(?i:ambassador|high commissioner|envoy|charg[eé] d[’']affaires|consul)"
    r"(?:\sto\s[A-Z][\w’'-]+)?)(?:,\s(?P<name>[A-Z][^.,;:“”\"]{3,40}),)?\s$"
)
# "the agreement, which the two presidents will sign in Hollin"
WILL_SIGN_IT = re.compile(
    r",?\s(?:which|that)\s[^,.;:“”\"]{3,60}?\s(?:will|are to|is to|are due to|plan to)\s(?:sign|initial)\b"
    r"(?:\s(?:in|at)\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}))?"
)
# "visit Hollin", "visit the Hollin passport office", "visit a shipyard in Hollin"
VISITED_WHAT = re.compile(
    r"\s(?:(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})|(?:the|its|an?)\s(?:(?P<its>[A-Z][\w’'-]+)\s)?(?:[a-z-]+\s){0,3}?"
    r"(?:office|shipyard|base|port|harbour|harbor|factory|plant|camp|border post|crossing|school|hospital|museum|memorial|mine|dam|site|centre|center)\b"
    r"(?:\s(?:in|at|near)\s(?P<there>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?))?)"
)
# "She told reporters after four hours of talks", "said at a press conference following the talks"
SPOKE_AFTER = re.compile(
    r"\b(?:said|says|added|announced|stated|remarked|(?P<reporters>told (?:reporters|journalists)))\b[^.;:“”\"]{0,60}?\s(?:after|following)\s"
    r"(?:(?:the|their|his|her)\s|(?:\w+\s)?hours\sof\s)?$"
)
VOTERS_OF = re.compile(
    r"\b(?P<who>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s(?:voters|citizens)\s(?:in|at|for)\s(?:the\s)?$"
)
REMARKS_AT = re.compile(
    r"(?:[A-Z][\w-]+\s){0,2}(?:[Rr]emarks|[Ss]tatements?|[Cc]omments|[Aa]nswers)\s(?:[\w’'-]+\s){0,4}?by\s[^.;:“”\"]{3,120}?\s(?:at|during|following|after|in)\s(?:the|a|an|his|her|their)\s(?:[\w-]+\s)?$"
)
# Behind these an agreement is spoken of: the place is another's ("a rally against the pact in Hollin").
SPOKEN_OF = re.compile(r"\b(?:against|about|over|on|opposing|supporting|denouncing)\s$", re.I)
# What is done to it on a day that is not the one of its signing.
TAKEN_UP = re.compile(
    r"\b(?:consider|debate|discuss|examine|review|submit|present|table|take up|publish|ratif|reject|approv|denounc|criticis|praise)(?:d|e|ed|es|s|ing|y|ied|ies)?(?:\s(?:the|its|their|an?))?\s$"
)
# The heading of a page that is the record of a news conference: nothing but what kind it is stands before it.
PAGE_OF_PRESS = re.compile(
    r"(?:(?:Full\s)?(?:Transcript|Readout|Record|Text)(?:\sof)?(?:\s[Tt]he)?[\s:–—-]+)?(?:(?:The|Daily|Weekly|Monthly|Regular|Joint|Morning|Afternoon|Evening|Noon|Midday|Department|Ministry|Lobby|Embassy)\s){0,4}"
)
BEHIND_PRESS = re.compile(r"\s?(?:$|[:,|–—(-]|\d|(?:on|at|in|by|with|of)\s)")
PLACES_APPOSED = re.compile(
    r"(?:,|\sat|\sin|\s[–—-])\s(?P<places>(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}(?:,\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})?)(?:,?\s(?:on\s)?\d.*)?"
)
TO_THE_CAPITAL = re.compile(r"\s(?:to|in)\sthe\s(?:[a-z]+\s)?capital\b(?!\sof\b)")
# What a live blog follows: "Harbour ministers’ meeting in Hollin: all the updates", "Marrek talks – live"
FOLLOWED = re.compile(
    r"[^.:;–—]{3,80}(?::|\s[–—-]|,)\s(?:(?:as it happened|live|follow|all the)\b|[^.:;]{0,30}\b(?:updates|live|as it happens)\b)",
    re.I,
)
