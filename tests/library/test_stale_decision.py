"""Two readers decide at once: the second is told, and loses nothing of what they wrote."""

from exchange.library import actions
from exchange.library.queries import working_copy
from tests.factories import a_mentor, a_person, a_submitted, an_admin, the_experience

NOTE = "Please say who paid for the buses."


def opened(client, sign_in, reader, draft):
    actions.take(reader, draft.id)
    sign_in(client, reader)
    page = client.get(f"/en/experiences/ALTER-XP-{draft.number:04d}/read")
    return page.form("/read").press("Ask for changes").fill(note=NOTE, remark_title="Which bus?")


def test_who_was_overtaken_is_told_and_keeps_the_note(client, sign_in):
    draft, other = a_submitted(), an_admin("Over Taker")
    form = opened(client, sign_in, a_mentor(), draft)
    actions.take(other, draft.id)
    page = client.send(form)
    assert page.status == 409
    assert "Meanwhile another reader took it over" in page.text
    assert "Over Taker is reading it." in page.text
    assert NOTE in page.text
    assert "Title: Which bus?" in page.text
    assert the_experience(draft.id).reader_id == other.id


def test_who_decides_after_another_is_told_and_decides_nothing(client, sign_in):
    draft, other = a_submitted(), an_admin()
    form = opened(client, sign_in, a_mentor(), draft)
    actions.take(other, draft.id)
    actions.ask_for_changes(other, draft.id, note="Where was it?", lang="en")
    page = client.send(form)
    assert page.status == 409
    assert NOTE in page.text
    assert the_experience(draft.id).state == "changes_requested"


def test_a_decision_on_a_text_that_is_another_one_by_now_is_asked_for_again(client, sign_in):
    author, reader = a_person(), a_mentor()
    draft = a_submitted(author)
    form = opened(client, sign_in, reader, draft)
    actions.take_back(author, draft.id)
    content = working_copy(author, draft.number).content
    actions.save_draft(author, draft.id, version=1, content=content)
    actions.submit(author, draft.id)
    actions.take(reader, draft.id)
    page = client.send(form)
    assert page.status == 409
    assert "Its text was changed since you opened this page." in page.text
    again = page.form("/read")
    assert (again.data["note"], again.data["remark_title"]) == (NOTE, "Which bus?")
    client.send(again.press("Ask for changes"))
    assert the_experience(draft.id).state == "changes_requested"
