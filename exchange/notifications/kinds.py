"""The kinds of notifications, and how each is called."""

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

# What stands before the title of the thread or the experience, so that no ending has to fit it.
SENTENCES: dict[str, Lazy] = {
    "reply_to_question": _l("New reply to your question"),
    "reply_to_post": _l("New reply to your post"),
    "mentioned": _l("Somebody mentioned you"),
    "reply_in_watched": _l("New reply in a thread that you watch"),
    "thread_in_watched": _l("New thread in a category that you watch"),
    "accepted": _l("Your answer was accepted"),
    "draft_read": _l("Your draft was read"),
    "words_asked": _l("Please say whether your words may be used"),
    "words_declined": _l("Somebody does not agree that their words are in your draft"),
    "decision": _l("A moderator decided on your post"),
    "moved": _l("A moderator moved what you wrote"),
    "waiting_for_mentor": _l("A question waits for a mentor"),
    "person_waits": _l("Somebody waits to be let in"),
    "draft_waits": _l("A draft waits for a reader"),
    "bookmark_due": _l("You wanted to be reminded"),
    "fits_search": _l("New experience that fits your saved search"),
    "to_confirm": _l("Please confirm that you have read this"),
    "reuse_declared": _l("Somebody uses your experience: please confirm it"),
    "reuse_ruled": _l("An author answered to the reuse that you declared"),
    "still_true": _l("Please say whether this is still true"),
    "reading_due": _l("A draft waits for your decision"),
    "reading_ended": _l("A reader had no time: the draft waits for another one"),
    "drafts_wait": _l("Drafts have waited for a reader for more than a week"),
    "changes_due": _l("Your draft waits for the changes that its reader asked for"),
    "question_handed": _l("A question is handed to you"),
    "question_taken": _l("A mentor has your question now"),
    "question_ended": _l("A question that was yours is not yours any more"),
    "more_asked": _l("A mentor needs more from you"),
    "desk_news": _l("This is due on your desk"),
    "follow_ups_due": _l("Please say what came of the answers"),
    "outcome_told": _l("An asker says what came of your answer"),
    "mentor_invited": _l("You are invited to be a mentor"),
    "consultation_asked": _l("Somebody asks you in confidence"),
    "consultation_reply": _l("There is something new in a private consultation"),
    "hours_booked": _l("Somebody booked your office hours"),
    "hours_changed": _l("Office hours that you booked have changed"),
    "mentorship_news": _l("There is something new in a mentorship"),
}
# What else a moderator did to a thread, by the log's word for it.
DEEDS: dict[str, Lazy] = {
    "duplicate": _l("A thread was closed as a duplicate"),
    "reopened": _l("A thread was reopened"),
}
LEFT = _l("Your question has no mentor at present")
AWAY = _l("A moderator moved what you wrote to where you cannot read it")
OF_OTHERS = _l("A moderator moved replies in your thread")
SWITCHES: dict[str, Lazy] = {
    "reply_to_question": _l("Replies to my questions"),
    "reply_to_post": _l("Replies to my posts"),
    "mentioned": _l("Mentions of my name"),
    "reply_in_watched": _l("Replies in threads that I watch"),
    "thread_in_watched": _l("New threads in categories that I watch"),
    "accepted": _l("My answer was accepted"),
    "draft_read": _l("My draft was read"),
    "words_asked": _l("Whether my words may be used in an experience"),
    "words_declined": _l("Somebody does not want their words in my draft"),
    "decision": _l("A decision on my post"),
    "moved": _l("What I wrote or watch was moved or closed"),
    "waiting_for_mentor": _l("Questions that wait for a mentor"),
    "person_waits": _l("People who wait to be let in"),
    "draft_waits": _l("Drafts that wait for a reader"),
    "bookmark_due": _l("Reminders of my bookmarks"),
    "fits_search": _l("Experiences that fit my saved searches"),
    "to_confirm": _l("Reminders to confirm an announcement"),
    "reuse_declared": _l("Reuse of my experiences to confirm"),
    "reuse_ruled": _l("Answers to the reuse that I declared"),
    "still_true": _l("Whether my experiences are still true"),
    "reading_due": _l("Reminders of drafts that I read"),
    "reading_ended": _l("A reader of a draft had no time"),
    "drafts_wait": _l("Reminders of drafts that wait for a reader"),
    "changes_due": _l("Reminders of changes that my reader asked for"),
    "question_handed": _l("Questions that are handed to me"),
    "question_taken": _l("Whether a mentor has my question"),
    "question_ended": _l("A question of mine goes to another mentor"),
    "more_asked": _l("A mentor needs more for my question"),
    "desk_news": _l("What is due on my desk"),
    "follow_ups_due": _l("Whether the answers helped me"),
    "outcome_told": _l("What came of my answers"),
    "mentor_invited": _l("Invitations to be a mentor"),
    "consultation_asked": _l("Private consultations that I am asked for"),
    "consultation_reply": _l("News in my private consultations"),
    "hours_booked": _l("Bookings of my office hours"),
    "hours_changed": _l("Changes of office hours that I booked"),
    "mentorship_news": _l("News of my mentorships"),
}
# What the link of a mail ends where it came by watching one thing: not all mails of its kind.
ENDS: dict[str, Lazy] = {
    "reply_in_watched": _l("Do not watch this thread any more"),
    "thread_in_watched": _l("Do not watch this category any more"),
}
KINDS = tuple(SENTENCES)
REPLIES = ("reply_to_question", "reply_to_post", "reply_in_watched")
