"""Addresses become bytes, politely and safely. Knows no Django, no rows and no formats."""
