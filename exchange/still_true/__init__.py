"""Whether a published experience is still true: its authors are asked after two years."""
