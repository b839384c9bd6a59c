"""Pictures of every page, for eyes: `bin/shots`."""
