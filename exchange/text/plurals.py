"""How each catalogue counts: the Plural-Forms header of its .po file."""

from collections.abc import Mapping
from types import MappingProxyType

_ONE_FORM = "nplurals=1; plural=0;"
_ONE_AND_MORE = "nplurals=2; plural=(n != 1);"
_SOUTH_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
)
_LATVIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"  # the third is for 0
_MACEDONIAN = "nplurals=2; plural=(n%10==1 && n%100!=11) ? 0 : 1;"  # Babel would write n != 1

PLURAL_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "en": _ONE_AND_MORE,
        "lv": _LATVIAN,
        "sq": _ONE_AND_MORE,
        "bs": _SOUTH_SLAVIC,
        "hr": _SOUTH_SLAVIC,
        "sr": _SOUTH_SLAVIC,
        "sr_Latn": _SOUTH_SLAVIC,
        "sr_Latn_ME": _SOUTH_SLAVIC,
        "mk": _MACEDONIAN,
        "tr": _ONE_FORM,
    }
)


def count_forms(catalogue: str) -> int:
    """How many plural forms a translation needs in this catalogue."""
    return int(PLURAL_FORMS[catalogue].removeprefix("nplurals=").partition(";")[0])
