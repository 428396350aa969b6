"""A training that goes on where Kioku Studio stopped, whatever it is that the network reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch

from model import load_model
from optimizing import clip_gradients, create_optimizer, learning_rate_factor, observe, restore_optimizer, saved_optimizer
from weights import read_safetensors, write_safetensors


class ResumedTraining:
    """Network, optimizer and progress as they are in the folder `start`."""

    #: Those before `start` included.
    total_steps: int

    def __init__(self, start: Path, device: torch.device) -> None:
        self.about = json.loads((start / "training.json").read_text(encoding="utf-8"))
        self.spec, self.progress = self.about["train"], self.about["progress"]
        self.device = device
        #: The folder of the network whose description goes with what is saved.
        self.described = start
        self.model = load_model(start).to(device)
        self.trained = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        self.optimizer = create_optimizer(self.model, self.spec["optimizer"])
        saved = read_safetensors(start / "training.safetensors")[0] if (start / "training.safetensors").exists() else {}
        since = self.progress.get("optimizerSince", 0)
        restore_optimizer(self.optimizer, self.model, self.spec["optimizer"]["type"], saved, self.progress["step"] - since)
        # Those of the recurrent layers, where training stopped in the middle of an epoch.
        self.saved_states = {name[6:]: tensor.to(device) for name, tensor in saved.items() if name.startswith("state/")}

    def step(self) -> None:
        if self.spec["l2"] > 0:
            with torch.no_grad():
                for name, parameter in self.model.named_parameters():
                    if parameter.requires_grad and "weight" in name and parameter.dim() > 1 and not name.startswith("embedding"):
                        parameter.grad.add_(parameter, alpha=self.spec["l2"])
        clip_gradients(self.trained, self.spec["clip"])
        factor = learning_rate_factor(self.spec["schedule"], self.progress, self.total_steps)
        for group in self.optimizer.param_groups:
            group["lr"] = self.spec["optimizer"]["learningRate"] * factor
        self.optimizer.step()

    def end_epoch(self, validation_loss: float | None) -> bool:
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
        _, metadata = read_safetensors(self.described / "model.safetensors")
        if "kioku" in metadata:
            metadata["kioku"] = json.dumps({**json.loads(metadata["kioku"]), "step": self.progress["step"]})
        # Unlike state_dict, this has a weight that two modules share only once.
        write_safetensors(folder / "model.safetensors", dict(self.model.named_parameters()), metadata)
        gathered = saved_optimizer(self.optimizer, self.model, self.spec["optimizer"]["type"])
        write_safetensors(folder / "training.safetensors", gathered, {})
        (folder / "training.json").write_text(json.dumps(self.about, ensure_ascii=False, indent=1), encoding="utf-8")
        if self.progress["bestEpoch"] == self.progress["epoch"]:
            shutil.copyfile(folder / "model.safetensors", folder / "best.safetensors")
