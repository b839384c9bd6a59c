"""Sample content: invented people and networks, marked everywhere, dropped by one command."""
