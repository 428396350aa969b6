"""Forecasts from the rows of a table, as far ahead as one likes."""

from __future__ import annotations

import math
from typing import Any, Optional

import torch
from torch import Tensor

from graph import TableModel
from table import Rows
from times import time_after


def forecast(model: TableModel, about: dict[str, Any], rows: Rows, horizon: int, origin: Optional[int] = None) -> tuple[list[float], Tensor]:
    """The times and the quantiles (horizon, predicted, levels) that follow `origin` rows; without one, all rows that are known.

    The network tells so many rows at once. Beyond them it reads its own medians; columns that are only read repeat the season before, and
    so does what is not planned of columns that are known ahead. A band that begins at a forecast is wider: both errors are independent.
    """
    description, preparation = about["description"], about["preparation"]
    columns, targets, season = preparation["columns"], preparation["targets"], preparation["season"]
    window, step = description["window"], description["horizon"]
    past = [n for n, column in enumerate(columns) if column["role"] != "known-ahead"]
    first = rows.known(past) if origin is None else origin
    if first < window:
        raise SystemExit(f"The forecaster looks back {window} rows, and there are {first}. Give it more rows.")
    times, values = extended(rows, about, first, first + math.ceil(horizon / step) * step)
    place = series_place(description, rows.series)
    told: list[Tensor] = []
    spread: Optional[Tensor] = None
    for start in range(first, first + horizon, step):
        quantiles = forecast_once(model, about, times, values, start, place)
        if spread is not None:
            quantiles = widened(quantiles, spread, preparation, description["levels"])
        told.append(quantiles)
        middle = description["levels"].index(0.5)
        spread = distances(quantiles, preparation, middle)
        for row in range(start, start + step):
            for column in past:
                if column in targets:
                    values[column][row] = quantiles[row - start, targets.index(column), middle].item()
                else:
                    values[column][row] = values[column][row - min(season or 1, row)]
    return times[first : first + horizon], torch.cat(told)[:horizon]


def extended(rows: Rows, about: dict[str, Any], first: int, end: int) -> tuple[list[float], list[list[float]]]:
    """The rows up to `end`: later times, and plans for columns that are known ahead."""
    preparation = about["preparation"]
    times = rows.times[:end]
    at = time_after(about["description"]["time"], times[-1])
    times += [at(n + 1) for n in range(end - len(times))]
    season = preparation["season"] or 1
    values = []
    for column, described in zip(rows.values, preparation["columns"]):
        is_planned = described["role"] == "known-ahead"
        all_rows = column[: end if is_planned else first]
        all_rows += [math.nan] * (end - len(all_rows))
        for row in range(first, end) if is_planned else ():
            if math.isnan(all_rows[row]):
                all_rows[row] = all_rows[row - min(season, row)]
        values.append(all_rows)
    return times, values


def series_place(description: dict[str, Any], series: Optional[str]) -> int:
    known = description["series"]
    if known and series not in known:
        raise SystemExit(f"The network was trained on the series {', '.join(known)}, and knows no scale of “{series}”.")
    return known.index(series) if known else 0


@torch.no_grad()
def forecast_once(model: TableModel, about: dict[str, Any], times: list[float], values: list[list[float]], start: int, place: int) -> Tensor:
    """(horizon, predicted, levels): what the network tells at once."""
    description = about["description"]
    window, horizon = description["window"], description["horizon"]
    table = torch.tensor(values, dtype=torch.float64).T
    ahead = [n for n, column in enumerate(description["columns"]) if column["role"] == "known-ahead"]
    inputs = {
        "values": table[start - window : start],
        "known_ahead": table[start : start + horizon, ahead],
        "time": torch.tensor(times[start - window : start], dtype=torch.float64),
        "future_time": torch.tensor(times[start : start + horizon], dtype=torch.float64),
        "series": torch.tensor(place),
    }
    return model({name: value[None] for name, value in inputs.items()})["quantiles"][0]


def logged(values: Tensor, preparation: dict[str, Any]) -> Tensor:
    """On the scale on which errors are added up: that of the logarithm where the network reads one."""
    columns = [preparation["columns"][target] for target in preparation["targets"]]
    parts = []
    for n, column in enumerate(columns):
        own = values[:, n]
        parts.append(own if column["log"] is None else torch.log(own + column["log"]["shift"]))
    return torch.stack(parts, dim=1)


def restored(values: Tensor, preparation: dict[str, Any]) -> Tensor:
    columns = [preparation["columns"][target] for target in preparation["targets"]]
    parts = []
    for n, column in enumerate(columns):
        own = values[:, n]
        parts.append(own if column["log"] is None else torch.exp(own) - column["log"]["shift"])
    return torch.stack(parts, dim=1)


def distances(quantiles: Tensor, preparation: dict[str, Any], middle: int) -> Tensor:
    """(horizon, predicted, levels): how far each quantile is from the median."""
    scaled = logged(quantiles, preparation)
    return scaled - scaled[:, :, middle : middle + 1]


def widened(quantiles: Tensor, spread: Tensor, preparation: dict[str, Any], levels: list[float]) -> Tensor:
    """Bands are at least as wide as at the end of the forecast that this one begins at, and go on growing as they did in its second half."""
    middle = levels.index(0.5)
    scaled = logged(quantiles, preparation)
    own = distances(quantiles, preparation, middle)
    squares = spread**2
    half = len(squares) // 2
    before = squares[half - 1] if half > 0 else torch.zeros_like(squares[-1])
    growth = (squares[-1] - before).clamp(min=0) / (len(squares) - half)
    steps = torch.arange(1, len(own) + 1, dtype=own.dtype)[:, None, None]
    sign = torch.sign(torch.tensor(levels, dtype=own.dtype) - 0.5)
    wide = torch.maximum(own.abs(), torch.sqrt(squares[-1] + growth * steps))
    return restored(scaled[:, :, middle : middle + 1] + sign * wide, preparation)
