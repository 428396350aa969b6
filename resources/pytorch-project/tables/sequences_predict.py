"""Tells the class of each sequence of rows in a table, as CSV.

    python predict.py table.csv --series id
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

import torch

from graph import load_table_model
from sequences import batch_of, in_batches
from table import read_table

FOLDER = Path(__file__).parent
AT_ONCE = 64


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="a CSV file with the columns that the network was trained on, in order of time")
    parser.add_argument("--series", help="the column that names the sequences; all rows are one if left out")
    parser.add_argument("--network", type=Path, default=FOLDER, help="a folder with another model.safetensors, such as continued")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # also where the terminal has another encoding
    description = json.loads((FOLDER / "preparation.json").read_text(encoding="utf-8"))["description"]
    model = load_table_model(arguments.network)
    table = read_table(arguments.table, description["columns"], None, arguments.series)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["series", "label", *description["classes"]])
    for rows in in_batches(table, AT_ONCE):
        shares = model(*batch_of(rows))["logits"].softmax(dim=1)
        for each, told in zip(rows, shares):
            label = description["classes"][int(told.argmax())]
            writer.writerow([each.series or "", label, *[f"{share:.6f}" for share in told.tolist()]])


if __name__ == "__main__":
    main()
