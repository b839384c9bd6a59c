"""Who is here: accounts, sign-ins, organisations, roles, what mentors know."""
