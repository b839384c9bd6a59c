"""A thread written line by line, each with its depth, becomes posts in the order of time."""

import pytest

from exchange.samples.talk import posts_of


def spoken(*lines: list[object]) -> list[tuple[object, ...]]:
    posts = posts_of({"talk": lines})
    return [(one["body"], one.get("reply_to"), one["hours_later"]) for one in posts]


def test_a_line_replies_to_the_nearest_above_that_is_one_less_deep() -> None:
    assert spoken(
        [0, "ana", 0, "Opening."],
        [1, "berta", 1, "First."],
        [2, "ana", 1, "To the first."],
        [2, "cilla", 2, "Also to the first."],
        [1, "cilla", 9, "To the opening."],
    ) == [
        ("Opening.", None, 0),
        ("First.", "t1", 1),
        ("To the first.", "t2", 2),
        ("Also to the first.", "t2", 3),
        ("To the opening.", "t1", 9),
    ]


def test_hours_count_from_what_is_replied_to_and_posts_come_in_the_order_of_time() -> None:
    bodies = [
        body
        for body, _, _ in spoken(
            [0, "ana", 0, "Opening."],
            [1, "berta", 5, "Early."],
            [2, "ana", 40, "Much later."],
            [1, "cilla", 20, "Between."],
        )
    ]
    assert bodies == ["Opening.", "Early.", "Between.", "Much later."]


def test_a_line_may_say_its_language_its_marks_and_its_key() -> None:
    more = {"lang": "lv", "helpful": 3, "key": "best"}
    _, reply, deeper = posts_of(
        {
            "talk": [
                [0, "ana", 0, "Opening."],
                [1, "berta", 1, "Sveiki.", more],
                [2, "ana", 1, "Paldies."],
            ]
        }
    )
    assert (reply["lang"], reply["helpful"], reply["key"]) == ("lv", 3, "best")
    assert deeper["reply_to"] == "best"


@pytest.mark.parametrize("depths", [[1], [0, 2], [0, 1, 3], [0, 0]])
def test_a_line_that_has_nothing_to_reply_to_is_refused(depths: list[int]) -> None:
    with pytest.raises(ValueError, match="nothing to reply to"):
        posts_of({"talk": [[depth, "ana", 0, "Words."] for depth in depths]})


def test_a_file_that_writes_its_posts_out_is_left_as_it_is() -> None:
    posts = [{"key": "p1", "by": "ana", "body": "Opening."}]
    assert posts_of({"posts": posts}) is posts
