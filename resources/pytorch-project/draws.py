"""Random numbers as Kioku Studio draws them, so that the same samples are held back, and the others come in the same order."""

from __future__ import annotations

import math

WORD = 0xFFFFFFFF


class Draws:
    """Philox4x32-10 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011), of one purpose and index."""

    def __init__(self, seed: int, purpose: str, index: int) -> None:
        self.key = (seed & WORD, seed >> 32 & WORD)
        self.counter = (_fnv1a(purpose), index & WORD)
        self.block = 0
        self.words: list[int] = []

    def word(self) -> int:
        if not self.words:
            self.words = _philox(self.block & WORD, self.block >> 32, *self.counter, *self.key)[::-1]
            self.block += 1
        return self.words.pop()

    def below(self, n: int) -> int:
        """Words past the last whole multiple of n are drawn again, so that no remainder is favoured."""
        limit = 2**32 - 2**32 % n
        word = self.word()
        while word >= limit:
            word = self.word()
        return word % n

    def shuffle(self, items: list) -> None:
        for n in range(len(items) - 1, 0, -1):
            other = self.below(n + 1)
            items[n], items[other] = items[other], items[n]


def _philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> list[int]:
    for _ in range(10):
        a, b = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = b >> 32 ^ c1 ^ k0, b & WORD, a >> 32 ^ c3 ^ k1, a & WORD
        k0, k1 = k0 + 0x9E3779B9 & WORD, k1 + 0xBB67AE85 & WORD
    return [c0, c1, c2, c3]


def _fnv1a(text: str) -> int:
    hashed = 0x811C9DC5
    for character in text:
        hashed = (hashed ^ ord(character)) * 0x01000193 & WORD
    return hashed


def split_samples(labels: list[int], fraction: float, seed: int, batching: int) -> tuple[list[int], list[int]]:
    """
    Which samples train and which are held back: the same share of each class, of which one sample is always left to train on. Shares are
    rounded by largest remainder; with batching 1, as older runs have it, each by itself.
    """
    members: dict[int, list[int]] = {}
    for n, label in enumerate(labels):
        members.setdefault(label, []).append(n)
    sizes = [len(numbers) for numbers in members.values()]
    if batching >= 2:
        shares = _shares_by_largest_remainder(sizes, fraction, seed)
    else:
        shares = [min(math.floor(size * fraction + 0.5), size - 1) for size in sizes]
    held_back: set[int] = set()
    for (label, numbers), share in zip(members.items(), shares):
        Draws(seed, "split", label).shuffle(numbers)
        held_back.update(numbers[:share])
    return [n for n in range(len(labels)) if n not in held_back], sorted(held_back)


def _shares_by_largest_remainder(sizes: list[int], fraction: float, seed: int) -> list[int]:
    """Which of equal remainders come first is drawn."""
    wanted = [size * fraction for size in sizes]
    shares = [math.floor(each) for each in wanted]
    missing = math.floor(sum(sizes) * fraction + 0.5) - sum(shares)
    order = list(range(len(sizes)))
    Draws(seed, "split of remainders", 0).shuffle(order)
    candidates = sorted((n for n in order if shares[n] + 1 < sizes[n]), key=lambda n: shares[n] - wanted[n])
    for n in candidates[: max(missing, 0)]:
        shares[n] += 1
    return shares
