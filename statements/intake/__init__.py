"""What people give, from their bytes to the archive: kept, looked at, taken in."""
