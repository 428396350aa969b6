"""Goes on training the forecaster on a table with the same columns. The scaling stays as it was fitted in the studio.

    python train.py table.csv --epochs 20
    python predict.py table.csv --network continued
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any, List, Sequence, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from forecast import extended, series_place
from graph import Graph
from table import Rows, read_table, series_column
from training import Training

FOLDER = Path(__file__).parent
#: No series is held back by more than this share, however long the horizon is.
MOST_HELD_BACK = 0.4
SMALLEST_DEVIATION = 1e-3


class Windows:
    """All windows of a table, with what the network is to tell of the rows after each."""

    def __init__(self, table: List[Rows], about: dict[str, Any], head: dict[str, Any], fraction: float) -> None:
        self.about, self.head = about, head
        self.preparation, self.description = about["preparation"], about["description"]
        self.graph = Graph(about["training"])
        residuals = self.preparation["residuals"]
        # The base method leaves less of the rows that it was fitted to.
        fitted = self.preparation.get("trainingResiduals", residuals)
        self.residuals, self.fitted = (torch.tensor(each, dtype=torch.float64)[..., None] for each in (residuals, fitted))
        self.training: List[int] = []
        self.validation: List[int] = []
        #: The series, the first row after the window, and the row before which values may be looked at.
        self.windows: List[Tuple[int, int, int]] = []
        self.tables: List[Tuple[List[float], Tensor, int]] = []
        for rows in table:
            self.add(rows, fraction)
        self.trains = set(self.training)

    def add(self, rows: Rows, fraction: float) -> None:
        window, horizon = self.description["window"], self.description["horizon"]
        past = [n for n, column in enumerate(self.description["columns"]) if column["role"] != "known-ahead"]
        known = rows.known(past)
        times, values = extended(rows, self.about, known, known + horizon)
        self.tables.append((times, torch.tensor(values, dtype=torch.float64).T, series_place(self.description, rows.series)))
        held_back = min(max(round(known * fraction), horizon), math.floor(known * MOST_HELD_BACK)) if fraction > 0 else 0
        split, place = known - held_back, len(self.tables) - 1
        # All rows that a window forecasts are to be rows that train where the network reads them too.
        end = split - horizon + 1 if self.preparation["readsHorizon"] else split
        for origin in range(window, end):
            self.training.append(len(self.windows))
            self.windows.append((place, origin, split))
        for origin in range(max(split, window), max(split, window, known - horizon) + 1):
            if origin < known:
                self.validation.append(len(self.windows))
                self.windows.append((place, origin, known))

    def loss(self, network: nn.Module, members: Sequence[int]) -> Tuple[Tensor, float]:
        read, targets = self.batch(members)
        device = next(network.parameters()).device
        told = network(read.float().to(device))[0].double().reshape(*targets.shape[:3], -1).cpu()
        is_known = ~torch.isnan(targets[..., 0])
        losses = self.losses(told, torch.nan_to_num(targets))
        count = is_known.sum()
        return (losses * is_known).sum() / count.clamp(min=1), float(count)

    def losses(self, told: Tensor, targets: Tensor) -> Tensor:
        """(B, horizon, predicted): the pinball loss, or the negative log-likelihood."""
        if self.head["type"] == "gaussian":
            mean, deviation = told[..., 0], functional.softplus(told[..., 1]) + SMALLEST_DEVIATION
            return 0.5 * ((targets[..., 0] - mean) / deviation) ** 2 + deviation.log() + 0.5 * math.log(2 * math.pi)
        levels = torch.tensor(self.head.get("levels", [0.5]), dtype=torch.float64)
        error = targets - told
        return torch.maximum(levels * error, (levels - 1) * error).mean(dim=-1)

    def batch(self, members: Sequence[int]) -> Tuple[Tensor, Tensor]:
        """Returns what the network reads, (B, steps, inputs), and what it is to tell, (B, horizon, predicted, 1)."""
        window, horizon = self.description["window"], self.description["horizon"]
        ahead = [n for n, column in enumerate(self.description["columns"]) if column["role"] == "known-ahead"]
        parts: dict[str, List[Tensor]] = {name: [] for name in ("values", "known_ahead", "time", "future_time", "series", "next")}
        for member in members:
            place, origin, end = self.windows[member]
            times, values, series = self.tables[place]
            after = values[origin : origin + horizon].clone()
            parts["values"].append(values[origin - window : origin])
            parts["known_ahead"].append(after[:, ahead])
            parts["time"].append(torch.tensor(times[origin - window : origin], dtype=torch.float64))
            parts["future_time"].append(torch.tensor(times[origin : origin + horizon], dtype=torch.float64))
            parts["series"].append(torch.tensor(series))
            after[max(0, end - origin) :] = math.nan
            parts["next"].append(after)
        inputs = {name: torch.stack(values) for name, values in parts.items()}
        prepared = self.graph(inputs)
        scaled = self.scaled(inputs["next"], inputs["series"])
        units = self.fitted if members[0] in self.trains else self.residuals
        return prepared["read"], (scaled[..., None] - prepared["base"]) / units

    def scaled(self, after: Tensor, series: Tensor) -> Tensor:
        """(B, horizon, predicted): the predicted columns in the units in which the network tells them."""
        parts = []
        for target in self.preparation["targets"]:
            log = self.preparation["columns"][target]["log"]
            scales = [each["scales"][target] for each in self.preparation["series"]]
            mean, deviation = (torch.tensor([scale[part] for scale in scales])[series][:, None] for part in ("mean", "deviation"))
            values = after[:, :, target]
            parts.append(((values if log is None else torch.log(values + log["shift"])) - mean) / deviation)
        return torch.stack(parts, dim=-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="a CSV file with the columns that the network was trained on")
    parser.add_argument("--epochs", type=int, default=10, help="how many more, at most")
    parser.add_argument("--series", help="the column that names the series, where there are several; found by their names if left out")
    parser.add_argument("--time-format", help="that of dates, such as %%d.%%m.%%Y; ISO 8601 if left out")
    parser.add_argument("--start", type=Path, default=FOLDER, help="the folder in which to go on: this one, or one of --out")
    parser.add_argument("--out", type=Path, default=FOLDER / "continued")
    arguments = parser.parse_args()
    about = json.loads((FOLDER / "preparation.json").read_text(encoding="utf-8"))
    spec = json.loads((arguments.start / "training.json").read_text(encoding="utf-8"))["train"]
    description = about["description"]
    series = arguments.series or series_column(arguments.table, description["series"])
    table = read_table(arguments.table, description["columns"], description["time"], series, arguments.time_format)
    windows = Windows(table, about, about["head"], spec["validationFraction"])
    if not windows.training:
        raise SystemExit(f"The table has too few rows: the network reads {description['window']} and is told those after them.")
    torch.manual_seed(spec["seed"])
    Training(arguments.start, arguments.epochs, windows.loss, windows.training, windows.validation).run(arguments.out)


if __name__ == "__main__":
    main()
