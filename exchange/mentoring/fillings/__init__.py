"""What mentoring puts on pages of others."""
