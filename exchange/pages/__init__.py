"""Pages made of several features: the front page, about, mentors."""
