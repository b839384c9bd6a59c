"""ALTER Exchange: rural networks ask, mentors answer, what works becomes an experience."""
