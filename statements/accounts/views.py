"""The pages of an account: sign in, the second factor, what goes on, the password."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from statements.models import AccountEvent, GivenPassword, RecoveryCode, SignIn

from .devices import device_name
from .door import guarded, is_password_of, refusal_of
from .events import note_event, sentence, tell_events
from .factor import (
    drop_factor,
    has_factor,
    is_demanded,
    key_as_picture,
    key_as_text,
    make_codes,
    new_key,
    set_up,
    take_code,
)
from .passwords import password_strength, words_of_the_site
from .sessions import (
    FACTOR,
    GIVEN,
    end_all,
    end_sessions,
    is_confirmed,
    move_row,
    open_sessions,
    renew_key,
)

PENDING, ENROLLING = "sign-in under way", "key being set up"
PENDING_SECONDS = 600
BACKEND = "statements.accounts.door.GuardedBackend"
View = Callable[..., HttpResponse]


class SignInForm(AuthenticationForm):
    """Name and password. Whoever has no account, a wrong one or one that is closed, reads the same sentence."""

    error_messages = {
        "invalid_login": gettext_lazy("That name and that password do not belong together."),
        "inactive": gettext_lazy("That name and that password do not belong together."),
    }

    def confirm_login_allowed(self, user: Any) -> None:
        if not (user.is_active and user.is_staff):
            raise ValidationError(self.error_messages["invalid_login"], code="invalid_login")


def account_page(view: View) -> View:
    """Wrap a page of an account: for who is signed in, never kept, its form of this site, its secrets not in reports."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_staff):
            return redirect(f"{reverse('account:sign-in')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return form_page(answer)


def form_page(view: View) -> View:
    wrapped: View = never_cache(csrf_protect(sensitive_post_parameters()(view)))
    return wrapped


def needs_password(view: View) -> View:
    """Let a view be used by who gave the password within the last ten minutes; ask all others for it first."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        # What was pressed is pressed again afterwards: a form is not carried over.
        back = request.get_full_path() if request.method == "GET" else reverse("account:home")
        return redirect(f"{reverse('account:confirm')}?{urlencode({'next': back})}")

    return answer


def where_to(request: HttpRequest, otherwise: str = "desk:queue") -> str:
    """Return the address that the form wants to lead to, if it is one of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(otherwise)


def closed_page(request: HttpRequest) -> HttpResponse | None:
    """Return the page for who tried too often, or None."""
    refusal = refusal_of(request)
    if refusal is None:
        return None
    response = render(request, "account/closed.html", {"refusal": refusal}, status=429)
    response["Retry-After"] = str(refusal.seconds)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; the admin site's own page of the same address is never reached."""
    if request.method != "POST" and request.user.is_authenticated and request.user.is_staff:
        return redirect(where_to(request))
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            user = form.get_user()
            if has_factor(user):
                request.session[PENDING] = {
                    "user": user.pk, "hash": user.get_session_auth_hash(),
                    "at": timezone.now().timestamp(), "next": where_to(request),
                }  # fmt: skip
                return redirect("account:code")
            return enter(request, user, where_to(request))
        if closed := closed_page(request):
            return closed
    return render(request, "account/sign_in.html", {"form": form, "next": where_to(request, "desk:queue")})


def enter(request: HttpRequest, user: User, to: str, *, factor: bool = False) -> HttpResponse:
    login(request, user, backend=BACKEND)
    request.session[FACTOR] = factor
    tell_events(request, user)
    return redirect(to)


def pending_user(request: HttpRequest) -> User | None:
    """Return who gave the right password a moment ago and has yet to give a code."""
    pending = request.session.get(PENDING)
    if not pending or timezone.now().timestamp() - pending["at"] > PENDING_SECONDS:
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True, is_staff=True).first()
    return user if user and user.get_session_auth_hash() == pending["hash"] else None


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def code_page(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the phone, or one from paper."""
    user = pending_user(request)
    if user is None:
        request.session.pop(PENDING, None)
        return redirect("account:sign-in")
    wrong = False
    if request.method == "POST":
        code = request.POST.get("code", "")[:100]
        if guarded(request, user.get_username(), user, lambda: take_code(user, code), "code"):
            to = request.session.pop(PENDING)["next"]
            return enter(request, user, to, factor=True)
        if closed := closed_page(request):
            return closed
        wrong = True
    return render(request, "account/code.html", {"wrong": wrong})


@require_http_methods(["GET", "HEAD", "POST"])
@account_page
def confirm_page(request: HttpRequest) -> HttpResponse:
    """Ask again who it is, before what an account hangs on is changed."""
    user: Any = request.user
    wrong, factor = "", has_factor(user)
    if request.method == "POST":
        if not is_password_of(request, user, request.POST.get("password", "")):
            wrong = _("That is not your password.")
        elif factor and not guarded(
            request,
            user.get_username(),
            user,
            lambda: take_code(user, request.POST.get("code", "")[:100]),
            "code",
        ):
            wrong = _("That code is not right, or was used before.")
        else:
            renew_key(request)
            return redirect(where_to(request, "account:home"))
        if closed := closed_page(request):
            return closed
    return render(
        request,
        "account/confirm.html",
        {"wrong": wrong, "factor": factor, "next": where_to(request, "account:home")},
    )


@require_http_methods(["GET", "HEAD"])
@account_page
def home_page(request: HttpRequest) -> HttpResponse:
    """Show what an account is made of: the password, the second factor, its sessions, what happened to it."""
    user: Any = request.user
    tell_events(request, user)
    sessions = [
        {"row": row, "device": device_name(row.agent), "here": row.session_key == request.session.session_key}
        for row in open_sessions(user)
    ]
    sessions.sort(key=lambda one: not one["here"])
    return render(
        request,
        "account/home.html",
        {
            "sessions": sessions,
            "others": sum(not one["here"] for one in sessions),
            "factor": has_factor(user),
            "demanded": is_demanded(user),
            "codes": RecoveryCode.objects.filter(user=user, used=None).count(),
            "events": [
                (row, sentence(row), device_name(row.agent)) for row in user.account_events.all()[:10]
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@account_page
@needs_password
def factor_page(request: HttpRequest) -> HttpResponse:
    """Set up a second factor: a picture for the phone, the key as text, and a code to show that it works."""
    user: Any = request.user
    key = request.session.setdefault(ENROLLING, new_key())
    wrong = False
    if request.method == "POST":
        codes = set_up(user, key, request.POST.get("code", "")[:100])
        if codes is not None:
            del request.session[ENROLLING]
            request.session[FACTOR] = True
            renew_key(request)
            end_all(user, but=request.session.session_key)
            return render(request, "account/codes.html", {"codes": codes, "fresh": True})
        wrong = True
    return render(
        request,
        "account/factor.html",
        {
            "picture": key_as_picture(key, user.get_username()),
            "key": key_as_text(key),
            "wrong": wrong,
            "replaces": has_factor(user),
            "demanded": is_demanded(user) and not request.session.get(FACTOR),
        },
    )


@require_POST
@account_page
@needs_password
def remove_factor(request: HttpRequest) -> HttpResponse:
    """Take the second factor away; other sessions end."""
    user: Any = request.user
    if drop_factor(user):
        request.session[FACTOR] = False
        end_all(user, but=request.session.session_key)
        messages.success(request, _("The second factor is gone, and its recovery codes with it."))
    return redirect("account:home")


@require_POST
@account_page
@needs_password
def new_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them once."""
    user: Any = request.user
    if not has_factor(user):
        return redirect("account:home")
    note_event(user, AccountEvent.What.CODES, request)
    return render(request, "account/codes.html", {"codes": make_codes(user), "fresh": False})


@require_POST
@account_page
@needs_password
def end_others(request: HttpRequest) -> HttpResponse:
    """End one session, or all but this one."""
    rows = SignIn.objects.filter(user=request.user.pk, ended=None).exclude(
        session_key=request.session.session_key or ""
    )
    if number := request.POST.get("session", ""):
        rows = rows.filter(pk=int(number)) if number.isdecimal() and len(number) < 18 else rows.none()
    ended = end_sessions(rows)
    messages.success(
        request,
        ngettext("%(n)d session was ended.", "%(n)d sessions were ended.", ended) % {"n": ended},
    )
    return redirect("account:home")


class NewPasswordForm(PasswordChangeForm):
    """The password of now is looked at by the door, as one more try."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        user: Any = request.user
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].help_text = ""

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not is_password_of(self.request, self.user, old):
            raise ValidationError(_("That is not your password of now."), code="password_incorrect")
        return old

    def clean_new_password1(self) -> str:
        new: str = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise ValidationError(_("That is the password of now. Choose another one."), code="same")
        return new


@require_http_methods(["GET", "HEAD", "POST"])
@account_page
def password_page(request: HttpRequest) -> HttpResponse:
    """Change the password, which ends all other sessions."""
    form = NewPasswordForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            before = request.session.session_key
            user = form.save()
            GivenPassword.objects.filter(user=user).delete()
            request.session.pop(GIVEN, None)
            update_session_auth_hash(request, user)
            move_row(request, before)
            AccountEvent.objects.filter(user=user, what=AccountEvent.What.PASSWORD).update(told=True)
            messages.success(
                request,
                _("The password is changed, and all other sessions are ended.")
                + " "
                + password_strength(form.cleaned_data["new_password1"], words_of_the_site(user)),
            )
            return redirect("account:home")
        if closed := closed_page(request):
            return closed
    return render(
        request,
        "account/password.html",
        {"form": form, "idle": settings.IDLE_SECONDS // 60, "given": request.session.get(GIVEN)},
    )
