"""Care of an installation; may use all, is used by nobody."""
