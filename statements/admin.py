"""The curators' desk: lists to find what needs a person, forms that keep the evidence in sight."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from statements import curation

from .admin_accounts import AccountAdmin, RightsAdmin
from .admin_following import FollowedSourceAdmin, WebAddressAdmin
from .desk.checked import CheckedForm
from .desk.many import at_once, preview
from .extraction.folding import fold
from .history.entries import told_acts
from .identity.reasons import reasons_shown
from .models import (
    Alias,
    Article,
    Event,
    EventMention,
    MergeProposal,
    Outlet,
    Quote,
    Report,
    Revision,
    Speaker,
    State,
    Tenure,
)
from .pages.marking import evidence_of
from .search.find import QueryFault, Unavailable, find
from .slices import find_slice

__all__ = ["AccountAdmin", "FollowedSourceAdmin", "RightsAdmin", "WebAddressAdmin"]  # registered there

MOST_FOUND = 2000  # statements that a search in a list goes through
SHOWN_OF_ARTICLE = 100  # statements beside its form; the desk has them all
SHOWN_OF_TEXT = 20_000  # characters


class ValuesFilter(admin.AllValuesFieldListFilter):
    """The values of a column to choose from; of rows without one it says so, where Django shows a link without words."""

    def choices(self, changelist: Any) -> Any:
        return [{**one, "display": one["display"] or _("not known")} for one in super().choices(changelist)]


# What looks after windows of other rows listens for "unload", which browsers are about to drop.
MEDIA_OF_A_LIST = forms.Media(
    js=[f"admin/js/{name}.js" for name in ("vendor/jquery/jquery.min", "jquery.init", "core", "actions")]
)


class Logged(admin.ModelAdmin):  # type: ignore[type-arg]
    """Saves through curation, so that every act has its line in the log. Nothing is deleted here."""

    list_per_page = 50
    show_full_result_count = False
    save_on_top = True  # near, however long the evidence below is

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Load for a list what a list needs; in a window that chooses a row, all that Django has for it."""
        lean = {} if "_popup" in request.GET else {"media": MEDIA_OF_A_LIST}
        return super().changelist_view(request, {**(extra_context or {}), **lean})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "slug") if obj is not None and hasattr(obj, "slug") else fields  # addresses stay

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {"slug": ["name"]} if obj is None and hasattr(self.model, "slug") else {}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        curation.save_row(obj, request.user, form.cleaned_data.get("why", ""))


class WhyForm(CheckedForm):
    why = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"size": 80}),
        help_text=gettext_lazy("Shown in the history of the page, without your name."),
    )
    look = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["look"].initial = curation.row_version(self.instance)

    def clean(self) -> dict[str, Any]:
        """Tell who comes second that somebody else was faster, and what they did."""
        found: dict[str, Any] = super().clean() or {}
        if self.instance.pk and found.get("look") is not None:
            try:
                curation.check_row_version(self.instance, found["look"])
            except curation.Overtaken as overtaken:
                told, machine = told_acts(overtaken.acts), _("The reading")
                acts = "; ".join(f"{act.editor or machine}: {told[act.pk]}" for act in overtaken.acts)
                raise forms.ValidationError(
                    _("Somebody changed this while you looked at it (%(acts)s). Open it again."),
                    params={"acts": acts},
                ) from None
        return found


class QuoteForm(WhyForm):
    """The words may be changed only to another slice of the source."""

    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4, "cols": 100}),
        help_text=gettext_lazy("Exactly as the source has them. A split quote has one line for each piece."),
    )

    class Meta:
        model = Quote
        fields = ["speaker", "kind", "state", "role", "addressee", "venue", "relayed_by", "said_on", "events"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quote = self.instance
        if quote.pk:
            self.fields["words"].initial = "\n".join(quote.source_text[s:e] for s, e in quote.segments)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        text = self.instance.source_text
        if words.replace("\r\n", "\n") == self.fields["words"].initial:
            self.segments = self.instance.segments
            return words
        pieces = (
            [words.strip()]
            if find_slice(text, words.strip(), self.instance.start)
            else [line.strip() for line in words.splitlines() if line.strip()]
        )
        segments = []
        near = self.instance.start
        for piece in pieces:
            place = find_slice(text, piece, near)
            if place is None:
                raise forms.ValidationError(
                    _("These words do not stand in the source: “%(piece)s”. Copy them from the text below."),
                    params={"piece": piece[:120]},
                )
            segments.append([*place])
            near = place[1]
        if segments != sorted(segments):
            raise forms.ValidationError(_("The pieces have to stand in the order of the source."))
        self.segments = segments
        return words


class ArticleForm(WhyForm):
    url = forms.URLField(required=False, assume_scheme="https", max_length=1000)


class ConfidenceFilter(admin.SimpleListFilter):
    title = gettext_lazy("confidence")
    parameter_name = "sure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("low", _("below 0.6")), ("middle", _("0.6 to 0.85")), ("high", _("0.85 and more"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        bounds = {"low": (0, 0.6), "middle": (0.6, 0.85), "high": (0.85, 1.01)}.get(self.value() or "")
        return queryset.filter(confidence__gte=bounds[0], confidence__lt=bounds[1]) if bounds else queryset


class AttributedFilter(admin.SimpleListFilter):
    title = gettext_lazy("speaker")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", _("not settled")), ("named", _("named")), ("unnamed", _("not named by the outlet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        match self.value():
            case "none":
                return queryset.filter(speaker=None)
            case "unnamed":
                return queryset.filter(speaker__kind=Speaker.Kind.ANONYMOUS)
            case "named":
                return queryset.exclude(speaker=None).exclude(speaker__kind=Speaker.Kind.ANONYMOUS)
        return queryset


@admin.register(Quote)
class QuoteAdmin(Logged):
    form = QuoteForm
    list_display = ["words", "speaker", "mention", "kind", "state", "confidence", "date"]
    list_filter = [
        "state",
        AttributedFilter,
        ConfidenceFilter,
        "kind",
        "in_headline",
        "rule",
        "article__outlet",
    ]
    search_fields = ["text", "speaker__name", "mention", "uid"]
    list_select_related = ["speaker"]
    ordering = ["confidence", "-id"]
    autocomplete_fields = ["speaker", "relayed_by", "events"]
    actions = ["approve", "withdraw", "hand_back"]
    readonly_fields = ["evidence", "read_as", "candidate_names", "history"]
    fieldsets = [
        (None, {"fields": ["evidence", "read_as", "candidate_names"]}),
        (gettext_lazy("Who said what"), {"fields": ["speaker", "role", "words", ("kind", "state")]}),
        (
            gettext_lazy("To whom, where and when"),
            {"fields": ["addressee", "venue", "said_on", "relayed_by", "events"]},
        ),
        (gettext_lazy("Why"), {"fields": ["why", "look"]}),
        (gettext_lazy("History"), {"fields": ["history"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        queryset: QuerySet[Quote] = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "statements_quote_changelist":
            queryset = queryset.defer("passage", "segments", "candidates")
        return queryset

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Quote], search_term: str
    ) -> tuple[QuerySet[Quote], bool]:
        """Search with the archive's own language; a number of a statement finds it."""
        words = search_term.strip()
        if not words:
            return queryset, False
        try:
            found = find(Quote, words, size=MOST_FOUND).ids
        except (QueryFault, Unavailable):
            found = []
        return queryset.filter(Q(pk__in=found) | Q(uid=words)), False

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        obj.segments = form.segments
        why = form.cleaned_data.get("why", "")
        events = form.cleaned_data.get("events", [])
        curation.save_quote(obj, request.user, why, events=events)

    @admin.display(description=gettext_lazy("words"), ordering="text")
    def words(self, quote: Quote) -> str:
        return str(quote)

    @admin.display(description=gettext_lazy("in the source"))
    def evidence(self, quote: Quote) -> SafeString:
        found = evidence_of(quote)
        if not found.holds:
            return format_html("<p>{}</p>", _("The present text of the article no longer holds these words."))
        runs = format_html_join(
            "",
            "{}",
            ((format_html("<mark>{}</mark>", run.text) if run.number else run.text,) for run in found.runs),
        )
        return format_html(
            '<div class="evidence"><p class="around">{}</p><p>{}</p><p class="around">{}</p><p><a href="{}">{}</a></p></div>',
            found.before,
            runs,
            found.after,
            quote.article.get_absolute_url(),
            quote.article,
        )

    @admin.display(description=gettext_lazy("read as"))
    def read_as(self, quote: Quote) -> str:
        mention = f"“{quote.mention}”" if quote.mention else _("nobody beside it")
        cue = _(" with “%(cue)s”") % {"cue": quote.cue} if quote.cue else ""
        return _("%(mention)s%(cue)s, by the rule %(rule)s, sure to %(confidence)s") % {
            "mention": mention,
            "cue": cue,
            "rule": quote.rule,
            "confidence": f"{quote.confidence:.2f}",
        }

    @admin.display(description=gettext_lazy("other candidates"))
    def candidate_names(self, quote: Quote) -> str:
        return ", ".join(quote.candidates) or "none"

    @admin.display(description=gettext_lazy("what happened to it"))
    def history(self, quote: Quote) -> SafeString:
        mine = Revision.objects.filter(rows__table="quote", rows__row=quote.pk)
        acts = list(mine.select_related("editor", "undoes"))
        told = told_acts(acts)
        return format_html_join(
            "",
            "<p>{} {}: {} {}</p>",
            (
                (act.at.strftime("%Y-%m-%d %H:%M"), act.editor or _("The reading"), told[act.pk], act.why)
                for act in acts
            ),
        ) or format_html("{}", _("Only the machine has read it."))

    def see_first(
        self, request: HttpRequest, queryset: QuerySet[Quote], act: str, state: str
    ) -> HttpResponse | None:
        """Show what would change of the chosen statements; the page that comes carries it out."""
        try:
            return preview(request, at_once(queryset), {"state": state}, act, "", "")
        except curation.Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return None

    @admin.action(
        description=gettext_lazy("Approve: a person has checked these, reading again leaves them alone"),
        permissions=["bulk"],
    )
    def approve(self, request: HttpRequest, queryset: QuerySet[Quote]) -> HttpResponse | None:
        return self.see_first(request, queryset, "approve", State.CURATED)

    @admin.action(
        description=gettext_lazy("Withdraw: hide these, they are never read again"), permissions=["bulk"]
    )
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Quote]) -> HttpResponse | None:
        return self.see_first(request, queryset, "withdraw", State.REJECTED)

    @admin.action(
        description=gettext_lazy("Hand back: the next reading may change these again"), permissions=["bulk"]
    )
    def hand_back(self, request: HttpRequest, queryset: QuerySet[Quote]) -> HttpResponse | None:
        return self.see_first(request, queryset, "hand back", State.EXTRACTED)

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("statements.bulk_quote")


def desk_link(name: str, words: str, *arguments: Any) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(name, args=arguments), words)


@admin.register(Article)
class ArticleAdmin(Logged):
    form = ArticleForm
    list_display = ["headline", "outlet", "agency", "published", "published_precision", "language", "state"]
    list_filter = [
        "state",
        "published_precision",
        ("language", ValuesFilter),
        "is_sample",
        "outlet",
        "agency",
    ]
    search_fields = ["headline", "standfirst", "text", "byline"]
    list_select_related = ["outlet", "agency"]
    date_hierarchy = "published"
    autocomplete_fields = ["outlet", "agency"]
    readonly_fields = ["statements", "published_evidence", "beginning", "origin", "fetched_at", "source"]
    fieldsets = [
        (
            gettext_lazy("What stands above it"),
            {"fields": ["headline", "standfirst", "byline", "dateline_place"]},
        ),
        (gettext_lazy("Whose it is"), {"fields": [("outlet", "agency"), "url", "state"]}),
        (
            gettext_lazy("Published"),
            {"fields": ["published", "published_precision", "published_time", "published_evidence"]},
        ),
        (gettext_lazy("Why"), {"fields": ["why", "look"]}),
        (
            gettext_lazy("The source"),
            {"fields": ["statements", "beginning", "origin", "source", "fetched_at"]},
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        queryset: QuerySet[Article] = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "statements_article_changelist":
            queryset = queryset.defer("text", "body", "junk", "headings")
        return queryset

    @admin.display(description=gettext_lazy("statements"))
    def statements(self, article: Article) -> SafeString:
        return format_html_join(
            "",
            '<p><a href="{}">{}</a>: {}</p>',
            (
                (reverse("admin:statements_quote_change", args=[q.pk]), q.speaker or _("not settled"), q)
                for q in article.quotes.select_related("speaker").order_by("start")[:SHOWN_OF_ARTICLE]
            ),
        ) + desk_link("desk:article", _("All of them, in the text"), article.pk)

    @admin.display(description=gettext_lazy("text"))
    def beginning(self, article: Article) -> str:
        return Truncator(article.text).chars(SHOWN_OF_TEXT)


def gives_up_its_key(form: Any) -> bool:
    """Is the name of a form to go, or to become another one?"""
    values = getattr(form, "cleaned_data", {})
    return form.has_changed() and (
        bool(values.get("DELETE")) or fold(values.get("name", ""))[:300] != form.instance.key
    )


class NamesFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The names of a speaker: its own cannot be taken away, here as at the desk."""

    def clean(self) -> None:
        super().clean()
        given_up = [form.instance for form in self.initial_forms if gives_up_its_key(form)]
        try:
            curation.check_names(self.instance, given_up)
        except curation.Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class NameForm(CheckedForm):
    class Meta:
        model = Alias
        fields = ["name"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not fold(name):
            raise forms.ValidationError(_("A name has letters."))
        return name


class AliasInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Alias
    form = NameForm
    formset = NamesFormSet
    fields = ["name"]
    extra = 1


class TenureInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Tenure
    form = CheckedForm
    fields = ["office", "country", "start", "end"]
    extra = 0


@admin.register(Speaker)
class SpeakerAdmin(Logged):
    form = WhyForm
    list_display = ["name", "kind", "country", "affiliation", "statements", "state", "at_the_desk"]
    list_filter = ["state", "kind", ("country", ValuesFilter)]
    search_fields = ["name", "aliases__name"]
    fieldsets = [
        (gettext_lazy("Who it is"), {"fields": ["name", ("kind", "country"), "affiliation"]}),
        (gettext_lazy("In the archive"), {"fields": ["slug", "wikidata", "state"]}),
        (gettext_lazy("Why"), {"fields": ["why", "look"]}),
    ]
    inlines = [AliasInline, TenureInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        counted = Speaker.objects.annotate(statements=Count("quotes"))
        return counted.order_by("name", "pk")  # grouped, they would have no order

    @admin.display(description=gettext_lazy("names, merge, split"))
    def at_the_desk(self, speaker: Speaker) -> SafeString:
        return desk_link("desk:split", _("At the desk"), speaker.pk)

    @admin.display(ordering="statements")
    def statements(self, speaker: Speaker) -> int:
        return int(getattr(speaker, "statements", 0))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        names = formset.save(commit=False)
        if formset.model is Tenure:
            for tenure in formset.deleted_objects:
                curation.remove_tenure(tenure, request.user)
            for tenure in names:
                self.keep_tenure(request, tenure)
            return
        if names or formset.deleted_objects:
            curation.save_names(form.instance, names, formset.deleted_objects, request.user)

    def keep_tenure(self, request: HttpRequest, tenure: Tenure) -> None:
        try:
            curation.save_tenure(tenure, request.user)
        except curation.Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)


@admin.register(MergeProposal)
class MergeProposalAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who may be who: the pipeline asks, an editor answers."""

    list_display = ["given_up", "heard", "into", "heard_there", "why", "decision"]
    list_filter = ["decision", "table"]
    search_fields = ["reason"]
    actions = ["same", "two"]
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["given_up", "heard", "into", "heard_there", "why", "points", "decision"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MergeProposal]:
        return MergeProposal.objects.with_rows()

    @admin.display(description=gettext_lazy("why"), ordering="reason")
    def why(self, proposal: MergeProposal) -> str:
        return reasons_shown(proposal.reason)

    @admin.display(description=gettext_lazy("speaker"))
    def given_up(self, proposal: MergeProposal) -> str:
        return str(proposal.first)

    @admin.display(description=gettext_lazy("into"))
    def into(self, proposal: MergeProposal) -> str:
        return str(proposal.second)

    @admin.display(description=gettext_lazy("heard as"))
    def heard(self, proposal: MergeProposal) -> SafeString:
        return self.evidence(proposal.first)

    @admin.display(description=gettext_lazy("heard there as"))
    def heard_there(self, proposal: MergeProposal) -> SafeString:
        return self.evidence(proposal.second)

    @staticmethod
    def evidence(speaker: Any) -> SafeString:
        if not isinstance(speaker, Speaker):
            return format_html("{}", speaker or "gone")
        quotes = speaker.quotes.select_related("article").order_by("-date")[:3]
        return format_html_join(
            "", "<p>{} <em>{}</em> ({})</p>", ((q.role or "", q, q.date or _("no date")) for q in quotes)
        )

    @admin.action(
        description=gettext_lazy("The same: give what the first said to the second"), permissions=["change"]
    )
    def same(self, request: HttpRequest, queryset: QuerySet[MergeProposal]) -> None:
        self.decide(request, queryset, MergeProposal.Decision.SAME)

    @admin.action(
        description=gettext_lazy("Two speakers: keep them apart, do not ask again"), permissions=["change"]
    )
    def two(self, request: HttpRequest, queryset: QuerySet[MergeProposal]) -> None:
        self.decide(request, queryset, MergeProposal.Decision.TWO)

    def decide(
        self, request: HttpRequest, queryset: QuerySet[MergeProposal], decision: MergeProposal.Decision
    ) -> None:
        done = 0
        for proposal in queryset:
            try:
                curation.decide_merge(proposal, decision, request.user)
                done += 1
            except curation.Refused as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
        if decision == MergeProposal.Decision.SAME:
            sentence = ngettext(
                "%(count)s pair of speakers merged.", "%(count)s pairs of speakers merged.", done
            )
        else:
            sentence = ngettext(
                "%(count)s pair of speakers kept apart.", "%(count)s pairs of speakers kept apart.", done
            )
        self.message_user(request, sentence % {"count": done})


class MentionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = EventMention
    fields = ["article", "rule"]
    readonly_fields = ["article", "rule"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(Logged):
    form = WhyForm
    list_display = ["name", "kind", "place", "start", "end", "status", "state", "at_the_desk"]
    list_filter = ["state", "kind", "status", "precision"]
    search_fields = ["name", "place"]
    date_hierarchy = "start"
    fieldsets = [
        (gettext_lazy("What it is"), {"fields": ["name", "kind", "participants"]}),
        (gettext_lazy("Where and when"), {"fields": ["place", ("start", "end"), "precision", "status"]}),
        (gettext_lazy("In the archive"), {"fields": ["slug", "state"]}),
        (gettext_lazy("Why"), {"fields": ["why", "look"]}),
    ]
    inlines = [MentionInline]

    @admin.display(description=gettext_lazy("one that is another"))
    def at_the_desk(self, event: Event) -> SafeString:
        return desk_link("desk:merge", _("Merge"), "event", event.pk)


@admin.register(Outlet)
class OutletAdmin(Logged):
    list_display = ["name", "kind", "shown", "at_the_desk"]
    list_filter = ["kind", "shown"]
    search_fields = ["name"]
    form = WhyForm
    fields = ["name", "slug", "kind", "shown", "why", "look"]

    @admin.display(description=gettext_lazy("one that is another"))
    def at_the_desk(self, outlet: Outlet) -> SafeString:
        return desk_link("desk:merge", _("Merge"), "outlet", outlet.pk)


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The log: to be read, never changed."""

    list_display = ["at", "editor", "done", "table", "label", "why"]
    list_filter = ["action", "table"]
    search_fields = ["label", "why"]
    list_select_related = ["editor"]

    @admin.display(description=gettext_lazy("what was done"), ordering="action")
    def done(self, revision: Revision) -> str:
        return str(revision.get_action_display())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What readers reported: the answer stands on the statement's page for everybody."""

    form = CheckedForm
    list_display = ["at", "state", "fault", "statement", "text"]
    list_filter = ["state", "fault"]
    list_select_related = ["quote", "quote__article"]
    fields = ["statement", "fault", "text", "at", "answer"]
    readonly_fields = ["statement", "fault", "text", "at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("statement"))
    def statement(self, report: Report) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:statements_quote_change", args=[report.quote_id]),
            report.quote,
        )

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        if obj.answer.strip():
            try:
                curation.answer_report(obj, obj.answer, request.user)
            except curation.Refused as refused:
                self.message_user(request, str(refused), messages.ERROR)
