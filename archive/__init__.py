"""Configuration of the site."""

VERSION = "0.2.0"  # as pyproject.toml has it, which a container does not carry
