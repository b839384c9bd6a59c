"""Mail addresses: their shape, and the one form in which they are kept and compared."""

from email_validator import EmailNotValidError, validate_email

MOST = 254


def email_key(address: str) -> str:
    """As it is kept, so that one mailbox is one account however its address is typed."""
    return address.strip().casefold()  # ascii as a rule; the same on both sides where not


def is_mail_address(address: str) -> bool:
    """Whether it has the shape of one that every mail server takes; nobody is asked whether it
    exists. Other letters may stand in its domain only."""
    return _ascii(address) is not None and len(email_key(address)) <= MOST


def as_it_travels(address: str) -> str:
    """With the domain in the letters of mail servers: "ana@šuma.rs" is "ana@xn--uma-zza.rs"."""
    return _ascii(address) or address


def _ascii(address: str) -> str | None:
    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return str(found.ascii_email) if address.isprintable() else None
