"""Collections: experiences that a member gathers in an order, with a note at each."""
