from gettext import c2py

import pytest

from exchange.text.languages import LANGUAGES
from exchange.text.plurals import PLURAL_FORMS, count_forms

NUMBERS = (0, 1, 2, 5, 11, 12, 21, 22, 25, 101, 111)
FORMS = {
    "en": "10111111111",
    "lv": "20111101101",
    "sq": "10111111111",
    "bs": "20122201202",
    "hr": "20122201202",
    "sr": "20122201202",
    "sr_Latn": "20122201202",
    "sr_Latn_ME": "20122201202",
    "mk": "10111101101",
    "tr": "00000000000",
}


@pytest.mark.parametrize("catalogue", [one.catalogue for one in LANGUAGES])
def test_each_catalogue_counts_as_its_language_does(catalogue: str) -> None:
    rule = PLURAL_FORMS[catalogue].partition("plural=")[2].rpartition(";")[0]
    rule = rule.partition("plural=")[2] or rule
    form_for = c2py(rule)
    assert "".join(str(form_for(n)) for n in NUMBERS) == FORMS[catalogue]
    assert count_forms(catalogue) == len(set(FORMS[catalogue]))
