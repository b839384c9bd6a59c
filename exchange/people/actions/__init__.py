"""What people do with accounts: one verb a file, each one transaction."""

from exchange.people.actions.sign_in import sign_in, sign_out

__all__ = ["sign_in", "sign_out"]
