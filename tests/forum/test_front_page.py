from exchange.forum import actions
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_organisation,
    opening_of,
)


def test_the_front_page_shows_what_waits_and_what_was_answered(client):
    a_thread(title="Waiting for you", days_ago=4)
    answered = a_thread(title="Answered by a mentor here")
    a_reply(answered, a_mentor())
    page = client.get("/en/")
    assert page.link("Waiting for you")
    assert page.link("Answered by a mentor here")
    assert "Waiting 4 days" in page.text


def test_hidden_threads_stand_on_nobodys_front_page_but_the_moderators(client, sign_in):
    waiting, answered = a_thread(title="Waiting, hidden"), a_thread(title="Answered, hidden")
    a_reply(answered, a_mentor())
    for thread in (waiting, answered):
        actions.hide_post(a_moderator(), opening_of(thread))
    assert ", hidden" not in client.get("/en/").text
    sign_in(client, a_person())
    assert ", hidden" not in client.get("/en/").text
    sign_in(client, a_moderator())
    page = client.get("/en/")
    assert page.link("Waiting, hidden")
    assert page.link("Answered, hidden")


def test_the_directory_names_the_real_organisations_with_kosovos_footnote_once(client):
    an_organisation("xk", "XK", name="Network of Organizations for Rural Development of Kosovo")
    an_organisation("sample-xk", "XK", name="Sample network", is_sample=True)
    home = an_organisation("sample-here", "XK", is_sample=True)
    a_thread(a_person(organisation=home))
    assert "UNSCR" in client.get("/en/threads").text
    page = client.get("/en/threads")  # from remembered pieces
    assert page.text.count("UNSCR") == 1
    page = client.get("/en/")
    assert "Kosovo*" in page.text
    assert page.text.count("without prejudice to positions on status") == 1
    assert "Sample network" not in page.text


def test_a_bare_address_leads_to_the_readers_language(client):
    answer = client.get("/", headers={"Accept-Language": "sq-ME,en;q=0.5"})
    assert (answer.status, answer.location) == (302, "/sq/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Accept-Language" in answer.headers["Vary"]
    assert client.get("/threads?state=waiting").location == "/en/threads?state=waiting"
    assert client.get("/nothing").status == 404


def test_the_empty_exchange_teaches(client):
    page = client.get("/en/")
    assert "Nothing waits" in page.text
    assert "No threads yet" in client.get("/en/threads").text
