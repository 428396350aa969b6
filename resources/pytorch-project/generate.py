"""Lets the network write.

    python generate.py "Once upon a time" --length 500 --temperature 0.8
"""

from __future__ import annotations

import argparse
import sys
from typing import Iterator

import torch
from torch import Tensor

from model import load_model
from tokenizer import load_tokenizer


def choose(logits: Tensor, temperature: float, top_k: int, top_p: float, generator: torch.Generator) -> int:
    """Draws a token from logits (V), after top-k and top-p; with a temperature of 0 the most likely one."""
    if temperature == 0:
        return int(logits.argmax())
    ordered, ids = logits.sort(descending=True)
    if top_k > 0:
        ordered, ids = ordered[:top_k], ids[:top_k]
    if top_p < 1:
        before = ordered.softmax(0).cumsum(0) - ordered.softmax(0)
        ordered, ids = ordered[before < top_p], ids[before < top_p]
    chosen = torch.multinomial((ordered / temperature).softmax(0), 1, generator=generator)
    return int(ids[chosen])


@torch.no_grad()
def generate(
    prompt: str, length: int, temperature: float = 1.0, top_k: int = 0, top_p: float = 1.0, seed: int = 0
) -> Iterator[str]:
    """The texts of at most `length` tokens that go on after the prompt, one after the other. The end of a document ends them."""
    model, tokenizer = load_model(), load_tokenizer()
    generator = torch.Generator().manual_seed(seed)
    ids = tokenizer.encode(prompt)
    if tokenizer.boundary_id is not None:
        ids = [tokenizer.boundary_id, *ids]
    logits, state = model(torch.tensor([ids or [tokenizer.first_id]]))
    decoder = tokenizer.decoder()
    for _ in range(length):
        scores = logits[0, -1].clone()
        if tokenizer.unknown_id is not None:
            scores[tokenizer.unknown_id] = float("-inf")  # writing it would mean nothing
        token = choose(scores, temperature, top_k, top_p, generator)
        if token == tokenizer.boundary_id:
            return
        yield decoder.push(token)
        logits, state = model(torch.tensor([[token]]), state)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompt", nargs="?", default="")
    parser.add_argument("--length", type=int, default=400, help="tokens to write")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--top-k", type=int, default=0, help="keep the k most likely tokens; 0: all")
    parser.add_argument("--top-p", type=float, default=1.0, help="keep the most likely tokens up to this probability")
    parser.add_argument("--seed", type=int, default=0)
    a = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # also where the terminal has another encoding
    print(a.prompt, end="")
    for text in generate(a.prompt, a.length, a.temperature, a.top_k, a.top_p, a.seed):
        print(text, end="", flush=True)
    print()


if __name__ == "__main__":
    main()
