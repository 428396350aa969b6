"""Predicts the class of each line of standard input.

    echo "What a lovely day" | python predict.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

from model import load_model
from tokenizer import load_tokenizer


FOLDER = Path(__file__).parent


def main() -> None:
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # also where the terminal has another encoding
    model, tokenizer = load_model(), load_tokenizer()
    classes = json.loads((FOLDER / "classes.json").read_text(encoding="utf-8"))
    # Training cut texts there, and learnt nothing of what came after.
    most = json.loads((FOLDER / "training.json").read_text(encoding="utf-8"))["train"]["sequenceLength"]
    for line in sys.stdin:
        ids = tokenizer.encode(line.rstrip("\n"))[:most]
        if not ids:
            print("no token of the vocabulary")
            continue
        with torch.no_grad():
            shares = model(torch.tensor([ids]))[0][0].softmax(0)
        best = int(shares.argmax())
        print(f"{classes[best]}\t{shares[best]:.4f}")


if __name__ == "__main__":
    main()
