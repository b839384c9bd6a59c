"""What a draft still lacks."""

from exchange.library.body import FULL, Body, Contact
from exchange.library.content import NEEDED, Content, progress_of

WHOLE = Content(
    title="Five seats, one bus",
    summary="x" * 300,
    countries=("LV",),
    place="Kamena valley",
    level="lag",
    themes=("leader",),
    challenge="Nobody came.",
    what_was_done="A seat.",
    lead="lv",
    start_year=2017,
    start_month=2,
    lesson="Begin small.",
    maturity="pilot",
    consent=True,
    body=Body(contacts=(Contact("Kamena group"),)),
)


def changed(**values):
    given = {name: getattr(WHOLE, name) for name in Content.__slots__}
    return Content(**(given | values))


def test_a_whole_snapshot_lacks_nothing():
    assert progress_of(WHOLE).is_complete


def test_an_empty_draft_lacks_all_that_has_no_default():
    progress = progress_of(Content())
    assert progress.here == 0
    english = {"english_title", "english_summary"}
    assert not set(progress.faults) & (FULL | english | {"targets"})
    assert set(progress_of(Content(kind="full")).faults) == set(NEEDED) - english - {"pictures"}


def test_what_is_missing_is_said_in_words():
    progress = progress_of(changed(place="", start_month=None, lesson=""))
    assert (progress.here, len(progress.needed)) == (11, 14)
    assert progress.missing() == "place, start, lesson"


def test_a_text_in_another_language_needs_an_english_title_and_summary():
    progress = progress_of(changed(lang="lv"))
    assert list(progress.faults) == ["english_title", "english_summary"]
    assert progress_of(changed(lang="lv", english_title="A", english_summary="B")).is_complete


def test_a_summary_is_neither_too_short_nor_too_long():
    assert "At least 300" in str(progress_of(changed(summary="x" * 299)).faults["summary"])
    assert progress_of(changed(summary="x" * 600)).is_complete
    assert "At most 600" in str(progress_of(changed(summary="x" * 601)).faults["summary"])


def test_titles_lessons_and_english_summaries_have_their_bounds():
    long = changed(lang="lv", title="x" * 101, lesson="x" * 601, english_summary="x" * 801)
    assert {"title", "lesson", "english_summary"} <= set(progress_of(long).faults)
