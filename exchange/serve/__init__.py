"""What a person starts: the server with its set-up and its children, and the admin's commands."""
