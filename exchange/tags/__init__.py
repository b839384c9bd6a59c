"""The one subject vocabulary, translated; shared by forum, library and mentors."""
