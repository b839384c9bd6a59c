"""Mail addresses: their shape, and the one form in which they are kept and compared."""

from email_validator import EmailNotValidError, validate_email

MOST = 254


def email_key(address: str) -> str:
    """As it is kept, so that one mailbox is one account however its address is typed."""
    return address.strip().casefold()  # ascii as a rule; the same on both sides where not


def is_mail_address(address: str) -> bool:
    """Whether it has the shape of one; nobody is asked whether it exists."""
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(address) <= MOST and address.isprintable()
