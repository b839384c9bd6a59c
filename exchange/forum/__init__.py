"""Categories, threads, posts: question and answer."""
