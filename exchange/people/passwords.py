"""Passwords: how they are kept, and which are too easily guessed to be taken."""

import secrets
import unicodedata
from collections.abc import Iterable
from importlib import import_module

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from exchange.kernel.rulings import Refused
from exchange.text.fold import plain
from exchange.text.wording import lazy as _l

LEAST, MOST = 10, 200  # characters
FEWEST_GUESSES = 10**7  # what somebody who knows our lists would need
LOOKED_AT = 40  # characters: a longer password is judged by its beginning

# What people here choose, beside the English lists of zxcvbn; folded as `_spellings` does.
_USUAL = """
lozinka lozinku sifra sifru zaporka password parola parole fjalekalim fjalekalimi sifre sifrem
mreza mreze ruralni ruralna razvoj selo lauku forums lauki zhvillim rural kirsal kalkinma
alter exchange prepare leader ipard lag network village
srbija hrvatska bosna hercegovina kosovo kosova makedonija crnagora shqiperia shqiperi latvija
turkiye beograd zagreb sarajevo skopje podgorica tirana prishtina pristina riga ankara istanbul
ljubav volimte volim sunce mama tata dashuria zemra milestiba saule maris askim seviyorum canim
partizan zvezda crvenazvezda hajduk dinamo vardar buducnost zeljeznicar galatasaray fenerbahce
besiktas trabzonspor dobardan zdravo pershendetje labdien merhaba
""".split()  # noqa: SIM905  a hundred words read better so

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    return _hasher.hash(_composed(password))


_NOBODY = _hasher.hash(secrets.token_hex(16))


def is_password(password: str, kept: str) -> bool:
    """Whether this is the password; takes as long for an account that has none, or is none."""
    if len(password) > MOST:
        password = ""
    try:
        right = _hasher.verify(kept or _NOBODY, _composed(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(kept)


def is_kept_weakly(kept: str) -> bool:
    """Whether it was hashed with older parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def check_password(password: str, about: Iterable[str] = (), *, field: str = "password") -> None:
    """Refuse what is too short, usual, or made of the person's own name or address (`about`)."""
    password = _composed(password)
    if "\x00" in password or len(password) > MOST:
        raise Refused(field, _l("At most %(n)d characters, and none that cannot be typed.", n=MOST))
    if len(password) < LEAST:
        raise Refused(
            field, _l("At least %(n)d characters, please; a few words are good.", n=LEAST)
        )
    own = [word for text in about for word in _words(text)]
    if min(_guesses(spelling, own) for spelling in _spellings(password)) < FEWEST_GUESSES:
        raise Refused(
            field, _l("This password is easily guessed. Take a few words that only you would.")
        )


def new_password() -> str:
    """A random one, for accounts that an admin makes."""
    return secrets.token_urlsafe(15)


def _composed(password: str) -> str:
    """The same keys give the same password on every device; lone surrogates become a sign."""
    text = unicodedata.normalize("NFC", password)
    return text.encode("utf-8", "replace").decode("utf-8")


def _words(text: str) -> list[str]:
    """A name or an address as people put it into passwords: whole, joined, and word by word."""
    folded = _folded(text).partition("@")[0]
    return [folded, _letters(folded), *(word for word in folded.split() if len(word) > 2)]


def _folded(text: str) -> str:
    return plain(text).casefold()  # ascii: `plain` has made it so


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _spellings(password: str) -> set[str]:
    folded = _folded(password)
    return {spelling[:LOOKED_AT] for spelling in (password, folded, _letters(folded)) if spelling}


def _guesses(password: str, own: list[str]) -> float:
    # Here, as its lists take 12 MB and most processes never see a new password.
    matching, scoring = import_module("zxcvbn.matching"), import_module("zxcvbn.scoring")
    # zxcvbn.zxcvbn() would put the person's words into a list that all threads share.
    known = matching.RANKED_DICTIONARIES | {
        "user_inputs": matching.build_ranked_dict([*own, *_USUAL])
    }
    matches = matching.omnimatch(password, known)
    return float(scoring.most_guessable_match_sequence(password, matches)["guesses"])
