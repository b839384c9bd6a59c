"""Who may see and do what in mentoring. Pure: no queries, no request."""
