"""A site that sends mail to a real server on this machine, whose temper a test decides."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from statements.alerts.delivery import Delivered, send_waiting
from statements.alerts.digests import make_digests
from statements.alerts.matching import SavedSearches, match_waiting
from tools.ports import free_port

SITE = "https://record.example"
LINK = re.compile(r"https://record\.example(/\S*)")


class Temper:
    """What the server answers, step by step; unset, it takes everything. `took` is what it took."""

    def __init__(self) -> None:
        self.took: list[EmailMessage] = []
        self.tried: list[str] = []
        self.mail = self.rcpt = self.data = ""
        self.waits = 0.0  # seconds before it answers to the whole mail
        self.hangs_up = False  # once it has the whole mail, and before it says so

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.mail or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.tried.append(address)
        answer = self.rcpt(address) if callable(self.rcpt) else self.rcpt
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.data:
            return self.data
        self.took.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.waits:
            time.sleep(self.waits)
        if self.hangs_up:
            server.transport.abort()
        return "250 taken"

    @property
    def last(self) -> EmailMessage | None:
        return self.took[-1] if self.took else None


class Post(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="mail.example", enable_SMTPUTF8=False)


@pytest.fixture(scope="module")
def post_office():
    """One server for a module: it starts once."""
    office = Post(Temper(), hostname="127.0.0.1", port=free_port())
    office.start()
    yield office
    office.stop()


@pytest.fixture
def mail(archive, post_office, settings) -> Temper:
    """A mail server that takes everything, and a site that sends by it."""
    temper = Temper()
    post_office.handler.__dict__.update(temper.__dict__)
    settings.ONRECORD_MAIL = "smtp://127.0.0.1"
    settings.ONRECORD_ADDRESS = SITE
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post_office.port
    settings.DEFAULT_FROM_EMAIL = "On Record <alerts@record.example>"
    return post_office.handler


def send_now(now=None) -> Delivered:
    match_waiting(SavedSearches())
    make_digests(now)
    return send_waiting()


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    return message.get_body((kind,)).get_content()


def link_in(message: EmailMessage, part: str) -> str:
    """Return the path of the link in a mail that holds a part."""
    return next(path for path in LINK.findall(text_of(message)) if part in path)


@pytest.fixture
def subscribe(client, mail):
    """A function that asks for a search and confirms it as a reader does; it returns the path of their page."""

    def ask_and_confirm(email: str = "reader@example.org", rhythm: str = "at once", **search: str) -> str:
        page = client.get("/alerts/new/", search)
        assert page.status_code == 200
        answer = client.post(page.wsgi_request.get_full_path(), {"email": email, "rhythm": rhythm})
        assert answer.url == "/alerts/asked/"
        send_waiting()
        answer = client.post(link_in(mail.last, "/confirm/"))
        return answer.url

    return ask_and_confirm
