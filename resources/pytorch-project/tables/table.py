"""Reads tables as CSV: columns by their names, rows by series and in order of time."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from times import read_number, read_time


@dataclass
class Rows:
    """The rows of one series. A value that is not known is NaN."""

    series: Optional[str]
    times: list[float]
    #: For each column of the network its value in each row; a category is its place.
    values: list[list[float]]

    def known(self, columns: list[int]) -> int:
        """How many rows, from the first on, have values in all of these columns."""
        count = 0
        while count < len(self.times) and all(not math.isnan(self.values[column][count]) for column in columns):
            count += 1
        return count


def read_cells(path: Path) -> list[dict[str, str]]:
    """The rows by the names of the columns. The delimiter is what the header has most of: a comma, a semicolon or a tab."""
    text = path.read_bytes().decode("utf-8-sig")
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    return [row for row in csv.DictReader(text.splitlines(), delimiter=delimiter) if any((cell or "").strip() for cell in row.values())]


def series_column(path: Path, names: list[str]) -> str | None:
    """The column whose cells are all names of series that the network knows."""
    cells = read_cells(path)
    for column in cells[0] if cells else ():
        if all((row[column] or "").strip() in names for row in cells):
            return column
    return None


def read_table(
    path: Path,
    columns: list[dict[str, Any]],
    axis: Optional[dict[str, Any]] = None,
    series: Optional[str] = None,
    time_form: Optional[str] = None,
) -> list[Rows]:
    """`axis` describes the column of times, if there is one, and `series` is the column that names the series."""
    cells = read_cells(path)
    names = [column["name"] for column in columns] + ([] if axis is None else [axis["column"]]) + ([] if series is None else [series])
    missing = [name for name in names if not cells or name not in cells[0]]
    if missing:
        raise SystemExit(f"{path} has no column {', '.join(missing)}.")
    groups: dict[Optional[str], list[dict[str, str]]] = {}
    for row in cells:
        groups.setdefault(None if series is None else row[series].strip(), []).append(row)
    return [rows_of(name, rows, columns, axis, time_form) for name, rows in groups.items()]


def rows_of(
    series: Optional[str],
    cells: list[dict[str, str]],
    columns: list[dict[str, Any]],
    axis: Optional[dict[str, Any]],
    time_form: Optional[str],
) -> Rows:
    if axis is None:
        timed = list(enumerate(cells))
    else:
        timed = sorted(((read_time(row[axis["column"]], axis, time_form), row) for row in cells), key=lambda each: each[0])
    return Rows(
        series,
        [float(time) for time, _ in timed],
        [[read_value(row[column["name"]] or "", column) for _, row in timed] for column in columns],
    )


def read_value(cell: str, column: dict[str, Any]) -> float:
    text, categories = cell.strip(), column["categories"]
    if text == "":
        return math.nan
    if categories is None:
        return read_number(text)
    if text not in categories:
        raise SystemExit(f"“{text}” in the column {column['name']} is none of {', '.join(categories)}.")
    return float(categories.index(text))
