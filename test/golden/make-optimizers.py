"""Writes optimizers.json: five steps of each optimizer in PyTorch, float64. /usr/bin/python3 test/golden/make-optimizers.py"""
import json
import pathlib

import torch

RULES = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.95, eps=1e-8),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.1, eps=1e-10),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.9, 0.999), eps=1e-8),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1),
}

torch.manual_seed(0)
initial = torch.randn(7, dtype=torch.float64)
gradients = torch.randn(5, 7, dtype=torch.float64)
gradients[1] *= 1e-6
gradients[:, 3] = 0

parameters = {}
for name, create in RULES.items():
    parameter = initial.clone().requires_grad_()
    optimizer = create([parameter])
    steps = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        optimizer.step()
        steps.append(parameter.tolist())
    parameters[name] = steps

golden = {
    "source": f"PyTorch {torch.__version__} float64",
    "initial": initial.tolist(),
    "gradients": gradients.tolist(),
    "parameters": parameters,
}
pathlib.Path(__file__).with_name("optimizers.json").write_text(json.dumps(golden, indent=1) + "\n")
