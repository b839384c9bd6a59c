"""What pages of mentoring show."""
