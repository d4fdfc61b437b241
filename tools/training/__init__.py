"""What is learned from annotated news, and where it is written."""
