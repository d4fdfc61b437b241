"""Who works at the desk, on an archive of one article."""

import pytest
from django.core.cache import cache
from django.test import Client

from statements.models import (
    Quote,
)

from .working import signed_in


@pytest.fixture
def held(store, talks):
    cache.clear()
    store(talks, outlet="The Farrow Observer")
    return Quote.objects.get(text__startswith="We will not accept")


@pytest.fixture
def reviewer(held) -> Client:
    return signed_in("rita", "reviewer")


@pytest.fixture
def editor(held) -> Client:
    return signed_in("edda", "editor")
