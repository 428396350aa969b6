"""Writes networks as people save them, with what they compute: weights, and `NAME.json` with ids and logits."""

import json
import sys
from collections import OrderedDict

import torch
from torch import nn

VOCABULARY = 11
folder = sys.argv[1]
torch.manual_seed(3)


class Network(nn.Module):
    def __init__(self, kind, layers, is_one_hot, is_tied=False):
        super().__init__()
        self.embedding = None if is_one_hot else nn.Embedding(VOCABULARY, 6)
        self.rnn = getattr(nn, kind)(VOCABULARY if is_one_hot else 6, 6, num_layers=layers, batch_first=True)
        self.fc = nn.Linear(6, VOCABULARY)
        if is_tied:
            self.fc.weight = self.embedding.weight

    def forward(self, ids):
        x = nn.functional.one_hot(ids, VOCABULARY).float() if self.embedding is None else self.embedding(ids)
        return self.fc(self.rnn(x)[0])


def save(name, network, wrap):
    ids = torch.randint(0, VOCABULARY, (2, 9))
    torch.save(wrap(network.state_dict()), f"{folder}/{name}.pt")
    logits = network(ids).flatten().tolist()
    json.dump({"ids": ids.flatten().tolist(), "logits": logits}, open(f"{folder}/{name}.json", "w"))


save("lstm", Network("LSTM", 2, False), lambda state: state)
save("gru", Network("GRU", 1, True), lambda state: OrderedDict((f"module.{name}", value) for name, value in state.items()))
save("rnn", Network("RNN", 2, False), lambda state: {"epoch": 3, "state_dict": state, "chars": list("abcdefghijk")})
save("tied", Network("LSTM", 1, False, True), lambda state: {"model": state, "optimizer": {"lr": 0.1}})
torch.save(Network("LSTM", 1, True), f"{folder}/module.pt")
