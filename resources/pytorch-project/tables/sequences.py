"""Sequences of the rows of a table, as a classifier reads them."""

from __future__ import annotations

from typing import List, Sequence, Tuple

import torch
from torch import Tensor

from table import Rows


def batch_of(table: Sequence[Rows]) -> Tuple[dict[str, Tensor], Tensor]:
    """The numbers (B, T, columns), padded with zeros, and the rows of each sequence (B)."""
    sequences = [torch.tensor(rows.values, dtype=torch.float64).T for rows in table]
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return {"values": torch.nn.utils.rnn.pad_sequence(sequences, batch_first=True)}, lengths


def in_batches(table: List[Rows], size: int) -> List[List[Rows]]:
    return [table[start : start + size] for start in range(0, len(table), size)]
