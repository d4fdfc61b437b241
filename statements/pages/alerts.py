"""Searches by mail: asked for without an account, confirmed, changed and left by the links that stand in mail.

What is answered to whoever asks never tells whether an address is known here.
"""

from contextlib import suppress
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from statements.alerts import readers
from statements.alerts.addresses import LONGEST_ADDRESS, MailAddress, NoAddress, parse_mailbox
from statements.alerts.digests import saved_in_words
from statements.alerts.installed import alerts_are_sent
from statements.models import Quote, SavedSearch
from statements.search.describe import describe
from statements.search.find import QueryFault, Unavailable
from statements.search.labels import value_label
from statements.search.language import And, Everything, Node, Not, Or, Some, parse, together, unparse
from statements.search.questions import read_as

from .away import no_answer
from .errors import error_page
from .filters import chosen_filters
from .paging import address_with, clean
from .reports import sender_of
from .site import never_cached

GET_AND_POST = ["GET", "HEAD", "POST"]
LEFT_OUT = ("page", "each", "show", "sort", "as", "article")  # how results are shown, not which


class AlertForm(forms.Form):
    email = forms.CharField(
        label=gettext_lazy("Your mail address"),
        max_length=LONGEST_ADDRESS * 2,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "required": True}),
        error_messages={"required": gettext_lazy("Write the address that mail is to go to.")},
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=SavedSearch.Rhythm.choices,
        initial=SavedSearch.Rhythm.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how often mail is to come.")},
    )
    # Nobody sees this field; what fills in every field is no reader.
    address = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def clean_email(self) -> MailAddress:
        try:
            return parse_mailbox(self.cleaned_data["email"])
        except NoAddress as fault:
            raise forms.ValidationError(str(fault)) from None


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page that belongs to one reader out of caches and search engines."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return never_cached(response)


def has_some(node: Node) -> bool:
    match node:
        case Some():
            return True
        case Not(part):
            return has_some(part)
        case And(parts) | Or(parts):
            return any(has_some(part) for part in parts)
        case _:
            return False


def search_asked_for(request: HttpRequest) -> Node:
    """Return the tree of the search in an address, as the page of results takes it. Raises QueryFault, Unavailable.

    What no line of the query language says, the best of some words, is asked for word by word instead.
    """
    if request.GET.get("article"):
        raise QueryFault(_("A search within one article has nothing new to tell."), "")
    text = request.GET.get("q", "")
    lines = tuple(one.line for one in chosen_filters(request) if one.line)
    typed = parse(text[:3000] if len(text) > 3000 else clean(text))
    tree = read_as(clean(text), Quote, lines, request.GET.get("as") == "typed").tree
    whole = together([typed if has_some(tree) else tree, *(parse(line, trusted=True) for line in lines)])
    parse(unparse(whole), trusted=True)  # a line that is kept has to be read again
    return whole


@require_http_methods(GET_AND_POST)
def alert_new(request: HttpRequest) -> HttpResponse:
    """Ask for a search by mail: which one, the address says, as that of the page of results does."""
    if not alerts_are_sent():
        raise Http404(_("No searches are sent by mail from here."))
    try:
        tree = search_asked_for(request)
    except QueryFault as fault:
        return error_page(request, 400, _("This search has a fault"), str(fault))
    except Unavailable as error:
        return no_answer(request, error, "a search could not be taken for mail")
    words = "".join(text for text, _ in describe(tree, "statements", value_label))
    form = AlertForm(request.POST if request.method == "POST" else None)
    asked = address_with(request, dict.fromkeys(LEFT_OUT)).partition("?")[2]
    if request.method == "POST" and form.is_valid():
        try:
            if not form.cleaned_data["address"]:
                line = "" if isinstance(tree, Everything) else unparse(tree)
                rhythm = form.cleaned_data["rhythm"]
                readers.ask_for(form.cleaned_data["email"], line, asked, rhythm, sender_of(request))
        except readers.TooManyAlerts as error:
            response = error_page(request, 429, _("That was enough for now"), str(error))
            response["Retry-After"] = "3600"
            return response
        return redirect("alert-asked")
    context = {"form": form, "words": words, "back": f"{reverse('search')}?{asked}"}
    return private(render(request, "statements/alert_new.html", context, status=400 if form.errors else 200))


@require_safe
def alert_asked(request: HttpRequest) -> HttpResponse:
    return private(render(request, "statements/alert_asked.html"))


def too_old(request: HttpRequest) -> HttpResponse:
    return private(
        error_page(
            request,
            404,
            _("This link leads to nothing any more"),
            _(
                "It was used up, is older than a week, or its search was given up. Nothing is sent by it. Open the link "
                "in the newest mail, or ask for the search again."
            ),
        )
    )


@require_http_methods(GET_AND_POST)
def alert_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say that a search is wanted. Looking does nothing: mail programs open links before their readers do."""
    try:
        search = readers.search_to_confirm(token)
    except readers.LinkTooOld:
        return too_old(request)
    if request.method == "POST":
        readers.confirm(search)
        return private(redirect("alert-list", readers.reader_token(search.reader)))
    context = {"words": saved_in_words(search), "search": search}
    return private(render(request, "statements/alert_confirm.html", context))


@require_http_methods(GET_AND_POST)
def alert_list(request: HttpRequest, token: str) -> HttpResponse:
    """A reader's searches: how often each is sent, and how to be rid of it."""
    try:
        reader = readers.reader_of(token)
    except readers.LinkTooOld:
        return too_old(request)
    if request.method == "POST":
        number = request.POST.get("search", "")
        pk = int(number) if number.isdecimal() and number.isascii() and len(number) < 18 else 0
        if "remove" in request.POST and readers.remove_search(reader, pk):
            return private(render(request, "statements/alert_left.html"))
        if "rhythm" in request.POST and "remove" not in request.POST:
            readers.change_rhythm(reader, pk, request.POST["rhythm"])
        return private(redirect("alert-list", token))
    searches = list(reader.searches.exclude(confirmed_at=None))
    rows: list[dict[str, Any]] = [
        {"search": one, "words": saved_in_words(one), "url": f"{reverse('search')}?{one.asked}"}
        for one in searches
    ]
    context = {"rows": rows, "token": token, "rhythms": SavedSearch.Rhythm.choices, "reader": reader}
    return private(render(request, "statements/alert_list.html", context))


@csrf_exempt  # RFC 8058: the mail program asks, without a page before; the link itself is the secret
@require_http_methods(GET_AND_POST)
def alert_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Be rid of all of it with one press. What is gone already is gone: that is answered alike."""
    if request.method == "POST":
        with suppress(readers.LinkTooOld):
            readers.delete_reader(readers.reader_of(token))
        return private(render(request, "statements/alert_left.html"))
    return private(render(request, "statements/alert_leave.html", {"token": token}))
