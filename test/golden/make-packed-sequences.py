"""
Writes packed-sequences.json: bidirectional RNN, LSTM and GRU over sequences of several lengths (PyTorch's packed sequences), float64.
/usr/bin/python3 test/golden/make-packed-sequences.py

Loss: sum(output * output_weights) + sum(h_n * hidden_weights) + sum(c_n * cell_weights). Everything is written time-major and in our
order of gates (LSTM i f c o, which is PyTorch's; GRU z r h, where PyTorch has r z n) and with kernels transposed to (inputs, gates*units).
"""
import json
import pathlib

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

STEPS, BATCH, INPUTS, UNITS = 5, 4, 2, 3
LENGTHS = [3, 5, 1, 4]
LAYERS = {"rnn": (nn.RNN, [0]), "lstm": (nn.LSTM, [0, 1, 2, 3]), "gru": (nn.GRU, [1, 0, 2])}

torch.manual_seed(0)


def random(*shape):
    return torch.randn(*shape, dtype=torch.float64)


def ordered(tensor, order):
    """PyTorch's (gates*units, ...) as (..., gates*units) with the gates in our order."""
    gates = tensor.detach().chunk(len(order), 0)
    return torch.cat([gates[n] for n in order], 0).movedim(0, -1).tolist()


def direction(layer, suffix, order, of):
    return {
        "kernel": ordered(of(getattr(layer, f"weight_ih_l0{suffix}")), order),
        "recurrent": ordered(of(getattr(layer, f"weight_hh_l0{suffix}")), order),
        "bias": ordered(of(getattr(layer, f"bias_ih_l0{suffix}")), order),
        "recurrent_bias": ordered(of(getattr(layer, f"bias_hh_l0{suffix}")), order),
    }


def case(kind):
    create, order = LAYERS[kind]
    layer = create(INPUTS, UNITS, bidirectional=True).double()
    x = random(STEPS, BATCH, INPUTS).requires_grad_()
    h0 = random(2, BATCH, UNITS).requires_grad_()
    c0 = random(2, BATCH, UNITS).requires_grad_()
    output_weights = random(STEPS, BATCH, 2 * UNITS)
    for b, length in enumerate(LENGTHS):
        output_weights[length:, b] = 0
    hidden_weights, cell_weights = random(2, BATCH, UNITS), random(2, BATCH, UNITS)

    packed = pack_padded_sequence(x, LENGTHS, enforce_sorted=False)
    packed_output, state = layer(packed, (h0, c0) if kind == "lstm" else h0)
    output, _ = pad_packed_sequence(packed_output, total_length=STEPS)
    h, c = state if kind == "lstm" else (state, torch.zeros_like(cell_weights))
    ((output * output_weights).sum() + (h * hidden_weights).sum() + (c * cell_weights).sum()).backward()

    directions = {}
    for index, (name, suffix) in enumerate([("forward", ""), ("backward", "_reverse")]):
        columns = slice(index * UNITS, (index + 1) * UNITS)
        directions[name] = {
            "parameters": direction(layer, suffix, order, lambda tensor: tensor),
            "gradients": direction(layer, suffix, order, lambda tensor: tensor.grad),
            "h0": h0[index].tolist(),
            "c0": c0[index].tolist(),
            "output_weights": output_weights[:, :, columns].tolist(),
            "hidden_weights": hidden_weights[index].tolist(),
            "cell_weights": cell_weights[index].tolist(),
            "output": output[:, :, columns].tolist(),
            "h_n": h[index].tolist(),
            "c_n": c[index].tolist(),
            "dh0": h0.grad[index].tolist(),
            "dc0": c0.grad[index].tolist() if kind == "lstm" else None,
        }
    return {"x": x.tolist(), "dx": x.grad.tolist(), **directions}


golden = {
    "source": f"PyTorch {torch.__version__} float64",
    "lengths": LENGTHS,
    "layers": {kind: case(kind) for kind in LAYERS},
}
pathlib.Path(__file__).with_name("packed-sequences.json").write_text(json.dumps(golden) + "\n")
