from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import end_of_today
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound
from exchange.kernel.slots import slot
from exchange.mentoring.fitness import from_reasons
from exchange.mentoring.queries.bottlenecks import bottlenecks
from exchange.mentoring.queries.coordinating import STATES, AllQuestions, Sought, all_questions
from exchange.mentoring.queries.desk import asked_page, desk_of
from exchange.mentoring.queries.lines import QuestionLine
from exchange.mentoring.queries.loads import mentor_loads
from exchange.mentoring.reasons import sentence_of
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import TagRow, tag_list
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.web.addresses import current_code


@mentoring.get("/desk")
@open_to(Audience.SIGNED_IN)
def show_desk() -> ResponseReturnValue:
    """A mentor leaves with the next question to answer, an asker knows when they hear."""
    actor = current_actor()
    desk = desk_of(actor)
    today = end_of_today()  # as on the pages of threads, which count their ages from it
    reasons = _reasons(desk.asked, len(desk.taken))
    others = _from_others(actor, [one.day for one in desk.week])
    return render_template("mentoring/desk.html", desk=desk, today=today, reasons=reasons, **others)


def _from_others(actor: Actor, week: Sequence[date]) -> dict[str, object]:
    return {
        "more": slot("desk.more", actor, (actor.id,))[actor.id],
        "in_rail": slot("desk.rail", actor, (actor.id,))[actor.id],
        "week": slot("desk.week", actor, [day.toordinal() for day in week]),
    }


def _reasons(asked: Sequence[QuestionLine], open_now: int) -> Mapping[int, str]:
    """By question, why its reader is asked, with as much as they have by now."""
    tags = {tag.id: tag for tag in tag_list(current_code())} if asked else {}
    return {one.thread_id: _reason(one.reasons, tags, open_now) for one in asked}


def _reason(kept: Mapping[str, Any] | None, tags: Mapping[int, TagRow], open_now: int) -> str:
    return sentence_of(replace(from_reasons(kept), open=open_now), tags) if kept else ""


@mentoring.get("/desk/asked")
@open_to(Audience.SIGNED_IN)
def show_asked() -> ResponseReturnValue:
    """A mentor says of each question that they are asked about whether they take it."""
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    page = asked_page(current_actor(), number)
    reasons, today = _reasons(page.asked, page.taken), end_of_today()
    return render_template("mentoring/asked.html", page=page, today=today, reasons=reasons)


@mentoring.get("/desk/all")
@open_to(Audience.MENTORING_COORDINATORS)
def show_all_questions() -> ResponseReturnValue:
    """A coordinator leaves having found somebody for a question that nobody had."""
    tags, number = tag_list(current_code()), page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    sought = _sought({tag.slug for tag in tags})
    page = all_questions(current_actor(), sought, number)
    return render_template(
        "mentoring/all_questions.html",
        page=page,
        **_of_page(sought),
        ways=_ways(page, sought),
        themes=[tag.option(current_code()) for tag in tags if tag.is_theme],
        tongues=[(one.code, one.own_name, one.html) for one in LANGUAGES],
    )


def _of_page(sought: Sought) -> dict[str, object]:
    chosen = sought.chosen()
    return {"base": _address(chosen), "chosen": chosen, "today": end_of_today()}


def _sought(known: Collection[str]) -> Sought:
    """What the address asks for, as far as it exists; `known` are the slugs of subjects."""
    state, lang = request.args.get("state"), request.args.get("lang")
    theme = request.args.get("theme")
    return Sought(
        state=state if state in STATES else None,
        theme=theme if theme in known else None,
        lang=lang if lang in BY_CODE else None,
    )


def _ways(page: AllQuestions, sought: Sought) -> list[tuple[str, str, bool]]:
    """The tabs, each with its count; what else is chosen stays."""
    words = {
        None: _("All"),
        "free": _("Nobody has it"),
        "late": _("Past the promise"),
        "stopped": _("The asker is to tell more"),
        "given_up": _("No mentor found in time"),
    }
    rest = {name: value for name, value in sought.chosen().items() if name != "state"}
    made = []
    for state, said in words.items():
        address = _address(({"state": state} if state else {}) | rest)
        count = getattr(page.counts, state or "all")
        made.append((address, f"{said} ({count})", state == sought.state))
    return made


def _address(chosen: Mapping[str, str]) -> str:
    query = urlencode(chosen)
    return f"/{current_code()}/desk/all" + (f"?{query}" if query else "")


@mentoring.get("/desk/mentors")
@open_to(Audience.MENTORING_COORDINATORS)
def show_loads() -> ResponseReturnValue:
    """A coordinator sees who has room for one more."""
    page = mentor_loads(current_actor(), current_code())
    return render_template("mentoring/loads.html", page=page)


@mentoring.get("/desk/bottlenecks")
@open_to(Audience.MENTORING_COORDINATORS)
def show_bottlenecks() -> ResponseReturnValue:
    """A coordinator sees for which themes and languages to look for mentors."""
    page = bottlenecks(current_actor(), current_code())
    return render_template("mentoring/bottlenecks.html", page=page)
