"""The invented sample: fictional states, outlets, agencies and people. Nobody in it is real."""

from pathlib import Path

SAMPLE = Path(__file__).parent
