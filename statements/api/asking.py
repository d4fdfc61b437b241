"""What is asked and not listed: a draft held against the archive, and names that begin as typed."""

from dataclasses import asdict
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from ninja import Query, Router, Schema
from pydantic import Field

from statements.checking.drafts import LONGEST_ASKED
from statements.checking.verify import verify_draft
from statements.search.suggest import suggestions

from .problems import wrong_value
from .records import Records
from .shapes import DraftAsked, Line, Plain, SuggestionList, VerificationRecord

router = Router()


class AskedSentence(Schema):
    """A sentence to be checked."""

    q: Annotated[Line, Field(min_length=1, max_length=LONGEST_ASKED)] = Field(
        ..., description="a sentence with a quotation"
    )


@router.get("/verify", response=VerificationRecord, url_name="verify", summary="Check a sentence")
def verify_sentence(request: HttpRequest, asked: Query[AskedSentence]) -> Plain:
    """What the archive holds of the quotations of a sentence: the words, whose they are, and of which day."""
    return checked(request, asked.q)


@router.post("/verify", response=VerificationRecord, summary="Check a draft")
def verify_text(request: HttpRequest, asked: DraftAsked) -> Plain:
    """The same of a draft. It is read, answered and kept nowhere."""
    return checked(request, asked.draft)


@sensitive_variables()
def checked(request: HttpRequest, text: str) -> Plain:
    draft = text.replace("\r\n", "\n").replace("\x00", "")
    if not draft.strip():
        raise wrong_value("draft", _("Paste a draft or a sentence first."))
    return verify_draft(draft).as_dict(Records(request).base)


class AskedLetters(Schema):
    """The beginning of a name."""

    q: Annotated[Line, Field(max_length=100)] = Field(
        "", description="letters that a word of a name begins with"
    )


@router.get("/suggestions", response=SuggestionList, url_name="suggestions", summary="Names that begin so")
def suggested(request: HttpRequest, asked: Query[AskedLetters]) -> Plain:
    """Speakers, events and sources whose names begin so, those with most statements first."""
    return {"items": [asdict(one) for one in suggestions(asked.q.strip())]}
