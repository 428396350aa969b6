"""Optimizers, schedules and clipping as Kioku Studio has them."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

#: What each optimizer gathers, in the order in which the studio keeps it.
GATHERED = {
    "sgd": [],
    "momentum": ["momentum_buffer"],
    "rmsprop": ["square_avg"],
    "adagrad": ["sum"],
    "adam": ["exp_avg", "exp_avg_sq"],
    "adamw": ["exp_avg", "exp_avg_sq"],
}


def create_optimizer(model: nn.Module, o: dict[str, Any]) -> torch.optim.Optimizer:
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    lr = o["learningRate"]
    if o["type"] == "sgd":
        return torch.optim.SGD(parameters, lr)
    if o["type"] == "momentum":
        return torch.optim.SGD(parameters, lr, momentum=o["momentum"], nesterov=o["nesterov"])
    if o["type"] == "rmsprop":
        return torch.optim.RMSprop(parameters, lr, alpha=o["decay"], eps=o["epsilon"])
    if o["type"] == "adagrad":
        return torch.optim.Adagrad(parameters, lr, eps=o["epsilon"])
    betas = (o["beta1"], o["beta2"])
    if o["type"] == "adam":
        return torch.optim.Adam(parameters, lr, betas, o["epsilon"])
    if o.get("decayBiases", True):
        return torch.optim.AdamW(parameters, lr, betas, o["epsilon"], weight_decay=o["weightDecay"])
    named = [(name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad]
    weights = [parameter for name, parameter in named if is_weight(name, parameter)]
    others = [parameter for name, parameter in named if not is_weight(name, parameter)]
    groups = [{"params": weights}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr, betas, o["epsilon"], weight_decay=o["weightDecay"])


def is_weight(name: str, parameter: nn.Parameter) -> bool:
    """Biases, and the gains and shifts of a normalisation, are none."""
    return ("weight" in name and parameter.dim() > 1) or name.endswith(".context")


def restore_optimizer(
    optimizer: torch.optim.Optimizer, model: nn.Module, kind: str, saved: dict[str, Tensor], steps: int
) -> None:
    """Puts back what the optimizer has gathered in `steps` steps, if it goes along."""
    for name, parameter in model.named_parameters():
        for slot, key in enumerate(GATHERED[kind]):
            tensor = saved.get(f"optimizer/{slot}/{name}")
            if tensor is not None and parameter.requires_grad:
                optimizer.state[parameter][key] = tensor.clone().to(parameter.device)
                optimizer.state[parameter].setdefault("step", torch.tensor(0.0))
                optimizer.state[parameter]["step"] = torch.tensor(float(steps))


def saved_optimizer(optimizer: torch.optim.Optimizer, model: nn.Module, kind: str) -> dict[str, Tensor]:
    return {
        f"optimizer/{slot}/{name}": optimizer.state[parameter][key]
        for name, parameter in model.named_parameters()
        for slot, key in enumerate(GATHERED[kind])
        if key in optimizer.state.get(parameter, {})
    }


def learning_rate_factor(schedule: dict[str, Any], progress: dict[str, Any], total_steps: int) -> float:
    """Returns the factor of the next step's learning rate: warm-up × schedule."""
    step, epoch, kind = progress["step"], progress["epoch"], schedule["type"]
    warmup = min(1.0, (step + 1) / max(1, schedule["warmupSteps"]))
    if kind == "step":
        return warmup * schedule["factor"] ** (epoch // schedule["everyEpochs"])
    if kind == "exponential":
        return warmup * schedule["decayPerEpoch"] ** epoch
    if kind == "cosine":
        steps = max(1, total_steps - schedule["warmupSteps"])
        done = min(1.0, max(0, step - schedule["warmupSteps"]) / steps)
        final = schedule["finalFactor"]
        return warmup * (final + (1 - final) * 0.5 * (1 + math.cos(math.pi * done)))
    return warmup * (progress["plateauFactor"] if kind == "reduce-on-plateau" else 1.0)


def observe(patience: dict[str, Any], loss: float, min_delta: float) -> dict[str, Any]:
    """How many epochs the validation loss has not improved by more than min_delta."""
    if patience["reference"] is None or loss < patience["reference"] - min_delta:
        return {"reference": loss, "epochsWithoutImprovement": 0}
    return {**patience, "epochsWithoutImprovement": patience["epochsWithoutImprovement"] + 1}


@torch.no_grad()
def clip_gradients(parameters: list[nn.Parameter], clip: dict[str, Any]) -> None:
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    if clip["type"] == "norm":
        norm = torch.norm(torch.stack([gradient.norm() for gradient in gradients]))
        if norm > clip["max"]:
            for gradient in gradients:
                gradient.mul_(clip["max"] / norm)
    if clip["type"] == "value":
        for gradient in gradients:
            gradient.clamp_(-clip["max"], clip["max"])
