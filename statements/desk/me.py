"""How an editor stands in the public history."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements.models import EditorProfile, Revision
from statements.pages.paging import clean

from .access import needs


@require_http_methods(["GET", "HEAD", "POST"])
@needs("judge_quote")
def me(request: HttpRequest) -> HttpResponse:
    """How this editor stands in the public history: without a name, unless one is given here."""
    found = EditorProfile.objects.filter(user=request.user.pk).first()
    profile = found or EditorProfile(user_id=request.user.pk or 0)  # nothing is kept by looking
    if request.method == "POST":
        profile.public_name = clean(request.POST.get("public_name", ""))[:150]
        profile.save()
        messages.success(request, _("Kept. Acts from now on show it; earlier ones stay as they are."))
        return redirect("desk:me")
    done = Revision.objects.filter(editor=request.user.pk).count()
    return render(request, "desk/me.html", {"profile": profile, "done": done})
