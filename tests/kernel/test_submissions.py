import threading

import pytest
from sqlalchemy import func, select

from exchange.forum.models import Category
from exchange.kernel.db import db, transaction
from exchange.kernel.submissions import Submission, forget_before, new_submission_id, once
from tests.factories import LONG_AGO


def add_category():
    with transaction(None):
        db.session.add(Category(position=_next(), names={}, descriptions={}))
    return "/made"


def _next():
    return (db.session.scalar(select(func.max(Category.position))) or 0) + 1


def count(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_second_time_only_the_answer_is_given(app):
    key = new_submission_id()
    assert [once("1", key, add_category) for _ in range(3)] == ["/made"] * 3
    assert count(Category) == 1


def test_one_persons_id_does_not_meet_anothers(app):
    key = new_submission_id()
    once("1", key, add_category)
    once("2", key, add_category)
    assert count(Category) == 2


def test_a_failure_leaves_the_id_free_to_try_again(app):
    key = new_submission_id()
    with pytest.raises(ZeroDivisionError):
        once("1", key, lambda: str(1 / 0))
    assert once("1", key, add_category) == "/made"


def test_fifty_equal_ones_at_once_are_done_once(app):
    key, answers = new_submission_id(), []

    def send():
        with app.app_context():
            answers.append(once("1", key, add_category))

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["/made"] * 50
    assert count(Category) == 1


def test_old_ids_are_forgotten(app):
    once("1", new_submission_id(), add_category)
    forget_before(LONG_AGO)
    assert count(Submission) == 1
