"""A small archive with every kind of row and of act in it, packed for the releases to come.

    python tools/make_archive_fixture.py 0.1.0

makes, with the code that this file stands beside, tests/archives/0.1.0.tar.xz, the data folder, and
tests/archives/0.1.0.json, what it holds and what its addresses answer. `tests/project/test_older_archives.py` gives
every such folder to the code of its day, which has to keep all of it. Make one with each release, before the
version is tagged, and never make one anew: what an older release wrote is what is tested.

The articles are the invented sample and a few more of its kind, below. Editors and readers act through
the pages that they use, so that this file speaks of addresses and fields of forms and of little else. The
folder holds no secret key, no session, no password, and no path of the machine on which it was made.
"""

import csv
import io
import json
import os
import re
import secrets
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import older_archives as archives  # noqa: E402

FOLDER = ROOT / "tests" / "archives"
LARGEST = 300_000  # bytes of a packed archive
NEWS = "/srv/news"  # where the articles are said to have come from
DESK = "/admin/review"
FIRST, SECOND = "ada.lorne", "b.tamsin"  # the two editors; the first gives a name to the public

# Outlets, people and events that are nearly those of the sample, so that pairs are put before an editor.
ARTICLES = {
    "hollin-mail-kettle.txt": (
        "The Hollin Mail",
        """The kettle stays on in Lissel

6 March, 2021 10:15

LISSEL, March 6, 2021. The Lissel summit on March 6 ended late, and Orvanian Foreign Minister Elyn Sarvath was in no hurry.

“The kettle was still warm when we came back to it,” Sarvath said at the meeting in Lissel.

“Nobody asked us to hurry and nobody will,” presidential spokesman Haldan Roke told reporters.
""",
    ),
    "stavrin-post-ropes.txt": (
        "Stavrin-Post",
        """Divers of two states meet again

31 May, 2022 09:40

QALDER, May 31, 2022. The Qalder talks on May 31 ended late.

“One rope is enough where two divers trust it,” Kolmark Foreign Ministry spokeswoman Vesa Korin said.

“A rope is only as old as its last knot,” Senator Antun Grell told reporters.
""",
    ),
    "meroth-online-lanterns.txt": (
        "Meroth On-line",
        """Lanterns on both shores

20 November, 2022 18:05

HOLLIN, November 20, 2022. The Hollin talks on November 20 ended late.

“We light them for whoever is late,” Premier Nadja Brisk said.

“Late is a word for trains, and the strait has none,” Secretary General Suniva Hale told reporters.
""",
    ),
    "kolinform-rockets.txt": (
        "Kolin-form",
        """Second rocket stays in its shed

20 February, 2022 12:00

The Stavrin summit on February 19 ended late, said the defence ministers of both states.

“The shed has a roof, and the roof stays shut,” Defence Minister Kole Ventry said.
""",
    ),
    "tavenna-today-bells.txt": (
        "Tavenna-Today",
        """Bells on the pier of Port Amrey

5 October, 2023 11:20

PORT AMREY, October 5, 2023. The Port Amrey talks on October 5 ended late.

“We counted the bells and none was missing,” Tavenna envoy Osrik Pell said.
""",
    ),
}
# An article whose outlet printed it anew: of its statements one was kept by an editor and is gone, one was
# only read and is gone, one moved and one is new.
CHANGED = "farrow-observer-pilots.txt"
BEFORE = """Pilots ask for a second lamp

12 April, 2023 08:30

“One lamp is a guess, and two lamps are a course,” pilot Corvin Ashby told reporters in Hollin.

“The harbour has paid for worse things than a lamp,” Ashby said.

“Ask the fog what it costs,” he added.

“A pilot who is sure has stopped looking,” said Mirela Dovan.
"""
AFTER = """Pilots ask for a second lamp

12 April, 2023 08:30

The harbour master had no comment on Wednesday morning.

“One lamp is a guess, and two lamps are a course,” pilot Corvin Ashby told reporters in Hollin.

“We will hang it ourselves if we have to,” Ashby said.
"""


def main(version: str) -> None:
    """Make both files of a version; refuse to make again what is there."""
    packed, described = FOLDER / f"{version}.tar.xz", FOLDER / f"{version}.json"
    if packed.exists():
        raise SystemExit(f"{packed.name} is there. An older archive is never made anew.")
    with tempfile.TemporaryDirectory(prefix="archive-") as name:
        place = Path(name)
        os.environ |= {"ONRECORD_DATA": str(place / "data"), "ONRECORD_SECRET_KEY": secrets.token_urlsafe(64)}
        os.environ.pop("DATABASE_URL", None)
        archives.begin()
        make(place)
        told = described_archive(version)
        clear()
        pack(place, packed)
    described.write_text(as_json(told))
    print(f"{packed.name}: {packed.stat().st_size} bytes, {len(told['addresses'])} addresses")


def as_json(told: dict[str, Any]) -> str:
    """Return a description as JSON that a person can compare: one line for each entry of a table."""

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for name, value in told.items():
        if isinstance(value, dict) and value:
            rows = ",\n".join(f"    {line(key)}: {line(entry)}" for key, entry in value.items())
            parts.append(f"  {line(name)}: {{\n{rows}\n  }}")
        else:
            parts.append(f"  {line(name)}: {line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


# What is done


def make(place: Path) -> None:
    """Fill the archive: articles, then editors and readers, then the same articles as they were changed."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    news = place / "news"
    shutil.copytree(ROOT / "statements" / "sample", news, ignore=shutil.ignore_patterns("*.py", "*.md"))
    read_in(news, sample=True)
    more = place / "more"
    more.mkdir()
    for name, (outlet, text) in ARTICLES.items():
        write(more / name, outlet, text)
    write(more / CHANGED, "The Farrow Observer", BEFORE)
    read_in(more)
    first, second = make_editors()
    act_on_statements(Desk(first), Desk(second))
    act_on_articles(Desk(first))
    call_command("index", verbosity=0, stdout=io.StringIO())  # what comes from here on waits in the queue
    act_on_pairs(Desk(first))
    act_on_speakers_events_and_outlets(Desk(second))
    act_on_many(Desk(first))
    take_back(Desk(first))
    print_anew(Desk(second), more)
    last_acts(Desk(first), Desk(second))


def write(path: Path, outlet: str, text: str) -> None:
    path.write_text(text)
    path.with_suffix(".meta.json").write_text(json.dumps({"outlet": outlet}))


def read_in(folder: Path, sample: bool = False) -> None:
    """Read a folder's articles in, each as if it stood in the neutral folder."""
    for path in sorted(folder.glob("*.txt")):
        archives.store(path, f"{NEWS}/{path.name}", sample)


def make_editors() -> list[Any]:
    """Make two editors who cannot sign in: one of all rights, one of the editors' group."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    made: list[Any] = []
    for name, everything in ((FIRST, True), (SECOND, False)):
        user = get_user_model()(username=name, is_staff=True, is_superuser=everything)
        user.set_unusable_password()
        user.save()
        made.append(user)
    made[1].groups.add(Group.objects.get(name="editor"))
    return made


class Desk:
    """An editor's browser: sends the forms that stand on pages, filled in otherwise where wanted."""

    def __init__(self, user: Any) -> None:
        self.browser = archives.editor(user.username)

    def send(self, address: str, **fields: Any) -> Any:
        """Send fields to an address, which has to lead on: an act that was refused does not."""
        response = self.browser.post(address, fields)
        if response.status_code != 302:
            raise SystemExit(f"{address} {fields}: {response.status_code}\n{response.content.decode()}")
        return response

    def fill(self, address: str, **fields: Any) -> Any:
        """Send the form of a page as it stands there, but for some fields."""
        form = form_with(self.browser.get(address).content.decode(), next(iter(fields)))
        return self.send(address, **{**form, "_save": "Save", **fields})

    def decide(self, quote: Any, act: str, **fields: Any) -> Any:
        """Decide on a statement at the desk."""
        address = f"{DESK}/{quote.uid}/"
        form = form_with(self.browser.get(address).content.decode(), "look")
        return self.send(address, act=act, look=form["look"], **fields)

    def undo(self, act: Any) -> None:
        self.send(f"{DESK}/log/{act.pk}/undo/", note="It was right before.")
        if archives.last_act().action != "undo":
            raise SystemExit(f"The undo of {act} was refused.")


class Forms(HTMLParser):
    """The forms of a page, each with what its fields hold when nobody changes anything."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = [{}]
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            self.forms[-1][name] = ""
        elif tag == "option" and "selected" in given and self.select:
            self.forms[-1].setdefault(self.select, []).append(given.get("value", ""))
        elif tag == "input" and name and given.get("type") not in {"submit", "file", "button"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.forms[-1].setdefault(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area] += data


def form_with(page: str, field: str) -> dict[str, Any]:
    """Return the fields of the first form of a page that has a certain one."""
    forms = Forms()
    forms.feed(page)
    return next(form for form in forms.forms if field in form)


def table(name: str) -> Any:
    return archives.tables()[name]._default_manager


def unread() -> Iterator[Any]:
    """Yield statements of the sample that nobody has decided on, each once."""
    rows = table("statement").filter(article__is_sample=True, state="extracted").exclude(speaker=None)
    named = rows.filter(speaker__kind="person", in_headline=False).order_by("article", "start")
    for number, quote in enumerate(named):
        quote.refresh_from_db()
        if number % 2 == 0 and quote.state == "extracted":
            yield quote


def report(quote: Any, fault: str, text: str) -> None:
    """Send a reader's report."""
    address = f"/quotes/{quote.uid}/report/"
    response = archives.reader().post(address, {"fault": fault, "text": text})
    if response.status_code != 302:
        raise SystemExit(f"{address}: {response.status_code}")


def act_on_statements(first: Desk, second: Desk) -> None:
    """Approve, withdraw, restore, correct and answer; one editor shows a name from now on."""
    first.send(f"{DESK}/me/", public_name="Ada Lorne")
    second.send(f"{DESK}/me/", public_name="")
    quotes = unread()
    for desk in (first, second, first):
        desk.decide(next(quotes), "approve")
    withdrawn = [next(quotes) for _ in range(3)]
    for quote in withdrawn:
        first.decide(quote, "reject", reason="title")
    second.decide(withdrawn[0], "restore", note="It is a statement after all.")
    for _ in range(2):
        quote = next(quotes)
        words = quote.article.text[quote.segments[0][0] : quote.segments[0][1]]
        first.decide(quote, "words", words=words.rpartition(" ")[0], note="The last word is the outlet's.")
    first.decide(next(quotes), "other", other="Halden Roke", note="The transcript names him.")
    first.decide(next(quotes), "add", other="Corin Vael", note="Named in the caption.")
    second.decide(next(quotes), "speaker", speaker="none")
    event = table("event").filter(state="extracted", merged_into=None).order_by("pk").first()
    second.decide(
        next(quotes), "details", kind="partial", addressee="reporters", venue="the pier of Hollin",
        role="envoy", said_on="2021-03-03", relayed_by="Kolinform", events=[event.pk],
    )  # fmt: skip
    handed_back = next(quotes)
    first.decide(handed_back, "approve")
    first.fill(f"/admin/statements/quote/{handed_back.pk}/change/", state="extracted", why="Read it again.")
    first.decide(next(quotes), "skip")
    answered, confirmed, still_open = (next(quotes) for _ in range(3))
    report(answered, "speaker", "It was the other minister.")
    report(confirmed, "words", "I remember another word.")
    report(still_open, "date", "This was said a day earlier.")
    first.decide(answered, "answer", answer="The outlet's recording has her voice.")
    second.decide(confirmed, "approve")


def act_on_articles(desk: Desk) -> None:
    """Add statements, correct an article, withdraw two and put one of them back, read one again."""
    sample = list(table("article").filter(is_sample=True).order_by("pk"))
    added = sample[3]
    start, end = added.body[-1]
    words = " ".join(added.text[start:end].split(" ")[:5])
    desk.send(f"{DESK}/articles/{added.pk}/", act="add", words=words, kind="indirect", note="Missed.")
    start, end = added.body[0]
    desk.send(
        f"{DESK}/articles/{added.pk}/", act="add", words=added.text[start : start + 30].strip(), kind="partial",
        other="Ottoline Marsh", new="1", note="A speaker whom nobody had.",
    )  # fmt: skip
    desk.fill(
        f"/admin/statements/article/{sample[4].pk}/change/",
        headline="Ferry to sail by autumn, says Premier Brisk", why="As the outlet has it now.",
    )  # fmt: skip
    for article in (sample[16], sample[17]):
        desk.send(f"{DESK}/articles/{article.pk}/", act="no article", note="An advertisement.")
    desk.send(f"{DESK}/articles/{sample[17].pk}/", act="article", note="It is none.")
    desk.send(f"{DESK}/articles/{sample[5].pk}/", act="read")


def act_on_pairs(desk: Desk) -> None:
    """Answer the pairs of each table: the same, two of them, cannot be told; leave the others open."""
    for name in ("speaker", "event", "outlet"):
        pairs = list(table("pair").filter(table=name, decision="open").order_by("pk"))
        if len(pairs) < 4:
            raise SystemExit(f"There are only {len(pairs)} pairs of the table {name}.")
        for pair, decision in zip(pairs, ("same", "two", "unsure"), strict=False):
            desk.send(f"{DESK}/pairs/", pair=str(pair.pk), decision=decision, note="Held side by side.")


def act_on_speakers_events_and_outlets(desk: Desk) -> None:
    """Merge without being asked, split, add and take names away, correct what rows say."""
    berrigan, grell, fenn = (table("speaker").get(name=n) for n in ("Tomas Berrigan", "Anton Grell", "Dario Fenn"))  # fmt: skip
    desk.send(f"{DESK}/merge/speaker/{table('speaker').get(name='Antun Grell').pk}/", into="Anton Grell")
    events = list(table("event").filter(merged_into=None, state="extracted").order_by("pk"))
    desk.send(f"{DESK}/merge/event/{events[1].pk}/", into=f"#{events[0].pk}", note="One week, one table.")
    outlets = list(table("outlet").filter(merged_into=None).order_by("-pk"))
    desk.send(f"{DESK}/merge/outlet/{outlets[0].pk}/", into=f"#{outlets[1].pk}")
    chosen = [
        q.uid for q in table("statement").filter(speaker=berrigan, state="extracted").order_by("pk")[:2]
    ]
    desk.send(f"{DESK}/speakers/{berrigan.pk}/", act="split", quote=chosen, to="Tomas Berrigan the Younger", new="1")  # fmt: skip
    desk.send(f"{DESK}/speakers/{grell.pk}/", act="add name", name="A. J. Grell")
    alias = table("alias").get(speaker=grell, name="senator")
    desk.send(f"{DESK}/speakers/{grell.pk}/", act="remove name", alias=str(alias.pk))
    desk.fill(
        f"/admin/statements/event/{events[4].pk}/change/", place="the hall of Qalder", why="As invited."
    )
    desk.fill(f"/admin/statements/outlet/{outlets[2].pk}/change/", kind="platform", why="It prints nothing.")
    names = table("alias").filter(speaker=fenn).count()
    desk.fill(
        f"/admin/statements/speaker/{fenn.pk}/change/",
        **{
            "affiliation": "Government of Meroth", "why": "His house.", "aliases-TOTAL_FORMS": str(names + 1),
            f"aliases-{names}-name": "Premier Fenn", f"aliases-{names}-id": "",
            f"aliases-{names}-speaker": str(fenn.pk),
        },
    )  # fmt: skip


def act_on_many(desk: Desk) -> None:
    """Change some statements as one act, and some by a corrected list."""
    quotes = unread()
    change_many(desk, [next(quotes) for _ in range(4)], "venue", "Hollin town hall")
    rows = csv.DictReader(io.StringIO(b"".join(desk.browser.get(f"{DESK}/lists/csv/")).decode("utf-8-sig")))
    wanted = {next(quotes).uid: "the harbour guild" for _ in range(3)}
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, rows.fieldnames or [])
    writer.writeheader()
    writer.writerows({**row, "addressee": wanted[row["number"]]} for row in rows if row["number"] in wanted)
    file = io.BytesIO(sheet.getvalue().encode())
    file.name = "corrected.csv"
    page = desk.browser.post(f"{DESK}/lists/corrected/", {"file": file}).content.decode()
    desk.send(f"{DESK}/lists/corrected/", sure=form_with(page, "sure")["sure"], note="From the minutes.")


def change_many(desk: Desk, quotes: list[Any], act: str, value: str) -> None:
    chosen = {"act": act, "value": value, "quote": [quote.uid for quote in quotes]}
    page = desk.browser.post(f"{DESK}/lists/change/", chosen).content.decode()
    desk.send(f"{DESK}/lists/change/", **chosen, looks=form_with(page, "looks")["looks"], sure="1")


def take_back(desk: Desk) -> None:
    """Take back a merge, an edit, and an undo of another edit."""
    threll, korin = (table("speaker").get(name=name) for name in ("Lucan Threll", "Vessa Korin"))
    desk.send(f"{DESK}/merge/speaker/{threll.pk}/", into=korin.name)
    desk.undo(archives.last_act())
    quotes = unread()
    desk.decide(next(quotes), "other", other="Elin Sarvath")
    desk.undo(archives.last_act())
    desk.decide(next(quotes), "other", other="Elin Sarvath")
    desk.undo(archives.last_act())
    desk.undo(archives.last_act())


def print_anew(desk: Desk, folder: Path) -> None:
    """Let an outlet change its article: a statement that an editor kept is not in it any more."""
    quotes = {quote.text.split(" ")[0]: quote for quote in table("statement").filter(article__origin=f"{NEWS}/{CHANGED}")}  # fmt: skip
    desk.decide(quotes["The"], "approve", note="Heard on the recording.")
    report(quotes["Ask"], "other", "Nobody asks the fog.")
    write(folder / CHANGED, "The Farrow Observer", AFTER)
    read_in(folder)


def last_acts(first: Desk, second: Desk) -> None:
    """Change many once more, which a later release takes back, and leave statements on both desks."""
    quotes = unread()
    change_many(first, [next(quotes) for _ in range(3)], "speaker", "Halden Roke")
    for desk in (first, second):
        desk.browser.get(f"{DESK}/{next(quotes).uid}/")


# What is written down


def described_archive(version: str) -> dict[str, Any]:
    """Return what the archive holds and answers; stop where a kind of row or of act is missing."""
    told: dict[str, Any] = {"version": version, "editor": FIRST, **archives.held()}
    bulk = archives.last_act()
    # What a reader sends is no act: the log knows a report from its answer on.
    untold = [one for one in told["differences"] if not one.startswith("report ")]
    if bulk.action != "bulk" or untold or not archives.waiting():
        raise SystemExit(f"{bulk}: {untold}, {archives.waiting()} in the queue")
    empty = [name for name, count in told["counts"].items() if not count]
    missing = archives.acts_known() - told["log"]["acts"].keys()
    if empty or missing or not any(one["gone"] for one in told["statements"].values()):
        raise SystemExit(f"Nothing of this is in it: {empty} {missing}")
    told["waiting"] = archives.waiting()
    told["undo"] = {
        "address": f"{DESK}/log/{bulk.pk}/undo/",
        "statements": before_act(bulk, told["statements"]),
    }
    told["desk"] = {f"{DESK}/{name}": 200 for name in ("", "log/", "pairs/", "lists/", "lists/csv/", "me/")}
    told["addresses"] = dict.fromkeys(addresses())
    answered = archives.answers(told)
    told["addresses"] = answered["addresses"]
    wrong = {address: status for address, status in told["addresses"].items() if not lasts(status)}
    if wrong or answered["without_words"] or answered["desk"] != told["desk"]:
        raise SystemExit(f"{wrong} {answered['without_words']} {answered['desk']}")
    told["found"] = phrases(told["statements"])
    return told


def lasts(status: Any) -> bool:
    """Is this what an address may answer for ever: a page, that it is gone, or where it has gone for good?"""
    return status in (200, 410) or (isinstance(status, list) and status[0] == 301)


def before_act(act: Any, now: dict[str, Any]) -> dict[str, Any]:
    """Return the statements of an act as they are to be once it is taken back."""
    found = {}
    for line in act.rows.filter(table="quote"):
        quote = table("statement").get(pk=line.row)
        before = dict(line.before)
        if "speaker_id" in before:
            before["speaker"] = table("speaker").get(pk=before["speaker_id"]).name
        kept = now[quote.uid]
        found[quote.uid] = {**kept, **{name: before[name] for name in kept if name in before}}
    return found


def addresses() -> list[str]:
    """Return every public address of the archive, each once."""
    found = ["/", "/search/", "/speakers/", "/events/", "/dates/", "/sources/", "/about/", "/corrections/"]
    found += ["/corrections/feed/", "/suggest?q=ro", "/robots.txt", "/sitemap.xml"]
    for name in ("statement", "article", "speaker", "event", "outlet"):
        found += [row.get_absolute_url() for row in table(name).order_by("pk")]
    found += [f"/quotes/{former.uid}/" for former in table("former statement").order_by("pk")]
    found += [
        f"/articles/{article.pk}/source/"
        for article in table("article").exclude(state="rejected").order_by("pk")
    ]
    for quote in one_of_each_state(table("statement").order_by("pk")):
        parts = ("cite.bib", "cite.ris", "card.png", "report/")
        found += [f"/quotes/{quote.uid}/{part}" for part in parts]
    for day in (
        table("statement").exclude(date=None).order_by("date").values_list("date", flat=True).distinct()
    ):
        found += [f"/dates/{day:%Y}/", f"/dates/{day:%Y}/{day:%m}/", f"/dates/{day:%Y}/{day:%m}/{day:%d}/"]
    browser = archives.reader()
    for section in re.findall(r"<loc>https?://[^/<]+([^<]+)", browser.get("/sitemap.xml").content.decode()):
        found.append(section)
        found += re.findall(r"<loc>https?://[^/<]+([^<]+)", browser.get(section).content.decode())
    return list(dict.fromkeys(found))


def one_of_each_state(quotes: Iterable[Any]) -> list[Any]:
    return list({quote.state: quote for quote in quotes}.values())


def phrases(statements: dict[str, Any]) -> dict[str, list[str]]:
    """Return some phrases with the statements that hold them, and that a search has to find."""
    found: dict[str, list[str]] = {}
    shown = {uid: one["words"].casefold() for uid, one in statements.items() if one["state"] != "rejected"}
    for phrase in ("eleven points of fourteen", "a fence with a gate in it", "two lamps are a course", "hang it ourselves"):  # fmt: skip
        found[phrase] = sorted(uid for uid, words in shown.items() if phrase in words)
        if not found[phrase]:
            raise SystemExit(f"No statement holds “{phrase}”.")
    return found


# The folder


def clear() -> None:
    """Take out what an archive is not: who is signed in, who tried to, and what the admin noted of it."""
    from django.contrib.sessions.models import Session
    from django.db import connection

    Session.objects.all().delete()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name in {"statements_wrongtry", "statements_signin", "statements_accountevent"}:
                cursor.execute(f'DELETE FROM "{name}"')


def pack(place: Path, packed: Path) -> None:
    """Write database and index into one file, with nothing that tells of the machine."""
    from django.db import connection

    connection.close()
    database = place / "archive.sqlite3"
    with sqlite3.connect(place / "data" / "archive.sqlite3") as held:
        held.execute("VACUUM INTO ?", [str(database)])
    index = place / "data" / "index"
    files = {"archive.sqlite3": database}
    files |= {f"index/{path.relative_to(index)}": path for path in sorted(index.rglob("*")) if path.is_file()}
    for name, path in files.items():
        told = [word for word in (str(ROOT), str(place), str(Path.home())) if word.encode() in path.read_bytes()]  # fmt: skip
        if told:
            raise SystemExit(f"{name} speaks of {told}.")
    packed.parent.mkdir(exist_ok=True)
    with tarfile.open(packed, "w:xz", preset=9) as archive:
        for name, path in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = path.stat().st_size
            with path.open("rb") as data:
                archive.addfile(entry, data)
    if packed.stat().st_size > LARGEST:
        raise SystemExit(f"{packed.name} has {packed.stat().st_size} bytes, more than {LARGEST}.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
