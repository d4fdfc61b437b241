"""A citation as a file for a reference manager: BibTeX, RIS, CSL-JSON. Each takes several works as well."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .works import SITE, Day, Name, Work, cut_at_word, where_it_stood

MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitationFile:
    """A format: the end of its file's name, its content type, and what it makes of works."""

    form: str
    name: str
    content_type: str
    write: Callable[[Sequence[Work]], str]


def tex(text: str) -> str:
    return "".join(TEX.get(letter, letter) for letter in " ".join(text.split()))


def key_of(work: Work) -> str:
    """Return a name for the entry that says what it is of: "sarvath-2021-q7f3k2"."""
    who = re.sub(r"[^a-z0-9]", "", work.authors[0].family.casefold()) if work.authors else ""
    year = str(work.on.day.year) if work.on else ""
    return "-".join(part for part in ("onrecord", who, year, work.number) if part)


def bibtex(works: Sequence[Work]) -> str:
    return "\n".join(map(bibtex_entry, works))


def bibtex_entry(work: Work) -> str:
    names = " and ".join(
        ", ".join(tex(part) for part in (one.family, one.suffix, one.given) if part)
        if one.is_person
        else f"{{{tex(one.family)}}}"
        for one in work.authors
    )
    outlet = tex(work.outlet or SITE)
    fields = {
        "author": names,
        "title": f"{{{tex(cut_at_word(work.title, 300))}}}",
        "organization" if work.kind == "page" else "journal": outlet,
        "address": tex(work.place),
        **bibtex_day(work.on),
        "note": tex(note_of(work)),
        "url": work.address.replace("{", "%7B").replace("}", "%7D"),
        "urldate": work.accessed.isoformat(),
    }
    kind = "online" if work.kind == "page" else "article"
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'}"
        for name, value in fields.items()
        if value
    ]
    return f"@{kind}{{{key_of(work)},\n" + ",\n".join(lines) + "\n}\n"


def bibtex_day(day: Day | None) -> dict[str, str]:
    """Return a day for readers of BibTeX, part by part with the month as its macro, and last for those of BibLaTeX."""
    if day is None:
        return {}
    year, *rest = day.parts
    parts = {"month": MACROS[rest[0] - 1] if rest else "", "day": str(rest[1]) if len(rest) > 1 else ""}
    return {**parts, "year": str(year), "date": day.joined("-")}


def note_of(work: Work) -> str:
    """Return where a statement stood and what it is called here."""
    return ". ".join(part for part in (where_it_stood(work), f"{SITE} {work.number}".strip()) if part)


def ris(works: Sequence[Work]) -> str:
    return "".join(map(ris_record, works))


def ris_record(work: Work) -> str:
    """Return a citation in the tagged format that reference managers read; a name without a comma is a body's.

    So a body loses the commas within its name: "Ministry of Trade, Ports and Fish" would be somebody called Ports.
    """
    lines = [
        ("TY", "ELEC" if work.kind == "page" else "NEWS"),
        *(("AU", one.turned if one.is_person else one.family.replace(",", "")) for one in work.authors),
        ("TI", cut_at_word(work.title, 300)),
        ("T2", work.outlet or SITE),
        ("DA", work.on.joined("/") if work.on else ""),
        ("PY", str(work.on.day.year) if work.on else ""),
        ("CY", work.place),
        ("N1", f"In: {work.host}" if work.host else ""),
        ("DB", SITE),
        ("AN", work.number),
        ("LA", work.language),
        ("UR", work.address),
        ("L2", work.original),
        ("Y2", work.accessed.strftime("%Y/%m/%d")),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value or tag == "ER")


def csl_json(works: Sequence[Work]) -> str:
    return json.dumps([csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def csl_item(work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key_of(work),
        "type": "webpage" if work.kind == "page" else "article-newspaper",
        "author": [csl_name(one) for one in work.authors],
        "title": cut_at_word(work.title, 300),
        "container-title": work.outlet or SITE,
        "event-place": work.place,
        "issued": csl_day(work.on),
        "accessed": csl_day(Day(day=work.accessed)),
        "archive": SITE,
        "archive_location": work.number,
        "note": where_it_stood(work),
        "language": work.language,
        "URL": work.address,
    }
    return {name: value for name, value in item.items() if value}


def csl_name(name: Name) -> dict[str, str]:
    if not name.is_person:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


def csl_day(day: Day | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [day.parts]} if day else {}


FILES: tuple[CitationFile, ...] = (
    CitationFile("bib", "BibTeX", "application/x-bibtex", bibtex),
    CitationFile("ris", "RIS", "application/x-research-info-systems", ris),
    CitationFile("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
)
