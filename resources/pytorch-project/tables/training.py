"""The loop that trains a network on batches, with the optimizer, the schedule and the stopping of Kioku Studio."""

from __future__ import annotations

import math
import shutil
import time
from pathlib import Path
from typing import Any, Callable, List, Optional, Sequence, Tuple

import torch
from torch import Tensor, nn

from model import FOLDER
from resuming import ResumedTraining

#: Of some members of the data: the mean loss, and how much it weighs.
Loss = Callable[[nn.Module, Sequence[int]], Tuple[Tensor, float]]


class Training(ResumedTraining):
    """`loss` is asked for batches of `training` and `validation`, which are members of the data by their places."""

    def __init__(self, start: Path, epochs: int, loss: Loss, training: List[int], validation: List[int]) -> None:
        super().__init__(start, torch.device("cuda" if torch.cuda.is_available() else "cpu"))
        self.described = FOLDER
        self.loss, self.training, self.validation = loss, training, validation
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

    @torch.no_grad()
    def validate(self) -> Optional[float]:
        self.model.eval()
        total, weight = 0.0, 0.0
        for start in range(0, len(self.validation), self.size):
            loss, counted = self.loss(self.model, self.validation[start : start + self.size])
            total, weight = total + loss.item() * counted, weight + counted
        return total / weight if weight > 0 else None


def shown(loss: Optional[float]) -> str:
    return "–" if loss is None else f"{loss:.4f}"
