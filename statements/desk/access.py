"""Who may do what at the desk: Django's own permissions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


def needs(permission: str) -> Callable[[Any], Any]:
    """Let a view be used by staff who have a permission of this app; all others get a page that says so."""

    def wrap(view: Any) -> Any:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(f"statements.{permission}"):
                raise PermissionDenied
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return answer

    return wrap


def wrapped(view: Any) -> Any:
    return admin.site.admin_view(view)
