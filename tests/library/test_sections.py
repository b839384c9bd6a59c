"""A record is written part by part, also by two people at once."""

from dataclasses import replace

import pytest

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, Refused, Stale
from exchange.library import actions
from exchange.library.body import Related, body_from
from exchange.library.models import ExperienceAuthor
from exchange.library.queries import working_copy
from exchange.library.sections import SECTIONS, digest_of
from exchange.people.queries import get_actor
from tests.factories import (
    a_draft,
    a_full_body,
    a_full_content,
    a_mentor,
    a_person,
    a_published,
    a_tag,
    a_whole_content,
    an_organisation,
    saved,
    the_experience,
)


def part_of(draft, name=""):
    return f"/en/experiences/ALTER-XP-{draft.number:04d}/edit{name and '/' + name}"


@pytest.fixture
def writing(client, sign_in):
    """A full record, and its author at work on it."""
    author = a_person("Ana Author")
    draft = a_draft(author, a_full_content())
    sign_in(client, author)
    return author, draft


def open_part(client, draft, name):
    return client.get(part_of(draft, name)).form(f"/edit/{name}")


@pytest.mark.parametrize("name", [name for name in SECTIONS if name != "blocks"])
@pytest.mark.parametrize("lang", ["en", "lv", "sr"])
def test_what_is_kept_comes_back_as_it_was_from_each_part(client, writing, name, lang):
    author, draft = writing
    path = part_of(draft, name).replace("/en/", f"/{lang}/")
    client = type(client)(client.flask, lang)
    assert client.send(client.get(path).form(f"/edit/{name}")).status == 303
    row = the_experience(draft.id)
    assert (row.edit_version, row.body) == (1, draft.body)
    assert row.consent_by_id == author.id


def test_all_that_is_typed_is_kept(client, sign_in):
    author = a_person()
    draft = a_draft(author, a_full_content(body=replace(a_full_body(), blocks=())))
    other, organisation, theme = a_published(), an_organisation(), a_tag(is_theme=True)
    sign_in(client, author)
    typed = {
        "where": {
            "countries": ["LV", "XK"],
            "elsewhere": "EE",
            "place": "Ozolrasa",
            "level": "village",
            "areas": ["coast", "island"],
            "start_month": "3",
            "start_year": "2016",
            "end_month": "5",
            "end_year": "2018",
            "latitude": "56.5",
            "longitude": "24,25",
            "precision": "region",
        },
        "who": {
            "lead": organisation.code,
            "targets": ["farmers", "everyone"],
            "persons": "1,250",
            "women": "50",
            "youth": "",
            "participants-0-name": "Ozolrasa school",
            "participants-0-role": "partner",
            "participants-1-name": "Ozolrasa bank",
            "participants-1-role": "funder",
        },
        "story": {
            "themes": [theme.slug],
            "challenges": ["economic"],
            "challenge": "**Nobody** came.",
            "situation_before": "Quiet.",
            "objective": "Noise.",
            "what_was_done": "1. A bell",
            "how-bottom_up": "",
            "how-networking": "With two other islands.",
        },
        "money": {
            "amount": "12,500.75",
            "currency": "EUR",
            "year": "2017",
            "per_euro": "",
            "recurring_cost": "100",
            "person_days": "12",
            "volunteers": "0",
            "equipment": "A bell",
            "funding-0-source": "eu",
            "funding-0-programme": "LEADER",
            "funding-0-amount": "10 000",
            "funding-1-source": "",
            "funding-1-programme": "",
            "funding-1-amount": "",
        },
        "results": {
            "results-0-indicator": "People at the meeting",
            "results-0-baseline": "3",
            "results-0-value": "30",
            "results-0-unit": "people",
            "results-0-year": "2018",
            "results-0-evidence": "estimate",
        },
        "lessons": {
            "lesson": "Ring twice.",
            "lessons-0-text": "Oil the bell.",
            "lessons-1-text": "Ask the neighbours.",
            "success_factors": "A good bell.",
            "constraints": "Wind.",
            "differently": "A louder bell.",
            "transferability": "A tower.",
            "rating-law": "low",
            "rating-money": "",
            "sustainability": "It rings.",
            "sustained": "ended",
            "maturity": "pilot",
        },
        "publication": {
            "contacts-0-name": "The ringer",
            "contacts-0-is_public": "y",
            "contacts-1-name": "",
            "related-0-code": f"https://example.org/en/experiences/ALTER-XP-{other.number:04d}-bus",
            "related-0-relation": "builds_on",
            "licence": "CC BY-SA 4.0",
            "consent": "y",
        },
    }
    for name, values in typed.items():
        answer = client.send(open_part(client, draft, name).fill(**values))
        assert answer.status == 303, (name, answer.text)
    content = working_copy(author, draft.number).content
    assert content.countries == ("EE", "LV", "XK")
    assert (content.latitude, content.longitude, content.precision) == (56.5, 24.25, "region")
    assert (content.lead, content.themes) == (organisation.code, (theme.slug,))
    body = content.body.as_json()
    assert body["areas"] == ["coast", "island"]
    assert (body["end_year"], body["end_month"]) == (2018, 5)
    assert (body["persons"], body["women"], body.get("youth")) == (1250, 50, None)
    assert body["participants"] == [
        {"name": "Ozolrasa school", "role": "partner"},
        {"name": "Ozolrasa bank", "role": "funder"},
    ]
    assert body["principles"] == [{"code": "networking", "how": "With two other islands."}]
    assert body["cost"] == {"amount": "12500.75", "currency": "EUR", "year": 2017}
    assert body["funding"] == [{"source": "eu", "programme": "LEADER", "amount": "10000"}]
    assert (body["volunteers"], body["recurring_cost"]) == (0, "100")
    assert body["results"][0]["evidence"] == "estimate"
    assert body["lessons"] == ["Oil the bell.", "Ask the neighbours."]
    assert body["ratings"]["law"] == "low"
    assert "money" not in body["ratings"]
    assert body["contacts"] == [
        {"name": "The ringer", "is_public": True, "may_be_written_to": True}
    ]
    assert body["related"] == [{"number": other.number, "relation": "builds_on"}]
    row = the_experience(draft.id)
    assert (row.licence, row.consent_version) == ("CC BY-SA 4.0", row.edit_version)
    assert "<strong>Nobody</strong>" in row.challenge_html
    assert "Quiet." in row.body_html["situation_before"]


def test_a_snapshot_is_asked_for_no_more_than_it_needs(client, sign_in):
    author = a_person()
    draft = a_draft(author)
    sign_in(client, author)
    page = client.get(part_of(draft))
    names = [link.text for link in page.all(".rows a")]
    assert names == [
        "In short",
        "Where and when",
        "Who took part",
        "What happened",
        "What to learn from it",
        "Pictures",
        "Publication",
    ]
    for gone in ("blocks", "money", "results", "everything"):
        assert client.get(part_of(draft, gone)).status == 404
    assert "objective" not in open_part(client, draft, "story").fields
    assert "constraints" not in open_part(client, draft, "lessons").fields


def test_a_full_record_made_a_snapshot_and_full_again_has_lost_nothing(client, writing):
    _, draft = writing
    client.send(open_part(client, draft, "short").fill(kind="snapshot"))
    client.send(open_part(client, draft, "story").fill(challenge="Another."))
    client.send(open_part(client, draft, "lessons").fill(lesson="Another."))
    assert the_experience(draft.id).body == draft.body
    client.send(open_part(client, draft, "short").fill(kind="full"))
    assert open_part(client, draft, "story").fields["objective"] == [
        "One bus a day for all five villages."
    ]


def test_a_row_that_is_emptied_goes_away_and_another_is_always_offered(client, writing):
    _, draft = writing
    form = open_part(client, draft, "publication")
    assert "contacts-2-name" in form.fields
    assert "contacts-3-name" not in form.fields
    form = form.press("Save and add another").fill(**{"contacts-0-name": " "})
    answer = client.send(form.fill(**{"contacts-2-name": "Third of us"}))
    assert answer.location == part_of(draft, "publication")
    assert [one["name"] for one in the_experience(draft.id).body["contacts"]] == [
        "Ana of the purse",
        "Third of us",
    ]
    assert "contacts-2-name" in open_part(client, draft, "publication").fields


def test_saving_leads_on_to_what_is_not_there_yet_or_to_all_parts(client, sign_in):
    author = a_person()
    draft = a_draft(author, a_whole_content(lesson=""))
    sign_in(client, author)
    form = open_part(client, draft, "where").fill(place="Ozolrasa")
    assert client.send(form).location == part_of(draft, "lessons")
    form = open_part(client, draft, "where").press("Save and see all").fill(place="Kamena")
    assert client.send(form).location == part_of(draft)


def test_two_people_in_two_parts_do_not_disturb_each_other(client, writing):
    author, draft = writing
    other = a_person("Berta Other")
    saved(ExperienceAuthor(experience_id=draft.id, account_id=other.id))
    mine = open_part(client, draft, "lessons").fill(lesson="Mine.")
    saved_by(other, draft, "story", challenge="Theirs.")
    assert client.send(mine).status == 303
    row = the_experience(draft.id)
    assert (row.lesson, row.challenge) == ("Mine.", "Theirs.")
    assert row.edited_by_id == author.id


def saved_by(actor, draft, section, **changes):
    kept = working_copy(actor, draft.number).content
    actions.save_section(
        actor,
        draft.id,
        section=section,
        digest=digest_of(SECTIONS[section], kept),
        typed=replace(kept, **changes),
        kind=kept.kind,
    )


def test_who_writes_sees_who_else_does(client, writing):
    _, draft = writing
    other = a_person("Berta Other")
    saved(ExperienceAuthor(experience_id=draft.id, account_id=other.id))
    saved_by(other, draft, "story", challenge="Theirs.")
    page = client.get(part_of(draft))
    assert "Saved last by Berta Other" in page.text
    assert "You can write in different parts at the same time." in page.text
    said = "Berta Other saved a part of this draft within the last hour."
    assert said in client.get(part_of(draft, "story")).text
    saved_by(working_author(draft), draft, "where", place="Kamena")
    assert said not in client.get(part_of(draft, "story")).text


def working_author(draft):
    with transaction(None):
        found = db.session.query(ExperienceAuthor).filter_by(experience_id=draft.id)
        account_id = found.order_by(ExperienceAuthor.account_id).first().account_id
    return get_actor(account_id)


def test_two_in_one_part_see_both_texts_and_lose_neither(client, writing):
    author, draft = writing
    form = open_part(client, draft, "lessons").fill(lesson="My lesson.", **{"rating-law": "low"})
    saved_by(author, draft, "lessons", lesson="Their lesson.")
    both = client.send(form)
    assert both.status == 409
    assert "Their lesson." in both.text
    assert "Easy to have elsewhere" in both.all("textarea[readonly]")[-1].text
    assert both.form("/edit/lessons").data["lesson"] == "My lesson."
    assert the_experience(draft.id).lesson == "Their lesson."
    assert client.send(both.form("/edit/lessons")).status == 303
    assert the_experience(draft.id).lesson == "My lesson."


def test_a_kind_that_changes_meanwhile_drops_nothing_that_was_typed(client, writing):
    author, draft = writing
    form = open_part(client, draft, "story").fill(objective="Another objective.")
    saved_by(author, draft, "short", kind="snapshot")
    assert client.send(form).status == 303
    assert body_from(the_experience(draft.id).body).objective == "Another objective."
    money = open_form_of_another_kind(client, author, draft)
    assert client.send(money).status == 303
    assert the_experience(draft.id).body["equipment"] == "Two buses"


def open_form_of_another_kind(client, author, draft):
    saved_by(author, draft, "short", kind="full")
    form = open_part(client, draft, "money").fill(equipment="Two buses")
    saved_by(author, draft, "short", kind="snapshot")
    return form


def test_the_same_change_sent_twice_is_saved_once(client, writing):
    _, draft = writing
    form = open_part(client, draft, "short").fill(title="Six seats")
    assert client.send(form).location == client.send(form).location
    assert the_experience(draft.id).edit_version == 2


def test_whoever_agreed_is_asked_anew_when_the_text_changes(client, writing):
    author, draft = writing
    saved_by(author, draft, "story", challenge=draft.challenge)
    assert the_experience(draft.id).consent_by_id == author.id
    saved_by(author, draft, "story", challenge="Another.")
    row = the_experience(draft.id)
    assert (row.consent_by_id, row.consent_at, row.consent_version) == (None, None, None)
    assert "missing: consent to publication." in client.get(part_of(draft)).text


AGAIN = "Because the words changed, consent to publication has to be given again."


def test_whoever_changes_the_words_is_told_to_agree_anew(client, writing):
    _author, draft = writing
    client.send(open_part(client, draft, "story"))
    assert AGAIN not in client.get(part_of(draft)).text
    form = open_part(client, draft, "story").fill(challenge="Another.")
    page = client.get(client.send(form).location)
    assert AGAIN in page.text
    overview = client.get(part_of(draft)).text
    assert "each later change asks for it again" in overview
    client.send(open_part(client, draft, "publication").fill(consent=True))
    assert "each later change" not in client.get(part_of(draft)).text
    form = open_part(client, draft, "publication").fill(consent=False)
    assert AGAIN not in client.get(client.send(form).location).text


def test_whoever_changes_a_building_block_is_told_so_too(client, writing):
    _author, draft = writing
    key = draft.body["blocks"][0]["key"]
    form = client.get(part_of(draft, f"blocks/{key}")).form(f"/blocks/{key}")
    assert AGAIN in client.get(client.send(form.fill(title="Another")).location).text


def test_whoever_agrees_is_shown_first_that_others_wrote_meanwhile(client, writing):
    author, draft = writing
    form = open_part(client, draft, "publication").fill(licence="CC BY-SA 4.0")
    saved_by(author, draft, "story", challenge="Another.")
    page = client.send(form)
    assert page.status == 409
    assert the_experience(draft.id).consent_at is None
    again = page.form("/edit/publication")
    assert again.data["licence"] == "CC BY-SA 4.0"
    assert client.send(again).status == 303
    row = the_experience(draft.id)
    assert (row.consent_by_id, row.consent_version) == (author.id, row.edit_version)


def test_signed_out_meanwhile_what_was_typed_is_kept(client, writing):
    _, draft = writing
    form = open_part(client, draft, "results").fill(**{"results-1-indicator": "Happy people"})
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert "Happy people" in page.body


def test_nobody_but_its_authors_writes_in_a_part(app):
    author = a_person()
    draft = a_draft(author)
    content = working_copy(author, draft.number).content
    actions.submit(author, draft.id)
    digest = digest_of(SECTIONS["short"], content)
    with pytest.raises(NotAllowed):
        actions.save_section(
            a_mentor(), draft.id, section="short", digest=digest, typed=content, kind="snapshot"
        )
    actions.take_back(author, draft.id)
    with pytest.raises(Stale):
        actions.save_section(
            author, draft.id, section="short", digest="0" * 24, typed=content, kind="snapshot"
        )


def test_a_related_record_is_one_that_everybody_reads(client, writing):
    _, draft = writing
    hidden = a_draft()
    for number in (hidden.number, draft.number, 9999):
        form = open_part(client, draft, "publication")
        page = client.send(form.fill(**{"related-0-code": f"ALTER-XP-{number:04d}"}))
        assert page.status == 422
        assert "No record with this code is published." in page.one(".errors a").text
        assert page.form("/edit/publication").data["related-0-code"] == f"ALTER-XP-{number:04d}"


def test_a_draft_names_related_records_by_their_titles_where_everyone_reads_them(client, sign_in):
    author = a_person()
    other, gone = a_published(author, title="The fair"), a_published(author)
    body = replace(
        a_full_body(), related=(Related(other.number, "adapts"), Related(gone.number, "adapts"))
    )
    draft = a_draft(author, a_full_content(body=body))
    actions.withdraw(author, gone.id, reason="It was wrong.")
    sign_in(client, author)
    page = client.get(part_of(draft).removesuffix("/edit"), follow=True)
    links = {link.name: link.href for link in page.links}
    code = f"ALTER-XP-{gone.number:04d}"
    assert links["The fair"] == f"/en/experiences/ALTER-XP-{other.number:04d}"
    assert links[code] == f"/en/experiences/{code}"


def test_a_record_is_not_related_to_itself(app):
    author = a_person()
    public = a_published(author)
    draft = the_experience(actions.begin_new_version(author, public.id))
    own = replace(body_from(draft.body), related=(Related(draft.number, "adapts"),))
    with pytest.raises(Refused, match="No record with this code"):
        saved_by(author, draft, "publication", body=own)


def test_what_was_related_stays_when_it_is_withdrawn(client, writing):
    author, draft = writing
    theirs = a_person()
    other = a_published(theirs)
    body = replace(a_full_body(), related=(Related(other.number, "adapts"),))
    saved_by(author, draft, "publication", body=body)
    actions.withdraw(theirs, other.id, reason="It is out of date.")
    saved_by(author, draft, "story", challenge="Another.")
    assert the_experience(draft.id).body["related"]
