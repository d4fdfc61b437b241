"""What the filters of an address ask for, each as a line of the query language: of pages, files and the API alike."""

from statements.models import Quote

from .language import parse_dates


def line_of_filter(parameter: str, value: str) -> str:
    """Return the line for a filter: "speaker", "not-kind", "from", "article"; "" for a value that it does not take.

    A value has no quotation marks: nothing in it is a line of its own.
    """
    name = parameter.removeprefix("not-")
    if name in {"from", "to"}:
        return f"{name}:{value}" if parse_dates(name, value) is not None else ""
    if name == "article":
        return f"article:={value}" if value.isascii() and value.isdecimal() and len(value) < 16 else ""
    if name == "kind" and value not in Quote.Kind.values:
        return ""
    if name == "year" and parse_dates("year", value) is None:
        return ""
    line = f"{name}:{value}" if name in {"kind", "year"} else f'{name}:="{value}"'
    return line if parameter == name else f"-{line}"
