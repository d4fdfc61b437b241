"""A reader's report of an error: to the curators, without an account, and not too many of them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import curation
from statements.models import Quote, Report
from statements.visitors import address_of, network_of

HOUR = timedelta(hours=1)
MOST_OF_ONE = 6  # reports an hour from one address
MOST_OF_ALL = 300  # reports an hour, so that a crowd cannot bury the desk


class TooMany(Exception):
    """More reports came than anybody could mean."""


class ReportForm(forms.Form):
    fault = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Report.Fault.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=gettext_lazy("What should it be, and how do you know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    # Nobody sees this field; what fills in every field is no reader.
    address = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("fault") == Report.Fault.OTHER and not found.get("text", "").strip():
            self.add_error("text", _("Say in a sentence what is wrong."))
        return found


def sender_of(request: HttpRequest) -> str:
    """Return a number for the reader's address that leads nobody back to it, another each month."""
    month = f"{timezone.now():%Y-%m}"
    return salted_hmac(
        "report", f"{month} {network_of(address_of(request))}", algorithm="sha256"
    ).hexdigest()[:32]


@transaction.atomic
def take_report(request: HttpRequest, quote: Quote, form: ReportForm) -> None:
    """Keep a report. Raise TooMany if this reader, or all readers together, sent too many."""
    since = timezone.now() - HOUR
    sender = sender_of(request)
    if form.cleaned_data["address"]:
        return
    if Report.objects.filter(sender=sender, at__gt=since).count() >= MOST_OF_ONE:
        raise TooMany(_("You sent several reports within the hour. Send the next one a little later."))
    if Report.objects.filter(at__gt=since).count() >= MOST_OF_ALL:
        raise TooMany(_("More reports came than can be read. Try again in an hour."))
    curation.report_error(quote, form.cleaned_data["fault"], form.cleaned_data["text"], sender)
