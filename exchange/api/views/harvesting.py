"""OAI-PMH 2.0, by which other libraries collect what is published here; in English throughout."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnsupportedMediaType

from exchange.api import oai, queries
from exchange.api.oai import Question, Wrong
from exchange.api.views.blueprint import api
from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.settings import Settings
from exchange.library.citing import PUBLISHER
from exchange.library.vocabulary import LICENCE_ADDRESSES
from exchange.text.clean import printable
from exchange.text.countries import KOSOVO_FOOTNOTE, country_name

FORM = "application/x-www-form-urlencoded"
SET_KINDS = (("country", "Country/territory"), ("theme", "Theme"))  # in English as all of it is
_NOT_ECHOED = ("badVerb", "badArgument")


@api.route("/oai", methods=["GET", "POST"])
@open_to(Audience.EVERYONE)
def harvest() -> ResponseReturnValue:
    """Another library learns what is new here, and what is gone."""
    if request.method == "POST" and request.mimetype != FORM:
        raise UnsupportedMediaType
    pairs = list((request.form if request.method == "POST" else request.args).items(multi=True))
    try:
        question = oai.question_in(pairs)
        return _answer(dict(pairs), **_VERBS[question.verb](question))
    except Wrong as wrong:
        return _answer({} if wrong.code in _NOT_ECHOED else dict(pairs), wrong=wrong)


@api.record_once
def _let_libraries_in(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(harvest)  # a POST reads too, and knows no session


def _identify(_question: Question) -> dict[str, Any]:
    settings = _settings()
    mail = settings.operator.email if settings.operator else ""
    return {"identify": {"mail": mail or settings.sender, "earliest": queries.earliest()}}


def _formats(question: Question) -> dict[str, Any]:
    if identifier := question.arguments.get("identifier"):
        queries.get_record(_host(), identifier)
    return {"has_formats": True}


def _sets(_question: Question) -> dict[str, Any]:
    return {"sets": queries.all_sets()}


def _record(question: Question) -> dict[str, Any]:
    return {"found": queries.get_record(_host(), question.arguments["identifier"])}


def _list(question: Question) -> dict[str, Any]:
    return {
        "found": queries.list_records(question),
        "is_list": True,
        "has_metadata": question.verb == "ListRecords",
        "is_going_on": question.is_going_on,
    }


_VERBS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _host() -> str:
    return urlsplit(_settings().base_url).hostname or ""


def _answer(echoed: Mapping[str, str], **said: Any) -> Response:
    body = render_template(
        "api/oai.xml",
        verb=echoed.get("verb", ""),
        echoed=echoed,
        answered_at=now(),
        identifier_of=oai.identifier_of,
        host=_host(),
        prefix=oai.PREFIX,
        set_kinds=SET_KINDS,
        kind_of_thing="Text",  # a word of DCMI's
        name=PUBLISHER,
        english=lambda code: country_name(code, "en"),
        licences=LICENCE_ADDRESSES,
        footnote=f"* {KOSOVO_FOOTNOTE}",
        **said,
    )
    # What no XML may hold goes here, once for all, whichever way it came into the database.
    answer = Response(printable(body), content_type="text/xml; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
