"""
Writes four more files in the format of lm_lstm.json, for what the first seven leave out: lengths (PyTorch's packed sequences), a
bidirectional GRU, a bidirectional relu RNN whose directions are summed, hard sigmoid gates, larger and odd sizes.
/usr/bin/python3 test/golden/make-models.py

Beyond that format: layers may have `recurrent_activation` and, if bidirectional, `merge`; steps may have `lengths`, and targets of -1
do not occur. PyTorch's second bias is frozen at 0 where our cell has one bias only.
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_default_dtype(torch.float64)
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.95, eps=1e-8),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1),
}
# Our order of gates, as indices into PyTorch's.
GATES = {"simple_rnn": [0], "lstm": [0, 1, 2, 3], "gru": [1, 0, 2]}


def reordered(tensor, order):
    chunks = tensor.chunk(len(order), 0)
    return torch.cat([chunks[n] for n in order], 0)


class PackedLayer(nn.Module):
    """PyTorch's own RNN or GRU, over sequences of several lengths."""

    def __init__(self, spec, inputs):
        super().__init__()
        self.spec, self.order = spec, GATES[spec["type"]]
        options = {"batch_first": True, "bidirectional": spec.get("bidirectional", False)}
        if spec["type"] == "gru":
            self.rnn = nn.GRU(inputs, spec["units"], **options)
        else:
            self.rnn = nn.RNN(inputs, spec["units"], nonlinearity=spec.get("activation", "tanh"), **options)
            for name, parameter in self.rnn.named_parameters():
                if name.startswith("bias_hh"):
                    nn.init.zeros_(parameter).requires_grad_(False)

    def outputs(self):
        return self.spec["units"] * (2 if self.spec.get("bidirectional") and self.spec.get("merge") != "sum" else 1)

    def forward(self, x, state, lengths):
        if lengths is None:
            out, last = self.rnn(x, state)
        else:
            packed, last = self.rnn(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False), state)
            out, _ = pad_packed_sequence(packed, batch_first=True, total_length=x.shape[1])
        join = (lambda parts: sum(parts)) if self.spec.get("merge") == "sum" else (lambda parts: torch.cat(list(parts), -1))
        directions = 2 if self.spec.get("bidirectional") else 1
        out = join(out.chunk(directions, -1))
        return (out if self.spec.get("return_sequences", True) else join(last)), last.detach()

    def named(self, of):
        directions = [("forward.", ""), ("backward.", "_reverse")] if self.spec.get("bidirectional") else [("", "")]
        for ours, theirs in directions:
            read = lambda name: reordered(of(getattr(self.rnn, f"{name}_l0{theirs}")), self.order)
            yield f"{ours}kernel", read("weight_ih").T
            yield f"{ours}recurrent", read("weight_hh").T
            bias = read("bias_ih")
            yield f"{ours}bias", torch.stack([bias, read("bias_hh")]) if self.spec["type"] == "gru" else bias


class HardSigmoidLstm(nn.Module):
    """h_t and c_t by the formulas; PyTorch only differentiates them."""

    def __init__(self, spec, inputs):
        super().__init__()
        self.spec, units = spec, spec["units"]
        self.kernel = nn.Parameter(torch.randn(inputs, 4 * units) * 0.8)
        self.recurrent = nn.Parameter(torch.randn(units, 4 * units) * 0.8)
        self.bias = nn.Parameter(torch.randn(4 * units))

    def outputs(self):
        return self.spec["units"]

    def forward(self, x, state, lengths):
        gate = lambda a: torch.clamp(0.2 * a + 0.5, 0, 1)
        h, c = state if state is not None else [torch.zeros(x.shape[0], self.spec["units"])] * 2
        out = []
        for t in range(x.shape[1]):
            i, f, candidate, o = (x[:, t] @ self.kernel + h @ self.recurrent + self.bias).chunk(4, -1)
            c = gate(f) * c + gate(i) * F.softsign(candidate)
            h = gate(o) * F.softsign(c)
            out.append(h)
        return torch.stack(out, 1), (h.detach(), c.detach())

    def named(self, of):
        for name in ["kernel", "recurrent", "bias"]:
            yield name, of(getattr(self, name))


class Embedding(nn.Embedding):
    def outputs(self):
        return self.embedding_dim

    def forward(self, ids, state, lengths):
        return super().forward(ids), None

    def named(self, of):
        yield "weights", of(self.weight)


class OneHot(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.vocab = vocab

    def outputs(self):
        return self.vocab

    def forward(self, ids, state, lengths):
        return F.one_hot(ids, self.vocab).to(torch.get_default_dtype()), None

    def named(self, of):
        return []


class Dense(nn.Linear):
    def outputs(self):
        return self.out_features

    def forward(self, x, state, lengths):
        return super().forward(x), None

    def named(self, of):
        yield "kernel", of(self.weight).T
        yield "bias", of(self.bias)


def build(specs, vocab):
    size, layers = vocab, []
    for spec in specs:
        kind = spec["type"]
        if kind == "embedding":
            layers.append(Embedding(vocab, spec["dim"]))
        elif kind == "one_hot":
            layers.append(OneHot(vocab))
        elif kind == "dense":
            layers.append(Dense(size, spec["units"]))
        else:
            layers.append((HardSigmoidLstm if kind == "lstm" else PackedLayer)(spec, size))
        size = layers[-1].outputs()
    return nn.ModuleList(layers)


def written(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().contiguous().flatten().tolist()}


def collect(layers, of):
    return {f"{n}.{name}": written(value) for n, layer in enumerate(layers) for name, value in layer.named(of)}


def write(name, specs, *, seed, vocab, batch, steps, classes=None, lengths=None, optimizer, clip):
    torch.manual_seed(seed)
    layers = build(specs, vocab)
    parameters = [p for p in layers.parameters() if p.requires_grad]
    update = OPTIMIZERS[optimizer](parameters)
    fixture = {
        "source": f"PyTorch {torch.__version__} float64",
        "vocab": vocab,
        "layers": specs,
        "loss": "mean softmax cross-entropy over all targets",
        "state_carried_between_steps": classes is None,
        "optimizer": optimizer,
        "clip_norm": clip,
        "initial": collect(layers, lambda p: p.detach().clone()),
        "steps": [],
    }
    states = [None] * len(layers)
    for n in range(3):
        ids = torch.randint(0, vocab, (batch, steps))
        targets = torch.randint(0, classes or vocab, (batch,) if classes else (batch, steps))
        x, kept = ids, []
        for layer, state in zip(layers, states):
            x, state = layer(x, state, None if lengths is None else lengths[n])
            kept.append(state)
        states = kept if classes is None else states
        loss = F.cross_entropy(x.reshape(-1, x.shape[-1]), targets.flatten())
        update.zero_grad()
        loss.backward()
        norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters))
        step = {"ids": ids.tolist(), "targets": targets.tolist(), "logits": written(x)}
        if lengths is not None:
            step["lengths"] = lengths[n]
        step |= {"loss": loss.item(), "perplexity": loss.exp().item()}
        if n == 0:
            step["grads"] = collect(layers, lambda p: p.grad if p.grad is not None else torch.zeros_like(p))
        step["grad_norm_before_clip"] = norm.item()
        fixture["steps"].append(step)
        if clip is not None and norm > clip:
            for p in parameters:
                p.grad *= clip / norm
        update.step()
    fixture["final"] = collect(layers, lambda p: p)
    pathlib.Path(__file__).with_name(f"{name}.json").write_text(json.dumps(fixture))


write(
    "lm_gru2_large",
    [{"type": "embedding", "dim": 13}, {"type": "gru", "units": 17}, {"type": "gru", "units": 11}, {"type": "dense", "units": 23}],
    seed=31, vocab=23, batch=5, steps=9, optimizer="rmsprop", clip=0.2,
)
write(
    "cls_bigru_lengths",
    [
        {"type": "embedding", "dim": 5},
        {"type": "gru", "units": 4, "bidirectional": True},
        {"type": "gru", "units": 7, "bidirectional": True, "return_sequences": False},
        {"type": "dense", "units": 3},
    ],
    seed=32, vocab=19, batch=5, steps=6, classes=3, lengths=[[6, 2, 1, 4, 3], [1, 5, 2, 2, 6], [3, 3, 4, 6, 1]],
    optimizer="adamw", clip=0.5,
)
write(
    "cls_birnn_sum_lengths",
    [
        {"type": "one_hot"},
        {"type": "simple_rnn", "units": 9, "activation": "relu", "bidirectional": True, "merge": "sum"},
        {"type": "simple_rnn", "units": 5, "bidirectional": True, "merge": "sum", "return_sequences": False},
        {"type": "dense", "units": 4},
    ],
    seed=33, vocab=11, batch=4, steps=7, classes=4, lengths=[[7, 3, 1, 5], [2, 7, 6, 1], [4, 4, 7, 2]],
    optimizer="momentum", clip=0.3,
)
hard = {"type": "lstm", "activation": "softsign", "recurrent_activation": "hard_sigmoid"}
write(
    "lm_lstm2_hard_sigmoid",
    [{"type": "one_hot"}, {**hard, "units": 10}, {**hard, "units": 6}, {"type": "dense", "units": 11}],
    seed=34, vocab=11, batch=4, steps=8, optimizer="sgd", clip=None,
)
