"""The invented sample: fictional states, outlets, agencies and people. Nobody in it is real."""

from pathlib import Path

SAMPLE = Path(__file__).parent
NO_ARTICLE = (
    "2023-12-10-list-of-stubs.txt"  # refused on purpose: it shows how a page that is no article is told of
)


def sample_articles() -> list[str]:
    """Return the files of the sample that are articles, those about them left out, in order."""
    beside = {".py", ".pyc", ".md"}
    return [
        str(path)
        for path in sorted(SAMPLE.iterdir())
        if path.is_file()
        and path.suffix not in beside
        and path.name != NO_ARTICLE
        and not path.name.endswith(".meta.json")
    ]
