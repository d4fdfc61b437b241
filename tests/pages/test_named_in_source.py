"""How the page of a statement tells by which words the source names who spoke."""

from django.test import Client

from statements.models import Quote

DAY = (
    "The harbour of Lissel\n\n12 March 2021\n\nThe harbour was full of boats all morning, and it rained.\n\n"
)


def told_of_speaker(client: Client, quote: Quote) -> str:
    body: str = client.get(quote.get_absolute_url()).content.decode()
    return body.split("<dt>Who</dt>")[1].split("</dd>")[0]


def test_a_pronoun_beside_the_cue_is_no_name_in_the_source(client: Client, store) -> None:
    store(
        DAY + "Mira Tolan, who said that the gate was shut, left. She said the key was lost. "
        "Ms Tolan said that the pier floats."
    )
    shut, lost, floats = Quote.objects.order_by("start")
    assert {quote.speaker.name for quote in (shut, lost, floats)} == {"Mira Tolan"}
    assert "“who” in the source" in told_of_speaker(client, shut)
    assert "“She” in the source" in told_of_speaker(client, lost)
    assert "named in the source as “Ms Tolan”" in told_of_speaker(client, floats)


def test_who_is_named_in_full_is_not_said_to_be_named_otherwise(client: Client, store) -> None:
    store(DAY + "Mira Tolan said that the gate was shut.")
    assert "in the source" not in told_of_speaker(client, Quote.objects.get())
