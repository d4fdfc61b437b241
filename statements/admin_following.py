"""The lists and forms of what is followed on the web, and of what became of each address."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .desk.checked import CheckedForm
from .models import FollowedSource, WebAddress
from .network.addresses import parse_address, shown_address
from .network.faults import Unfetchable
from .network.reach import parse_ports


class FollowedSourceForm(CheckedForm):
    class Meta:
        model = FollowedSource
        fields = ["address", "kind", "outlet", "interval", "since", "paused"]
        widgets = {"address": forms.URLInput(attrs={"size": 80})}

    def clean_address(self) -> str:
        """Keep an address in one spelling, and refuse at once what would never be asked."""
        try:
            return parse_address(
                self.cleaned_data["address"], parse_ports(settings.ONRECORD_FETCH_PORTS)
            ).whole
        except (Unfetchable, ValueError) as fault:
            raise forms.ValidationError(
                _("This is not fetched: %(reason)s."), params={"reason": fault}
            ) from None

    def clean(self) -> dict[str, Any]:
        """Ask anew where another address or another kind is followed: what was told of the old one says nothing."""
        found: dict[str, Any] = super().clean() or {}
        if {"address", "kind", "since"} & set(self.changed_data):
            self.instance.etag = self.instance.last_modified = ""
            self.instance.last_run = self.instance.not_before = None
            self.instance.failures = 0
        return found


@admin.register(FollowedSource)
class FollowedSourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Feeds and sitemaps that are asked for what is new. No act on the record: the log is not told."""

    form = FollowedSourceForm
    list_display = ["shown", "kind", "outlet", "every", "state", "last_run", "last_result", "taken"]
    list_filter = ["paused", "kind"]
    search_fields = ["address", "outlet__name", "last_result"]
    list_select_related = ["outlet"]
    autocomplete_fields = ["outlet"]
    actions = ["pause", "go_on", "ask_now"]
    readonly_fields = ["state", "last_run", "last_result", "failures", "taken", "added_at"]
    fieldsets = [
        (None, {"fields": ["address", "kind", "outlet", "interval", "since", "paused"]}),
        (
            gettext_lazy("What came of it"),
            {"fields": ["state", "last_run", "last_result", "failures", "taken", "added_at"]},
        ),
    ]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[FollowedSource]:
        states = {
            state: Count("addresses", filter=Q(addresses__state=state, addresses__kind="page"))
            for state in WebAddress.State.values
        }
        return FollowedSource.objects.annotate(**states)

    @admin.display(description=gettext_lazy("address"), ordering="address")
    def shown(self, source: FollowedSource) -> str:
        return shown_address(source.address)

    @admin.display(description=gettext_lazy("every"), ordering="interval")
    def every(self, source: FollowedSource) -> str:
        count = source.interval
        return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}

    @admin.display(description=gettext_lazy("state"))
    def state(self, source: FollowedSource) -> str:
        if source.paused:
            return _("paused")
        if source.failures:
            told = ngettext(
                "failed %(count)s time in a row", "failed %(count)s times in a row", source.failures
            )
            again = _("asked again")
            until = f"; {again} {source.not_before:%Y-%m-%d %H:%M} UTC" if source.not_before else ""
            return told % {"count": source.failures} + until
        return _("followed") if source.last_run else _("waits for its first run")

    @admin.display(description=gettext_lazy("what it lists"))
    def taken(self, source: FollowedSource) -> SafeString:
        address = reverse("admin:statements_webaddress_changelist")
        return format_html_join(
            ", ",
            '<a href="{}?source__id__exact={}&amp;state__exact={}">{} {}</a>',
            (
                (address, source.pk, state.value, count, state.label)
                for state in WebAddress.State
                if (count := getattr(source, state.value, 0))
            ),
        ) or format_html("{}", _("nothing yet"))

    @admin.action(description=gettext_lazy("Pause: nothing is asked for"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[FollowedSource]) -> None:
        count = queryset.update(paused=True)
        sentence = ngettext("%(count)s source is paused.", "%(count)s sources are paused.", count)
        self.message_user(request, sentence % {"count": count})

    @admin.action(description=gettext_lazy("Go on with these"), permissions=["change"])
    def go_on(self, request: HttpRequest, queryset: QuerySet[FollowedSource]) -> None:
        count = queryset.update(paused=False)
        sentence = ngettext("%(count)s source is followed.", "%(count)s sources are followed.", count)
        self.message_user(request, sentence % {"count": count})

    @admin.action(description=gettext_lazy("Ask now: do not wait for the interval"), permissions=["change"])
    def ask_now(self, request: HttpRequest, queryset: QuerySet[FollowedSource]) -> None:
        count = queryset.update(last_run=None, not_before=None)
        sentence = ngettext(
            "%(count)s source is asked in a moment.", "%(count)s sources are asked in a moment.", count
        )
        self.message_user(request, sentence % {"count": count})


@admin.register(WebAddress)
class WebAddressAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What became of each address: to be read; what failed can be asked for again."""

    list_display = ["shown", "state", "result", "fetched_at", "tries", "source"]
    list_filter = ["state", "kind", "source"]
    search_fields = ["address", "final", "result"]
    list_select_related = ["source"]
    actions = ["again"]
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            "address", "final", "way", "state", "result", "status", "source", "kind", "changed", "listed_at",
            "fetched_at", "tries", "not_before",
        ]  # fmt: skip

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_readonly_fields(request, obj)

    @admin.display(description=gettext_lazy("address"), ordering="address")
    def shown(self, address: WebAddress) -> str:
        return shown_address(address.address)

    @admin.display(description=gettext_lazy("the way there"))
    def way(self, address: WebAddress) -> SafeString:
        return format_html_join("", "<p>{} {}</p>", address.redirects) or format_html("{}", _("straight"))

    @admin.action(description=gettext_lazy("Fetch these again"), permissions=["change"])
    def again(self, request: HttpRequest, queryset: QuerySet[WebAddress]) -> None:
        count = queryset.update(
            state=WebAddress.State.WAITING, tries=0, not_before=None, etag="", last_modified=""
        )
        sentence = ngettext(
            "%(count)s address is fetched again.", "%(count)s addresses are fetched again.", count
        )
        self.message_user(request, sentence % {"count": count})
