"""Why a picture is not taken, in words for whoever sent it."""

from exchange.kernel.rulings import Refused
from exchange.text.wording import lazy as _l


def no_picture() -> Refused:
    return Refused("pictures", _l("A picture, please: JPEG, PNG, WebP or GIF."))
