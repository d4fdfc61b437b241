"""All acts go through curation, by whatever page they are taken: one name, one line of the log, one set of rules."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from statements import curation
from statements.history.corrections import corrections_made
from statements.history.log import NestedAct, act
from statements.models import ActName, Alias, Event, MergeProposal, Quote, Report, Revision, Speaker, State


@pytest.fixture
def said(store, talks) -> Quote:
    store(talks, outlet="The Farrow Observer")
    return Quote.objects.get(text__startswith="We will not accept")


def press(client, quote: Quote, name: str, **values) -> None:
    """Press a key of the desk on a statement."""
    values["look"] = curation.row_version(quote)
    response = client.post(reverse("desk:item", args=[quote.uid]), {"act": name, **values})
    assert response.status_code == 302, response.content.decode()[:300]


def form_of(client, address: str) -> dict[str, object]:
    """Return what a form of the admin site would send as it stands, its inline forms included."""
    context = client.get(address).context
    forms = [
        context["adminform"].form,
        *(form for one in context["inline_admin_formsets"] for form in one.formset),
    ]
    managers = [one.formset.management_form for one in context["inline_admin_formsets"]]
    values = {
        form.add_prefix(name): form[name].value() for form in [*forms, *managers] for name in form.fields
    }
    return {name: value for name, value in values.items() if value is not None}


# A withdrawn statement put back


def test_a_statement_put_back_with_a_key_stands_among_the_corrections(admin_client, said) -> None:
    press(admin_client, said, "reject")
    press(admin_client, said, "approve")
    assert [one.action for one in corrections_made()] == ["restore", "withdraw"]
    page = admin_client.get(reverse("corrections")).content.decode()
    assert "Put back by an editor" in page


def test_a_statement_that_was_approved_does_not_stand_among_the_corrections(admin_client, said) -> None:
    press(admin_client, said, "approve")
    assert Revision.objects.first().action == ActName.APPROVE
    assert not corrections_made().exists()


def test_an_article_put_back_is_put_back_in_the_log_as_well(admin_client, said) -> None:
    for name in ("no article", "article"):
        admin_client.post(reverse("desk:article", args=[said.article_id]), {"act": name})
    assert [one.action for one in corrections_made()] == ["restore", "withdraw"]


# Names


def test_the_admin_form_keeps_a_speakers_own_name(admin_client, said) -> None:
    speaker = said.speaker
    address = reverse("admin:statements_speaker_change", args=[speaker.pk])
    values = form_of(admin_client, address)
    own = next(
        key.removesuffix("-name")
        for key, value in values.items()
        if key.endswith("-name") and value == speaker.name
    )
    for change in ({f"{own}-DELETE": "on"}, {f"{own}-name": "Somebody Else"}):
        response = admin_client.post(address, {**values, **change})
        assert response.status_code == 200
        assert "That is the name itself" in response.content.decode()
    assert speaker.aliases.filter(name=speaker.name).exists()


def test_the_admin_form_takes_another_name_away_and_adds_one(admin_client, said) -> None:
    speaker = said.speaker
    curation.add_alias(speaker, "The Iron Envoy", None)
    address = reverse("admin:statements_speaker_change", args=[speaker.pk])
    values = form_of(admin_client, address)
    other = next(key.removesuffix("-name") for key, value in values.items() if value == "The Iron Envoy")
    empty = next(key for key in values if key.endswith("-TOTAL_FORMS"))
    prefix = f"{empty.removesuffix('-TOTAL_FORMS')}-{values[empty]}"
    values |= {f"{other}-DELETE": "on", empty: int(values[empty]) + 1, f"{prefix}-name": "M. Tolan"}
    response = admin_client.post(address, values | {f"{prefix}-speaker": speaker.pk})
    assert response.status_code == 302, response.context["errors"]
    names = set(speaker.aliases.values_list("name", flat=True))
    assert "M. Tolan" in names and "The Iron Envoy" not in names


def test_a_name_of_no_letters_is_refused(said) -> None:
    with pytest.raises(curation.Refused):
        curation.save_names(said.speaker, [Alias(speaker=said.speaker, name="…")], [], None)


# Reports


@pytest.mark.parametrize("state", [State.CURATED, State.REJECTED])
def test_deciding_in_the_admin_form_answers_the_report_as_at_the_desk(
    admin_client, said, state: State
) -> None:
    Report.objects.create(quote=said, uid=said.uid, fault=Report.Fault.SPEAKER, sender="x")
    address = reverse("admin:statements_quote_change", args=[said.pk])
    values = form_of(admin_client, address) | {"state": state}
    assert admin_client.post(address, values).status_code == 302
    report = Report.objects.get()
    assert (report.state, bool(report.answer)) == (Report.State.DONE, True)


def test_handing_a_statement_back_leaves_its_report_open(admin_client, said) -> None:
    curation.approve(said, None)
    Report.objects.create(quote=said, uid=said.uid, fault=Report.Fault.SPEAKER, sender="x")
    said.state = State.EXTRACTED
    curation.save_quote(said, None)
    assert Report.objects.get().state == Report.State.OPEN


# The log


def test_an_act_of_another_name_inside_an_act_is_an_error(said) -> None:
    with pytest.raises(NestedAct), act(ActName.EDIT, about=said):
        curation.withdraw(said, None)
    assert Quote.objects.get(pk=said.pk).state == State.EXTRACTED


def test_an_act_of_the_same_name_is_a_part_of_it(said) -> None:
    with act(ActName.WITHDRAW, about=said):
        curation.withdraw(said, None)
    assert Revision.objects.filter(action=ActName.WITHDRAW).count() == 1


def test_a_new_speaker_comes_with_the_statement_that_names_it(said) -> None:
    line = curation.judge(said, None, speaker=curation.new_speaker("Ilse Varn"))
    assert line is not None
    assert {row.table for row in line.rows.all()} == {"quote", "speaker", "alias"}
    curation.undo(line, None)
    assert Quote.objects.get(pk=said.pk).speaker.name == "Mira Tolan"


def test_what_a_statement_does_not_have_cannot_be_judged(said) -> None:
    with pytest.raises(TypeError):
        curation.judge(said, None, colour="red")


def test_acts_of_the_machine_are_no_corrections() -> None:
    assert not any(name.is_public for name in ActName if name.is_reading)
    assert ActName.RESTORE.is_public and not ActName.APPROVE.is_public


# Pairs


def test_a_pair_is_of_one_table_and_of_two_rows(said) -> None:
    speaker, other = said.speaker, Speaker.objects.create(name="M. Tolan", slug="m-tolan")
    event = Event.objects.create(name="Talks", slug="talks")
    wrong = (
        {"table": "event", "first_speaker": speaker, "second_speaker": other},
        {"first_speaker": speaker, "second_speaker": speaker},
        {"first_speaker": speaker},
        {"first_speaker": speaker, "second_speaker": other, "first_event": event},
    )
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            MergeProposal.objects.create(reason="x", **values)
    MergeProposal.of(speaker, other, reason="x").save()
    assert MergeProposal.objects.between(other, speaker).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeProposal.of(speaker, other, reason="again").save()
