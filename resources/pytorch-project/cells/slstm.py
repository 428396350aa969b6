"""sLSTM (Beck et al. 2024): an LSTM with exponential gates, a normaliser n and a stabiliser m, whose recurrent kernels are in heads."""

from __future__ import annotations

from typing import Callable

import torch
from torch import Tensor
from torch.nn import functional

from recurrent import StepwiseLayer


class SLSTM(StepwiseLayer):
    """m' = max(ĩ, m + log σ(f̃)), and ĩ where n = 0; i = exp(ĩ − m'); f = exp(m + log σ(f̃) − m'); c' = f·c + i·tanh(z̃); n' = f·n + i;
    h' = σ(õ)·c' / n'. The states are h, c, n and m, each (B, H).

    `weight_ih` (4H, I) and `bias_ih` (4H) have the rows of i, then those of f, z and o. `weight_hh` (heads, 4D, D) has for each head
    of D units the rows of these gates.
    """

    def __init__(self, input_size: int, hidden_size: int, bidirectional: bool = False, heads: int = 1) -> None:
        rows, head_size = 4 * hidden_size, hidden_size // heads
        shapes = {
            "weight_ih": (rows, input_size),
            "weight_hh": (heads, 4 * head_size, head_size),
            "bias_ih": (rows,),
        }
        super().__init__(hidden_size, bidirectional, states=4, shapes=shapes)
        self.heads = heads

    def begin(self, zeros: Tensor, suffix: str) -> Callable[..., tuple[Tensor, ...]]:
        kernels = self.parameter("weight_hh", suffix).transpose(1, 2)

        def step(a: Tensor, h: Tensor, c: Tensor, n: Tensor, m: Tensor) -> tuple[Tensor, ...]:
            i, f, z, o = (a + self._recurrent(h, kernels)).chunk(4, dim=1)
            is_first = n == 0
            kept = m + functional.logsigmoid(f)
            new_m = torch.where(is_first, i, torch.maximum(i, kept))
            write = torch.exp(i - new_m)
            keep = torch.exp((kept - new_m).masked_fill(is_first, float("-inf")))
            new_c = keep * c + write * torch.tanh(z)
            new_n = keep * n + write
            return torch.sigmoid(o) * new_c / new_n, new_c, new_n, new_m

        return step

    def _recurrent(self, h: Tensor, kernels: Tensor) -> Tensor:
        """h (B, H) by each head's kernel (D, 4D) → (B, 4H), gate by gate."""
        batch, size = h.shape[0], h.shape[1] // self.heads
        product = h.view(batch, self.heads, size).transpose(0, 1) @ kernels
        return product.view(self.heads, batch, 4, size).permute(1, 2, 0, 3).reshape(batch, -1)
