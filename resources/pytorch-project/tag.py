"""Tags the tokens of each line of standard input, which stand between spaces: a token and its tag a line, and a blank line after each sentence.

    echo "Ann left on 3 May ." | python tag.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

from model import load_model


FOLDER = Path(__file__).parent


def main() -> None:
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # also where the terminal has another encoding
    model = load_model()
    tags = json.loads((FOLDER / "classes.json").read_text(encoding="utf-8"))
    state = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    unknown = state["unknownId"]
    ids = {token: n for n, token in enumerate(state["vocabulary"]) if n != unknown}
    for line in sys.stdin:
        # Without an unknown token there is nothing that a token could be read as that training has not seen.
        tokens = [token for token in line.split() if unknown is not None or token in ids]
        if not tokens:
            continue
        with torch.no_grad():
            scores = model(torch.tensor([[ids.get(token, unknown) for token in tokens]]))[0][0]
        for token, best in zip(tokens, scores.argmax(dim=-1).tolist()):
            print(f"{token}\t{tags[best]}")
        print()


if __name__ == "__main__":
    main()
