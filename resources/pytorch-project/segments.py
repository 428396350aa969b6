"""Cuts texts into characters as readers see them (extended grapheme clusters, Unicode Standard Annex #29), or into words."""

from __future__ import annotations

from bisect import bisect_right
from typing import Callable, Iterator


class GraphemeClasses:
    """Which rule a code point falls under. `ranges` has pairs of a class's first code point and its length, for each class."""

    def __init__(self, ranges: dict[str, list[list[int]]]) -> None:
        flat = sorted((start, start + count, name) for name, parts in ranges.items() for start, count in parts)
        self.starts = [start for start, _, _ in flat]
        self.ends = [end for _, end, _ in flat]
        self.names = [name for _, _, name in flat]

    def __call__(self, character: str) -> str:
        point = ord(character)
        if 0xAC00 <= point <= 0xD7A3:
            return "LV" if (point - 0xAC00) % 28 == 0 else "LVT"
        n = bisect_right(self.starts, point) - 1
        return self.names[n] if n >= 0 and point < self.ends[n] else "Other"


#: What may follow without a boundary, for Hangul syllables.
HANGUL = {
    "L": ("L", "V", "LV", "LVT"),
    "LV": ("V", "T"),
    "V": ("V", "T"),
    "LVT": ("T",),
    "T": ("T",),
}
EXTENDING = ("Extend", "Linker", "ConjunctExtend", "ZWJ", "SpacingMark")
INVISIBLE = ("Extend", "Linker", "ConjunctExtend", "ZWJ")


def graphemes(text: str, class_of: Callable[[str], str]) -> Iterator[str]:
    start = 0
    before = ""
    flags = 0  # regional indicators in a row
    is_pictograph = False  # a pictograph, then nothing but extending characters
    conjunct = ""  # a consonant, then nothing but marks; "linked" once one of them is a linker
    for n, character in enumerate(text):
        kind = class_of(character)
        if n > start and _is_boundary(before, kind, flags, is_pictograph, conjunct, text[n - 1]):
            yield text[start:n]
            start = n
            flags, is_pictograph, conjunct = 0, False, ""
        flags = flags + 1 if kind == "Flag" else 0
        if kind == "Pictograph":
            is_pictograph = True
        elif kind not in INVISIBLE:
            is_pictograph = False
        if kind == "Consonant":
            conjunct = "consonant"
        elif conjunct and kind == "Linker":
            conjunct = "linked"
        elif kind not in ("Linker", "ConjunctExtend", "ZWJ"):
            conjunct = ""
        before = kind
    if start < len(text):
        yield text[start:]


def _is_boundary(before: str, kind: str, flags: int, is_pictograph: bool, conjunct: str, last: str) -> bool:
    if before == "CR" and kind == "LF":
        return False
    if before in ("CR", "LF", "Control") or kind in ("CR", "LF", "Control"):
        return True
    if kind in HANGUL.get(before, ()) or kind in EXTENDING or before == "Prepend":
        return False
    if kind == "Consonant" and conjunct == "linked":
        return False
    if kind == "Pictograph" and before == "ZWJ" and is_pictograph:
        return False
    return not (kind == "Flag" and flags % 2 == 1)


def words(text: str, locale: str) -> Iterator[str]:
    """Where ICU puts word boundaries, which for some languages takes a dictionary."""
    try:
        import icu
    except ImportError as error:
        raise SystemExit("This network reads words, which ICU finds in a text. Install it: pip install PyICU") from error
    iterator = icu.BreakIterator.createWordInstance(icu.Locale(locale))
    units = icu.UnicodeString(text)
    iterator.setText(units)
    start = 0
    for end in iterator:
        yield str(units[start:end])
        start = end
