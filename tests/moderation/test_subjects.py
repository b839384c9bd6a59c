"""Moderators add subjects, say what they are called, and merge two that mean the same."""

import pytest
from sqlalchemy import select

from exchange.forum.models import ThreadTag
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import wiring
from exchange.kernel.rulings import NotAllowed, Refused, Stale
from exchange.library.models import ExperienceTag
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.models import LogEntry
from exchange.moderation.queries import subjects
from exchange.people.models import Expertise
from exchange.search.queries import subjects_named
from exchange.search.query import parse
from exchange.tags.actions import ids_of, set_expertise
from exchange.tags.events import SubjectsMerged
from exchange.tags.keeping import SubjectText
from exchange.tags.models import Tag
from exchange.tags.queries import all_tags, get_subject, get_tag
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_synonym,
    a_tag,
    a_text_begun,
    a_thread,
    an_admin,
    saved,
)

WHY = Why("They mean the same.", "en")


def merge(slug, into, who=None, version=1):
    actions.merge_subjects_with_reason(who or a_moderator(), slug, into, WHY, version=version)


def filed(link, thing):
    db.session.rollback()
    return {tuple(row) for row in db.session.execute(select(thing, link.tag_id))}


def last_entry():
    db.session.rollback()
    return db.session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()


def a_suspended_moderator():
    return a_moderator(suspended_at=LONG_AGO)


def links(client, path):
    return client.get(path.rstrip("/")).links


# Making and changing


def test_a_new_subject_is_offered_found_and_logged(client, moderator):
    text = "Village shops\nshop on wheels\nVILLAGE SHOPS"
    form = client.get("/en/tags/new").form("/tags/new")
    sent = client.send(form.fill(in_en=text, in_sr="Сеоске продавнице"))
    assert (sent.status, sent.location) == (303, "/en/tags/village-shops")
    made = get_subject("village-shops")
    assert made.tag.names == {
        "en": "Village shops",
        "sr": "Сеоске продавнице",
        "sr-latn": "Seoske prodavnice",
    }
    assert made.synonyms == (("en", "shop on wheels"),)
    assert not made.tag.is_theme
    assert [one.slug for one in subjects_named(parse("shops on wheels"))] == ["village-shops"]
    assert client.get("/en/ask").form("/ask").fill(tags="village-shops")
    entry = last_entry()
    assert (entry.what, entry.by_id, entry.thread_id) == ("tag_made", moderator.id, None)
    page = client.get("/en/moderation/log")
    assert "A subject was added" in page.text
    assert page.link("Village shops") == "/en/tags/village-shops"


def test_names_and_words_are_changed_and_the_address_stays(client, moderator):
    a_synonym(a_tag("shops", names={"en": "Shops", "lv": "Veikali"}), "en", "store")
    form = client.get("/en/tags/shops/edit").form("/edit")
    assert form.data["in_en"].split() == ["Shops", "store"]
    assert form.data["in_lv"] == "Veikali"
    sent = client.send(form.fill(in_en="Village shops\nmarket", in_lv=""))
    assert sent.location == "/en/tags/shops"
    changed = get_subject("shops")
    assert changed.tag.names == {"en": "Village shops"}
    assert changed.synonyms == (("en", "market"),)
    assert last_entry().what == "tag_edited"
    assert "A subject was changed" in client.get("/en/moderation/log").text


def test_a_stale_change_overwrites_nothing_and_shows_both_texts(client, moderator):
    a_tag("shops", names={"en": "Shops", "lv": "Veikali"})
    mine = client.get("/en/tags/shops/edit").form("/edit").fill(in_en="Little shops")
    client.submit("/en/tags/shops/edit", "/edit", in_en="Village shops\nstore", in_lv="Bodes")
    both = client.send(mine)
    assert both.status == 409
    theirs = {e.text: e["lang"] for e in both.all("#main dd")}
    assert theirs == {"Village shopsstore": "en", "Bodes": "lv"}
    assert both.form("/edit").data["in_en"] == "Little shops"
    assert get_tag("shops").name("en") == "Village shops"
    assert client.send(both.form("/edit")).status == 303
    assert get_tag("shops").names == {"en": "Little shops", "lv": "Veikali"}


def test_a_change_of_one_that_is_merged_meanwhile_is_kept_to_be_copied(client, moderator):
    a_tag("shops"), a_tag("trade")
    mine = client.get("/en/tags/shops/edit").form("/edit").fill(in_en="Little shops")
    merge("shops", "trade")
    late = client.send(mine)
    assert late.status == 409
    assert "Little shops" in late.text


def test_names_are_never_shown_with_the_version_of_newer_ones(app, monkeypatch):
    a_tag("shops", names={"en": "Shops"})
    one, two = a_moderator(), a_moderator()
    read = subjects.get_subject

    def and_then_changed(slug):
        found = read(slug)
        actions.change_subject_logged(two, slug, SubjectText({"en": "Stores"}), version=1)
        return found

    monkeypatch.setattr(subjects, "get_subject", and_then_changed)
    shown = subjects.subject_to_keep(one, "shops")
    assert (shown.tag.name("en"), shown.version) == ("Shops", 1)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"in_en": ""}, "This cannot be empty."),
        ({"in_en": "?!"}, "A name needs letters or figures."),
        ({"in_en": "x" * 81}, "At most 80 characters, please; there are 81."),
        ({"in_en": "Fine\n" + "\n".join(f"w{n}" for n in range(50))}, "At most 50 lines, please."),
        ({"in_lv": "Piens"}, "“Piens” means another subject already: Milk."),
        ({"in_en": "Fine\nDAIRY"}, "“DAIRY” means another subject already: Milk."),
        ({"in_en": "Milk"}, "“Milk” means another subject already: Milk."),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(client, moderator, typed, told):
    a_synonym(a_tag("milk", names={"en": "Milk", "lv": "Piens"}), "en", "dairy")
    given = {"in_en": "Village shops", "in_tr": "Köy dükkânları"} | typed
    refused = client.submit("/en/tags/new", "/tags/new", **given)
    assert refused.status == 422
    [field] = typed
    assert refused.one(f"#{field}-error").text == told
    kept = refused.form("/tags/new").data
    assert {name: kept[name].replace("\r\n", "\n") for name in given} == given
    assert len(all_tags()) == 1


def test_the_same_word_in_another_language_is_another_word(client, moderator):
    a_tag("milk", names={"en": "Milk", "lv": "Sela"})
    assert client.submit("/en/tags/new", "/tags/new", in_en="Villages", in_hr="Sela").status == 200
    assert get_tag("villages").name("hr") == "Sela"


def test_signs_that_turn_the_order_of_letters_round_are_dropped(client, moderator):
    client.submit("/en/tags/new", "/tags/new", in_en="Vil\u202elage\u0007 shops")
    assert get_tag("village-shops").name("en") == "Village shops"


def test_an_address_is_never_taken_twice_nor_the_word_new(app):
    who = a_moderator()
    slugs = [
        actions.make_subject_logged(who, SubjectText({"en": name}))
        for name in ("New", "Ћ", "Shop!", "Shop 2")
    ]
    a_tag("goats", names={"en": "Sheep"})
    slugs.append(actions.make_subject_logged(who, SubjectText({"en": "Goats"})))
    assert slugs == ["new-2", "c", "shop", "shop-2", "goats-2"]


def test_only_admins_say_what_is_a_theme(client, sign_in, moderator):
    a_tag("shops", names={"en": "Shops"}, is_theme=True)
    assert "is_theme" not in client.get("/en/tags/shops/edit").form("/edit").fields
    client.submit("/en/tags/shops/edit", "/edit", in_en="Village shops")
    assert get_tag("shops").is_theme
    with pytest.raises(NotAllowed):
        actions.make_subject_logged(moderator, SubjectText({"en": "Fish"}, is_theme=True))
    admin = an_admin()
    sign_in(client, admin)
    client.submit("/en/tags/new", "/tags/new", in_en="Fish", is_theme="y")
    assert get_tag("fish").is_theme


def test_a_theme_in_use_stays_one(client, sign_in):
    tag = a_tag("shops", names={"en": "Shops"}, is_theme=True)
    set_expertise(a_mentor(), [tag.slug])
    sign_in(client, an_admin())
    form = client.get("/en/tags/shops/edit").form("/edit")
    refused = client.send(form.fill(is_theme=False))
    assert refused.status == 422
    assert "stays a theme" in refused.one("#is_theme-error").text
    assert get_tag("shops").is_theme


def test_one_that_was_no_theme_is_changed_whatever_is_filed_under_it(client, moderator):
    tag = a_tag("shops", names={"en": "Shops"})
    saved(Expertise(account_id=a_mentor().id, tag_id=tag.id))
    form = client.get("/en/tags/shops/edit").form("/edit")
    assert client.send(form.fill(in_en="Village shops")).status == 303


def test_others_neither_see_nor_do_it(client, sign_in):
    a_tag("milk"), a_tag("shops", names={"en": "Shops"})
    sign_in(client, a_mentor())
    for path in ("/en/tags/new", "/en/tags/shops/edit", "/en/tags/shops/merge"):
        assert client.get(path).status == 403
    addresses = {link.href for path in ("shops", "") for link in links(client, f"/en/tags/{path}")}
    assert not [one for one in addresses if one.endswith(("/edit", "/merge", "/tags/new"))]


@pytest.mark.parametrize("who", [a_person, a_mentor, a_suspended_moderator])
def test_who_may_not_keep_subjects_is_refused_by_each_action(app, who):
    a_tag("milk"), a_tag("shops")
    person, text = who(), SubjectText({"en": "Fish"})
    with pytest.raises(NotAllowed):
        actions.make_subject_logged(person, text)
    with pytest.raises(NotAllowed):
        actions.change_subject_logged(person, "shops", text, version=1)
    with pytest.raises(NotAllowed):
        merge("shops", "milk", person)


# Merging


def test_all_that_is_filed_goes_along_and_nothing_twice(app):
    a_tag("guests", is_theme=True)
    kept_id = a_tag("tourism", is_theme=True).id
    one, both = a_thread(tags=["guests"]), a_thread(tags=["guests", "tourism"])
    record = a_published(themes=("guests", "tourism"))
    mentors = [a_mentor(), a_mentor()]
    set_expertise(mentors[0], ["guests"])
    set_expertise(mentors[1], ["guests", "tourism"])
    merge("guests", "tourism")
    assert filed(ThreadTag, ThreadTag.thread_id) == {(one.id, kept_id), (both.id, kept_id)}
    assert filed(ExperienceTag, ExperienceTag.experience_id) == {(record.id, kept_id)}
    assert filed(Expertise, Expertise.account_id) == {(who.id, kept_id) for who in mentors}


def test_old_names_and_words_find_the_other_one(app):
    a_synonym(a_tag("guests", names={"en": "Guests", "sr": "Гости", "sr-latn": "Gosti"}), "tr", "x")
    a_synonym(a_tag("tourism", names={"en": "Tourism", "lv": "Tūrisms"}), "en", "travel")
    merge("guests", "tourism")
    assert [tag.slug for tag in all_tags()] == ["tourism"]
    merged = get_subject("guests")
    assert merged.tag.slug == "tourism"
    assert merged.synonyms == (("en", "Guests"), ("en", "travel"), ("tr", "x"))
    assert merged.tag.names == {
        "en": "Tourism",
        "lv": "Tūrisms",
        "sr": "Гости",
        "sr-latn": "Gosti",
    }
    assert [one.slug for one in subjects_named(parse("gostima"))] == ["tourism"]


def test_an_unchanged_save_after_a_merge_changes_no_name(client, moderator):
    a_tag("guests", names={"en": "Guests", "tr": "Konuklar"})
    a_synonym(a_tag("tourism", names={"en": "Tourism"}), "en", "travel")
    merge("guests", "tourism")
    before = get_subject("tourism")
    client.submit("/en/tags/tourism/edit", "/edit")
    assert get_subject("tourism") == before


def test_a_word_that_both_share_stays_once(app):
    a_synonym(a_tag("guests", names={"en": "Guests", "lv": "Tūrisms"}), "en", "tourism")
    a_tag("tourism", names={"en": "Tourism", "lv": "Tūrisms"})
    merge("guests", "tourism")
    assert get_subject("tourism").synonyms == (("en", "Guests"),)


def test_a_chain_is_made_short(app):
    for slug in ("a", "b", "c"):
        a_tag(slug)
    merge("a", "b")
    merge("b", "c", version=2)
    with transaction(None):
        tags = {tag.slug: tag for tag in db.session.scalars(select(Tag))}
        assert tags["a"].merged_into_id == tags["b"].merged_into_id == tags["c"].id
    assert get_tag("a").slug == get_tag("b").slug == "c"
    assert [name for _, name in get_subject("c").synonyms] == ["Subject a", "Subject b"]


def test_into_itself_into_a_merged_one_or_a_theme_into_none_is_refused(app):
    for slug in ("a", "b", "c"):
        a_tag(slug)
    a_tag("theme", is_theme=True)
    merge("a", "b")
    for left, into, told in (
        ("c", "c", "another subject than this one"),
        ("c", "a", "merged into another subject itself"),
        ("theme", "c", "only be merged into another theme"),
    ):
        with pytest.raises(Refused) as refused:
            merge(left, into)
        assert refused.value.field == "into"
        assert told in str(refused.value.reason)
    merge("c", "theme")


def test_the_second_of_two_moderators_is_told_and_keeps_the_reason(client, moderator):
    for slug in ("a", "b", "c"):
        a_tag(slug)
    mine = client.get("/en/tags/a/merge").form("/merge")
    merge("a", "b")
    late = client.send(mine.fill(into="c", reason="These are the same.", sure="y"))
    assert late.status == 409
    assert "These are the same." in late.text
    assert late.link("Look at it again") == "/en/tags/a/merge?into=c"
    assert get_tag("a").slug == "b"
    with pytest.raises(Stale):
        merge("a", "c", version=2)


def test_one_that_was_changed_meanwhile_is_looked_at_again_before_it_is_merged(client, moderator):
    a_tag("a"), a_tag("b")
    mine = client.get("/en/tags/a/merge").form("/merge")
    client.submit("/en/tags/a/edit", "/edit", in_en="Something else")
    late = client.send(mine.fill(into="b", reason="The same.", sure="y"))
    assert late.status == 409
    again = client.get(late.link("Look at it again"))
    assert again.form("/merge").data["into"] == "b"
    assert get_tag("a").slug == "a"


def test_it_asks_for_a_reason_and_whether_one_is_sure(client, moderator):
    a_tag("a"), a_tag("b")
    page = client.get("/en/tags/a/merge")
    assert "This cannot be undone." in page.text
    refused = client.send(page.form("/merge").fill(into="", reason=""))
    assert refused.status == 422
    assert {e["id"] for e in refused.all(".error[id]")} == {
        "into-error",
        "reason-error",
        "sure-error",
    }
    assert get_tag("a").slug == "a"


def test_it_is_done_told_and_logged(client, moderator):
    a_tag("a", names={"en": "Guests"}), a_tag("b", names={"en": "Tourism"})
    thread = a_thread(tags=["a"], title="Who takes guests?")
    form = client.get("/en/tags/a/merge").form("/merge")
    sent = client.send(form.fill(into="b", reason="They mean the same.", sure="y"))
    assert (sent.status, sent.location) == (303, "/en/tags/b")
    page = client.get("/en/tags/b")
    assert "The subjects are merged." in page.text
    assert "Also called: Guests" in page.text
    assert page.link("Who takes guests?")
    log = client.get("/en/moderation/log")
    assert "A subject was merged into another" in log.text
    assert "They mean the same." in log.text
    assert log.link("Guests → Tourism") == "/en/tags/a"
    client.get(f"/en/threads/{thread.id}-who-takes-guests").link("Tourism")


def test_a_draft_and_an_open_form_that_name_the_old_one_post_with_the_other(client, sign_in):
    a_tag("a"), a_tag("b")
    who = a_person()
    sign_in(client, who)
    category = a_thread().category_id
    a_text_begun(who, title="Who takes guests here?", choices={"tags": ["a"], "kind": "question"})
    opened = client.get("/en/ask").form("/ask")
    assert opened.data["tags"] == "a"
    merge("a", "b")
    assert client.get("/en/ask").form("/ask").data["tags"] == "b"
    sent = client.send(opened.fill(category=str(category), body="We have two rooms."))
    assert sent.status == 303
    kept = get_tag("b").id
    assert {tag for _, tag in filed(ThreadTag, ThreadTag.thread_id)} == {kept}


def test_what_is_filed_is_filed_under_the_subject_that_a_slug_means_now(app):
    a_tag("a"), a_tag("b"), a_tag("c")
    merge("a", "b")
    with transaction(None):
        assert ids_of(["a", "b", "c", "none"]) == [get_tag("b").id, get_tag("c").id]
        assert ids_of(["c"], themes_only=True) == []


def test_it_costs_few_statements_however_much_is_filed(app, count_queries):
    for slug in ("a", "b", "c", "d"):
        a_tag(slug)
    a_thread(tags=["a"])
    with count_queries() as few:
        merge("a", "b")
    for _ in range(12):
        a_thread(tags=["c", "d"])
        a_thread(tags=["c"])
    with count_queries() as many:
        merge("c", "d")
    assert len(few) == len(many)
    inside = {one.__name__ for one in wiring.inside[SubjectsMerged]}
    assert inside == {"refile_threads", "refile_experiences", "refile_consultations"}
