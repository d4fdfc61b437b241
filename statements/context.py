"""What every page knows: whether the archive shows an invented sample."""

from django.core.cache import cache
from django.http import HttpRequest

from .models import Article

KEY = "archive-sample"


def archive(request: HttpRequest) -> dict[str, object]:
    """Return `sample`: "all", "some" or "" as invented articles are all, some or none of the archive."""
    state = cache.get(KEY)
    if state is None:
        invented = Article.objects.filter(is_sample=True).exists()
        real = Article.objects.filter(is_sample=False).exists()
        state = ("some" if real else "all") if invented else ""
        cache.set(KEY, state, 2)
    return {"sample": state}
