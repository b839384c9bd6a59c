"""The library of experiences: drafted by members, read by another, kept for the next village."""
