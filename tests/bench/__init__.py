"""What a page costs: a data set, the production server, and the floor under it in the same run."""
