"""Recurrent layers over padded batches, and cells that torch.nn does not have."""

from __future__ import annotations

import math
from typing import Callable, Optional, Tuple, Union

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

#: h, or h and the cell's other states.
State = Union[Tensor, Tuple[Tensor, ...]]

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
    """x (B, T, I) → the outputs of all steps (B, T, D·H), those at the end (B, D·H), and the state: h, or h, c and so on, each (D, B, H).

    With `lengths` (B) a sequence ends before its padding, and its backward direction begins there.
    """
    if isinstance(layer, StepwiseLayer):
        outputs, state = layer(x, state, lengths)
    elif lengths is None:
        outputs, state = layer(x, state)
    else:
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        outputs, state = layer(packed, state)
        outputs, _ = pad_packed_sequence(outputs, batch_first=True, total_length=x.shape[1])
    hidden = state[0] if isinstance(state, tuple) else state
    return outputs, hidden.transpose(0, 1).flatten(1), state


def detached(state: State) -> State:
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


def forget(states: Optional[list[State]], rows: list[int]) -> Optional[list[State]]:
    """The states of all layers, with zeros in these rows."""
    if states is None or not rows:
        return states

    def without(part: Tensor) -> Tensor:
        part = part.clone()
        part[:, rows] = 0
        return part

    return changed(states, without)


def begin(states: Optional[list[State]], carried: list[int]) -> Optional[list[State]]:
    """For each row the state of the one that it goes on from, or zeros."""
    if states is None or all(row < 0 for row in carried):
        return None

    def of_rows(part: Tensor) -> Tensor:
        rows = torch.tensor(carried, device=part.device)
        return part[:, rows.clamp(min=0)] * (rows >= 0).to(part.dtype).unsqueeze(1)

    return changed(states, of_rows)


def changed(states: list[State], change: Callable[[Tensor], Tensor]) -> list[State]:
    return [tuple(map(change, each)) if isinstance(each, tuple) else change(each) for each in states]


def add_directions(x: Tensor) -> Tensor:
    """(…, 2·H), both directions side by side → (…, H), their sum."""
    forward, backward = x.chunk(2, dim=-1)
    return forward + backward


def freeze_second_bias(layer: nn.Module) -> None:
    """An LSTM and a simple RNN were trained with one bias. torch.nn has two, of which the second stays zero."""
    for name, parameter in layer.named_parameters():
        if name.startswith("bias_hh"):
            parameter.requires_grad_(False)


class StepwiseLayer(nn.Module):
    """A recurrent layer that goes step by step, for a cell that torch.nn does not have. Its states are h, (B, H), and whatever else the
    cell keeps from step to step; its parameters are named as in torch.nn, with the suffix `_l0`, and `_l0_reverse` for those that read
    backward. A subclass says what a step is.
    """

    def __init__(self, hidden_size: int, bidirectional: bool, states: int, shapes: dict[str, tuple[int, ...]]) -> None:
        """`states` counts them; `shapes` are those of the parameters of one direction, by their names without a suffix."""
        super().__init__()
        self.hidden_size = hidden_size
        self.states = states
        self.suffixes = ["l0", "l0_reverse"] if bidirectional else ["l0"]
        bound = 1 / math.sqrt(hidden_size)
        for suffix in self.suffixes:
            for name, shape in shapes.items():
                self.register_parameter(f"{name}_{suffix}", nn.Parameter(torch.empty(shape).uniform_(-bound, bound)))

    def parameter(self, name: str, suffix: str) -> Tensor:
        return getattr(self, f"{name}_{suffix}")

    def project(self, x: Tensor, suffix: str) -> Tensor:
        """x (B, T, I) → what needs no state, for all steps at once (B, T, ·)."""
        return functional.linear(x, self.parameter("weight_ih", suffix), self.parameter("bias_ih", suffix))

    def begin(self, zeros: Tensor, suffix: str) -> Callable[..., tuple[Tensor, ...]]:
        """Returns the step: what `project` made of one (B, ·), and the states before → the states after it."""
        raise NotImplementedError

    def forward(
        self, x: Tensor, state: Optional[State] = None, lengths: Optional[Tensor] = None
    ) -> tuple[Tensor, State]:
        before = state if isinstance(state, tuple) or state is None else (state,)
        outputs, after = [], []
        for n, suffix in enumerate(self.suffixes):
            output, states = self._direction(x, suffix, None if before is None else [part[n] for part in before], lengths)
            outputs.append(output)
            after.append(states)
        stacked = tuple(torch.stack(parts) for parts in zip(*after))
        return torch.cat(outputs, dim=-1), stacked if len(stacked) > 1 else stacked[0]

    def _direction(
        self, x: Tensor, suffix: str, states: Optional[list[Tensor]], lengths: Optional[Tensor]
    ) -> tuple[Tensor, list[Tensor]]:
        inputs = self.project(x, suffix)
        zeros = x.new_zeros(x.shape[0], self.hidden_size)
        states = [zeros] * self.states if states is None else states
        step = self.begin(zeros, suffix)
        steps = range(x.shape[1])
        outputs = [zeros] * len(steps)
        for t in reversed(steps) if suffix.endswith("_reverse") else steps:
            new_states = step(inputs[:, t], *states)
            if lengths is not None:
                is_real = (t < lengths).unsqueeze(1)
                new_states = [torch.where(is_real, new, old) for new, old in zip(new_states, states)]
            states = list(new_states)
            outputs[t] = states[0]
        return torch.stack(outputs, dim=1), states


class StepwiseRNN(StepwiseLayer):
    """An LSTM, GRU or simple RNN of one layer, since torch.nn's own know neither these activations nor dropout of the state. Parameters
    are named and laid out as in nn.LSTM, nn.GRU and nn.RNN, and so are the states.

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
        rows = GATES[cell] * hidden_size
        super().__init__(
            hidden_size,
            bidirectional,
            states=2 if cell == "lstm" else 1,
            shapes={
                "weight_ih": (rows, input_size),
                "weight_hh": (rows, hidden_size),
                "bias_ih": (rows,),
                "bias_hh": (rows,),
            },
        )
        self.cell = cell
        self.activation = ACTIVATIONS[activation]
        self.gate = ACTIVATIONS[gate_activation]
        self.recurrent_dropout = recurrent_dropout

    def begin(self, zeros: Tensor, suffix: str) -> Callable[..., tuple[Tensor, ...]]:
        weight_hh, bias_hh = self.parameter("weight_hh", suffix), self.parameter("bias_hh", suffix)
        mask = functional.dropout(torch.ones_like(zeros), self.recurrent_dropout, self.training)
        return lambda a, h, *c: self._step(a, functional.linear(mask * h, weight_hh, bias_hh), h, *c)

    def _step(self, a: Tensor, u: Tensor, h: Tensor, *c: Tensor) -> tuple[Tensor, ...]:
        if self.cell == "lstm":
            i, f, g, o = (a + u).chunk(4, dim=1)
            cell = self.gate(f) * c[0] + self.gate(i) * self.activation(g)
            return self.gate(o) * self.activation(cell), cell
        if self.cell == "gru":
            (a_r, a_z, a_n), (u_r, u_z, u_n) = a.chunk(3, dim=1), u.chunk(3, dim=1)
            r, z = self.gate(a_r + u_r), self.gate(a_z + u_z)
            return ((1 - z) * self.activation(a_n + r * u_n) + z * h,)
        return (self.activation(a + u),)
