"""What bin/test and bin/prove start around pytest."""
