"""What members flag, what moderators decide about it, and the log of that."""
