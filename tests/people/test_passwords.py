import pytest

from exchange.kernel.rulings import Refused
from exchange.people.passwords import (
    check_password,
    hash_password,
    is_password,
    new_password,
)

ABOUT = ("Marko Petrović", "marko.petrovic@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "qwertyuiop",
        "1234567890",
        "aaaaaaaaaaaa",
        "lozinka123",
        "лозинка123",
        "Mreža2016!",
        "parole2016!",
        "Beograd2018",
        "fjalekalimi1",
        "galatasaray1",
        "alter-exchange",
        "marko.petrovic1",
        "Petrovic Marko",
        "qweqweqweqwe",
        "asdfghjkl1",
        "12.12.1980",
        "!!!!!!!!!!!!",
    ],
)
def test_what_is_easily_guessed_is_refused(password):
    with pytest.raises(Refused, match="password"):
        check_password(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "seven bees over the hill",
        "tri bijele mačke",
        "sedam pcela",
        "xkq93kdfl2",
        "🐝🐝 nad brdom mi lete",
    ],
)
def test_what_only_they_would_think_of_is_taken(password):
    check_password(password, ABOUT)


def test_a_random_one_is_always_taken():
    for _ in range(20):
        check_password(new_password(), ABOUT)


def test_nothing_matches_an_account_without_a_password():
    assert not is_password("", "")
    assert not is_password("anything at all", "")
    assert not is_password("anything at all", "not a hash")


def test_a_lone_surrogate_breaks_nothing():
    assert not is_password("\ud800", hash_password("seven bees"))
    with pytest.raises(Refused):
        check_password("\ud800" * 12)
