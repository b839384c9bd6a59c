"""Fields that only the library has: numbers as people write them, codes of records, choices."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.dates import get_month_names
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from exchange.library.bounds import out_of_range, year_fault
from exchange.library.codes import code_of, number_in
from exchange.library.sections import DIGEST
from exchange.text import numbers
from exchange.text.clean import printable
from exchange.text.wording import Lazy, current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Line, options, whole_number

PERCENT = 100
NUMBER = 30  # characters, of whatever is typed for one
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST}}}")
_MAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
_FIGURES = re.compile(r"[+(]?\d[\d\s()/.–-]*")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[–/-]\s*(?:19|20)?\d\d\b")
_TELEPHONE = 7  # figures at least
_DEGREES = re.compile(r"([-−]?)([0-9]{1,3}(?:[.,][0-9]{1,12})?)°?")
_MARK_WORDS = (_l("1: weak"), _l("2: fair"), _l("3: good"), _l("4: very good"))


def words_of(
    of: Mapping[str, Lazy], codes: Iterable[str] | None = None, *, may_be_open: bool = False
) -> list[Any]:
    """Codes and words; with nothing chosen at first, where that may be."""
    first: list[tuple[str, object]] = [("", _l("Choose one"))] if may_be_open else []
    return options([*first, *((code, of[code]) for code in (codes or of))])


class Digest(HiddenField):
    """Of the section as its author read it: whether it changed since."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        given = valuelist[0] if valuelist else ""
        self.data = given if _DIGEST.fullmatch(given) else None

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise ValidationError(_l("This form is not complete. Load the page again."))


class _Typed(StringField):
    """What is typed is kept as it is; what it means is known once it was found valid."""

    data: str | None

    def __init__(self, label: object, characters: int = NUMBER, **given: Any) -> None:
        super().__init__(label, [Line(characters, least=0)], **given)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and not validation_stopped and not self.errors:
            self.read(self.data)

    def read(self, text: str) -> None:
        raise NotImplementedError


class Number(_Typed):
    """A number from 0 on, in the reader's way of writing it; whole unless it has `places`."""

    def __init__(self, label: object, *, most: int | Decimal, places: int = 0, **given: Any):
        super().__init__(label, **given)
        self.most, self.places, self.number = most, places, None

    number: Decimal | None

    def read(self, text: str) -> None:
        plain = text.removesuffix("%").rstrip() if self.most == PERCENT else text
        found = numbers.number_from(plain.removeprefix("-").removeprefix("−"))
        if found is None:
            raise ValidationError(_l("“%(typed)s” is no number that we understand.", typed=text))
        exponent = found.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            raise ValidationError(self._too_fine(text))
        if (text[:1] in "-−" and found) or found > self.most:
            raise ValidationError(
                _l("Between 0 and %(most)s, please.", most=numbers.amount(self.most))
            )
        self.number = found

    def _too_fine(self, text: str) -> Lazy:
        if self.places:
            return _l(
                "“%(typed)s” could mean two numbers: no mark between thousands, please.", typed=text
            )
        return _l("A whole number, please.")

    @property
    def whole(self) -> int | None:
        return None if self.number is None else int(self.number)

    def show(self, number: Decimal | int | None) -> None:
        if number is None:
            self.data = ""
        else:
            self.data = numbers.rate(Decimal(number)) if self.places > 2 else numbers.amount(number)


class Degrees(_Typed):
    """Degrees with decimals, with a dot or a comma in any language."""

    number: float | None = None

    def __init__(self, label: object, *, most: int, **given: Any) -> None:
        super().__init__(label, **given)
        self.most = most

    def read(self, text: str) -> None:
        found = _DEGREES.fullmatch(text.replace(" ", ""))
        if found is None:
            raise ValidationError(_l("Degrees with decimals, please, like 43.912."))
        degrees = float(found[2].replace(",", ".")) * (-1 if found[1] else 1)
        if not -self.most <= degrees <= self.most:
            raise ValidationError(out_of_range(self.most))
        self.number = degrees

    def show(self, degrees: float | None) -> None:
        self.number = degrees
        self.data = "" if degrees is None else f"{degrees:.6f}".rstrip("0").rstrip(".")


class Year(_Typed):
    """A year with four digits."""

    number: int | None = None

    def __init__(self, label: object, **given: Any) -> None:
        super().__init__(label, **given)

    def read(self, text: str) -> None:
        if fault := year_fault(text):
            raise ValidationError(fault)
        self.number = int(text)

    def show(self, year: int | None) -> None:
        self.data = str(year or "")


class Month(Choice):
    """One of the twelve, in the reader's language, or none."""

    def offer(self) -> None:
        months = get_month_names("wide", "stand-alone", current_language().cldr)
        named = ((str(number), months[number]) for number in range(1, 13))
        self.choices = options([("", _l("Choose one")), *named])

    @property
    def number(self) -> int | None:
        return int(self.data) if self.data else None

    def show(self, month: int | None) -> None:
        self.data = str(month or "")


class NameOnly:
    """No address at which somebody can be reached: everyone may be shown what stands here."""

    def __call__(self, _form: object, field: Field) -> None:
        if _MAIL.search(field.data) or _is_telephone(field.data):
            raise ValidationError(
                _l("Only a name here, please: no mail address, no telephone number.")
            )


def _is_telephone(text: str) -> bool:
    """Whether seven figures or more stand together that are no span of years."""
    rows = _FIGURES.findall(_YEARS.sub("", text))
    return any(sum(sign.isdecimal() for sign in row) >= _TELEPHONE for row in rows)


class Code(_Typed):
    """A record by its code, or by its address."""

    number: int | None = None

    def __init__(self, label: object, **given: Any) -> None:
        super().__init__(label, 300, **given)

    def read(self, text: str) -> None:
        found = number_in(text.rstrip("/").rpartition("/")[2])
        if found is None:
            raise ValidationError(
                _l("“%(typed)s” is no code of a record, like ALTER-XP-0001.", typed=text)
            )
        self.number = found

    def show(self, number: int) -> None:
        self.data = code_of(number)


class Mark(RadioField):
    """From 1 to 4."""

    def __init__(self, label: Lazy, **given: Any) -> None:
        words = options((str(n), word) for n, word in enumerate(_MARK_WORDS, 1))
        super().__init__(label, choices=words, validate_choice=False, **given)


class _Chosen:
    """The template of the section shows it."""

    input_type = "file"
    multiple = False

    def __call__(self, *_args: object, **_more: object) -> str:
        return ""


class Sent(Field):
    """Files that came with the form: the view takes them; what is not taken stays said."""

    widget = _Chosen()
    process_errors: Sequence[object]
    errors: Sequence[object]

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(None, *args, **kwargs)

    def refuse_file(self, name: str, reason: object) -> None:
        words = f"{printable(name)[:60]}: {reason}" if name else reason
        self.process_errors = [*self.process_errors, words]
        self.errors = [*self.errors, words]


class FileId(HiddenField):
    """The id of a stored file; the view says which ones may be shown here."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = whole_number(valuelist[0] if valuelist else "")
