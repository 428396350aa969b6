"""The loop that trains a network on batches, with the optimizer, the schedule and the stopping of Kioku Studio."""

from __future__ import annotations

import json
import math
import shutil
import time
from pathlib import Path
from typing import Any, Callable, List, Optional, Sequence, Tuple

import torch
from torch import Tensor, nn

from model import FOLDER, load_model
from optimizing import clip_gradients, create_optimizer, learning_rate_factor, observe, restore_optimizer, saved_optimizer
from weights import read_safetensors, write_safetensors

#: Of some members of the data: the mean loss, and how much it weighs.
Loss = Callable[[nn.Module, Sequence[int]], Tuple[Tensor, float]]


class Training:
    """`loss` is asked for batches of `training` and `validation`, which are members of the data by their places."""

    def __init__(self, start: Path, epochs: int, loss: Loss, training: List[int], validation: List[int]) -> None:
        self.about = json.loads((start / "training.json").read_text(encoding="utf-8"))
        self.spec, self.progress = self.about["train"], self.about["progress"]
        self.start, self.loss, self.training, self.validation = start, loss, training, validation
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = load_model(start).to(self.device)
        self.trained = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        self.optimizer = create_optimizer(self.model, self.spec["optimizer"])
        saved = read_safetensors(start / "training.safetensors")[0] if (start / "training.safetensors").exists() else {}
        since = self.progress["step"] - self.progress.get("optimizerSince", 0)
        restore_optimizer(self.optimizer, self.model, self.spec["optimizer"]["type"], saved, since)
        # Another table has other batches; a new training may take as long as the first.
        self.progress.update(batchInEpoch=0, bestValidationLoss=None, bestEpoch=None)
        self.progress["earlyStopping"] = {"reference": None, "epochsWithoutImprovement": 0}
        self.epochs = epochs
        self.size = min(self.spec["batchSize"], max(1, len(training)))
        self.total_steps = self.progress["step"] + epochs * math.ceil(len(training) / self.size)

    def run(self, out: Path) -> None:
        print(f"PyTorch {torch.__version__}, {len(self.training)} samples to train on, {len(self.validation)} to validate with")
        print(f"step {self.progress['step']}: validation loss {shown(self.validate())}", flush=True)
        for _ in range(self.epochs):
            began = time.perf_counter()
            loss, validation_loss = self.train_epoch(), self.validate()
            print(
                f"epoch {self.progress['epoch']}, step {self.progress['step']}: training loss {shown(loss)}, "
                f"validation loss {shown(validation_loss)}, {time.perf_counter() - began:.1f} s",
                flush=True,
            )
            is_over = self.end_epoch(validation_loss)
            self.save(out)
            if is_over:
                print("Early stopping has run out of patience.")
                break
        stopping = self.spec["earlyStopping"]
        if stopping is not None and stopping["restoreBest"] and (out / "best.safetensors").exists():
            shutil.copyfile(out / "best.safetensors", out / "model.safetensors")

    def train_epoch(self) -> float:
        self.model.train()
        order = [self.training[n] for n in torch.randperm(len(self.training)).tolist()]
        total, weight = 0.0, 0.0
        for start in range(0, len(order), self.size):
            self.optimizer.zero_grad()
            loss, counted = self.loss(self.model, order[start : start + self.size])
            loss.backward()
            self.step()
            total, weight = total + loss.item() * counted, weight + counted
            self.progress["step"] += 1
        self.progress["epoch"] += 1
        return total / max(weight, 1)

    def step(self) -> None:
        if self.spec["l2"] > 0:
            with torch.no_grad():
                for name, parameter in self.model.named_parameters():
                    if parameter.requires_grad and "weight" in name and parameter.dim() > 1:
                        parameter.grad.add_(parameter, alpha=self.spec["l2"])
        clip_gradients(self.trained, self.spec["clip"])
        factor = learning_rate_factor(self.spec["schedule"], self.progress, self.total_steps)
        for group in self.optimizer.param_groups:
            group["lr"] = self.spec["optimizer"]["learningRate"] * factor
        self.optimizer.step()

    @torch.no_grad()
    def validate(self) -> Optional[float]:
        self.model.eval()
        total, weight = 0.0, 0.0
        for start in range(0, len(self.validation), self.size):
            loss, counted = self.loss(self.model, self.validation[start : start + self.size])
            total, weight = total + loss.item() * counted, weight + counted
        return total / weight if weight > 0 else None

    def end_epoch(self, validation_loss: Optional[float]) -> bool:
        """Whether early stopping ends the run."""
        if validation_loss is None:
            return False
        progress, schedule, stopping = self.progress, self.spec["schedule"], self.spec["earlyStopping"]
        if progress["bestValidationLoss"] is None or validation_loss < progress["bestValidationLoss"]:
            progress.update(bestValidationLoss=validation_loss, bestEpoch=progress["epoch"])
        progress["earlyStopping"] = observe(progress["earlyStopping"], validation_loss, (stopping or {}).get("minDelta", 0))
        if schedule["type"] == "reduce-on-plateau":
            progress["plateau"] = observe(progress["plateau"], validation_loss, schedule["minDelta"])
            if progress["plateau"]["epochsWithoutImprovement"] > schedule["patience"]:
                progress["plateau"]["epochsWithoutImprovement"] = 0
                progress["plateauFactor"] *= schedule["factor"]
        return stopping is not None and progress["earlyStopping"]["epochsWithoutImprovement"] >= stopping["patience"]

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        _, metadata = read_safetensors(FOLDER / "model.safetensors")
        if "kioku" in metadata:
            metadata["kioku"] = json.dumps({**json.loads(metadata["kioku"]), "step": self.progress["step"]})
        write_safetensors(folder / "model.safetensors", dict(self.model.named_parameters()), metadata)
        gathered = saved_optimizer(self.optimizer, self.model, self.spec["optimizer"]["type"])
        write_safetensors(folder / "training.safetensors", gathered, {})
        (folder / "training.json").write_text(json.dumps(self.about, ensure_ascii=False, indent=1), encoding="utf-8")
        if self.progress["bestEpoch"] == self.progress["epoch"]:
            shutil.copyfile(folder / "model.safetensors", folder / "best.safetensors")


def shown(loss: Optional[float]) -> str:
    return "–" if loss is None else f"{loss:.4f}"
