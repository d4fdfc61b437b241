"""Accounts and groups in the admin site: who manages editors is not by that a superuser.

One rule holds for forms, actions and everything else: somebody may do to another account what they like only if it may do
nothing that they may not do themselves, and give only what they have.
"""

import logging
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp.plugins.otp_totp.models import TOTPDevice

from .accounts.factor import drop_factor, has_factor
from .accounts.limits import let_in
from .accounts.sessions import end_all
from .models import GivenPassword

logger = logging.getLogger(__name__)


def held_by(user: Any) -> set[int]:
    """Return the permissions that somebody has, by themselves or by a group, as numbers."""
    if user.is_superuser:
        return set(Permission.objects.values_list("pk", flat=True))
    return set(
        (Permission.objects.filter(user=user) | Permission.objects.filter(group__user=user))
        .distinct()
        .values_list("pk", flat=True)
    )


def may_manage(manager: Any, other: Any) -> bool:
    """Tell whether somebody may change, close or let in another account: not one that may do more than they."""
    if manager.is_superuser:
        return True
    return not other.is_superuser and held_by(other) <= held_by(manager)


def groups_within(held: set[int]) -> QuerySet[Group]:
    """Return the groups whose permissions are all among these."""
    return Group.objects.exclude(permissions__in=Permission.objects.exclude(pk__in=held)).distinct()


def note_given_password(request: HttpRequest, user: User) -> None:
    """Have a password that somebody else chose changed by its owner, at their next sign-in."""
    if user.pk != request.user.pk:
        GivenPassword.objects.get_or_create(user=user)


class Within(BaseModelAdmin):  # type: ignore[type-arg]
    """Of a field that gives permissions, offers and takes only what who fills it in has."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            held = held_by(request.user)
            if db_field.name in {"permissions", "user_permissions"}:
                kwargs["queryset"] = Permission.objects.filter(pk__in=held).select_related("content_type")
            elif db_field.name == "groups":
                kwargs["queryset"] = groups_within(held)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class AccountAdmin(Within, UserAdmin):  # type: ignore[type-arg]
    actions = ["let_in_again", "remove_second_factor", "end_their_sessions"]
    list_display = [
        "username",
        "first_name",
        "last_name",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = (*super().get_readonly_fields(request, obj), "last_login", "date_joined")
        if request.user.is_superuser:
            return fields
        # Nobody gives themselves a right, or takes it, whoever they are.
        own = (
            ("is_active", "is_staff", "groups", "user_permissions")
            if obj and obj.pk == request.user.pk
            else ()
        )
        return (*fields, "is_superuser", *own)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored = User.objects.filter(pk=obj.pk).first() if change else None
        if not request.user.is_superuser and (
            obj.is_superuser or (stored is not None and not may_manage(request.user, stored))
        ):
            raise PermissionDenied
        super().save_model(request, obj, form, change)
        if not change:
            note_given_password(request, obj)
        if not obj.is_active:
            end_all(obj)
        logger.warning("account saved: %r by %r", obj.get_username(), request.user.get_username())

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response: HttpResponse = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            note_given_password(request, User.objects.get(pk=id))
        return response

    def manageable(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Return those chosen whom who chose them may manage; name the others."""
        chosen = list(queryset)
        kept = [one for one in chosen if may_manage(request.user, one)]
        if left := [one.get_username() for one in chosen if one not in kept]:
            self.message_user(
                request,
                _("Left alone, as they may do more than you: %(names)s.") % {"names": ", ".join(left)},
                messages.ERROR,
            )
        return kept

    @admin.action(description=gettext_lazy("Let in again: forget wrong passwords"), permissions=["change"])
    def let_in_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in self.manageable(request, queryset):
            count = let_in(user)
            logger.warning("let in: account=%r by %r", user.get_username(), request.user.get_username())
            self.message_user(
                request,
                ngettext(
                    "%(n)d wrong try is forgotten: %(name)s may try again at once.",
                    "%(n)d wrong tries are forgotten: %(name)s may try again at once.",
                    count,
                )
                % {"name": user.get_username(), "n": count},
            )

    @admin.action(description=gettext_lazy("Take the second factor away: it is lost"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in self.manageable(request, queryset):
            if not has_factor(user):
                self.message_user(
                    request,
                    _("There is no second factor of %(name)s.") % {"name": user.get_username()},
                    messages.WARNING,
                )
                continue
            drop_factor(user)
            end_all(user)
            logger.warning("factor taken: account=%r by %r", user.get_username(), request.user.get_username())
            self.message_user(
                request,
                _(
                    "Until a new one is set up, %(name)s signs in with the password alone; open sessions are ended."
                )
                % {"name": user.get_username()},
            )

    @admin.action(description=gettext_lazy("Sign out everywhere"), permissions=["change"])
    def end_their_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in self.manageable(request, queryset):
            ended = end_all(user)
            self.message_user(
                request,
                ngettext(
                    "%(n)d session of %(name)s is ended.", "%(n)d sessions of %(name)s are ended.", ended
                )
                % {"n": ended, "name": user.get_username()},
            )


class RightsAdmin(Within, GroupAdmin):  # type: ignore[misc]
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_within(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_within(request, obj)

    def is_within(self, request: HttpRequest, obj: Group | None) -> bool:
        if obj is None or request.user.is_superuser:
            return True
        return set(obj.permissions.values_list("pk", flat=True)) <= held_by(request.user)


admin.site.unregister((User, Group, TOTPDevice))  # a key is nobody's to read, a superuser's neither
admin.site.register(User, AccountAdmin)
admin.site.register(Group, RightsAdmin)
