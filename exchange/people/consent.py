"""What people agree to when they sign up."""

RULES_VERSION = "2026-11"  # of the rules and the licence, as /about/rules has them
