"""Whose row is an appearance? Decided from all appearances of a name together, and written.

The order in which articles are read makes no difference: when an article tells something new of a name
(a namesake, a country, an office), the appearances that it bears on are looked at again, and the statements
of those that turn out to be somebody else's go over. What an editor decided stands: statements of theirs
are not moved, a merged row leads on, two that were told apart stay so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from statements.extraction.languages import country_words
from statements.history.decided import decided_fields
from statements.models import (
    Alias,
    Appearance,
    LearnedRole,
    MergeProposal,
    Quote,
    RefusedName,
    Speaker,
    State,
    Tenure,
)

from .known import Wanted, create_row, create_rows, describe_person, heard, learn, refused, unlearn
from .offices import held_by_one, is_one_office, office_key, told_gender
from .people import Arrangement, Bearer, Pair, Profile, arrange
from .proposals import ask
from .short_names import Finding, Held, Namesake, Short, whose
from .speakers import end_of_merges

BASIS = Appearance.Basis
SIGNATURE = ("name", "key", "country", "role", "affiliation")


def settle_appearances(appearances: Sequence[Appearance]) -> None:
    """Find the row of each appearance of an article, and look again at those of others that it bears on."""
    changed: set[str] = set()  # surnames of people about whom something new is known
    by_editors = kinds_of_editors(appearances)
    left: list[Appearance] = []
    short: list[Appearance] = []
    for one in appearances:
        if one.key in by_editors:
            move(one, by_editors[one.key], BASIS.NAME)
        elif one.kind == Speaker.Kind.PERSON and not one.person:
            short.append(one)
        else:
            left.append(one)
    while left:
        left = settle_named(left, changed)
    again = Appearance.objects.filter(kind=Speaker.Kind.PERSON, person="", surname__in=changed - {""})
    again = again.exclude(pk__in=[one.pk for one in appearances]).select_related(
        "article", "own", "speaker", "probable"
    )
    settle_short([*short, *again])
    save_new(short)


def settle_named(appearances: Sequence[Appearance], changed: set[str]) -> list[Appearance]:
    """Settle those with a name of their own; return those that have to wait for a namesake of the same article."""
    names = KnownNames.of(appearances)
    waiting: list[Appearance] = []
    seen: set[tuple[str, str]] = set()
    unknown: list[Appearance] = []
    for one in appearances:
        if (one.kind, one.person or one.key) in seen:
            waiting.append(one)
            continue
        if one.kind != Speaker.Kind.PERSON:
            known = settle_other(one, names)
        else:
            named = names_like(one, names.people(one))
            known = bool(named)
            changed |= settle_full(one, named) if named else {one.surname}
        seen.add((one.kind, one.person or one.key))
        if not known:
            unknown.append(one)
    people = [one for one in unknown if one.kind == Speaker.Kind.PERSON]
    wanted = [Wanted(one, one.name, one.country, True, one.article.published) for one in people]
    for one, row in zip(people, create_rows(wanted), strict=True):
        put(one, row, BASIS.NAME)
    others = [one for one in unknown if one.kind != Speaker.Kind.PERSON]
    give_own_rows(others)
    for one in others:
        assert one.own is not None
        put(one, one.own, BASIS.OWN if is_of_one_article(one) else BASIS.NAME)
    save_new(appearances)
    return waiting


@dataclass(slots=True)
class KnownNames:
    """What the archive has under the names of some appearances, asked for once."""

    of_people: dict[str, list[Alias]]  # full names, by `person` and by `key`
    of_others: dict[str, list[Speaker]]  # rows by the key of a name

    @classmethod
    def of(cls, appearances: Sequence[Appearance]) -> "KnownNames":
        people = [one for one in appearances if one.kind == Speaker.Kind.PERSON]
        others = [one for one in appearances if one.kind != Speaker.Kind.PERSON]
        found = cls(defaultdict(list), defaultdict(list))
        if people:
            same = Q(person__in={one.person for one in people})
            alike = Q(key__in={one.key for one in people}) & ~Q(person="")
            for alias in Alias.objects.filter(same | alike).select_related("speaker").order_by("pk"):
                for key in {alias.person, alias.key}:
                    found.of_people[key].append(alias)
        if others:
            keys = {one.key for one in others}
            named = Alias.objects.filter(key__in=keys).select_related("speaker", "speaker__merged_into")
            gone = set(RefusedName.objects.filter(key__in=keys).values_list("speaker_id", "key"))
            for alias in named.order_by("speaker_id"):
                rows = found.of_others[alias.key]
                if alias.speaker not in rows and (alias.speaker_id, alias.key) not in gone:
                    rows.append(alias.speaker)
        return found

    def people(self, one: Appearance) -> list[Alias]:
        """Return the full names under the key of a name, by its letters or by what its spellings have in common."""
        both = [*self.of_people.get(one.person, ()), *self.of_people.get(one.key, ())]
        rows = {
            alias.pk: alias
            for alias in both
            if (alias.person and one.person == alias.person) or one.key == alias.key
        }
        return [rows[pk] for pk in sorted(rows)]


def save_new(appearances: Iterable[Appearance]) -> None:
    Appearance.objects.bulk_create([one for one in appearances if one.pk is None and one.speaker_id])


def give_own_rows(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Make the row that belongs to each appearance alone, where it has none; return those that had none."""
    without = [one for one in appearances if one.own is None]
    wanted = [
        Wanted(one, one.name, one.country, False, None if is_of_one_article(one) else one.article.published)
        for one in without
    ]
    for one, row in zip(without, create_rows(wanted), strict=True):
        one.own = row
    return without


def is_of_one_article(one: Appearance) -> bool:
    """Is it a surname alone, or a source that is not named: somebody in this article, and in no other?"""
    if one.kind == Speaker.Kind.PERSON:
        return not one.person
    return one.kind == Speaker.Kind.ANONYMOUS and not is_one_office(one.name)


# Bodies, countries, groups, documents, and those who are not named


def kinds_of_editors(appearances: Sequence[Appearance]) -> dict[str, Speaker]:
    """Return, by the key of a name, the row for which an editor chose another kind than reading finds."""
    kinds = {one.key: one.kind for one in appearances}
    rows = (
        Speaker.objects.filter(state=State.CURATED, aliases__key__in=kinds)
        .select_related("merged_into")
        .distinct()
    )
    found: dict[str, Speaker] = {}
    for row in rows:
        keys = {alias.key for alias in row.aliases.all()} & kinds.keys()
        other = {key for key in keys if kinds[key] != row.kind}
        if other and "kind" in decided_fields(row):
            found |= dict.fromkeys(other, row)
    return found


def settle_other(one: Appearance, names: KnownNames) -> bool:
    """Give a body, a country, an office its row, which is the same everywhere; return whether there is one.

    An unnamed source is its article's alone.
    """
    if is_of_one_article(one):
        return False
    rows = [row for row in names.of_others[one.key] if row.kind == one.kind or row.state == State.CURATED]
    exact = [row for row in rows if row.name == one.name] or rows
    row = next((r for r in exact if not (r.country and one.country and r.country != one.country)), one.own)
    if row is None:
        return False
    put(one, row, BASIS.NAME)
    describe_other(row, one)
    if one.article.published:
        heard(row, one.article.published, one.article.published)
    return True


def describe_other(row: Speaker, one: Appearance) -> None:
    if row.state == State.EXTRACTED:
        missing = {
            name: getattr(one, name)
            for name in ("country", "affiliation")
            if getattr(one, name) and not getattr(row, name)
        }
        if missing:
            for name, value in missing.items():
                setattr(row, name, value)
            row.save(update_fields=[*missing])


# Full names


def settle_full(one: Appearance, named: Sequence[Alias]) -> set[str]:
    """Find the row of a full name that the archive has. Return the surnames of those about whom something new is known."""
    same = Appearance.objects.filter(person=one.person, kind=one.kind).exclude(pk=one.pk)
    alike = same.filter(**{name: getattr(one, name) for name in SIGNATURE})
    twin = alike.order_by("pk").values_list("speaker", "basis").first()
    if twin is not None and one.speaker_id in (None, twin[0]) and twin[1] != BASIS.OWN:
        rows = (alias.speaker for alias in named if alias.speaker_id == twin[0])
        row = next(rows, None) or Speaker.objects.get(pk=twin[0])
        if row.state == State.EXTRACTED:  # else an editor has been there: what they decided is looked at
            put(one, row, twin[1])
            return learn(row, one) if twin[1] == BASIS.NAME else set()
    return rearrange(one, named)


def names_like(one: Appearance, found: Sequence[Alias]) -> list[Alias]:
    """Return the full names under the key of an appearance's; it takes the key of a name that is letter by letter the same.

    "Ada Fairley-Stroud" and "Ada Fairley Stroud" have one key of letters and two of surnames: the first one counts.
    """
    same = next((alias for alias in found if alias.key == one.key and alias.person != one.person), None)
    if same is None or any(alias.key == one.key and alias.person == one.person for alias in found):
        return [alias for alias in found if alias.person == one.person]
    one.person, one.surname = same.person, same.surname
    if one.pk:
        one.save(update_fields=["person", "surname"])
    return list(Alias.objects.filter(person=one.person).select_related("speaker"))


def rearrange(one: Appearance, named: Sequence[Alias]) -> set[str]:
    """Look at all that is known of the bearers of a name, and give each appearance its row."""
    same = Appearance.objects.filter(person=one.person, kind=one.kind)
    bearers = [
        other for other in same.select_related("article", "speaker", "own", "probable") if other.pk != one.pk
    ]
    bearers.append(one)
    rows = {alias.speaker_id: alias.speaker for alias in named}
    rows |= {other.speaker_id: other.speaker for other in bearers if other.speaker_id}
    rows |= {other.own_id: other.own for other in bearers if other.own_id and other.own}
    by_profile: dict[Profile, list[Appearance]] = defaultdict(list)
    for other in bearers:
        by_profile[bearer_of(other)].append(other)
    profiles = [*by_profile, *pinned(named, bearers)]
    before = {other.speaker_id for other in bearers if other.speaker_id and other.basis == BASIS.NAME}
    not_called = refused(rows)
    found = arrange(profiles, apart(rows), not_called)
    row_of = write_arrangement(found, by_profile, rows, not_called, one)
    for row in row_of.values():
        describe_person(row)
    given = {row.pk for row in row_of.values()}
    unlearn(rows[pk] for pk in before - given)
    return {other.surname for other in bearers} | {alias.surname for alias in named if alias.surname}


def pinned(named: Iterable[Alias], bearers: Iterable[Appearance]) -> Iterator[Profile]:
    """Yield those of a name who are known by no article: an editor made them, or gave them the name."""
    with_articles = {other.speaker_id for other in bearers}
    for alias in named:
        row = alias.speaker
        if row.pk not in with_articles and row.kind == Speaker.Kind.PERSON:
            yield Profile(alias.name, alias.key, row.country, "", row.affiliation, row.pk, pinned=True)


def write_arrangement(
    found: Arrangement,
    by_profile: dict[Profile, list[Appearance]],
    rows: dict[int, Speaker],
    not_called: set[tuple[int, str]],
    one: Appearance,
) -> dict[int, Speaker]:
    """Write an arrangement: the appearances of each person on one row. Return the rows by the person's `id`."""
    taken: set[int] = set()
    row_of: dict[int, Speaker] = {}
    for person in sorted(found.people, key=lambda person: precedence(person, by_profile)):
        barred = taken | {pk for pk, key in not_called if any(one.key == key for one in person.profiles)}
        row = choose_row(person, by_profile, rows, barred)
        if row is None:
            first = min(person.profiles, key=lambda profile: profile.order)
            row = create_row(one, first.name, first.country, is_person=True)
        taken.add(row.pk)
        row_of[id(person)] = row
        of_loose = BASIS.EVIDENCE if contested(found.people, person) else BASIS.NAME
        for profiles, basis in ((person.profiles, BASIS.NAME), (person.loose, of_loose)):
            for other in (other for profile in profiles for other in by_profile[profile]):
                move(other, row, basis)
    for profile, likely in found.open:
        for other in by_profile[profile]:
            move(other, own_row(other, taken), BASIS.OWN, row_of[id(likely)] if likely else None)
            if other.probable is not None:
                propose(
                    other.speaker,
                    other.probable,
                    "the same name; of those who bear it, this one fits best",
                    1,
                )
    for new, person, why in found.perhaps:
        propose(row_of[id(new)], row_of[id(person)], why, 2)
    return row_of


def contested(people: Sequence[Bearer], person: Bearer) -> bool:
    return sum(1 for other in people if other is not person and other.profiles[0].country) > 0


def bearer_of(one: Appearance) -> Profile:
    return Profile(one.name, one.key, one.country, one.role, one.affiliation, one.speaker_id)


def precedence(person: Bearer, by_profile: dict[Profile, list[Appearance]]) -> tuple[int, int]:
    """Return what people choose their rows by: those with most appearances first, then the oldest row."""
    size = sum(len(by_profile[profile]) for profile in (*person.profiles, *person.loose))
    return -size, min(person.rows, default=0)


def choose_row(
    person: Bearer, by_profile: dict[Profile, list[Appearance]], rows: dict[int, Speaker], barred: set[int]
) -> Speaker | None:
    """Return the row that most of a person's appearances have already, and that is not barred."""
    votes: Counter[int] = Counter()
    for profile in person.profiles:
        if profile.row is not None and profile.row not in barred:
            votes[profile.row] += 1_000_000 if profile.pinned else len(by_profile[profile])
    if not votes:
        return None
    return rows[min(votes, key=lambda pk: (-votes[pk], pk))]


def apart(rows: Iterable[int]) -> set[Pair]:
    """Return the pairs of these rows that an editor holds to be two."""
    decided = MergeProposal.objects.filter(
        decision=MergeProposal.Decision.TWO, first_speaker__in=list(rows), second_speaker__in=list(rows)
    )
    return {frozenset(pair) for pair in decided.values_list("first_speaker_id", "second_speaker_id")}


# Surnames alone


def settle_short(appearances: Sequence[Appearance]) -> None:
    """Find the people whom surnames alone mean, and write what is certain, likely, or open."""
    surnames = {one.surname for one in appearances if one.surname}
    if not appearances:
        return
    people = namesakes(surnames)
    rows: dict[int, Speaker] = {}
    answers: list[tuple[Appearance, Finding]] = []
    for one in appearances:
        answer = whose(short_of(one), people.get(one.surname, ()))
        wanted = {pk for pk in (answer.certain, answer.probable) if pk is not None} - rows.keys()
        if wanted:
            rows |= Speaker.objects.select_related("merged_into").in_bulk(list(wanted))
        answers.append((one, unless_decided(one, answer)))
    fresh = give_own_rows(one for one, answer in answers if answer.certain is None)
    for one, answer in answers:
        if answer.certain is not None:
            put(one, rows[answer.certain], BASIS.EVIDENCE)
            continue
        assert one.own is not None
        likely = rows[answer.probable] if answer.probable is not None else None
        put(one, one.own, BASIS.OWN, likely)
        if one not in fresh:
            withdraw_other_proposals(one.own, likely)
        if likely is not None:
            propose(one.own, likely, answer.reason, answer.points)


def look_again(*speakers: Speaker) -> None:
    """Find anew whom surnames alone mean, where an editor has joined people of that surname or told them apart."""
    surnames = set(
        Alias.objects.filter(speaker__in=speakers).exclude(surname="").values_list("surname", flat=True)
    )
    short = Appearance.objects.filter(kind=Speaker.Kind.PERSON, person="", surname__in=surnames)
    settle_short(list(short.select_related("article", "speaker", "own", "probable")))


def unless_decided(one: Appearance, answer: Finding) -> Finding:
    """Leave out what an editor said: that the row of this article's name is not that person."""
    target = answer.certain or answer.probable
    if target is None or one.own_id is None:
        return answer
    return Finding() if frozenset((one.own_id, target)) in apart([one.own_id, target]) else answer


def short_of(one: Appearance) -> Short:
    place = country_words().get(one.article.dateline_place.lower()) if one.article.dateline_place else None
    return Short(
        name=one.name,
        key=one.key,
        office=office_key(one.role),
        country=one.country,
        affiliation=one.affiliation,
        gender=one.gender,
        day=one.article.published,
        place=place.code if place else "",
    )


def namesakes(surnames: Iterable[str]) -> dict[str, list[Namesake]]:
    """Return, by surname, the people who bear it, each once however many rows were merged into one."""
    named = list(
        Alias.objects.filter(surname__in=list(surnames)).select_related("speaker", "speaker__merged_into")
    )
    found: dict[str, dict[int, Namesake]] = defaultdict(dict)
    rows: dict[int, int] = {}
    for alias in named:
        row = end_of_merges(alias.speaker)
        rows[alias.speaker_id] = rows[row.pk] = row.pk
        one = found[alias.surname].setdefault(
            row.pk,
            Namesake(
                row=row.pk,
                country=row.country,
                affiliation=row.affiliation,
                gender=row.gender or told_gender(row.name),
            ),
        )
        one.names.append(alias.name)
        if alias.speaker.heard_from and alias.speaker.heard_until:
            days = (*(one.heard or ()), alias.speaker.heard_from, alias.speaker.heard_until)
            one.heard = (min(days), max(days))
    held = offices_held(rows)
    for pk, key in refused(rows):
        for of_surname in found.values():
            if rows[pk] in of_surname:
                of_surname[rows[pk]].refused.add(key)
    for of_surname in found.values():
        for one in of_surname.values():
            one.held = held.get(one.row, [])
    return {surname: list(of_surname.values()) for surname, of_surname in found.items()}


def offices_held(rows: dict[int, int]) -> dict[int, list[Held]]:
    """Return the offices of some rows, under the rows that they lead to, each with who is known in it next.

    What an editor typed of an office stands for what articles say of it.
    """
    typed = list(Tenure.objects.filter(speaker__in=rows).order_by("pk"))
    ours = {(rows[one.speaker_id], one.key) for one in typed}
    learned = [
        one
        for one in LearnedRole.objects.filter(speaker__in=rows).order_by("pk")
        if (rows[one.speaker_id], one.key) not in ours
    ]
    follow = successors(
        {(one.key, one.country) for one in learned if one.country and held_by_one(one.key)}, rows
    )
    held: dict[int, list[Held]] = defaultdict(list)
    both: list[LearnedRole | Tenure] = [*typed, *learned]
    for one in both:
        row = rows[one.speaker_id]
        later = [
            start
            for start, other in follow.get((one.key, one.country), ())
            if other != row and one.end and start > one.end
        ]
        is_learned = isinstance(one, LearnedRole)
        following = min(later, default=None) if is_learned else None
        held[row].append(
            Held(
                key=one.key, country=one.country, start=one.start, end=one.end, learned=is_learned,
                following=following,
            )
        )  # fmt: skip
    return held


def successors(
    offices: Set[tuple[str, str]], rows: dict[int, int]
) -> dict[tuple[str, str], list[tuple[date, int]]]:
    """Return, by office and country, from when on whom is known in it."""
    found: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    if not offices:
        return found
    these = Q(key__in={key for key, _ in offices}, country__in={country for _, country in offices})
    learned = LearnedRole.objects.filter(these).order_by().values_list("key", "country", "speaker", "start")
    typed = Tenure.objects.filter(these).order_by().values_list("key", "country", "speaker", "start")
    for key, country, speaker, start in (*learned, *typed):
        if start is not None:
            found[key, country].append((start, rows.get(speaker, speaker)))
    return found


# Rows


def own_row(one: Appearance, taken: Iterable[int] = ()) -> Speaker:
    """Return the row that belongs to this appearance alone, made where it has none."""
    if one.own is None or one.own_id in set(taken):
        one.own = create_row(one, one.name, one.country, is_person=False)
    return one.own


def put(one: Appearance, row: Speaker, basis: str, probable: Speaker | None = None) -> None:
    """Give an appearance to a row; one that is new is written with the others of its article."""
    if one.pk is None:
        one.speaker, one.basis, one.probable = row, basis, probable
    else:
        move(one, row, basis, probable)


def move(one: Appearance, row: Speaker, basis: str, probable: Speaker | None = None) -> None:
    """Give an appearance to a row, and its statements with it, but for those that an editor decided."""
    before = (one.speaker_id, one.basis, one.probable_id)
    one.speaker, one.basis, one.probable = row, basis, probable
    if one.pk is None:
        one.save()
    elif before != (row.pk, basis, probable.pk if probable else None):
        one.save(update_fields=["speaker", "own", "basis", "probable"])
        theirs = Quote.objects.filter(appearance=one, state=State.EXTRACTED)
        if theirs.exists():
            theirs.update(
                speaker=end_of_merges(row), probable_speaker=end_of_merges(probable) if probable else None
            )


def propose(first: Speaker, second: Speaker, why: str, points: int) -> None:
    """Put before an editor that two rows may be one, unless they lead to one already."""
    one, other = end_of_merges(first), end_of_merges(second)
    if one.pk != other.pk:
        ask(one, other, why, points)


def withdraw_other_proposals(row: Speaker, likely: Speaker | None) -> None:
    """Take back what was asked about a row of one article, where more articles have shown it to be mistaken."""
    asked = MergeProposal.objects.filter(first_speaker=row, decision=MergeProposal.Decision.OPEN)
    for proposal in asked.exclude(second_speaker=end_of_merges(likely)) if likely else asked:
        proposal.delete()
