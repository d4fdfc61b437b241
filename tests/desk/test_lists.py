"""Many statements at once: by a choice that is looked at first, and by a list that goes out and comes back."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from statements import curation
from statements.models import (
    Quote,
    Revision,
    Speaker,
    State,
)

from .working import act, body


def test_many_are_changed_after_a_look_and_taken_back_as_one(editor, held) -> None:
    uids = list(Quote.objects.values_list("uid", flat=True))
    assert "We will not accept" in body(editor, reverse("desk:lists") + "?q=map&state=extracted&kind=direct")
    assert "No statement fits" in body(editor, reverse("desk:lists") + "?q=walrus")
    data = {"quote": uids, "act": "venue", "value": "Lissel", "note": "All in one hall"}
    seen = editor.post(reverse("desk:bulk"), data)
    assert f"{len(uids)} statements would change" in seen.content.decode()
    assert Revision.objects.filter(action="bulk").count() == 0
    sure = data | {"sure": "1", "looks": seen.context["looks"]}
    assert Quote.objects.filter(venue="Lissel").count() == 0
    lines = Revision.objects.count()
    unseen = editor.post(reverse("desk:bulk"), data | {"sure": "1"}, follow=True)
    assert "Look at it once more" in unseen.content.decode()
    editor.post(reverse("desk:bulk"), sure)
    assert Quote.objects.filter(venue="Lissel", state=State.CURATED).count() == len(uids)
    assert Revision.objects.count() == lines + 1
    editor.post(reverse("desk:undo", args=[Revision.objects.latest("id").pk]))
    assert Quote.objects.filter(venue="", state=State.EXTRACTED).count() == len(uids)


@pytest.mark.parametrize(
    "data", [{}, {"act": "speaker", "value": "Zed"}, {"act": "kind", "value": "loud"}, {"act": "x"}]
)
def test_many_at_once_refuses_in_a_sentence(editor, held, data) -> None:
    response = editor.post(reverse("desk:bulk"), {"quote": [held.uid] if data else [], **data}, follow=True)
    assert 'class="note"' in response.content.decode()
    assert "Traceback" not in response.content.decode()


def sheet(editor: Client) -> list[dict[str, str]]:
    response = editor.get(reverse("desk:csv"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sent(editor: Client, rows: list[dict[str, str]], delimiter: str = ","):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    file = io.BytesIO(out.getvalue().encode("utf-8-sig"))
    file.name = "corrected.csv"
    return editor.post(reverse("desk:from-csv"), {"file": file})


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_list_goes_out_and_comes_back_corrected(editor, held, delimiter: str) -> None:
    rows = sheet(editor)
    assert len(rows) == Quote.objects.count()
    assert len(sent(editor, rows, delimiter).context["reading"].corrections) == 0
    row = next(row for row in rows if row["number"] == held.uid)
    row |= {
        "venue": "the quay",
        "words": "We will not accept a map",
        "said_on": "2021-03-11",
        "speaker": "not settled",
    }
    rows.append({**row, "number": "nothere1"})
    bad = next(row for row in rows if row["number"] != held.uid)
    bad["speaker"] = "Zed"
    page = sent(editor, rows, delimiter)
    reading = page.context["reading"]
    assert [one.uid for one in reading.corrections] == [held.uid]
    assert any("no statement “nothere1”" in fault for _, fault in reading.errors)
    assert any("Nobody is called “Zed”" in fault for _, fault in reading.errors)
    held.refresh_from_db()
    assert held.venue == ""
    done = editor.post(
        reverse("desk:from-csv"), {"sure": page.context["signed"], "note": "From the sheet"}, follow=True
    )
    assert "1 statements corrected" in done.content.decode()
    held.refresh_from_db()
    assert (held.text, held.venue, held.speaker, held.status) == ("We will not accept a map", "the quay", None, "corrected")  # fmt: skip
    curation.undo(Revision.objects.filter(action="import").latest("id"), None)
    held.refresh_from_db()
    assert (held.venue, held.state) == ("", State.EXTRACTED)


def test_a_line_that_somebody_changed_meanwhile_is_left(editor, held) -> None:
    rows = sheet(editor)
    next(row for row in rows if row["number"] == held.uid)["venue"] = "the quay"
    page = sent(editor, rows)
    curation.judge(held, None, venue="the hall")
    done = editor.post(reverse("desk:from-csv"), {"sure": page.context["signed"]}, follow=True)
    assert "changed by somebody else meanwhile" in done.content.decode()
    held.refresh_from_db()
    assert held.venue == "the hall"


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@x", "\t=1", "'quoted"])
def test_no_cell_is_a_formula_and_all_come_back(editor, held, cell: str) -> None:
    Quote.objects.filter(pk=held.pk).update(role=cell)
    rows = sheet(editor)
    row = next(row for row in rows if row["number"] == held.uid)
    assert row["role"][0] == "'"
    assert sent(editor, rows).context["reading"].corrections == []


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b'number\n"open', b"number\n" + b"x" * 5_000_000, b"number\n\x00\n"])  # fmt: skip
def test_a_file_that_is_no_list_is_told_in_a_sentence(editor, held, data: bytes) -> None:
    file = io.BytesIO(data)
    file.name = "x.csv"
    page = editor.post(reverse("desk:from-csv"), {"file": file}).content.decode()
    assert "Traceback" not in page
    assert "fault" in page or "submitted file is empty" in page


def test_a_preview_cannot_be_forged(editor, held) -> None:
    page = editor.post(reverse("desk:from-csv"), {"sure": "forged:x:y"})
    assert page.status_code == 400
    assert "Send the file once more" in page.content.decode()


def test_many_at_once_leave_what_somebody_changed_meanwhile(editor, held) -> None:
    data = {"quote": list(Quote.objects.values_list("uid", flat=True)), "act": "kind", "value": "indirect"}
    looks = editor.post(reverse("desk:bulk"), data).context["looks"]
    curation.judge(held, None, kind="partial")
    editor.post(reverse("desk:bulk"), data | {"sure": "1", "looks": looks})
    held.refresh_from_db()
    assert held.kind == "partial"
    assert Quote.objects.exclude(pk=held.pk).exclude(kind="indirect").count() == 0


@pytest.mark.parametrize("events", ["9" * 40, "x", "-1", "\x00"])
def test_crafted_numbers_are_no_crash(reviewer, held, events: str) -> None:
    act(reviewer, held, "details", kind="direct", events=[events])


def test_a_speaker_that_went_before_a_list_was_confirmed_is_told(editor, held) -> None:
    Speaker.objects.create(name="Adam Roke", slug="adam-roke").aliases.create(
        name="Adam Roke", key="adamroke"
    )
    rows = sheet(editor)
    next(row for row in rows if row["number"] == held.uid)["speaker"] = "Adam Roke"
    signed = sent(editor, rows).context["signed"]
    Speaker.objects.filter(name="Adam Roke").update(state=State.REJECTED)
    done = editor.post(reverse("desk:from-csv"), {"sure": signed}, follow=True)
    assert "not one speaker any more" in done.content.decode()


def test_a_refused_addition_leaves_no_speaker(editor, held) -> None:
    address = reverse("desk:article", args=[held.article_id])
    words = {"act": "add", "words": held.text, "kind": "direct", "other": "Adam Roke", "new": "1"}
    assert editor.post(address, words).status_code == 400
    assert not Speaker.objects.filter(name="Adam Roke").exists()
