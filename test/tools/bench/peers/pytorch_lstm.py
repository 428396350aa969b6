"""PyTorch's side of `npm run bench`: the same networks, batches and training recipe, as fast as PyTorch's own layers run them.

    python3 pytorch_lstm.py CONFIG... [--threads N] [--seconds N]

prints one JSON object a line: {"config", "unit", "rate", "threads", "version"}. The rate comes from the median step.
S, M, L train a two-layer LSTM on one-hot characters: forward, backward, clip by norm 5, Adam; the state is carried on.
G writes text with L's network, one character at a time. C trains the course's classifier with sparse embedding gradients.
"""

import argparse
import json
import statistics
import time

import torch
from torch import nn
from torch.nn import functional

VOCABULARY = 65
LANGUAGE_MODELS = {  # units, batch, sequence
    "S": (128, 50, 50),
    "M": (256, 64, 64),
    "L": (512, 64, 128),
}
GENERATED_AT_ONCE = 50
CLASSIFIER = {"words": 400_001, "dim": 50, "units": 128, "classes": 5, "batch": 32, "sequence": 10}


def one_hot(ids):
    return functional.one_hot(ids, VOCABULARY).float()


def train_language_model(config):
    units, batch, sequence = LANGUAGE_MODELS[config]
    lstm = nn.LSTM(VOCABULARY, units, num_layers=2)
    dense = nn.Linear(units, VOCABULARY)
    parameters = [*lstm.parameters(), *dense.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=2e-3)
    ids = torch.randint(0, VOCABULARY, (sequence, batch))
    targets = torch.randint(0, VOCABULARY, (sequence, batch))
    state = None

    def step():
        nonlocal state
        optimizer.zero_grad(set_to_none=True)
        hidden, (h, c) = lstm(one_hot(ids), state)
        state = (h.detach(), c.detach())
        loss = functional.cross_entropy(dense(hidden).flatten(0, 1), targets.flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()

    return step, sequence * batch, "tokens/s"


def generate():
    units = LANGUAGE_MODELS["L"][0]
    cells = [nn.LSTMCell(VOCABULARY, units), nn.LSTMCell(units, units)]
    dense = nn.Linear(units, VOCABULARY)
    states = [(torch.zeros(1, units), torch.zeros(1, units)) for _ in cells]
    last = torch.zeros(1, dtype=torch.long)

    @torch.no_grad()
    def step():
        nonlocal last
        for _ in range(GENERATED_AT_ONCE):
            x = one_hot(last)
            for index, cell in enumerate(cells):
                states[index] = cell(x, states[index])
                x = states[index][0]
            last = torch.multinomial(torch.softmax(dense(x)[0], dim=0), 1)

    return step, GENERATED_AT_ONCE, "characters/s"


def train_classifier():
    c = CLASSIFIER
    embedding = nn.Embedding(c["words"], c["dim"], sparse=True)
    first = nn.LSTM(c["dim"], c["units"])
    second = nn.LSTM(c["units"], c["units"])
    dense = nn.Linear(c["units"], c["classes"])
    optimizers = [
        torch.optim.SparseAdam(list(embedding.parameters())),
        torch.optim.Adam([*first.parameters(), *second.parameters(), *dense.parameters()]),
    ]
    ids = torch.randint(0, c["words"], (c["sequence"], c["batch"]))
    targets = torch.randint(0, c["classes"], (c["batch"],))

    def step():
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        hidden = functional.dropout(first(embedding(ids))[0], 0.5)
        last = functional.dropout(second(hidden)[0][-1], 0.5)
        functional.cross_entropy(dense(last), targets).backward()
        for optimizer in optimizers:
            optimizer.step()

    return step, c["batch"], "samples/s"


def median_step_seconds(step, seconds):
    for _ in range(3):
        step()
    durations = []
    began = time.perf_counter()
    while len(durations) < 5 or time.perf_counter() - began < seconds:
        start = time.perf_counter()
        step()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("configs", nargs="+", choices=["S", "M", "L", "G", "C"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    for config in arguments.configs:
        if config == "G":
            step, count, unit = generate()
        elif config == "C":
            step, count, unit = train_classifier()
        else:
            step, count, unit = train_language_model(config)
        rate = count / median_step_seconds(step, arguments.seconds)
        line = {"config": config, "unit": unit, "rate": rate, "threads": arguments.threads, "version": torch.__version__}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
