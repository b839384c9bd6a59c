"""Why a file is not taken, in words for whoever sent it."""

from exchange.kernel.rulings import Refused
from exchange.text.wording import lazy as _l

FIELD = "files"  # where a form shows it


def strange() -> Refused:
    return Refused(
        FIELD,
        _l(
            "This is none of the kinds that we take: JPEG, PNG, WebP, GIF, PDF, ODT, DOCX, ODS,"
            " XLSX, CSV."
        ),
    )


def damaged() -> Refused:
    return Refused(FIELD, _l("This file is damaged or not complete."))


def closed() -> Refused:
    return Refused(
        FIELD,
        _l("We cannot look into this document. Save it without a password, or send it as PDF."),
    )


def with_macros() -> Refused:
    return Refused(
        FIELD, _l("This document can run programs. Save it without macros, or send it as PDF.")
    )


def too_large(megabytes: int) -> Refused:
    return Refused(FIELD, _l("This file is too large: at most %(most)d MB.", most=megabytes))


def too_many_pixels(millions: int) -> Refused:
    return Refused(
        FIELD, _l("This picture has too many pixels: at most %(most)d million.", most=millions)
    )


def too_many(most: int) -> Refused:
    return Refused(FIELD, _l("At most %(most)d files, please.", most=most))


def enough_for_today() -> Refused:
    return Refused(
        FIELD, _l("You have sent as much as one person can in a day. Try again tomorrow.")
    )


def store_is_away() -> Refused:
    return Refused(
        FIELD,
        _l("Files cannot be kept right now. Go on without them, or try again in a few minutes."),
    )


def gone() -> Refused:
    return Refused(FIELD, _l("One of the files is not here any more: please attach it again."))
