"""What is on the web comes in by itself: addresses that somebody gives, and what feeds and sitemaps list."""
