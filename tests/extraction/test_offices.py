"""What people are, in every place where news says it: the office alone means its holder, if somebody holds it."""

import pytest

from statements.extraction import read_article

BEFORE = "Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday, and the crews went home to their families in the old town.\n\n"
OFFICES = (
    "president; vice president; vice-president; first vice president; prime minister; deputy prime minister; "
    "first deputy prime minister; premier; vice premier; vice-premier; executive vice-premier; chancellor; "
    "vice-chancellor; foreign minister; deputy foreign minister; vice foreign minister; "
    "vice-minister of foreign affairs; minister of foreign affairs; minister for foreign affairs; "
    "external affairs minister; foreign affairs minister; foreign secretary; secretary of state; "
    "undersecretary of state; under-secretary of state for political affairs; assistant secretary of state; "
    "deputy assistant secretary of state; principal deputy spokesperson; permanent secretary; principal secretary; "
    "cabinet secretary; chief secretary; minister of state for ports; junior minister; minister delegate; "
    "minister-counsellor; minister counsellor; chief of staff; chief of protocol; chief of mission; "
    "deputy chief of mission; deputy head of mission; head of mission; head of delegation; chief negotiator; "
    "lead negotiator; chief trade negotiator; ambassador; ambassador-at-large; ambassador-designate; "
    "high commissioner; deputy high commissioner; acting high commissioner; consul general; consul-general; "
    "consul; honorary consul; vice consul; chargé d'affaires; charge d'affaires; permanent representative; "
    "deputy permanent representative; permanent observer; apostolic nuncio; nuncio; special envoy; "
    "special representative; personal envoy; special adviser; special coordinator; resident coordinator; "
    "resident representative; country director; regional director; director-general; director general; "
    "deputy director-general; executive director; managing director; executive secretary; secretary-general; "
    "secretary general; deputy secretary-general; assistant secretary-general; under-secretary-general; "
    "commissioner; vice-chair; vice chair; chair; chairman; chairwoman; chairperson; co-chair; rapporteur; "
    "special rapporteur; press secretary; deputy press secretary; press attaché; press attache; press officer; "
    "press counsellor; military attaché; defence attaché; commercial attaché; cultural attaché; counsellor; "
    "first secretary; second secretary; third secretary; political officer; desk officer; spokesman; spokeswoman; "
    "spokesperson; chief spokesperson; deputy spokesman; government spokesman; speaker; deputy speaker; "
    "speaker of parliament; president of the senate; senate president; majority leader; minority leader; "
    "majority whip; opposition leader; leader of the opposition; party leader; general secretary; lawmaker; "
    "legislator; member of parliament; member of congress; MEP; MP; deputy; senator; congressman; congresswoman; "
    "parliamentarian; backbencher; councillor; mayor; deputy mayor; lord mayor; governor; deputy governor; "
    "lieutenant governor; governor-general; prefect; district officer; district commissioner; county commissioner; "
    "regional commissioner; provincial governor; chief minister; chief executive; crown prince; "
    "deputy crown prince; king; queen; emir; sultan; sheikh; prince; princess; pope; archbishop; cardinal; "
    "patriarch; grand mufti; chief rabbi; imam; bishop; chief justice; judge; prosecutor; chief prosecutor; "
    "attorney general; attorney-general; solicitor general; public prosecutor; ombudsman; auditor general; "
    "police chief; chief of police; police commissioner; inspector general of police; army chief; "
    "chief of general staff; chief of defence staff; defence chief; navy chief; air force chief; force commander; "
    "commander-in-chief; commander; deputy commander; general; major general; admiral; colonel; "
    "national security adviser; national security advisor; deputy national security adviser; security adviser; "
    "presidential adviser; presidential spokesman; presidential aide; aide; adviser; senior adviser; "
    "legal adviser; economist; chief economist; central bank governor; central bank chief; finance chief; "
    "treasurer; chief whip; foreign policy chief; trade chief; aid chief; rights chief; refugee chief; "
    "human rights chief; peace envoy; climate envoy; trade envoy; nuclear envoy; chief of cabinet; cabinet chief; "
    "cabinet minister; cabinet spokesman; minister; minister of defence; defence minister; defense minister; "
    "interior minister; home minister; home secretary; home affairs minister; finance minister; trade minister; "
    "industry minister; commerce minister; energy minister; oil minister; petroleum minister; water minister; "
    "agriculture minister; fisheries minister; health minister; education minister; information minister; "
    "communications minister; justice minister; labour minister; labor secretary; transport minister; "
    "tourism minister; culture minister; sports minister; youth minister; environment minister; climate minister; "
    "development minister; planning minister; works minister; lands minister; immigration minister; "
    "border minister; Europe minister; European affairs minister; taoiseach; tánaiste; deputy taoiseach; "
    "lehendakari; landeshauptmann; president of the republic; head of state; head of government; "
    "prime minister-designate; president-elect; former president; former foreign minister; acting president; "
    "acting foreign minister; caretaker prime minister; interim president; interim prime minister; "
    "outgoing ambassador; incoming ambassador; then-president; late president; analyst; political analyst; "
    "political scientist; historian; researcher; professor; lecturer; academic; expert; pollster; lawyer; "
    "barrister; advocate; activist; campaigner; dissident; exile; rebel leader; militia leader; warlord; "
    "tribal leader; tribal elder; village chief; paramount chief; traditional ruler; elder; cleric; priest; monk; "
    "union leader; trade unionist; business leader; executive; banker; trader; farmer; fisherman; teacher; "
    "student; doctor; nurse; engineer; driver; shopkeeper; resident; villager; refugee; witness; survivor; "
    "journalist; reporter; correspondent; editor; columnist; blogger; anchor; presenter; author; writer; poet; "
    "filmmaker; actor; singer; athlete; coach; captain; pilot; "
)
NAMED = [
    "The Velland {}, Tano Belmark, said the boats were late.",
    "Velland's {}, Tano Belmark, said the boats were late.",
    "Velland {} Tano Belmark said the boats were late.",
    "Tano Belmark, the {} of Velland, said the boats were late.",
    'Tano Belmark, a {}, told reporters: "The boats are late."',
    "Tano Belmark is the {} of Velland.\n\nThe {} said the boats were late.",
    "Tano Belmark has been the {} of Velland since 2019. The {} said the boats were late.",
    "In May Tano Belmark became the {} of Velland. “The boats are late,” the {} said.",
]
ALONE = [
    "“The boats are late,” the {} said.",
    "“The boats are late,” said the {}, who was in Lissel.",
    "The {} said the boats were late.",
]
SMALL = {"of", "the", "for", "to", "d'affaires"}


def as_title(office: str) -> str:
    return " ".join(w if w in SMALL else w[:1].upper() + w[1:] for w in office.split())


@pytest.mark.parametrize("office", [office.strip() for office in OFFICES.split(";") if office.strip()])
def test_an_office_has_its_holder_and_alone_it_speaks_for_itself(office: str) -> None:
    for sentence in NAMED:
        here = as_title(office) if sentence.startswith("Velland {}") else office
        record = read_article(BEFORE + sentence.replace("{}", here), "a")
        assert [quote.speaker for quote in record.quotes] == ["Tano Belmark"], sentence
    for sentence in ALONE:
        record = read_article(BEFORE + sentence.format(office), "a")
        assert [(quote.speaker or "").lower() for quote in record.quotes] == [office.lower()], sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Tano Belmark is not the minister of ports.",
        "Tano Belmark is no minister of ports.",
        "Tano Belmark is the brother of the minister of ports.",
        "Tano Belmark is a friend of the minister.",
        "Tano Belmark is expected to meet the minister.",
        "Tano Belmark was asked about the minister.",
    ],
)
def test_who_is_something_else_does_not_hold_the_office(sentence: str) -> None:
    record = read_article(f"{BEFORE}{sentence}\n\nThe minister said the boats were late.", "a")
    assert [quote.speaker for quote in record.quotes] == ["minister"]
