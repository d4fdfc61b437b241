"""Who manages editors is not by that a superuser: through no form, no action, no group."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from statements.models import GivenPassword

from .conftest import HOME, WORD, at, person, sign_in

CHANGE = "/admin/auth/user/{}/change/"


@pytest.fixture
def desk(ada) -> Client:
    client = at(HOME)
    client.force_login(ada)
    return client


def fields(user: User, **changed: object) -> dict[str, object]:
    groups = [group.pk for group in user.groups.all()]
    return {"username": user.username, "is_active": "on", "is_staff": "on", "groups": groups, **changed}


def rights(*codes: str) -> list[int]:
    return list(Permission.objects.filter(codename__in=codes).values_list("pk", flat=True))


def test_an_administrator_manages_editors(desk, edda) -> None:
    reviewer = Group.objects.get(name="reviewer")
    assert (
        desk.post(CHANGE.format(edda.pk), fields(edda, first_name="Edda", groups=[reviewer.pk])).status_code
        == 302
    )
    edda.refresh_from_db()
    assert (edda.first_name, list(edda.groups.all())) == ("Edda", [reviewer])
    new = {"username": "nils", "password1": "nine brown geese left", "password2": "nine brown geese left", "usable_password": "true"}  # fmt: skip
    assert desk.post("/admin/auth/user/add/", new).status_code == 302
    word = {
        "password1": "two calm otters swim",
        "password2": "two calm otters swim",
        "usable_password": "true",
    }
    assert desk.post(f"/admin/auth/user/{edda.pk}/password/", word).status_code == 302
    edda.refresh_from_db()
    assert edda.check_password("two calm otters swim")


def own_password(client: Client, old: str, new: str):
    told = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/admin/password_change/", told)


def test_a_password_of_somebody_else_opens_nothing_but_the_page_to_change_it(desk, edda, ada) -> None:
    given, own = "two calm otters swim", "nine brown geese left"
    word = {"password1": given, "password2": given, "usable_password": "true"}
    assert desk.post(f"/admin/auth/user/{edda.pk}/password/", word).status_code == 302
    assert desk.get("/admin/review/").status_code == 200  # who gave it goes on
    client = at(HOME)
    sign_in(client, "edda", given)
    for address in ("/admin/review/", "/admin/review/add/", "/admin/statements/quote/", "/admin/"):
        assert client.get(address)["Location"] == "/admin/password_change/", address
    assert client.post("/admin/review/add/", {"text": "x"})["Location"] == "/admin/password_change/"
    assert b"chosen by somebody else" in client.get("/admin/password_change/").content
    assert client.get("/").status_code == 200
    assert own_password(client, given, given).status_code == 200  # the same is no other one
    assert client.get("/admin/review/").status_code == 302
    assert own_password(client, given, own).status_code == 302
    assert client.get("/admin/review/").status_code == 200
    again = at(HOME)
    sign_in(again, "edda", own)
    assert again.get("/admin/review/").status_code == 200


def test_an_own_password_is_no_given_one(desk, ada, db) -> None:
    new = {"username": "nils", "password1": "nine brown geese left", "password2": "nine brown geese left", "usable_password": "true"}  # fmt: skip
    desk.post("/admin/auth/user/add/", new)
    assert list(GivenPassword.objects.values_list("user__username", flat=True)) == ["nils"]
    word = {
        "password1": "two calm otters swim",
        "password2": "two calm otters swim",
        "usable_password": "true",
    }
    desk.post(f"/admin/auth/user/{ada.pk}/password/", word)
    assert GivenPassword.objects.count() == 1


def test_nobody_is_made_a_superuser(desk, edda, ada) -> None:
    new = {"username": "nils", "password1": "nine brown geese left", "password2": "nine brown geese left", "usable_password": "true", "is_superuser": "on"}  # fmt: skip
    desk.post("/admin/auth/user/add/", new)
    for user in (edda, ada, User.objects.get(username="nils")):
        desk.post(CHANGE.format(user.pk), fields(user, is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_superuser_is_not_changed(desk, root) -> None:
    assert desk.post(CHANGE.format(root.pk), fields(root, username="mine")).status_code == 403
    word = {
        "password1": "two calm otters swim",
        "password2": "two calm otters swim",
        "usable_password": "true",
    }
    assert desk.post(f"/admin/auth/user/{root.pk}/password/", word).status_code == 403
    assert desk.post(CHANGE.format(root.pk), {"username": "root"}).status_code == 403  # nor closed
    root.refresh_from_db()
    assert (root.username, root.is_active, root.check_password(WORD)) == ("root", True, True)
    assert desk.get(CHANGE.format(root.pk)).status_code == 200  # seen


@pytest.mark.parametrize("action", ["remove_second_factor", "let_in_again", "end_their_sessions"])
def test_no_action_touches_a_superuser(desk, root, action: str) -> None:
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=root, name="phone")
    theirs = at("192.0.2.99")
    theirs.force_login(root)
    data = {"action": action, "_selected_action": [root.pk]}
    page = desk.post("/admin/auth/user/", data, follow=True).content.decode()
    assert "Left alone, as they may do more than you: root." in page
    assert TOTPDevice.objects.filter(user=root).exists()
    assert theirs.get("/admin/account/").status_code == 200


def test_a_superuser_is_not_deleted_even_by_who_may_delete(desk, ada, root, edda) -> None:
    ada.user_permissions.add(*rights("delete_user", "delete_group", "change_group", "add_group"))
    assert desk.post(f"/admin/auth/user/{root.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [root.pk, edda.pk], "post": "yes"}
    desk.post("/admin/auth/user/", data)
    assert User.objects.filter(pk=root.pk).exists()


def test_nobody_gives_what_they_have_not(desk, ada, edda) -> None:
    ada.user_permissions.add(*rights("change_group", "add_group"))
    missing = rights("delete_user", "delete_speaker")
    desk.post(CHANGE.format(edda.pk), fields(edda, user_permissions=missing))
    desk.post(CHANGE.format(ada.pk), fields(ada, user_permissions=missing))
    theirs = ada.groups.get()
    desk.post(f"/admin/auth/group/{theirs.pk}/change/", {"name": theirs.name, "permissions": missing})
    desk.post("/admin/auth/group/add/", {"name": "mine", "permissions": missing})
    for user in (User.objects.get(pk=edda.pk), User.objects.get(pk=ada.pk)):
        assert not user.has_perm("auth.delete_user") and not user.has_perm("statements.delete_speaker")
    assert not Permission.objects.filter(pk__in=missing, group__isnull=False).exists()


def test_nobody_joins_a_group_that_may_more(desk, ada, edda) -> None:
    strong = Group.objects.create(name="strong")
    strong.permissions.add(*rights("delete_user"))
    for user in (edda, ada):
        desk.post(CHANGE.format(user.pk), fields(user, groups=[strong.pk]))
    assert not strong.user_set.exists()
    ada.user_permissions.add(*rights("change_group", "delete_group"))
    assert desk.post(f"/admin/auth/group/{strong.pk}/change/", {"name": "weak"}).status_code == 403
    assert desk.post(f"/admin/auth/group/{strong.pk}/delete/", {"post": "yes"}).status_code == 403


def test_who_may_more_is_not_taken_over(desk) -> None:
    other = person("olga", "editor")
    other.user_permissions.add(*rights("delete_user"))
    word = {
        "password1": "two calm otters swim",
        "password2": "two calm otters swim",
        "usable_password": "true",
    }
    assert desk.post(f"/admin/auth/user/{other.pk}/password/", word).status_code == 403
    assert desk.post(CHANGE.format(other.pk), fields(other)).status_code == 403


def test_a_superuser_may_all_of_it(root, edda) -> None:
    client = at(HOME)
    client.force_login(root)
    assert client.post(CHANGE.format(edda.pk), fields(edda, is_superuser="on")).status_code == 302
    edda.refresh_from_db()
    assert edda.is_superuser


def test_an_editor_manages_nobody(edda, ada) -> None:
    client = at(HOME)
    client.force_login(edda)
    for address in (
        "/admin/auth/user/",
        CHANGE.format(ada.pk),
        "/admin/auth/group/",
        "/admin/auth/user/add/",
    ):
        assert client.get(address).status_code == 403


def test_nobody_reads_the_key_of_a_second_factor(root) -> None:
    client = at(HOME)
    client.force_login(root)
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
