"""Articles, posts and videos: the list, the pages, and where each stands."""
