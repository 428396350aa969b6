"""From the numbers of a table to what a network reads, and from what it says back to such numbers: a list of plain steps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, Dict, Optional

import torch
from torch import Tensor, nn

UNARY: dict[str, Callable[[Tensor], Tensor]] = {
    "log": torch.log,
    "exp": torch.exp,
    "sin": torch.sin,
    "sqrt": torch.sqrt,
    "absolute": torch.abs,
    "floor": torch.floor,
    "known": lambda x: torch.where(torch.isnan(x), torch.zeros_like(x), x),
}

BINARY: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "add": torch.add,
    "subtract": torch.sub,
    "multiply": torch.mul,
    "divide": torch.div,
    "largest": torch.maximum,
    "smallest": torch.minimum,
}

Values = Dict[str, Tensor]


class Graph(nn.Module):
    """Computes the steps in float64. The first axis of every value but constants is the batch, which the steps leave out."""

    def __init__(self, description: dict[str, Any]) -> None:
        super().__init__()
        self.inputs = description["inputs"]
        self.outputs = description["outputs"]
        self.steps = description["steps"]
        for step in self.steps:
            if step["op"] == "constant":
                values = torch.tensor(step["values"], dtype=torch.float64).reshape(step["shape"])
                self.register_buffer(step["name"], values, persistent=False)

    def forward(self, inputs: Values, network: Optional[Callable[[Tensor], Tensor]] = None) -> Values:
        """`inputs` by name, (B, …); `network` reads and gives float32. Gives the outputs by name."""
        values = {entry["name"]: inputs[entry["name"]].double() for entry in self.inputs}
        for step in self.steps:
            values[step["name"]] = self.compute(step, values, network)
        return {output["name"]: values[output["value"]] for output in self.outputs}

    def compute(self, step: dict[str, Any], values: Values, network: Optional[Callable[[Tensor], Tensor]]) -> Tensor:
        kind = step["op"]
        if kind == "constant":
            return getattr(self, step["name"])
        if kind in BINARY:
            first, second = step["of"]
            return BINARY[kind](values[first], values[second])
        if kind == "concat":
            return torch.cat([values[name] for name in step["of"]], dim=step["axis"] + 1)
        x = values[step["of"]]
        if kind in UNARY:
            return UNARY[kind](x)
        if kind == "slice":
            return x.narrow(step["axis"] + 1, step["from"], step["to"] - step["from"])
        if kind == "gather":
            return x.index_select(step["axis"] + 1, torch.tensor(step["places"], device=x.device))
        if kind == "reshape":
            return x.reshape(x.shape[0], *[-1 if extent is None else extent for extent in step["shape"]])
        if kind == "mean":
            return x.mean(dim=step["axis"] + 1, keepdim=True)
        if kind == "product":
            return x @ values[step["matrix"]]
        if kind == "lookup":
            return values[step["table"]][x.long()]
        if kind == "network":
            if network is None:
                raise ValueError("These steps need a network.")
            return network(x.float()).double()
        raise ValueError(f"There is no step called {kind}.")


class TableModel(nn.Module):
    """A network with all that is around it: it takes the numbers of a table as they are, and gives such numbers."""

    def __init__(self, network: nn.Module, description: dict[str, Any]) -> None:
        super().__init__()
        self.network = network
        self.graph = Graph(description)

    def forward(self, inputs: Values, lengths: Optional[Tensor] = None) -> Values:
        """`inputs` by the names in preparation.json; `lengths` (B) are those of padded sequences. Scores of classes are called `logits`."""
        told: list[Tensor] = []

        def network(x: Tensor) -> Tensor:
            told.append(self.network(x, None, lengths)[0])
            return told[-1]

        outputs = self.graph(inputs, network)
        return outputs or {"logits": told[-1]}


def load_table_model(folder: Path) -> TableModel:
    """The network of a folder, ready to predict; what is around it stays that of this project."""
    from model import FOLDER, load_model

    preparation = json.loads((FOLDER / "preparation.json").read_text(encoding="utf-8"))
    return TableModel(load_model(folder), preparation["graph"]).eval()
