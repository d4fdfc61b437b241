"""Who signs in, how often somebody may try, with what second factor, and for how long."""
