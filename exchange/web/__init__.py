"""What every page stands on: its language, frame, fields, errors and headers."""
