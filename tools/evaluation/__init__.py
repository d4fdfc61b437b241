"""How well articles are read, beside the floors under which it may not fall: `make evaluate`."""
