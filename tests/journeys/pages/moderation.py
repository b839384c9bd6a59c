"""Pages of moderators: flags and decisions, threads moved and merged."""

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.moderation import actions as moderation
from exchange.moderation.models import Case
from tests.factories import (
    a_flag,
    a_reply,
    opening_of,
)
from tests.journeys.world import DIFFICULT, Pages, World


def of_cases(world: World) -> Pages:
    """What was flagged, decided and shown again."""
    member, moderator = world.people.member, world.people.moderator
    mine = [a_reply(world.site.thread(), member, DIFFICULT) for _ in range(3)]
    cases = [a_flag(post, sentence="This is an advertisement.") for post in mine]
    for case, outcome in zip(cases, ("hidden", "dismissed", "hidden"), strict=True):
        moderation.decide_case(
            moderator,
            case,
            version=1,
            post_version=1,
            outcome=outcome,
            rule="advertising" if outcome == "hidden" else "",
            sentence="Say it without the shop." if outcome == "hidden" else "",
            lang="en",
        )
    moderation.show_again(moderator, mine[2], reason="It was the wrong post.", lang="en")
    open_case = a_flag(a_reply(world.site.thread(), body=DIFFICULT), member)
    of_a_thread = a_flag(opening_of(world.site.thread(body=DIFFICULT)), rule="advertising")
    flagged = db.session.get_one(Case, open_case).post_id
    yield "moderation.flag", [f"/posts/{world.answer}/flag", f"/posts/{flagged}/flag"]
    yield "moderation.show", [f"/posts/{mine[0]}/show"]
    yield (
        "moderation.show_case",
        [f"/moderation/cases/{case}" for case in (open_case, of_a_thread)],
    )
    yield "moderation.show_decision", [f"/moderation/decisions/{case}" for case in cases]


def of_threads_moderated(world: World) -> Pages:
    """Locked, pinned, closed, moved, merged: one by one, and several at once."""
    moderator = world.people.moderator
    yield (
        "moderation.hide",
        [
            f"/posts/{world.answer}/hide",
            f"/posts/{opening_of(world.answered)}/hide",
        ],
    )
    yield "moderation.lock", [f"/threads/{world.answered.id}/lock"]
    yield "moderation.unlock", [f"/threads/{world.locked.id}/unlock"]
    yield "moderation.pin", [f"/threads/{world.answered.id}/pin"]
    pinned = world.site.thread()
    forum.pin_thread(moderator, "category", None, Seen(pinned.id, 1))
    yield "moderation.unpin", [f"/threads/{pinned.id}/unpin"]
    yield "moderation.change_kind", [f"/threads/{world.answered.id}/kind"]
    closed, original = world.site.thread(), world.site.thread(title="Kas maksā?", lang="lv")
    forum.close_as_duplicate(moderator, Seen(closed.id, 1, original.id))
    address = f"/threads/{world.answered.id}/duplicate"
    ways = ("", f"?of={original.id}", f"?of={world.answered.id}", "?q=LEADER")
    yield "moderation.close_as_duplicate", [f"{address}{way}" for way in ways]
    yield "moderation.reopen", [f"/threads/{closed.id}/unduplicate"]
    some = (world.answered.id, world.locked.id, closed.id)
    ticked = "&".join(f"id={one}" for one in some)
    address = f"/moderation/threads?ids={'.'.join(map(str, some))}"
    ways = ("", "&do=lock&to=", f"&do=hide&to=&{ticked}", f"&do=unlock&to=&{ticked}")
    results = f"&do=lock&to=&done={some[0]}"
    yield "moderation.select_threads", [f"{address}{way}" for way in (*ways, results)]
    other = opening_of(world.locked)
    yield (
        "moderation.move_thread",
        [
            f"/threads/{world.answered.id}/move",
            f"/threads/{world.answered.id}/move?to={world.locked.category_id}",
        ],
    )
    yield (
        "moderation.move_post",
        [f"/posts/{world.answer}/move?q=LEADER", f"/posts/{world.answer}/move?under={other}"],
    )
    yield "moderation.merge", [f"/threads/{world.answered.id}/merge?under={other}"]
    yield "moderation.edit_subject", ["/tags/leader/edit"]
    yield "moderation.merge_subject", ["/tags/leader/merge"]
    yield "moderation.split", [f"/posts/{world.answer}/split"]
