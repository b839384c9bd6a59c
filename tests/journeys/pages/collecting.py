"""Pages of collections, and of sheets that are imported."""

from exchange.collections.models import Collection
from exchange.kernel.db import db
from exchange.library.codes import code_of
from exchange.library.content import Content
from tests.factories import (
    a_collection,
    the_experience,
)
from tests.importing.made import FAULTS, WARNINGS, a_used_import, an_import
from tests.journeys.world import DIFFICULT, LONG_WORD, Pages, World


def of_collections(world: World) -> Pages:
    """Of the member: one for everybody, one by link."""
    record = the_experience(world.published(world.submitted()))
    member, told = world.people.member, {"description": DIFFICULT[:400], "title": LONG_WORD}
    public = a_collection(member, record, audience="public", **told)
    linked = a_collection(member, record, audience="link", title="By link")
    token = db.session.get_one(Collection, linked).token
    page = f"/collections/{public}"
    yield "collections.show_collection", [page, f"/collections/{linked}"]
    yield "collections.show_shared", [f"/collections/shared/{token}"]
    yield "collections.show_booklets", [f"{page}/booklet"]
    yield "collections.show_shared_booklets", [f"/collections/shared/{token}/booklet"]
    yield "collections.show_list", ["/collections"]
    yield "collections.new", ["/collections/new"]
    yield "collections.change", [f"{page}/edit"]
    yield "collections.remove", [f"{page}/remove"]
    yield "collections.collect", [f"/experiences/{code_of(record.number)}/collect"]
    yield "collections.hide", [f"{page}/hide"]


def of_imports(world: World) -> Pages:
    """Of the admin: one with mistakes, one that is good, one that made drafts."""
    admin = world.people.admin
    bad = an_import(admin, name=f"{LONG_WORD}.xlsx", problems=(*FAULTS, *WARNINGS))
    good = an_import(admin, problems=WARNINGS)
    used = a_used_import(admin, Content(title=LONG_WORD), Content(title="Two", lang="lv"))
    yield "importing.send", ["/experiences/import"]
    yield "importing.show", [f"/experiences/imports/{one}" for one in (bad, good, used)]
    yield "importing.undo", [f"/experiences/imports/{used}/undo"]
