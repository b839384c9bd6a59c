"""The imports of one person, the drafts of one import and what is to be cleared are found by
indexes, however many there are."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import insert

from exchange.importing import actions, queries
from exchange.importing.actions import clear_unused
from exchange.importing.models import ExperienceImport, ImportedDraft
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library.content import Content
from exchange.library.models import Experience, ExperienceNumber
from tests import databases
from tests.factories import a_full_content, an_admin, an_editor
from tests.forum.test_plans import plan
from tests.importing.made import a_used_import, an_import

IMPORTS, DRAFTS, PEOPLE = 2_000, 6_000, 20
_LARGE = "(experience_import|imported_draft|experience)"
_WALKED = re.compile(rf"SCAN {_LARGE}\b(?! USING)|Seq Scan on {_LARGE}\b")


@pytest.fixture
def who(app_apart):
    people = [an_editor() for _ in range(PEOPLE)]
    counts = {"row_count": 1, "faulty_count": 0, "drafts": [], "problems": []}
    tables = [
        {"id": n, "owner_id": people[n % PEOPLE].id, "file_name": "t.csv", **counts}
        | {"made_at": now() - timedelta(minutes=n)}
        for n in range(1, IMPORTS + 1)
    ]
    numbers = [{"id": n} for n in range(1, DRAFTS + 1)]
    drafts = [one | {"number": one["id"], "lang": "en", "renderer_version": 1} for one in numbers]
    came = [{"import_id": n % IMPORTS + 1, "experience_id": n, "row": n} for n in range(1, DRAFTS)]
    with transaction(None):
        for model, rows in (
            (ExperienceNumber, numbers),
            (Experience, drafts),
            (ExperienceImport, tables),
            (ImportedDraft, came),
        ):
            db.session.execute(insert(model), rows)
    databases.analyse()
    return people[0]


def test_nothing_is_walked_whole(who):
    for reading, given in (
        (queries._MINE, {"me": who.id}),
        (queries._ONE, {"me": who.id, "import_id": 20}),
        (queries._WHOLE, {"me": who.id, "import_id": 20}),
        (queries._DRAFTS, {"import_id": 20}),
    ):
        told = plan(reading, **given)
        assert not _WALKED.search(told), told
    assert "ix_experience_import_owner_id_id" in plan(queries._MINE, me=who.id)


@pytest.mark.parametrize("drafts", [1, 40])
def test_each_page_asks_equally_often_however_many_drafts_there_are(app, count_queries, drafts):
    who = an_editor()
    import_id = a_used_import(who, *(Content(title=f"Village {n}") for n in range(drafts)))
    with count_queries() as seen:
        assert len(queries.import_page(who, import_id).drafts) == drafts
    assert len(seen) == 3
    with count_queries() as seen:
        queries.imports_of(who)
        clear_unused()
    assert len(seen) == 2


def test_many_drafts_are_made_in_few_statements(app, count_queries):
    who = an_admin()
    import_id = an_import(who, *(a_full_content(title=f"Village {n}") for n in range(20)))
    ready = actions.made_ready(who, import_id)
    with count_queries() as seen:
        actions.use_import(who, import_id, ready)
    selects = [one for one in seen if not one.startswith(("INSERT", "UPDATE"))]
    assert len(selects) <= 45  # a lead and a theme each, and who asks
    assert len(seen) <= 20 * 3 + 60
