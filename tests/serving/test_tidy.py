"""What nobody needs any more is put away; what somebody needs stays."""

import os
import time
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from statements.models import WrongTry
from statements.search.engines.whoosh.storage import FORMAT


def test_what_is_old_goes_and_what_is_new_stays(archive, capsys, monkeypatch):
    now = timezone.now()
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    for name, hours in (("old", 25), ("new", 1)):
        one = WrongTry.objects.create(account=name, address="192.0.2.1", network="192.0.2.1")
        WrongTry.objects.filter(pk=one.pk).update(at=now - timedelta(hours=hours))
    archive.write([{"text": "the gate", "row": 1, "model": "statements.quote"}], [])
    current = archive.current()
    for name, age in ((f"index-{FORMAT}-00000001", 2), (f"index-{FORMAT}-00000002", 0)):
        (archive.folder / name).mkdir()
        os.utime(archive.folder / name, (time.time() - age * 86400,) * 2)
    call_command("tidy")
    assert capsys.readouterr().out == "Put away: 1 sessions, 1 attempts to sign in, 1 index folders.\n"
    assert [one.session_key for one in Session.objects.all()] == ["new"]
    assert [one.account for one in WrongTry.objects.all()] == ["new"]
    assert current.exists() and (archive.folder / f"index-{FORMAT}-00000002").exists()
    call_command("tidy")
    assert capsys.readouterr().out == "Put away: nothing.\n"
