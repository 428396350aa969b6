"""minGRU (Feng et al. 2024): gates that see the input alone, so that all products are done before the first step."""

from __future__ import annotations

from typing import Callable

import torch
from torch import Tensor

from recurrent import StepwiseLayer


class MinGRU(StepwiseLayer):
    """z = σ(a_z); n = g(a_n), with g(a) = a + ½ where a ≥ 0, else σ(a); h' = (1 − z)·h + z·n. `weight_ih` and `bias_ih` have the rows of z,
    then those of n."""

    def __init__(self, input_size: int, hidden_size: int, bidirectional: bool = False) -> None:
        rows = 2 * hidden_size
        shapes = {"weight_ih": (rows, input_size), "bias_ih": (rows,)}
        super().__init__(hidden_size, bidirectional, states=1, shapes=shapes)

    def project(self, x: Tensor, suffix: str) -> Tensor:
        gate, candidate = super().project(x, suffix).chunk(2, dim=-1)
        return torch.cat([torch.sigmoid(gate), candidate.relu() + torch.sigmoid(candidate.clamp(max=0))], dim=-1)

    def begin(self, zeros: Tensor, suffix: str) -> Callable[..., tuple[Tensor, ...]]:
        return step


def step(gate_and_candidate: Tensor, h: Tensor) -> tuple[Tensor, ...]:
    z, candidate = gate_and_candidate.chunk(2, dim=-1)
    return (h + z * (candidate - h),)
