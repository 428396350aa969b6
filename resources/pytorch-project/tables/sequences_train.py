"""Goes on training the classifier on a table with the same columns, and a column of labels.

    python train.py table.csv --series id --label label --epochs 20
    python predict.py table.csv --series id --network continued
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, List, Sequence, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from draws import split_samples
from graph import Graph
from sequences import batch_of
from table import Rows, read_cells, read_table
from training import Training

FOLDER = Path(__file__).parent


class Sequences:
    def __init__(self, table: List[Rows], labels: List[int], about: dict[str, Any], weights: Any) -> None:
        self.table, self.labels = table, labels
        self.graph = Graph(about["training"])
        self.weights = None if weights is None else torch.tensor(weights)

    def loss(self, network: nn.Module, members: Sequence[int]) -> Tuple[Tensor, float]:
        inputs, lengths = batch_of([self.table[member] for member in members])
        device = next(network.parameters()).device
        read = self.graph(inputs)["read"].float().to(device)
        labels = torch.tensor([self.labels[member] for member in members], device=device)
        weights = None if self.weights is None else self.weights.to(device)
        loss = functional.cross_entropy(network(read, None, lengths)[0], labels, weights)
        return loss, float(len(members) if weights is None else weights[labels].sum())


def read_labels(path: Path, series: str, label: str, table: List[Rows], classes: List[str]) -> List[int]:
    found: dict[str, str] = {}
    for row in read_cells(path):
        found.setdefault(row[series].strip(), row[label].strip())
    unknown = sorted({name for name in found.values() if name not in classes})
    if unknown:
        raise SystemExit(f"The network has no class “{unknown[0]}”: it knows {', '.join(classes)}.")
    return [classes.index(found[rows.series or ""]) for rows in table]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="a CSV file with the columns that the network was trained on, in order of time")
    parser.add_argument("--series", required=True, help="the column that names the sequences")
    parser.add_argument("--label", required=True, help="the column that names their classes")
    parser.add_argument("--epochs", type=int, default=10, help="how many more, at most")
    parser.add_argument("--start", type=Path, default=FOLDER, help="the folder in which to go on: this one, or one of --out")
    parser.add_argument("--out", type=Path, default=FOLDER / "continued")
    arguments = parser.parse_args()
    about = json.loads((FOLDER / "preparation.json").read_text(encoding="utf-8"))
    spec = json.loads((arguments.start / "training.json").read_text(encoding="utf-8"))["train"]
    description = about["description"]
    table = read_table(arguments.table, description["columns"], None, arguments.series)
    labels = read_labels(arguments.table, arguments.series, arguments.label, table, description["classes"])
    training, held_out = split_samples(labels, spec["validationFraction"], spec["seed"], spec.get("batching", 1))
    torch.manual_seed(spec["seed"])
    sequences = Sequences(table, labels, about, spec["classWeights"])
    Training(arguments.start, arguments.epochs, sequences.loss, training, held_out).run(arguments.out)


if __name__ == "__main__":
    main()
