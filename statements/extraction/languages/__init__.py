"""The languages whose statements are read."""
