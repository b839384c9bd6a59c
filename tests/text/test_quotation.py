from exchange.text.markdown import render
from exchange.text.quotation import MOST_QUOTED, quotation, spoken_by, without_quotations


def test_each_line_is_quoted_and_the_author_named() -> None:
    assert quotation("Jelena", "One\n\nTwo") == "> **Jelena:**\n>\n> One\n>\n> Two"


def test_a_quotation_is_one_block_in_which_the_name_is_bold() -> None:
    html = render(quotation("Jelena", "- one\n- two") + "\n\nYes.")
    assert html.count("<blockquote>") == 1
    assert "<strong>Jelena:</strong>" in html
    assert html.rstrip().endswith("<p>Yes.</p>")


def test_a_name_is_a_name_whatever_signs_it_holds() -> None:
    for name in ("*Star*", "[a](b)", "<b>", "`code`", "a_b_c", "R&amp;D", "\\"):
        html = render(spoken_by(name))
        assert html.count("<strong>") == 1, html
        assert not any(tag in html for tag in ("<em>", "<a ", "<code>", "<b>")), html


def test_what_was_itself_quoted_stays_out() -> None:
    assert quotation("Jelena", "> **Marko:**\n>\n> Old\n\nNew") == "> **Jelena:**\n>\n> New"
    assert quotation("Jelena", "> Old") == ""


def test_a_long_text_is_cut() -> None:
    quoted = quotation("Jelena", "word " * 2_000)
    assert len(quoted) < MOST_QUOTED + 40
    assert quoted.endswith(" …")


def test_ones_own_words_are_those_that_are_not_quoted() -> None:
    assert without_quotations("> Old\nNew\n  > Older") == "New"
