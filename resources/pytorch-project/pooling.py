"""Layers that make one vector of the steps of a sequence. What comes after the end of a padded sequence has no effect."""

from __future__ import annotations

from typing import Optional

import torch
from torch import Tensor, nn


def present_steps(x: Tensor, lengths: Optional[Tensor]) -> Tensor:
    """(B, T, 1): true for the steps before the end of each sequence of x (B, T, F)."""
    steps = torch.arange(x.shape[1], device=x.device)
    ends = torch.full((x.shape[0],), x.shape[1], device=x.device) if lengths is None else lengths.to(x.device)
    return (steps[None, :] < ends[:, None])[:, :, None]


def mean_pooling(x: Tensor, lengths: Optional[Tensor] = None) -> Tensor:
    """The mean of each feature over the steps: (B, T, F) to (B, F)."""
    present = present_steps(x, lengths)
    return torch.where(present, x, torch.zeros_like(x)).sum(dim=1) / present.sum(dim=1)


def max_pooling(x: Tensor, lengths: Optional[Tensor] = None) -> Tensor:
    """The largest value of each feature over the steps: (B, T, F) to (B, F)."""
    return x.masked_fill(~present_steps(x, lengths), float("-inf")).max(dim=1).values


class AttentionPooling(nn.Module):
    """The mean of the steps, weighted by the softmax over them of v \u00b7 tanh(x W + b): (B, T, F) to (B, F)."""

    def __init__(self, features: int, units: int) -> None:
        super().__init__()
        self.keys = nn.Linear(features, units)
        self.context = nn.Parameter(torch.empty(units).uniform_(-(units**-0.5), units**-0.5))

    def forward(self, x: Tensor, lengths: Optional[Tensor] = None) -> Tensor:
        present = present_steps(x, lengths)
        scores = (torch.tanh(self.keys(x)) @ self.context)[:, :, None].masked_fill(~present, float("-inf"))
        return (torch.where(present, x, torch.zeros_like(x)) * scores.softmax(dim=1)).sum(dim=1)
