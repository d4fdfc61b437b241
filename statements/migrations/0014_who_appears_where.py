"""What an older archive holds is put in the roles of this one: keys of names, and who appears in which article."""

from django.db import migrations
from django.db.models import Max, Min

from statements.identity.names import person_key, sort_name, surname_key
from statements.identity.offices import office_key
from statements.identity.speakers import name_key

PIECE = 500


def forwards(apps, schema_editor):
    write_keys(apps)
    write_appearances(apps)
    write_roles(apps)


def write_keys(apps):
    """Give names their keys, and speakers what they are sorted by. Letters such as ø fold now: the log says so."""
    Alias, Speaker = apps.get_model("statements", "Alias"), apps.get_model("statements", "Speaker")
    Revision, RevisionRow = apps.get_model("statements", "Revision"), apps.get_model("statements", "RevisionRow")
    folded = []
    for alias in Alias.objects.select_related("speaker").iterator(chunk_size=PIECE):
        key = name_key(alias.name)
        twin = alias.key != key and Alias.objects.filter(speaker=alias.speaker, key=key).exists()
        if key and key != alias.key and not twin:
            folded.append(
                RevisionRow(table="alias", row=alias.pk, before={"key": alias.key}, after={"key": key})
            )
            alias.key = key
        if alias.speaker.kind == "person":
            alias.person = person_key(alias.name)
            alias.surname = surname_key(alias.name) if alias.person else ""
        Alias.objects.filter(pk=alias.pk).update(key=alias.key, person=alias.person, surname=alias.surname)
    for speaker in Speaker.objects.only("name", "kind").iterator(chunk_size=PIECE):
        Speaker.objects.filter(pk=speaker.pk).update(sort_name=sort_name(speaker.name, speaker.kind == "person"))
    days = (
        apps.get_model("statements", "Quote").objects.exclude(speaker=None).exclude(date=None)
        .order_by().values("speaker").annotate(first=Min("date"), last=Max("date"))
    )  # fmt: skip
    for row in days.iterator(chunk_size=2000):
        Speaker.objects.filter(pk=row["speaker"]).update(heard_from=row["first"], heard_until=row["last"])
    if folded:
        line = Revision.objects.create(action="held", label="Names are compared without ø, ł, đ and their like")
        for row in folded:
            row.revision = line
        RevisionRow.objects.bulk_create(folded, batch_size=PIECE)


def write_appearances(apps):
    """Let each article have those who speak in it, as far as the rows say: reading it again says more."""
    Quote, Speaker = apps.get_model("statements", "Quote"), apps.get_model("statements", "Speaker")
    Appearance = apps.get_model("statements", "Appearance")
    speakers = {row.pk: row for row in Speaker.objects.iterator(chunk_size=PIECE)}
    pairs = (
        Quote.objects.exclude(speaker=None)
        .order_by("article", "speaker")
        .values("article", "speaker")
        .annotate(role=Max("role"))
    )
    named = set()
    made = []
    for pair in pairs.iterator(chunk_size=2000):
        row = speakers[pair["speaker"]]
        if (pair["article"], row.name) in named:  # two of one name: the second is found when it is read again
            continue
        named.add((pair["article"], row.name))
        person = person_key(row.name) if row.kind == "person" else ""
        alone = row.kind == "anonymous" or (row.kind == "person" and not person)
        made.append(
            Appearance(
                article_id=pair["article"], speaker_id=row.pk, basis="own" if alone else "name", name=row.name,
                kind=row.kind, key=name_key(row.name), person=person,
                surname=surname_key(row.name) if row.kind == "person" else "", country=row.country,
                affiliation=row.affiliation, role=pair["role"],
            )
        )  # fmt: skip
    Appearance.objects.bulk_create(made, batch_size=PIECE)
    for one in Appearance.objects.values("pk", "article", "speaker").iterator(chunk_size=2000):
        Quote.objects.filter(article=one["article"], speaker=one["speaker"]).update(appearance=one["pk"])


def write_roles(apps):
    """Learn from the statements' roles who had which office, from when to when."""
    Appearance, LearnedRole = apps.get_model("statements", "Appearance"), apps.get_model("statements", "LearnedRole")
    rows = (
        Appearance.objects.filter(basis="name", kind="person")
        .exclude(role="")
        .order_by("speaker", "role")
        .values("speaker", "role", "country")
        .annotate(first=Min("article__published"), last=Max("article__published"))
    )
    roles = {}
    for row in rows.iterator(chunk_size=2000):
        key = office_key(row["role"])
        if key:
            one = roles.setdefault(
                (row["speaker"], key, row["country"]),
                LearnedRole(speaker_id=row["speaker"], role=row["role"], key=key, country=row["country"]),
            )
            days = [day for day in (one.start, one.end, row["first"], row["last"]) if day]
            if days:
                one.start, one.end = min(days), max(days)
    LearnedRole.objects.bulk_create(roles.values(), batch_size=PIECE)


class Migration(migrations.Migration):
    dependencies = [("statements", "0013_people_of_one_name")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
