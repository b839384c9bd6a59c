"""What every installation begins with is complete in every language, and loads again and again."""

import tomllib
from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import delete, select

from exchange.forum.models import Category
from exchange.forum.queries import category_list
from exchange.kernel.db import PageVersion, db, transaction
from exchange.kernel.settings import Funder
from exchange.library.actions import ask_for_paper
from exchange.library.models import ExperiencePaper
from exchange.people.actor import GUEST
from exchange.people.models import Organisation
from exchange.people.queries import get_organisation, organisation_list
from exchange.samples.files import FUNDERS, read_all
from exchange.serve import reference
from exchange.serve.reference.loading import _entries
from exchange.tags.actions import change_subject, make_subject
from exchange.tags.keeping import SubjectText
from exchange.tags.models import Tag, TagSynonym
from exchange.tags.queries import all_tags, get_tag, vocabulary
from exchange.text.countries import COUNTRIES
from exchange.text.cyrillic import to_latin
from exchange.text.fold import folded_words
from exchange.text.languages import BY_CODE
from tests.factories import a_moderator, a_published


@pytest.fixture(autouse=True)
def _loaded(app: Flask) -> None:
    reference.load()


def _site_token() -> str | None:
    db.session.rollback()
    return db.session.scalar(select(PageVersion.token).where(PageVersion.name == "site"))


def test_the_nine_organisations_stand_in_the_directory() -> None:
    found = organisation_list()
    assert {one.country for one in found} == set(COUNTRIES)
    assert len(found) == len(COUNTRIES)
    assert {one.code: one.task for one in found if one.task} == {
        "rs": "coordinator",
        "lv": "for_prepare",
    }
    assert not any(one.is_sample for one in found)


def test_own_names_are_in_languages_of_ours_and_former_names_are_kept() -> None:
    assert all(lang in BY_CODE for one in organisation_list() for lang, _ in one.own_names)
    assert all(one.own_names for one in organisation_list())
    assert "Rural Development Network of Macedonia" in get_organisation("mk").aliases


def test_no_unofficial_site_is_named() -> None:
    sites = [site for one in organisation_list() for site in one.sites]
    assert "balkan-noborder.com" not in sites
    assert not any("/" in site for site in sites)
    assert get_organisation("me").sites == []


def test_twelve_categories_are_named_in_every_language_and_short() -> None:
    found = category_list(GUEST)
    assert [one.position for one in found] == list(range(1, 13))
    for one in found:
        assert set(one.names) == set(one.descriptions) == set(BY_CODE)
        assert all(0 < len(name) <= 40 for name in one.names.values())
        assert all(0 < len(text) <= 140 for text in one.descriptions.values())


def test_subjects_are_named_in_every_language_and_no_two_alike() -> None:
    tags = db.session.scalars(select(Tag)).all()
    assert all(set(tag.names) == set(BY_CODE) for tag in tags)
    for lang in BY_CODE:
        names = [tag.names[lang] for tag in tags]
        assert len(names) == len(set(names)), lang


def test_each_word_for_a_subject_means_no_other_one_in_its_language() -> None:
    tags = db.session.scalars(select(Tag)).all()
    synonyms = db.session.scalars(select(TagSynonym)).all()
    called = [(lang, folded_words(name)) for tag in tags for lang, name in tag.names.items()]
    called += [(one.lang, one.folded) for one in synonyms]
    assert len(called) == len(set(called))
    assert {one.lang for one in synonyms} == set(BY_CODE) - {"sr-latn"}
    stated = sum(len(words) for entry in _entries("tags") for words in _synonyms(entry))
    assert len(synonyms) == stated


def _synonyms(entry: dict[str, dict[str, list[str]]]) -> Iterable[list[str]]:
    return entry.get("synonyms", {}).values()


def test_a_release_adds_no_word_to_a_subject_that_people_changed() -> None:
    with transaction(None):
        tag = db.session.scalars(select(Tag).where(Tag.slug == "tourism")).one()
        tag.names, tag.edit_version = {"en": "Guests in villages"}, 2
        db.session.execute(delete(TagSynonym).where(TagSynonym.tag_id == tag.id))
    reference.load()
    found = next(one for one in vocabulary() if one.tag.slug == "tourism")
    assert found.tag.names == {"en": "Guests in villages"}
    assert found.synonyms == ()


def test_a_release_leaves_alone_a_subject_that_people_made_first() -> None:
    with transaction(None):
        db.session.execute(delete(Tag).where(Tag.slug == "media"))
    made = make_subject(a_moderator(), SubjectText({"en": "Media"}))
    reference.load()
    assert made.slug == "media"
    assert get_tag("media").names == {"en": "Media"}


def test_a_release_leaves_a_word_with_the_subject_that_it_means_here() -> None:
    with transaction(None):
        women = db.session.scalars(select(Tag).where(Tag.slug == "women")).one()
        word = db.session.scalars(select(TagSynonym).filter_by(lang="en", word="training")).one()
        word.tag_id = women.id
    reference.load()
    by_slug = {one.tag.slug: dict(one.synonyms).get("en") for one in vocabulary()}
    assert by_slug["women"] == "training"
    assert by_slug["capacity-building"] is None


def _taken_here(told: SubjectText) -> Tag:
    """What moderators made before a release brought the subject "media"."""
    with transaction(None):
        db.session.execute(delete(Tag).where(Tag.slug == "media"))
    return make_subject(a_moderator(), told)


def test_a_word_that_a_release_makes_a_name_is_given_up_and_both_can_be_changed() -> None:
    _taken_here(SubjectText({"en": "Village radio"}, (("en", "Media"), ("en", "wireless"))))
    reference.load()
    by_slug = {one.tag.slug: one for one in vocabulary()}
    assert by_slug["village-radio"].synonyms == (("en", "wireless"),)
    assert by_slug["media"].tag.name("en") == "Media"
    for slug, version in (("village-radio", 2), ("media", 1)):
        told = SubjectText(_without_latin(by_slug[slug].tag.names), by_slug[slug].synonyms)
        assert change_subject(a_moderator(), slug, told, version=version)


def _without_latin(names: dict[str, str]) -> dict[str, str]:
    return {lang: name for lang, name in names.items() if lang != "sr-latn"}


def test_a_release_takes_no_subject_its_name() -> None:
    latvian = get_tag("media").names["lv"]
    _taken_here(SubjectText({"en": "Village radio", "lv": latvian}))
    reference.load()
    assert get_tag("village-radio").name("lv") == latvian
    assert "lv" not in get_tag("media").names
    token = _site_token()
    reference.load()
    assert _site_token() == token


def test_a_release_brings_no_second_subject_of_one_name() -> None:
    made = _taken_here(SubjectText({"en": "Village radio"}))
    change_subject(a_moderator(), made.slug, SubjectText({"en": "Media"}), version=2)
    reference.load()
    assert "media" not in {tag.slug for tag in all_tags()}


def test_a_subject_that_was_merged_stays_merged() -> None:
    with transaction(None):
        tags = {tag.slug: tag for tag in db.session.scalars(select(Tag))}
        tags["climate"].merged_into_id, tags["climate"].edit_version = tags["environment"].id, 2
    reference.load()
    assert "climate" not in {tag.slug for tag in all_tags()}
    assert get_tag("climate").slug == "environment"


def test_there_are_fourteen_themes() -> None:
    assert len(db.session.scalars(select(Tag).where(Tag.is_theme)).all()) == 14


def test_samples_use_subjects_of_the_vocabulary_and_themes_of_the_library() -> None:
    tags = {tag.slug: tag.is_theme for tag in db.session.scalars(select(Tag))}
    threads, experiences = read_all("thread"), read_all("experience")
    assert {slug for one in threads for slug in one["tags"]} <= set(tags)
    assert all(tags[slug] for one in experiences for slug in one["themes"])


def test_serbian_in_latin_letters_is_made_from_the_cyrillic() -> None:
    for one in category_list(GUEST):
        assert one.names["sr-latn"] == to_latin(one.names["sr"])


def test_loading_again_changes_nothing() -> None:
    before = _site_token()
    reference.load()
    assert _site_token() == before
    assert len(category_list(GUEST)) == 12


def test_a_release_that_says_it_otherwise_updates_the_row_and_all_pages() -> None:
    with transaction(None):
        category = db.session.scalars(select(Category).where(Category.position == 1)).one()
        category.names, category.thread_count = {"en": "As it was called"}, 7
    before = _site_token()
    reference.load()
    assert category_list(GUEST)[0].name("en") == "LEADER and local action groups"
    assert category_list(GUEST)[0].thread_count == 7
    assert _site_token() != before


def test_papers_name_organisations_and_subjects_as_a_release_calls_them() -> None:
    led, filed, neither = (
        a_published(lead="rs"),
        a_published(themes=("youth",)),
        a_published(lead="lv", themes=("women",)),
    )
    for row in (led, filed, neither):
        ask_for_paper(GUEST, row.id, lang="en", form="full")
    with transaction(None):
        network = db.session.scalars(select(Organisation).where(Organisation.code == "rs")).one()
        network.name = "As it was called"
        subject = db.session.scalars(select(Tag).where(Tag.slug == "youth")).one()
        subject.names = subject.names | {"en": "As it was called"}
    reference.load()
    looks = select(ExperiencePaper.look).order_by(ExperiencePaper.experience_id)
    db.session.rollback()
    assert [bool(look) for look in db.session.scalars(looks)] == [False, False, True]


def test_the_funder_of_alter_says_its_sentences_in_every_language() -> None:
    (given,) = tomllib.loads(FUNDERS.read_text(encoding="utf-8"))["funder"]
    funder = Funder(**given)
    assert funder.emblem == "eu"
    for texts in (funder.statements, funder.disclaimers):
        assert set(texts) == set(BY_CODE)
        assert texts["sr-latn"] == to_latin(texts["sr"])
        assert len(set(texts.values())) >= 8
