"""Lines of text drawn in whatever letters they have: Newsreader where it has them, Noto beside it.

A face is one font file with the letters that it holds. A line is parted into runs of one face each, and the runs
stand as they are read: Hebrew and Arabic from right to left. Letters of no face here, such as those of Chinese,
are not drawn at all: boxes in their place would be a lie.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from PIL import ImageDraw, ImageFont, features

ALIKE = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2015": "—", "\u2212": "–", "\u00ad": "", "\u2030": "%"}
)
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file: its name, the letters in it as ranges of hexadecimal numbers, whether it has a bold one beside it,
    and whether its letters change with their neighbours, which takes a library."""

    file: str
    letters: str
    bold: bool = False
    shaped: bool = False

    @property
    def ranges(self) -> list[tuple[int, int]]:
        pairs = [part.partition("-") for part in self.letters.split()]
        return [(int(first, 16), int(last or first, 16)) for first, _, last in pairs]


# What the files hold, as their own tables say; a letter is looked for in this order.
FACES = (
    Face("newsreader-latin", "20-7e a0-ff 131 152-153 2009-200a 2013-2014 2018-201a 201c-201e 2020 2022 2026 2039-203a 2044 20ac 2122", bold=True),
    Face("newsreader-latin-ext", "100-130 132-151 154-2ba 1e00-1e9f 20a0-20ab 20ad-20c0", bold=True),
    Face("noto-serif-vietnamese", "1ea0-1ef9"),
    Face("noto-serif-cyrillic", "20 a0 301 400-45f 490-491 4b0-4b1 2116"),
    Face("noto-serif-cyrillic-ext", "20 a0 460-48f 492-4af 4b2-52f 1c80-1c88 20b4"),
    Face("noto-serif-greek", "20 a0 370-377 37a-37f 384-38a 38c 38e-3a1 3a3-3e1 3f0-3ff"),
    Face("noto-serif-greek-ext", "20 a0 1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe"),
    Face("noto-serif-georgian", "20 a0 10a0-10c5 10c7 10cd 10d0-10ff 1c90-1cba 1cbd-1cbf 2d00-2d25 2d27 2d2d"),
    Face("noto-serif-armenian", "20 a0 531-556 559-58a 58d-58f fb13-fb17"),
    Face("noto-serif-hebrew", "20 a0 591-5c7 5d0-5ea 5ef-5f4 20aa fb1d-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4f", shaped=True),
    Face("noto-naskh-arabic", "20 a0 600-6ff 750-77f 870-88e 8a0-8e1 8e3-8ff 200c-200e fb50-fbc2 fbd3-fd8f fd92-fdc7 fdf0-fdff fe70-fe74 fe76-fefc", shaped=True),
    Face("noto-serif-devanagari", "20 a0 900-97f 200b-200d 20b9 a8e0-a8ff", shaped=True),
)  # fmt: skip


class Undrawable(Exception):
    """A text has letters that no face here has."""


@lru_cache(maxsize=1)
def faces() -> tuple[Face, ...]:
    """Return the faces that this machine can draw."""
    shapes = features.check("raqm")
    return tuple(face for face in FACES if shapes or not face.shaped)


@lru_cache(maxsize=16384)
def has_letter(face: Face, letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in face.ranges)


@lru_cache(maxsize=64)
def font(face: Face, weight: int, size: int) -> ImageFont.FreeTypeFont:
    folder = settings.BASE_DIR / "static" / "fonts"
    return ImageFont.truetype(str(folder / f"{face.file}-{weight if face.bold else 400}-normal.woff2"), size)


def one_line(text: str) -> str:
    """Return a text in one line, of letters that can be drawn. Raises Undrawable."""
    line = " ".join(unicodedata.normalize("NFC", text.translate(ALIKE)).split())
    for letter in set(line):
        if not any(has_letter(face, letter) for face in faces()):
            raise Undrawable(letter)
    return line


def font_runs(text: str) -> list[tuple[str, Face]]:
    """Return a text in stretches of one face each. A run goes on as long as its face has the letters."""
    found: list[tuple[str, Face]] = []
    for letter in text:
        if found and has_letter(found[-1][1], letter):
            found[-1] = (found[-1][0] + letter, found[-1][1])
        else:
            face = next((one for one in faces() if has_letter(one, letter)), faces()[0])
            found.append((letter, face))
    return found


def is_right_to_left(text: str) -> bool:
    """Is a line read from right to left? Its first letter that has a direction says so."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one in RIGHT_TO_LEFT for one in directions if one in ("L", *RIGHT_TO_LEFT)), False)


def in_sight(text: str) -> list[tuple[str, Face]]:
    """Return the runs of a text from left to right as they are seen.

    What has no direction stands as its neighbours do, and between two directions as the line does; letters and
    numbers that are read from left to right keep their order. (The bidirectional algorithm of Unicode, for one line
    without embeddings.)
    """
    runs = font_runs(text)
    if all(not turns(run) for run, _ in runs):
        return runs
    backward = is_right_to_left(text)
    pieces = [(part, face) for run, face in runs for part in runs_of_letters(run)]
    known = [direction_of(part) for part, _ in pieces]
    groups: list[tuple[bool, list[tuple[str, Face]]]] = []
    for number, (part, face) in enumerate(pieces):
        before = next((one for one in known[:number][::-1] if one is not None), backward)
        behind = next((one for one in known[number + 1 :] if one is not None), backward)
        own = known[number]
        turned = own if own is not None else before if before == behind else backward
        shown = part.translate(MIRRORED) if turned and own is None else part
        if groups and groups[-1][0] == turned:
            groups[-1][1].append((shown, face))
        else:
            groups.append((turned, [(shown, face)]))
    seen = [one[::-1] if turned else one for turned, one in groups]
    return [part for group in (seen[::-1] if backward else seen) for part in group]


def turns(run: str) -> bool:
    return any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in run)


def direction_of(part: str) -> bool | None:
    """Is a part read from right to left? None for one without letters and numbers."""
    if turns(part):
        return True
    return False if any(letter.isalnum() for letter in part) else None


def runs_of_letters(run: str) -> list[str]:
    """Return a run with what stands around its letters and numbers by itself."""
    if turns(run):
        return [run]
    around = re.fullmatch(r"([\W_]*)(.*?)([\W_]*)", run)
    return [part for part in around.groups() if part] if around else [run]


def length(text: str, weight: int, size: int) -> float:
    return sum(font(face, weight, size).getlength(part) for part, face in font_runs(text))


def draw(
    canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, weight: int, size: int, fill: str
) -> None:
    """Draw a line from a point on, which is the left end of its base."""
    left, base = at
    for part, face in in_sight(text):
        used = font(face, weight, size)
        canvas.text((left, base), part, font=used, fill=fill, anchor="ls")
        left += used.getlength(part)


def broken(text: str, weight: int, size: int, width: int) -> list[str]:
    """Return a text in lines that fit the width; a word that is wider alone is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while length(word, weight, size) > width:
            word = word[:-2] + "…" if not word.endswith("…") else word[:-3] + "…"
        wider = f"{line} {word}".strip()
        if line and length(wider, weight, size) > width:
            lines.append(line)
            line = word
        else:
            line = wider
    return [*lines, line] if line else lines


def shortened_line(text: str, width: int, weight: int, size: int) -> str:
    """Return a line that fits, cut with an ellipsis if it must be."""
    if length(text, weight, size) <= width:
        return text
    while text and length(text + " …", weight, size) > width:
        text = text[:-1]
    return text.rstrip() + " …"


def drawable_parts(texts: Sequence[str]) -> list[str]:
    """Return those of some texts that can be drawn, each in one line."""
    found = []
    for text in texts:
        try:
            found.append(one_line(text))
        except Undrawable:
            continue
    return [one for one in found if one]
