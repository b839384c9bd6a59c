"""Search: one box for threads and experiences, in any of our languages and either script."""
