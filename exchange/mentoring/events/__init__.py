"""What happens in mentoring, told in ids."""
