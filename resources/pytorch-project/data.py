"""Batches of a text, cut as Kioku Studio cuts them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Callable, Iterator, Optional, Tuple

import torch
from torch import Tensor

IGNORED = -100  # a target that does not count

#: Token ids (T), and the number of the class.
Sample = Tuple[Tensor, int]


@dataclass
class Batch:
    """Of token ids (B, T): what is padding has the id 0, and a target that does not count."""

    inputs: Tensor
    targets: Tensor
    lengths: Optional[Tensor] = None
    #: Rows in which a document begins: their states are to be forgotten.
    new_rows: list[int] = field(default_factory=list)
    #: For each row the row of the batch before in whose state it begins; −1: from none. Left out: row for row.
    carried: Optional[list[int]] = None

    def share(self, rank: int, world: int) -> Batch:
        """The rows of one process of several; where there are fewer rows than processes, one that does not count."""
        rows = slice(rank * len(self.targets) // world, (rank + 1) * len(self.targets) // world)
        if rows.start == rows.stop:
            return Batch(self.inputs[:1], torch.full_like(self.targets[:1], IGNORED), self.lengths[:1])
        return Batch(self.inputs[rows], self.targets[rows], self.lengths[rows])


@dataclass
class Chunk:
    document: Tensor
    start: int
    length: int


@dataclass
class Segment:
    """Tokens of a document, with their successors."""

    document: Tensor
    start: int
    length: int
    #: Whether it begins in the state in which its lane ended, and not from none.
    goes_on: bool


def segment_batches(chunks: Iterator[list[list[Segment]]], lanes: int) -> Iterator[Batch]:
    """Of each chunk the segments of every lane, a row for each: what comes after the end of a document begins in a row of its own."""
    ended_in = list(range(lanes))
    for chunk in chunks:
        segments: list[Segment] = []
        carried: list[int] = []
        for lane, parts in enumerate(chunk):
            carried += [ended_in[lane] if part.goes_on else -1 for part in parts]
            segments += parts
            ended_in[lane] = len(segments) - 1
        yield segment_batch(segments, carried)


def segment_batch(segments: list[Segment], carried: list[int]) -> Batch:
    """Where a process has nothing to read, a row that does not count."""
    if not segments:
        return Batch(torch.zeros(1, 1, dtype=torch.long), torch.full((1, 1), IGNORED), torch.ones(1, dtype=torch.long), carried=[-1])
    lengths = torch.tensor([segment.length for segment in segments])
    inputs = torch.zeros(len(segments), int(lengths.max()), dtype=torch.long)
    targets = torch.full_like(inputs, IGNORED)
    for row, segment in enumerate(segments):
        start, end = segment.start, segment.start + segment.length
        inputs[row, : segment.length] = segment.document[start:end]
        targets[row, : segment.length] = segment.document[start + 1 : end + 1]
    return Batch(inputs, targets, lengths, carried=carried)


def split_documents(documents: list[Tensor], validation_fraction: float) -> tuple[list[Tensor], list[Tensor]]:
    """The first tokens train, the rest is held back; a document in which that end lies becomes two."""
    remaining = int(sum(len(document) for document in documents) * (1 - validation_fraction))
    training, validation = [], []
    for document in documents:
        share = min(remaining, len(document))
        training.append(document[:share])
        validation.append(document[share:])
        remaining -= share
    return training, validation


def cut(document: Tensor, steps: int) -> list[Chunk]:
    """Pairs of a token and its successor, in chunks of at most `steps`."""
    pairs = len(document) - 1
    return [Chunk(document, start, min(steps, pairs - start)) for start in range(0, pairs, steps)]


def training_lanes(documents: list[Tensor], lanes: int, steps: int) -> list[list[Chunk]]:
    """Equally many whole chunks for each lane, in the order of the text."""
    documents = [document for document in documents if len(document) > 1]
    chunks = [chunk for document in documents for chunk in cut(document, steps)]
    usable = (len(documents[0]) - 1) // steps if len(documents) == 1 else len(chunks)
    count = usable // lanes
    if count == 0:
        raise SystemExit("The text is too short for one chunk in every lane. Use a longer text, or smaller batches in training.json.")
    return [chunks[lane * count : (lane + 1) * count] for lane in range(lanes)]


def validation_lanes(documents: list[Tensor], lanes: int, steps: int) -> list[list[Chunk]]:
    """All pairs, in at most `lanes` lanes."""
    documents = [document for document in documents if len(document) > 1]
    pairs = sum(len(document) - 1 for document in documents)
    if pairs == 0:
        return []
    count = max(1, min(lanes, pairs // steps))
    length = -(-pairs // count)
    result: list[list[Chunk]] = [[] for _ in range(count)]
    filled = 0
    for document in documents:
        start = 0
        while start < len(document) - 1:
            taken = min(len(document) - 1 - start, length - filled % length)
            result[filled // length] += cut(document[start : start + taken + 1], min(steps, length))
            filled += taken
            start += taken
    return result


def batches(lanes: list[list[Chunk]], steps: int, first: int = 0) -> Iterator[Batch]:
    """Chunk n of all lanes, for n = first, first + 1, …"""
    for n in range(first, max((len(lane) for lane in lanes), default=0)):
        inputs = torch.zeros(len(lanes), steps, dtype=torch.long)
        targets = torch.full((len(lanes), steps), IGNORED)
        new_rows = []
        for row, lane in enumerate(lanes):
            if n >= len(lane):
                continue
            document, start, length = lane[n].document, lane[n].start, lane[n].length
            inputs[row, :length] = document[start : start + length]
            targets[row, :length] = document[start + 1 : start + length + 1]
            if start == 0:
                new_rows.append(row)
        yield Batch(inputs, targets, None, new_rows)


def read_samples(texts: list[str], classes: list[str], encode: Callable[[str], list[int]]) -> list[Sample]:
    """Of JSON lines. Rows without a text or a label are left out, as the studio does it."""
    numbers = {name: n for n, name in enumerate(classes)}
    samples = []
    for line in "\n".join(texts).split("\n"):
        row = json.loads(line) if line.strip() else {}
        text, label = row.get("text") or "", row.get("label")
        name = label.strip() if isinstance(label, str) else "" if label is None else json.dumps(label)
        if text.strip() == "" or name == "":
            continue
        if name not in numbers:
            raise SystemExit(f"The network has no class “{name}”: it knows {', '.join(classes)}.")
        samples.append((torch.tensor(encode(text), dtype=torch.long), numbers[name]))
    if not samples:
        raise SystemExit('There is no sample. Each line has to be like {"text": "What a day", "label": "good"}.')
    return samples


def sequence_batches(samples: list[Sample], size: int, steps: int) -> Iterator[Batch]:
    """The first `steps` tokens of each sample, padded to the longest of a batch."""
    for start in range(0, len(samples), size):
        rows = [ids[:steps] for ids, _ in samples[start : start + size]]
        lengths = torch.tensor([len(row) for row in rows])
        inputs = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
        yield Batch(inputs, torch.tensor([label for _, label in samples[start : start + size]]), lengths)
