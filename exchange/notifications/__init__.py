"""What waits for a person, on pages and by mail."""
