"""What a person starts: the server with its set-up and its two children, and the admin's commands."""
