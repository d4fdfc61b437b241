"""What others take away: feeds, citations, structured data, exports, pictures, sitemaps."""
