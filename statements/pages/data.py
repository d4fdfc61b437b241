"""What can be taken away, in which forms, and what its columns are."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from statements.alerts.installed import alerts_are_sent
from statements.counts import statistics_of
from statements.models import Article, Quote
from statements.publishing.citing import FILES
from statements.publishing.exports import TAKEN_STATEMENTS, WRITERS

from .conditional import page
from .site import base_of
from .taking import MOST


@page
def data(request: HttpRequest) -> HttpResponse:
    base = base_of(request)
    file = f"{base}{reverse('take-results', args=['csv'])}"
    version = statistics_of(request).version
    return render(
        request,
        "statements/data.html",
        {
            "columns": TAKEN_STATEMENTS.described,
            "formats": [(one.label, one.name) for one in WRITERS.values()],
            "citations": [one.name for one in FILES],
            "most": MOST,
            "statements": Quote.objects.public().count(),
            "articles": Article.objects.public().count(),
            "changed": version.at,
            "by_mail": alerts_are_sent(),
            "licence": settings.ONRECORD_LICENCE,
            "base": base,
            "examples": {
                "curl": f"curl -o statements.csv '{file}?q=ferry&from=2021'",
                "python": "\n".join(
                    [
                        "import csv, io, urllib.request",
                        "",
                        f'address = "{file}?q=ferry"',
                        'text = urllib.request.urlopen(address).read().decode("utf-8-sig")',
                        "for row in csv.DictReader(io.StringIO(text)):",
                        '    print(row["said_on"] or row["printed_on"], row["speaker"], row["words"])',
                    ]
                ),
                "sheet": f'=IMPORTDATA("{file}?q=ferry")',
            },
            "records": api_examples(request),
        },
    )


def api_examples(request: HttpRequest) -> dict[str, str]:
    """Return how the statements of a search are asked for as records: at a command line, in Python, in a spreadsheet."""
    address = f"{base_of(request)}{reverse('api:statements')}"
    return {
        "curl": f"curl '{address}?q=ferry&from=2021'",
        "python": "\n".join(
            [
                "import json, urllib.request",
                "",
                f'address = "{address}?q=ferry"',
                "while address:",
                "    page = json.load(urllib.request.urlopen(address))",
                '    for one in page["items"]:',
                '        print(one["date"], one["speaker"] and one["speaker"]["name"], one["words"])',
                '    address = page["next"]',
            ]
        ),
        "sheet": f'= Table.FromRecords(Json.Document(Web.Contents("{address}?q=ferry"))[items])',
    }
