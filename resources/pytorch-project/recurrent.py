"""Recurrent layers over padded batches, and cells that torch.nn does not have."""

from __future__ import annotations

import math
from typing import Callable, Optional, Tuple, Union

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

State = Union[Tensor, Tuple[Tensor, Tensor]]

GATES = {"lstm": 4, "gru": 3, "rnn": 1}

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,
    "softsign": functional.softsign,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "hard_sigmoid": lambda x: (0.2 * x + 0.5).clamp(0, 1),
    "linear": lambda x: x,
}


def run(
    layer: nn.Module, x: Tensor, state: Optional[State] = None, lengths: Optional[Tensor] = None
) -> tuple[Tensor, Tensor, State]:
    """x (B, T, I) → the outputs of all steps (B, T, D·H), those at the end (B, D·H), and the state: h, or h and c, each (D, B, H).

    With `lengths` (B) a sequence ends before its padding, and its backward direction begins there.
    """
    if isinstance(layer, StepwiseRNN) or lengths is None:
        outputs, state = layer(x, state, lengths) if isinstance(layer, StepwiseRNN) else layer(x, state)
    else:
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        outputs, state = layer(packed, state)
        outputs, _ = pad_packed_sequence(outputs, batch_first=True, total_length=x.shape[1])
    hidden = state[0] if isinstance(state, tuple) else state
    return outputs, hidden.transpose(0, 1).flatten(1), state


def detached(state: State) -> State:
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


def add_directions(x: Tensor) -> Tensor:
    """(…, 2·H), both directions side by side → (…, H), their sum."""
    forward, backward = x.chunk(2, dim=-1)
    return forward + backward


def freeze_second_bias(layer: nn.Module) -> None:
    """An LSTM and a simple RNN were trained with one bias. torch.nn has two, of which the second stays zero."""
    for name, parameter in layer.named_parameters():
        if name.startswith("bias_hh"):
            parameter.requires_grad_(False)


class StepwiseRNN(nn.Module):
    """An LSTM, GRU or simple RNN of one layer that goes step by step, since torch.nn's own know neither these activations nor dropout
    of the state. Parameters are named and laid out as in nn.LSTM, nn.GRU and nn.RNN, and so are the states.

    `recurrent_dropout` drops a share of h before the recurrent product, the same for all steps of a sequence (Gal & Ghahramani 2016).
    """

    def __init__(
        self,
        cell: str,
        input_size: int,
        hidden_size: int,
        bidirectional: bool = False,
        activation: str = "tanh",
        gate_activation: str = "sigmoid",
        recurrent_dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.cell = cell
        self.hidden_size = hidden_size
        self.activation = ACTIVATIONS[activation]
        self.gate = ACTIVATIONS[gate_activation]
        self.recurrent_dropout = recurrent_dropout
        self.suffixes = ["l0", "l0_reverse"] if bidirectional else ["l0"]
        rows = GATES[cell] * hidden_size
        bound = 1 / math.sqrt(hidden_size)
        for suffix in self.suffixes:
            shapes = {"weight_ih": (rows, input_size), "weight_hh": (rows, hidden_size), "bias_ih": (rows,), "bias_hh": (rows,)}
            for name, shape in shapes.items():
                self.register_parameter(f"{name}_{suffix}", nn.Parameter(torch.empty(shape).uniform_(-bound, bound)))

    def forward(
        self, x: Tensor, state: Optional[State] = None, lengths: Optional[Tensor] = None
    ) -> tuple[Tensor, State]:
        hiddens, cells = state if isinstance(state, tuple) else (state, None)
        results = [
            self._direction(
                x,
                suffix,
                None if hiddens is None else hiddens[n],
                None if cells is None else cells[n],
                lengths,
            )
            for n, suffix in enumerate(self.suffixes)
        ]
        outputs = torch.cat([output for output, _, _ in results], dim=-1)
        hidden = torch.stack([h for _, h, _ in results])
        if self.cell != "lstm":
            return outputs, hidden
        return outputs, (hidden, torch.stack([c for _, _, c in results]))

    def _direction(
        self, x: Tensor, suffix: str, h: Optional[Tensor], c: Optional[Tensor], lengths: Optional[Tensor]
    ) -> tuple[Tensor, Tensor, Tensor]:
        weight_hh, bias_hh = getattr(self, f"weight_hh_{suffix}"), getattr(self, f"bias_hh_{suffix}")
        inputs = functional.linear(x, getattr(self, f"weight_ih_{suffix}"), getattr(self, f"bias_ih_{suffix}"))
        zeros = x.new_zeros(x.shape[0], self.hidden_size)
        h, c = zeros if h is None else h, zeros if c is None else c
        mask = functional.dropout(torch.ones_like(zeros), self.recurrent_dropout, self.training)
        steps = range(x.shape[1])
        outputs = [zeros] * len(steps)
        for t in reversed(steps) if suffix.endswith("_reverse") else steps:
            new_h, new_c = self._step(inputs[:, t], functional.linear(mask * h, weight_hh, bias_hh), h, c)
            if lengths is not None:
                is_real = (t < lengths).unsqueeze(1)
                new_h, new_c = torch.where(is_real, new_h, h), torch.where(is_real, new_c, c)
            h, c = new_h, new_c
            outputs[t] = h
        return torch.stack(outputs, dim=1), h, c

    def _step(self, a: Tensor, u: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
        if self.cell == "lstm":
            i, f, g, o = (a + u).chunk(4, dim=1)
            c = self.gate(f) * c + self.gate(i) * self.activation(g)
            return self.gate(o) * self.activation(c), c
        if self.cell == "gru":
            (a_r, a_z, a_n), (u_r, u_z, u_n) = a.chunk(3, dim=1), u.chunk(3, dim=1)
            r, z = self.gate(a_r + u_r), self.gate(a_z + u_z)
            return (1 - z) * self.activation(a_n + r * u_n) + z * h, c
        return self.activation(a + u), c
