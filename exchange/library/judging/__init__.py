"""What a reader types while reading a draft, and its authors in return."""
