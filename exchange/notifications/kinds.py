"""The kinds of notifications, and how each is called."""

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

# What stands before the title of the thread or the experience, so that no ending has to fit it.
SENTENCES: dict[str, Lazy] = {
    "reply_to_question": _l("New reply to your question"),
    "reply_to_post": _l("New reply to your post"),
    "accepted": _l("Your answer was accepted"),
    "draft_read": _l("Your draft was read"),
    "decision": _l("A moderator decided on your post"),
    "moved": _l("A moderator moved what you wrote"),
    "waiting_for_mentor": _l("A question waits for a mentor"),
    "person_waits": _l("Somebody waits to be let in"),
    "draft_waits": _l("A draft waits for a reader"),
}
SWITCHES: dict[str, Lazy] = {
    "reply_to_question": _l("Replies to my questions"),
    "reply_to_post": _l("Replies to my posts"),
    "accepted": _l("My answer was accepted"),
    "draft_read": _l("My draft was read"),
    "decision": _l("A decision on my post"),
    "moved": _l("What I wrote was moved"),
    "waiting_for_mentor": _l("Questions that wait for a mentor"),
    "person_waits": _l("People who wait to be let in"),
    "draft_waits": _l("Drafts that wait for a reader"),
}
KINDS = tuple(SENTENCES)
