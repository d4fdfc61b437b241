"""Whatever editors and ingest do, in whatever order: no decision is lost, every address answers, and the
log alone makes the rows as they are."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from statements import curation
from statements.history.log import act
from statements.history.replay import differences
from statements.identity.utterances import place_due
from statements.ingest.rereading import read_again
from statements.ingest.store import store_source
from statements.models import (
    ActName,
    Alias,
    Article,
    Event,
    MergeProposal,
    Quote,
    Revision,
    Speaker,
    State,
)
from statements.search.maintenance import drain
from statements.sources.base import Given, RawSource, Unreadable

PEOPLE = ["Mira Tolan", "Halden Roke", "Elin Sarvath", "Tolan", "Marek Tolan", "Halden Røke"]
SAYINGS = [
    "We will not accept a map that was drawn at night",
    "Nobody has left the table and nobody will",
    "The charts of the strait belong to those who sail it",
    "A ferry is not a treaty and never was one",
    "The annex has the same force as the text itself",
]


def article_text(number: int, sayings: list[int], people: list[int]) -> str:
    lines = [f"Envoys meet in Lissel for the {number}th time", "", f"{12 + number} March, 2021 18:30", ""]
    for person, saying in zip(people, sayings, strict=False):
        lines += [f"“{SAYINGS[saying]},” Kestran envoy {PEOPLE[person]} told reporters.", ""]
    return "\n".join([*lines, "The hall was cold, and the coffee was warm, and that was all that day.", ""])


def ingest(number: int, text: str) -> Article | None:
    source = RawSource(origin=f"machine/{number}.txt", data=text.encode(), text=text, encoding="utf-8", given=Given())  # fmt: skip
    try:
        return store_source(source).article
    except Unreadable:
        return None


class Archive(RuleBasedStateMachine):
    """Ingest, edit, reject, approve, add, merge, split and undo, in any order."""

    acts = Bundle("acts")

    @initialize()
    def begin(self) -> None:
        self.held = transaction.atomic()
        self.held.__enter__()
        self.editor = get_user_model().objects.create(username="machine")
        self.client = Client()
        self.addresses: set[str] = set()
        self.decided: dict[int, dict] = {}  # what an editor said of a quote, and must stay true
        self.taken: set[tuple[int, str]] = set()
        self.named: dict[int, tuple[str, str]] = {}
        self.headlines: dict[int, str] = {}
        self.number = 0
        ingest(0, article_text(0, [0, 1, 2], [0, 1, 0]))
        self.note()

    def teardown(self) -> None:
        if hasattr(self, "held"):
            transaction.set_rollback(True)
            self.held.__exit__(None, None, None)

    def note(self) -> None:
        self.addresses |= {row.get_absolute_url() for model in (Quote, Speaker, Article, Event) for row in model.objects.all()}  # fmt: skip

    def pick(self, rows, n: int):
        found = list(rows.order_by("-pk"))
        return found[n % len(found)] if found else None

    def keep(self, quote: Quote) -> None:
        quote.refresh_from_db()
        self.decided[quote.pk] = {"state": quote.state, "speaker": quote.speaker_id, "text": quote.text, "kind": quote.kind}  # fmt: skip

    numbers = st.integers(min_value=0, max_value=30)

    @rule(
        number=st.integers(min_value=0, max_value=2),
        sayings=st.lists(st.integers(min_value=0, max_value=4), min_size=1, max_size=4),
        people=st.lists(st.integers(min_value=0, max_value=5), min_size=4, max_size=4),
    )
    def read(self, number: int, sayings: list[int], people: list[int]) -> None:
        ingest(number, article_text(number, sayings, people))
        self.note()

    @rule(n=numbers)
    def read_with_another_byte(self, n: int) -> None:
        article = self.pick(Article.objects.all(), n)
        if article:
            ingest(int(article.origin.split("/")[1].removesuffix(".txt")), article.text + "\nIt rained.\n")
            self.note()

    @rule(a=numbers, b=numbers)
    def tell_apart(self, a: int, b: int) -> None:
        one, other = (self.pick(Speaker.objects.public(), n) for n in (a, b))
        if not one or not other or one == other:
            return
        pair = MergeProposal.objects.between(one, other).first() or MergeProposal.of(
            one, other, reason="asked"
        )
        if pair.pk is None:
            with act(ActName.READ_AGAIN):  # as reading asks
                pair.save()
        try:
            curation.decide_merge(pair, "two", self.editor)
        except curation.Refused:
            return

    @rule(n=numbers)
    def take_a_name_away(self, n: int) -> None:
        alias = self.pick(Alias.objects.filter(speaker__merged_into=None), n)
        if alias:
            try:
                curation.remove_alias(alias, self.editor)
            except curation.Refused:
                return
            self.taken.add((alias.speaker_id, alias.key))

    @rule(
        n=numbers,
        name=st.sampled_from(["Mira J. Tolan", "The Roke Office"]),
        kind=st.sampled_from(["person", "institution"]),
    )
    def name(self, n: int, name: str, kind: str) -> None:
        speaker = self.pick(Speaker.objects.public(), n)
        if speaker:
            speaker.name, speaker.kind = name, kind
            curation.save_row(speaker, self.editor)
            self.named[speaker.pk] = (name, kind)
            self.note()

    @rule(n=numbers, headline=st.sampled_from(["A headline of ours", "Another one"]))
    def set_headline(self, n: int, headline: str) -> None:
        article = self.pick(Article.objects.all(), n)
        if article and article.headline != headline:
            article.headline = headline
            curation.save_row(article, self.editor)
            self.headlines[article.pk] = headline

    @rule(n=numbers)
    def read_with_a_better_engine(self, n: int) -> None:
        article = self.pick(Article.objects.all(), n)
        if article:
            read_again(article, dry=False)
            self.note()

    @rule(n=numbers, to=numbers)
    def correct(self, n: int, to: int) -> None:
        quote = self.pick(Quote.objects.exclude(state=State.REJECTED), n)
        speaker = self.pick(Speaker.objects.public(), to)
        if quote and speaker:
            curation.judge(quote, self.editor, "It was somebody else.", speaker=speaker)
            self.keep(quote)

    @rule(n=numbers)
    def trim(self, n: int) -> None:
        quote = self.pick(Quote.objects.exclude(state=State.REJECTED).filter(missing_since=None), n)
        if quote and quote.end - quote.start > 12:
            curation.judge(quote, self.editor, segments=[[quote.start, quote.end - 5]])
            self.keep(quote)

    @rule(n=numbers)
    def approve(self, n: int) -> None:
        quote = self.pick(Quote.objects.filter(state=State.EXTRACTED), n)
        if quote:
            curation.approve(quote, self.editor)
            self.keep(quote)

    @rule(n=numbers)
    def reject(self, n: int) -> None:
        quote = self.pick(Quote.objects.exclude(state=State.REJECTED), n)
        if quote:
            curation.withdraw(quote, self.editor, "A title.")
            self.keep(quote)

    @rule(n=numbers)
    def leave_a_note(self, n: int) -> None:
        quote = self.pick(Quote.objects.exclude(state=State.REJECTED), n)
        if quote:
            curation.leave_note(quote, self.editor, "Look at the dateline.")

    @rule(n=numbers)
    def approve_together(self, n: int) -> None:
        quote = self.pick(Quote.objects.filter(state=State.EXTRACTED), n)
        if quote:
            alike = list(Quote.objects.filter(article=quote.article_id, state=State.EXTRACTED))
            versions = curation.row_versions([one.pk for one in alike])
            curation.decide_together(
                ActName.APPROVE,
                alike,
                versions,
                self.editor,
                "",
                lambda one, version: curation.approve(one, self.editor),
            )
            for one in alike:
                self.keep(one)

    @rule(n=numbers, start=st.integers(min_value=40, max_value=160))
    def add(self, n: int, start: int) -> None:
        article = self.pick(Article.objects.exclude(state=State.REJECTED), n)
        if article and start + 9 < len(article.text):
            try:
                quote = curation.add_quote(article, [[start, start + 9]], "partial", None, self.editor)
            except curation.Refused:
                return
            self.keep(quote)
            self.note()

    @rule(a=numbers, b=numbers)
    def merge(self, a: int, b: int) -> None:
        one, other = (self.pick(Speaker.objects.public(), n) for n in (a, b))
        if one and other and one != other:
            curation.merge(one, other, self.editor)
            self.follow(one.pk, other.pk)

    def follow(self, old: int, new: int) -> None:
        for said in self.decided.values():
            if said["speaker"] == old:
                said["speaker"] = new

    @rule(n=numbers, to=st.sampled_from(["Adam Brisk", "Nadia Hale"]))
    def split(self, n: int, to: str) -> None:
        speaker = self.pick(Speaker.objects.public(), n)
        chosen = (
            list(Quote.objects.filter(speaker=speaker).values_list("pk", flat=True)[:2]) if speaker else []
        )
        if chosen:
            curation.split_speaker(speaker, Quote.objects.filter(pk__in=chosen), to, self.editor)
            for quote in Quote.objects.filter(pk__in=chosen).exclude(state=State.REJECTED):
                self.keep(quote)
            for pk in chosen:
                if pk in self.decided:
                    self.keep(Quote.objects.get(pk=pk))
            self.note()

    @rule(a=numbers, b=numbers, apart=st.booleans())
    def join_or_part_printings(self, a: int, b: int, apart: bool) -> None:
        one, other = (self.pick(Quote.objects.public(), n) for n in (a, b))
        if not one or not other or one == other:
            return
        try:
            if apart:
                curation.part_printing(one, self.editor)
            else:
                curation.join_printings([one, other], self.editor)
        except curation.Refused as refusal:
            assert str(refusal)
        drain()  # what is looked for is looked for in the index
        place_due()

    @rule(n=numbers)
    def undo(self, n: int) -> None:
        act = self.pick(Revision.objects.order_by("-pk"), n)
        if act is None:
            return
        lines = list(act.rows.all())
        try:
            curation.undo(act, self.editor)
        except curation.Refused as refusal:
            assert str(refusal)
            return
        # An undo is an editor's decision too: what it leaves is what has to stay.
        for line in lines:
            if line.table == "speaker":
                self.named.pop(line.row, None)
            elif line.table == "article":
                self.headlines.pop(line.row, None)
            elif line.table == "alias":
                self.taken -= {
                    pair for pair in self.taken if Alias.objects.filter(speaker=pair[0], key=pair[1]).exists()
                }
            if line.table == "quote":
                quote = Quote.objects.filter(pk=line.row).first()
                if quote is None or quote.state == State.EXTRACTED:
                    self.decided.pop(line.row, None)
                else:
                    self.keep(quote)
        self.note()

    @precondition(lambda self: hasattr(self, "decided"))
    @invariant()
    def no_decision_is_lost(self) -> None:
        for pk, said in self.decided.items():
            quote = Quote.objects.filter(pk=pk).first()
            assert quote is not None, f"statement {pk} is gone"
            now = {"state": quote.state, "speaker": quote.speaker_id, "text": quote.text, "kind": quote.kind}
            assert now == said
        for pk, (name, kind) in self.named.items():
            assert Speaker.objects.filter(pk=pk).values_list("name", "kind").get() == (name, kind)
        for pk, headline in self.headlines.items():
            assert Article.objects.filter(pk=pk, headline=headline).exists()
        for speaker, key in self.taken:
            assert not Alias.objects.filter(speaker=speaker, key=key).exists()

    @precondition(lambda self: hasattr(self, "addresses"))
    @invariant()
    def every_address_answers(self) -> None:
        for address in sorted(self.addresses):
            assert self.client.get(address).status_code in {200, 301, 302, 410}, address

    @precondition(lambda self: hasattr(self, "decided"))
    @invariant()
    def the_log_makes_the_rows(self) -> None:
        assert differences() == []

    @precondition(lambda self: hasattr(self, "decided"))
    @invariant()
    def every_word_is_a_slice(self) -> None:
        for quote in Quote.objects.select_related("article", "capture"):
            if quote.is_held:
                assert quote.text == " … ".join(quote.source_text[s:e] for s, e in quote.segments)


@pytest.mark.parametrize("histories", [2, pytest.param(25, marks=pytest.mark.slow)])
def test_nothing_is_lost_in_any_order(archive, histories: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Archive,
        settings=settings(
            max_examples=histories, stateful_step_count=14, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
