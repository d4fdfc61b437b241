"""Add: a text, an address or files are given, looked at as they would be read, and stored by a button."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from statements.intake.fetching import fetch_address
from statements.intake.loads import Gift, NotTaken, check_told, make_load
from statements.models import Intake, IntakeItem
from statements.pages.paging import clean
from statements.sources.base import Given

from .access import needs
from .uploads import MEGABYTE

CHUNK = 1 << 20
ADDRESS = re.compile(r"https?://\S+", re.I)
LONGEST_SHARED = 300  # characters that a phone puts before an address that it shares


@require_http_methods(["GET", "HEAD", "POST"])
@needs("add_intake")
def add_page(request: HttpRequest) -> HttpResponse:
    """The form; what the address bar hands over fills it. What is sent is kept as a draft and looked at."""
    if request.method != "POST":
        return add_form(request, handed_over(request.GET))
    by_script = request.headers.get("Accept") == "application/json"  # which tells how far sending is
    try:
        load = make_load(list(gifts_of(request)), request.user)
    except NotTaken as refused:
        if by_script:
            return JsonResponse({"refused": str(refused)}, status=400)
        return add_form(request, request.POST, refused=str(refused))
    address = reverse("desk:load", args=[load.pk])
    return JsonResponse({"url": address}) if by_script else redirect(address)


def add_form(request: HttpRequest, values: Mapping[str, str], refused: str = "") -> HttpResponse:
    names = ("text", "url", "outlet", "published", "title", "long")
    context: dict[str, Any] = {
        "values": {name: values.get(name, "") for name in names},
        "most_files": settings.ONRECORD_MAX_UPLOAD_FILES,
        "most_bytes": settings.ONRECORD_MAX_UPLOAD_BYTES,
        "most_megabytes": settings.ONRECORD_MAX_UPLOAD_BYTES // MEGABYTE,
        "bookmarklet": bookmarklet(request.build_absolute_uri(reverse("desk:add"))),
        "drafts": Intake.objects.filter(state=Intake.State.DRAFT, given_by=request.user.pk)[:5],
    }
    if refused:
        context["refused"] = refused
    return render(request, "desk/add.html", context, status=400 if refused else 200)


def handed_over(query: Mapping[str, str]) -> dict[str, str]:
    """Return what the page before, or a phone that shares, gives to the form. Phones put addresses into texts."""
    values = {name: clean(query.get(name, "")) for name in ("url", "outlet", "published", "title", "long")}
    values["text"] = query.get("text", "").strip()[: settings.ONRECORD_MAX_SOURCE_BYTES]
    found = ADDRESS.search(values["text"])
    if found and not values["url"] and len(values["text"]) - len(found[0]) < LONGEST_SHARED:
        values["url"] = found[0]
        values["title"] = values["title"] or clean(values["text"].replace(found[0], ""))
        values["text"] = ""
    return values


def gifts_of(request: HttpRequest) -> Iterator[Gift]:
    """Yield what was given in the form. Raise NotTaken for what cannot be given so."""
    post = request.POST  # which reads what was sent
    refused = getattr(request, "upload_refused", "")
    if refused:
        raise NotTaken(refused)
    text = post.get("text", "").replace("\r\n", "\n").strip()
    url = clean(post.get("url", ""))
    files: list[Any] = [file for file in request.FILES.getlist("file") if file is not None]
    beside = Given(outlet=clean(post.get("outlet", "")), published=clean(post.get("published", "")))
    its_own = Given(outlet=beside.outlet, published=beside.published, url=url)
    check_told(its_own)
    if text:
        first = text.split("\n", 1)[0]
        yield Gift(
            kind=IntakeItem.Kind.TEXT, name=clean(first)[:100], chunks=[f"{text}\n".encode()], told=its_own
        )
    elif url and len(files) > 1:
        raise NotTaken(_("An address is that of one article. Leave it out, or give one file."))
    elif url and not files:
        yield fetch_address(url, beside)
    for file in files:
        name = clean(file.name or "").replace("\n", " ") or _("a file without a name")
        told = beside if text or len(files) > 1 else its_own
        yield Gift(kind=IntakeItem.Kind.FILE, name=name[-200:], chunks=file.chunks(CHUNK), told=told)


def bookmarklet(address: str) -> str:
    """Return the script of a bookmark that hands over the page on the screen, with the words selected in it.

    What is too long for an address goes behind its "#", which is not sent: the script of the form takes it there.
    """
    return (
        "javascript:(()=>{const s=String(getSelection()),e=encodeURIComponent(s),"
        "p=new URLSearchParams({url:location.href,title:document.title.slice(0,200)});"
        "if(s)e.length<3000?p.set('text',s):p.set('long','1');"
        f"open('{address}?'+p+(e.length<3000?'':'#text='+e))}})()"
    )


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes the desk an app of a phone, to which other apps can share an address. Nothing in it is secret."""
    return JsonResponse(
        {
            "name": _("On Record – Add"),
            "short_name": "On Record",
            "start_url": reverse("desk:add"),
            "scope": reverse("desk:queue"),
            "display": "minimal-ui",
            "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
            "share_target": {
                "action": reverse("desk:add"),
                "method": "GET",
                "params": {"title": "title", "text": "text", "url": "url"},
            },
        },
        content_type="application/manifest+json",
    )
