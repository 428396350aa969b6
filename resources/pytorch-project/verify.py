"""Compares what the network computes here with what Kioku Studio computed, and fails where they differ by more than 1e-4.

Numbers in the units of a table may differ by as much of the largest one.

    python verify.py
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch
from torch import Tensor

from model import load_model
from weights import read_safetensors, write_safetensors

FOLDER = Path(__file__).parent
TOLERANCE = 1e-4


def compute_tables(inputs: dict[str, Tensor]) -> dict[str, Tensor]:
    """`0.values` and what else a network that reads a table is given, such as `0.time`, gives `0.outputs`, all in a row."""
    from graph import load_table_model

    model = load_table_model(FOLDER)
    outputs = {}
    with torch.no_grad():
        for number in sorted({name.split(".")[0] for name in inputs}):
            named = {name.split(".")[1]: value for name, value in inputs.items() if name.startswith(f"{number}.")}
            lengths = named.pop("lengths", None)
            told = model(named, None if lengths is None else lengths.long())
            outputs[f"{number}.outputs"] = torch.cat([value.flatten() for value in told.values()])
    return outputs


def compute(inputs: dict[str, Tensor]) -> dict[str, Tensor]:
    """`0.ids` or `0.features`, with `0.lengths` where sequences are padded, gives `0.outputs`; and so on.

    Outputs of steps after the end of a sequence are set to 0: they mean nothing.
    """
    model = load_model()
    outputs = {}
    with torch.no_grad():
        for name in sorted(inputs):
            number, kind = name.split(".")
            if kind not in ("ids", "features"):
                continue
            x = inputs[name].long() if kind == "ids" else inputs[name]
            lengths = inputs.get(f"{number}.lengths")
            output = model(x, None, None if lengths is None else lengths.long())[0]
            if lengths is not None and output.dim() == 3:
                present = torch.arange(output.shape[1]) < lengths.unsqueeze(1)
                output = torch.where(present.unsqueeze(2), output, torch.zeros_like(output))
            outputs[f"{number}.outputs"] = output
    return outputs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, default=FOLDER / "parity.safetensors")
    parser.add_argument("--outputs", type=Path, help="writes the outputs to this file, and compares nothing")
    arguments = parser.parse_args()
    known, _ = read_safetensors(arguments.inputs)
    reads_tables = "0.values" in known
    outputs = compute_tables(known) if reads_tables else compute(known)
    if arguments.outputs is not None:
        write_safetensors(arguments.outputs, outputs, {"version": torch.__version__})
        return 0
    is_forecast = reads_tables and json.loads((FOLDER / "preparation.json").read_text(encoding="utf-8"))["head"] is not None
    largest = 0.0
    for name, output in outputs.items():
        difference = (output.flatten() - known[name]).abs().max().item()
        if is_forecast:
            difference /= known[name].abs().max().item()
        print(f"batch {name.split('.')[0]}, outputs {tuple(output.shape)}: largest difference {difference:.2e}")
        largest = max(largest, difference if difference == difference else float("inf"))
    print(f"PyTorch {torch.__version__}: {'passed' if largest <= TOLERANCE else 'FAILED'}, {largest:.2e} of {TOLERANCE:.0e}")
    return 0 if largest <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
