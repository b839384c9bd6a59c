import re

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.library import actions, policy, queries, vocabulary
from exchange.library.body import Block
from exchange.library.bounds import BLOCKS
from exchange.library.forms import BlockForm
from exchange.library.queries import ExperiencePage
from exchange.library.sections import SECTIONS, digest_of_block, is_section, next_after
from exchange.library.views.blueprint import library, number_of, work_address
from exchange.library.views.closed import not_open
from exchange.library.views.differing import differing
from exchange.library.views.sections import other_writer, say_saved
from exchange.people.actor import Actor
from exchange.people.login import current_actor

BEGUN = "new"  # in the stead of a key
OFFERED: dict[str, object] = {"kinds": vocabulary.BLOCK_KINDS, "most": BLOCKS}
_KEY = re.compile("[a-z0-9-]{1,20}")


@library.get("/experiences/<code>/edit/blocks")
@open_to(Audience.SIGNED_IN)
def edit_blocks(code: str) -> ResponseReturnValue:
    """Who writes sees the building blocks in their order, changes it, and adds others."""
    actor = current_actor()
    page = queries.working_copy(actor, number_of(code))
    if (closed := not_open(actor, page)) is not None:
        return closed
    if not is_section("blocks", page.row.kind):
        raise NotFound
    return render_template(
        "library/sections/blocks.html",
        **_around(actor, page),
        onwards=next_after("blocks", page.content),
        **OFFERED,
    )


def _around(actor: Actor, page: ExperiencePage) -> dict[str, object]:
    """What every page of this part shows beside its form."""
    return {
        "section": SECTIONS["blocks"],
        "page": page,
        "row": page.row,
        "remarks": queries.open_remarks(page),
        "other": other_writer(actor, page),
    }


@library.route("/experiences/<code>/edit/blocks/<key>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def edit_block(code: str, key: str) -> ResponseReturnValue:
    """Who writes tells one part so that somebody else could take it over by itself."""
    actor, number = current_actor(), number_of(code)
    page, form = queries.working_copy(actor, number), BlockForm()
    if request.method == "GET" and (closed := not_open(actor, page)) is not None:
        return closed
    require(policy.may_edit(actor, page.facts))
    kept = _block(page, key)
    if request.method == "GET":
        return _show_kept(form, page, kept)
    try:
        return _keep(actor, form, page, kept)
    except Stale:
        return _show_both(form, queries.working_copy(actor, number), key)


def _block(page: ExperiencePage, key: str) -> Block:
    if key == BEGUN:
        return Block(key)
    found = next((block for block in page.content.body.blocks if block.key == key), None)
    if found is not None:
        return found
    if request.method == "GET" or not _KEY.fullmatch(key):
        raise NotFound
    return Block(key)  # taken out by somebody while this one was written: it comes back


def _show(
    form: BlockForm, page: ExperiencePage, block: Block, status: int = 200, **more: object
) -> ResponseReturnValue:
    body = render_template(
        "library/sections/block.html",
        form=form,
        block=block,
        is_new=block.key == BEGUN,
        **_around(current_actor(), page),
        **more,
    )
    return body, status


def _show_kept(form: BlockForm, page: ExperiencePage, block: Block) -> ResponseReturnValue:
    form.show(block)
    form.version.data = digest_of_block(block)
    return _show(form, page, block)


def _keep(actor: Actor, form: BlockForm, page: ExperiencePage, block: Block) -> ResponseReturnValue:
    if not form.validate():
        return _show(form, page, block, 422)
    try:
        address = once(
            str(actor.id), form.submission_id.data, lambda: _led_to(actor, form, page, block)
        )
    except Refused as refused:
        form.refuse("title", refused.reason)
        return _show(form, page, block, 422)
    return redirect(address, 303)


def _led_to(actor: Actor, form: BlockForm, page: ExperiencePage, block: Block) -> str:
    if block.key == BEGUN:
        actions.add_block(actor, page.row.id, form.block(actions.new_block_key()))
    else:
        actions.save_block(actor, page.row.id, form.block(block.key), form.version.data)
    say_saved(actor, page)
    further = "/new" if "another" in request.form else ""
    return work_address(page.row.number, f"edit/blocks{further}")


def _show_both(form: BlockForm, newest: ExperiencePage, key: str) -> ResponseReturnValue:
    """Somebody saved this block meanwhile: what was typed stays, and theirs stands beside it."""
    kept = _block(newest, key)
    theirs = BlockForm(formdata=None)
    theirs.show(kept)
    form.start_anew(digest_of_block(kept))
    return _show(form, newest, kept, 409, differing=list(differing(form, theirs)))


@library.post("/experiences/<code>/edit/blocks/<key>/to/<int:place>")
@open_to(Audience.SIGNED_IN)
def move_block(code: str, key: str, place: int) -> ResponseReturnValue:
    actor = current_actor()
    page = queries.working_copy(actor, number_of(code))
    actions.move_block(actor, page.row.id, key, place)
    return redirect(work_address(page.row.number, "edit/blocks"), 303)


@library.post("/experiences/<code>/edit/blocks/<key>/remove")
@open_to(Audience.SIGNED_IN)
def remove_block(code: str, key: str) -> ResponseReturnValue:
    actor = current_actor()
    page = queries.working_copy(actor, number_of(code))
    actions.remove_block(actor, page.row.id, key)
    flash(_("The building block is taken out."))
    return redirect(work_address(page.row.number, "edit/blocks"), 303)
