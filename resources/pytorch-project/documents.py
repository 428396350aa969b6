"""Documents of a language model as Kioku Studio batches them since its batching 3: each trains whole in every epoch, or is held back whole."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Iterator, Optional, Tuple

from torch import Tensor

from data import Batch, Segment, segment_batches
from draws import Draws

#: A shorter chunk than the wanted one has to save this share of all steps.
WORTH_SHORTENING = 0.05
SHORTEST_SHARE = 0.5
SHARES = 6


def held_out_documents(lengths: list[int], fraction: float, seed: int) -> list[bool]:
    """Documents drawn by the seed, as nearly that share of all tokens as they allow: at least one, and never all."""
    held_out = [False] * len(lengths)
    missing = sum(lengths) * fraction
    if len(lengths) < 2 or missing == 0:
        return held_out
    order = list(range(len(lengths)))
    Draws(seed, "split", 0).shuffle(order)
    chosen = 0
    for n in order:
        if lengths[n] >= 2 * missing or chosen == len(lengths) - 1:
            continue
        held_out[n] = True
        chosen += 1
        missing -= lengths[n]
    if chosen == 0:
        held_out[lengths.index(min(lengths))] = True
    return held_out


@dataclass
class Chain:
    """Chunks that follow one another: the pieces of one long document, and whole documents after its end; or just whole documents."""

    long: Optional[int]
    chunks: int
    short: list[int] = field(default_factory=list)


def lay_out_documents(pairs: list[int], wanted: int) -> tuple[int, list[Chain]]:
    """Chunks for documents of so many pairs of a token and its successor, the longest first, and their steps, at most `wanted`."""
    longest = pairs[0] if pairs else 1
    if longest <= wanted:
        return longest, fill_chunks(pairs, longest)
    best = wanted, fill_chunks(pairs, wanted)
    for n in range(1, SHARES):
        steps = math.ceil(wanted * (1 - (n * (1 - SHORTEST_SHARE)) / (SHARES - 1)))
        chains = fill_chunks(pairs, steps)
        if all_steps(steps, chains) < (1 - WORTH_SHORTENING) * all_steps(*best):
            best = steps, chains
    return best


def all_steps(steps: int, chains: list[Chain]) -> int:
    return steps * sum(chain.chunks for chain in chains)


def fill_chunks(pairs: list[int], steps: int) -> list[Chain]:
    """Best fit, the longest documents first."""
    chains: list[Chain] = []
    #: By the number of pairs for which there is room in their last chunk; the step before the next document is taken off.
    open_chains: list[list[Chain]] = [[] for _ in range(steps + 1)]

    def reopen(chain: Chain, steps_left: int) -> None:
        if steps_left > 1:
            open_chains[steps_left - 1].append(chain)

    for rank, length in enumerate(pairs):
        if length > steps:
            chunks = -(-length // steps)
            chains.append(Chain(rank, chunks))
            reopen(chains[-1], steps - (length - (chunks - 1) * steps))
            continue
        room = next((room for room in range(length, steps + 1) if open_chains[room]), None)
        if room is None:
            chains.append(Chain(None, 1, [rank]))
            reopen(chains[-1], steps - length)
        else:
            chain = open_chains[room].pop()
            chain.short.append(rank)
            reopen(chain, room - length)
    return chains


#: The index of a chain, or −1 for an empty chunk, and the place of the chunk in it.
Place = Tuple[int, int]


class ChainLanes:
    """Chains in lanes of equally many chunks: the longest first, into the lane with the most room, and cut where a lane ends."""

    def __init__(self, chains: list[Chain], most: int) -> None:
        chunks = sum(chain.chunks for chain in chains)
        self.lanes = min(most, chunks)
        self.count = -(-chunks // self.lanes) if self.lanes > 0 else 0
        self.long_parts: list[list[list[Place]]] = [[] for _ in range(self.lanes)]
        self.rooms = [self.count] * self.lanes
        self.single: list[int] = []
        for index, chain in enumerate(chains):
            if chain.chunks == 1:
                self.single.append(index)
                continue
            place = 0
            while place < chain.chunks:
                lane = self.rooms.index(max(self.rooms))
                taken = min(self.rooms[lane], chain.chunks - place)
                self.long_parts[lane].append([(index, place + n) for n in range(taken)])
                self.rooms[lane] -= taken
                place += taken
        self.empty = self.lanes * self.count - chunks

    def arrange(self, draws: Draws) -> list[list[Place]]:
        """The chunks of each lane, in an order that is drawn."""
        singles = self.single + [-1] * self.empty
        draws.shuffle(singles)
        taken = 0
        lanes = []
        for long, room in zip(self.long_parts, self.rooms):
            parts = long + [[(index, 0)] for index in singles[taken : taken + room]]
            taken += room
            draws.shuffle(parts)
            lanes.append([place for part in parts for place in part])
        return lanes


class DocumentBatches:
    """All documents, each of at least two tokens, in every epoch: `lanes` of `count` chunks, in an order of the epoch's own."""

    def __init__(self, documents: list[Tensor], batch_size: int, sequence_length: int, seed: int) -> None:
        self.documents = documents
        self.seed = seed
        self.longest_first = sorted(range(len(documents)), key=lambda n: -len(documents[n]))
        self.pairs = [len(documents[n]) - 1 for n in self.longest_first]
        self.steps, self.chains = lay_out_documents(self.pairs, sequence_length)
        self.chain_lanes = ChainLanes(self.chains, batch_size)
        self.lanes, self.count = self.chain_lanes.lanes, self.chain_lanes.count

    def batches(self, epoch: int, first: int, lanes: slice) -> Iterator[Batch]:
        """From chunk `first` on, for some of the lanes."""
        draws = Draws(self.seed, "shuffle", epoch)
        by_rank = self._shuffled_equals(draws)
        order = self.chain_lanes.arrange(draws)[lanes]
        chunks = ([self._segments(lane, n, by_rank) for lane in order] for n in range(first, self.count))
        return segment_batches(chunks, len(order))

    def _shuffled_equals(self, draws: Draws) -> list[int]:
        """Documents of the same length may change places."""
        by_rank: list[int] = []
        start = 0
        while start < len(self.pairs):
            end = start + 1
            while end < len(self.pairs) and self.pairs[end] == self.pairs[start]:
                end += 1
            equals = self.longest_first[start:end]
            draws.shuffle(equals)
            by_rank += equals
            start = end
        return by_rank

    def _segments(self, lane: list[Place], n: int, by_rank: list[int]) -> list[Segment]:
        index, place = lane[n]
        if index < 0:
            return []
        chain = self.chains[index]
        segments = []
        if chain.long is not None:
            document = self.documents[by_rank[chain.long]]
            start = place * self.steps
            goes_on = n > 0 and place > 0 and lane[n - 1][0] == index
            segments.append(Segment(document, start, min(len(document) - 1 - start, self.steps), goes_on))
        if place == chain.chunks - 1:
            short = (self.documents[by_rank[rank]] for rank in chain.short)
            segments += [Segment(document, 0, len(document) - 1, False) for document in short]
        return segments


def whole_documents(documents: list[Tensor], rows: int, steps: int) -> Iterator[Batch]:
    """Each document from its first token to its last, `rows` of them side by side."""
    ordered = sorted((document for document in documents if len(document) > 1), key=len, reverse=True)
    for first in range(0, len(ordered), rows):
        together = ordered[first : first + rows]
        chunks = ([_piece(document, start, steps) for document in together] for start in range(0, len(together[0]) - 1, steps))
        yield from segment_batches(chunks, len(together))


def _piece(document: Tensor, start: int, steps: int) -> list[Segment]:
    length = min(len(document) - 1 - start, steps)
    return [Segment(document, start, length, start > 0)] if length > 0 else []
