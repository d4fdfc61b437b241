"""Every form of the desk with what no form would send: an answer in words, never an error of the server."""

import pytest
from django.urls import reverse

from statements.models import Quote, Revision

FIELDS = (
    "note", "look", "segments", "words", "speaker", "other", "new", "kind", "said_on", "events", "relayed_by",
    "addressee", "venue", "role", "why", "pair", "group", "row", "into", "quote", "value", "looks", "sure",
    "public_name", "url", "outlet", "published", "answer", "swap", "state", "rule", "q", "name", "back",
)  # fmt: skip
ODD = ["", "\0", "\u202e", "-1", "9" * 15, str(2**63), "9" * 5000, "1e999", "0001-01-01", "9999-12-31", "[[\"a\"]]", "0-999999999999999999999", f"{2**70}-{2**71}", "a" * 9000, "<b>", "%s%n", "🤷"]  # fmt: skip
ACTS = {
    "desk:item": (
        "skip",
        "approve",
        "reject",
        "restore",
        "speaker",
        "other",
        "add",
        "words",
        "details",
        "answer",
        "\0",
    ),
    "desk:article": ("add", "preview", "no article", "\0"),
    "desk:bulk": ("approve", "speaker", "kind", "role", "\0"),
    "desk:pairs": ("", "\0"),
    "desk:split": ("", "\0"),
    "desk:merge": ("", "\0"),
    "desk:me": ("",),
    "desk:from-csv": ("",),
    "quote-report": ("",),
}


@pytest.mark.parametrize("share", [15, pytest.param(1, marks=pytest.mark.slow)])
def test_every_form_answers_whatever_is_sent(admin_client, store, talks, share: int) -> None:
    """A fifteenth of the values for each act, others for the next; all of them where there is time."""
    article = store(talks).article
    quote = article.quotes.exclude(speaker=None)[0]
    arguments = {
        "desk:item": [quote.uid], "desk:article": [article.pk], "desk:split": [quote.speaker.pk],
        "desk:merge": ["speaker", quote.speaker.pk], "quote-report": [quote.uid],
    }  # fmt: skip
    admin_client.raise_request_exception = False
    broken, n = [], 0
    for name, acts in ACTS.items():
        address = reverse(name, args=arguments.get(name))
        for act in acts:
            n += 1
            for odd in ODD[n % share :: share]:
                data = dict.fromkeys(FIELDS, odd) | {"act": act, "decision": act or odd}
                if admin_client.post(address, data).status_code >= 500:
                    broken.append((name, act, odd[:40]))
    assert broken == []
    for row in Quote.objects.all():
        assert admin_client.get(row.get_absolute_url()).status_code in (200, 410)
        assert admin_client.get(reverse("desk:item", args=[row.uid])).status_code == 200


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**63, 10**30])
def test_an_act_of_any_number_is_asked_for(admin_client, archive, number: int) -> None:
    admin_client.raise_request_exception = False
    assert admin_client.post(reverse("desk:undo", args=[number])).status_code == 404
    assert not Revision.objects.exists()
