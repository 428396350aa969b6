"""The tokenizer that the network was trained with: the same ids for the same text."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path
from typing import Iterator, Optional, Protocol

from segments import GraphemeClasses, graphemes, words

FOLDER = Path(__file__).parent

#: White space, as JavaScript knows it.
BLANK = re.compile(r"[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


class Decoder(Protocol):
    def push(self, token: int) -> str: ...


class Tokenizer(Protocol):
    unknown_id: Optional[int]
    #: The token that begins and ends documents, if there is one.
    boundary_id: Optional[int]
    #: With which a text without a beginning begins.
    first_id: int

    def encode(self, text: str) -> list[int]: ...

    def decoder(self) -> Decoder: ...


class PieceTokenizer:
    """Tokens are characters (extended grapheme clusters) or words. What the vocabulary lacks is the unknown token, or left out."""

    def __init__(self, state: dict) -> None:
        self.vocabulary: list[str] = state["vocabulary"]
        self.unknown_id: Optional[int] = state["unknownId"]
        self.spec: dict = state["spec"]
        self.boundary_id: Optional[int] = state.get("boundaryId")
        self.class_of = GraphemeClasses(state["graphemes"]) if self.spec["type"] == "character" else None
        self.ids = {text: n for n, text in enumerate(self.vocabulary) if n not in (self.unknown_id, self.boundary_id)}
        self.first_id = self.ids.get("\n", 0)

    def encode(self, text: str) -> list[int]:
        ids = (self.ids.get(piece, self.unknown_id) for piece in self._pieces(text))
        return [n for n in ids if n is not None]

    def _pieces(self, text: str) -> Iterator[str]:
        if self.class_of is not None:
            return graphemes(text, self.class_of)
        pieces = words(text, self.spec["locale"])
        return (piece for piece in pieces if not BLANK.fullmatch(piece)) if self.spec.get("leavesOutBlanks") else pieces

    def decoder(self) -> Decoder:
        return PieceDecoder(self)


class PieceDecoder:
    def __init__(self, tokenizer: PieceTokenizer) -> None:
        self.tokenizer = tokenizer

    def push(self, token: int) -> str:
        return "\ufffd" if token == self.tokenizer.unknown_id else self.tokenizer.vocabulary[token]


class ByteTokenizer:
    """Tokens are the bytes of UTF-8, and pairs of tokens that were merged (byte-pair encoding)."""

    unknown_id = None
    first_id = 10

    def __init__(self, state: dict) -> None:
        self.tokens = [text.encode("latin-1") for text in state["vocabulary"]]
        self.merged = {tuple(pair): 256 + n for n, pair in enumerate(state["merges"])}
        self.boundary_id: Optional[int] = state.get("boundaryId")
        self.words = re.compile(state["pattern"]) if state["spec"]["type"] == "bpe" else None
        self.remembered: dict[str, list[int]] = {}

    def encode(self, text: str) -> list[int]:
        if self.words is None:
            return list(text.encode("utf-8", "surrogatepass"))
        ids: list[int] = []
        for word in self.words.findall(text):
            if word not in self.remembered:
                self.remembered[word] = self._encode_word(word)
            ids += self.remembered[word]
        return ids

    def _encode_word(self, word: str) -> list[int]:
        ids = list(word.encode("utf-8", "surrogatepass"))
        while True:
            earliest = min((self.merged.get(pair, len(self.tokens)) for pair in zip(ids, ids[1:])), default=len(self.tokens))
            if earliest == len(self.tokens):
                return ids
            kept: list[int] = []
            n = 0
            while n < len(ids):
                merges = n + 1 < len(ids) and self.merged.get((ids[n], ids[n + 1])) == earliest
                kept.append(earliest if merges else ids[n])
                n += 2 if merges else 1
            ids = kept

    def decoder(self) -> Decoder:
        return ByteDecoder(self)


class ByteDecoder:
    """Keeps the beginning of a character until the rest of it comes."""

    def __init__(self, tokenizer: ByteTokenizer) -> None:
        self.tokenizer = tokenizer
        self.utf8 = codecs.getincrementaldecoder("utf-8")("replace")

    def push(self, token: int) -> str:
        return self.utf8.decode(self.tokenizer.tokens[token])


def load_tokenizer(folder: Path = FOLDER) -> Tokenizer:
    state = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    return (PieceTokenizer if state["spec"]["type"] in ("character", "word") else ByteTokenizer)(state)
