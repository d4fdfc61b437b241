"""The log: written by every act, by nobody else, and read back in plain words."""
