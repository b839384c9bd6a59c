"""What people and the clock do in mentoring: each one transaction."""
