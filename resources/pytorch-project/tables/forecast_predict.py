"""Forecasts the rows that follow those of a table, and writes them as CSV.

    python predict.py table.csv
    python predict.py table.csv --horizon 48 --out forecast.csv
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

from forecast import forecast
from graph import load_table_model
from table import read_table, series_column
from times import show_time

FOLDER = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="a CSV file with the columns that the network was trained on")
    parser.add_argument("--horizon", type=int, help="rows to forecast; as many as the network tells at once if left out")
    parser.add_argument("--series", help="the column that names the series, where there are several; found by their names if left out")
    parser.add_argument("--time-format", help="that of dates, such as %%d.%%m.%%Y; ISO 8601 if left out")
    parser.add_argument("--network", type=Path, default=FOLDER, help="a folder with another model.safetensors, such as continued")
    parser.add_argument("--out", type=Path, help="the file to write; the terminal if left out")
    arguments = parser.parse_args()
    about = json.loads((FOLDER / "preparation.json").read_text(encoding="utf-8"))
    description = about["description"]
    axis, levels = description["time"], description["levels"]
    series = arguments.series or series_column(arguments.table, description["series"])
    table = read_table(arguments.table, description["columns"], axis, series, arguments.time_format)
    model = load_table_model(arguments.network)
    horizon = arguments.horizon or description["horizon"]
    lines = []
    for rows in table:
        times, quantiles = forecast(model, about, rows, horizon)
        for n, column in enumerate(description["predicted"]):
            for time, told in zip(times, quantiles[:, n].tolist()):
                lines.append(
                    {
                        **({} if rows.series is None else {"series": rows.series}),
                        **({} if len(description["predicted"]) == 1 else {"column": column}),
                        "time": show_time(axis, time),
                        "value": told[levels.index(0.5)],
                        **({} if len(levels) == 1 else {"low": told[0], "high": told[-1]}),
                    }
                )
    if arguments.out is None:
        sys.stdout.reconfigure(encoding="utf-8")  # also where the terminal has another encoding
        write(sys.stdout, lines)
    else:
        with open(arguments.out, "w", encoding="utf-8", newline="") as file:
            write(file, lines)


def write(file: object, lines: list[dict[str, object]]) -> None:
    writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)


if __name__ == "__main__":
    main()
