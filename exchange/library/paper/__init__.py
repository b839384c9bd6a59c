"""Records on paper: HTML of our own, pressed into a tagged PDF by a process of its own."""
