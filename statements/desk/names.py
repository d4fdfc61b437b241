"""Names that begin as typed."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from statements.extraction.folding import fold
from statements.models import Speaker
from statements.pages.paging import clean

from .access import needs


@require_safe
@needs("judge_quote")
def names_as_typed(request: HttpRequest) -> JsonResponse:
    """Return names that begin as typed: {"names": [...]}, for the box “someone else”."""
    key = fold(clean(request.GET.get("q", "")))[:100]
    if len(key) < 2:
        return JsonResponse({"names": []})
    rows = (
        Speaker.objects.public()
        .filter(aliases__key__contains=key)
        .distinct()
        .order_by("name")
        .values_list("name", flat=True)[:12]
    )
    return JsonResponse({"names": list(dict.fromkeys(rows))})
