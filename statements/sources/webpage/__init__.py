"""A page of the web becomes its article: blocks, which of them are the article, what the page says of itself."""
