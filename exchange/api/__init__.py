"""Another face of the same queries, for programs: feeds."""
