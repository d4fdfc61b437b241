"""Processes of the archive killed at random moments, again and again, beside a run that nobody kills: `make soak`."""
