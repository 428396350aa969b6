"""Losses of forecasts and their gradients by PyTorch's autograd in float64. /usr/bin/python3 make-forecast-losses.py > forecast-losses.json"""
import json, math, torch
import torch.nn.functional as F
torch.manual_seed(5)
ROWS, TARGETS, FLOOR = 4, 3, 1e-3
target = torch.randn(ROWS, TARGETS, dtype=torch.float64)
known = torch.ones(ROWS, TARGETS, dtype=torch.bool)
known[1, 2] = known[3, 0] = False

def case(name, outputs, loss, **options):
    prediction = (2 * torch.randn(ROWS, TARGETS, outputs, dtype=torch.float64)).requires_grad_()
    mean = loss(prediction)[known].mean()
    mean.backward()
    return {"name": name, **options, "prediction": prediction.detach().flatten().tolist(), "loss": mean.item(),
            "gradient": prediction.grad.flatten().tolist()}

def pinball(levels):
    tau = torch.tensor(levels, dtype=torch.float64)
    def loss(prediction):
        error = target[..., None] - prediction
        return 2 * torch.maximum(tau * error, (tau - 1) * error).mean(-1)
    return loss

def gaussian(prediction):
    deviation = F.softplus(prediction[..., 1]) + FLOOR
    full = F.gaussian_nll_loss(prediction[..., 0], target, deviation ** 2, full=True, eps=0, reduction="none")
    by_hand = 0.5 * math.log(2 * math.pi) + deviation.log() + 0.5 * ((target - prediction[..., 0]) / deviation) ** 2
    assert torch.allclose(full, by_hand)
    return full

def absolute(prediction):
    return (target - prediction[..., 0]).abs()

levels = [0.1, 0.5, 0.9]
print(json.dumps({"source": "PyTorch " + torch.__version__ + " autograd, float64", "rows": ROWS, "targets": TARGETS,
    "target": [value if is_known else None for value, is_known in zip(target.flatten().tolist(), known.flatten().tolist())],
    "cases": [case("quantiles", 3, pinball(levels), head={"type": "quantiles", "levels": levels}),
              case("gaussian", 2, gaussian, head={"type": "gaussian"}),
              case("value", 1, absolute, head={"type": "value"})]}))
