"""Goes on training where Kioku Studio stopped: with its optimizer and what that has gathered, its schedule, clipping and batches.

    python train.py novel.txt --epochs 3
    torchrun --nproc_per_node 4 train.py novel.txt --epochs 3
    python train.py novel.txt --start continued

A language model reads text files, each a document. A classifier reads JSON lines: {"text": …, "label": …}.
Several processes share the lanes of each batch, so that they take the same steps as one. The network goes to `continued/` after every
epoch; from there the studio imports it, and training goes on with --start.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import time
from collections import deque
from pathlib import Path
from typing import Any, Iterator, Optional

import torch
from torch import Tensor, distributed, nn
from torch.nn import functional

from data import IGNORED, Batch, batches, read_samples, sequence_batches, split_documents, training_lanes, validation_lanes
from documents import DocumentBatches, held_out_documents, whole_documents
from draws import Draws, split_samples
from recurrent import begin, detached, forget
from resuming import ResumedTraining
from tokenizer import load_tokenizer

FOLDER = Path(__file__).parent
WORLD = int(os.environ.get("WORLD_SIZE", "1"))
RANK = int(os.environ.get("RANK", "0"))
# A thread of gloo that lets go of a sum as the last one needs Python's lock, which whoever ends the group holds while waiting for that thread.
LAST_SUMS: deque[Tensor] = deque(maxlen=64)


class Training(ResumedTraining):
    """The run: network, optimizer, data, and where it stands."""

    def __init__(self, files: list[Path], start: Path, epochs: int, device: torch.device) -> None:
        super().__init__(start, device)
        self.is_language_model = self.about["task"] == "language-model"
        self.batching = self.spec.get("batching", 1)
        self.network = nn.parallel.DistributedDataParallel(self.model) if WORLD > 1 else self.model
        weights = self.spec["classWeights"]
        self.class_weights = None if weights is None else torch.tensor(weights, device=device)
        self.read_data(files)
        self.last_epoch = self.progress["epoch"] + epochs
        steps_per_epoch = math.ceil(self.batch_count / self.spec["gradientAccumulation"])
        done = math.ceil(self.progress["batchInEpoch"] / self.spec["gradientAccumulation"])
        self.total_steps = self.progress["step"] + epochs * steps_per_epoch - done

    def read_data(self, files: list[Path]) -> None:
        tokenizer = load_tokenizer()
        encode = tokenizer.encode
        size = self.spec["batchSize"]
        texts = [file.read_bytes().decode("utf-8-sig") for file in files]
        if self.is_language_model:
            documents = [torch.tensor(encode(text), dtype=torch.long) for text in texts]
            self.read_documents(documents, tokenizer.boundary_id)
            return
        classes = json.loads((FOLDER / "classes.json").read_text(encoding="utf-8"))
        samples = read_samples(texts, classes, encode)
        training, held_out = split_samples(
            [label for _, label in samples],
            self.spec["validationFraction"],
            self.spec["seed"],
            self.batching,
        )
        # Of another text than the network's own, nothing may be left but what it does not know.
        self.training_samples = [samples[n] for n in training if len(samples[n][0]) > 0]
        self.validation_samples = [samples[n] for n in held_out if len(samples[n][0]) > 0]
        self.batch_count = math.ceil(len(self.training_samples) / size)

    def read_documents(self, documents: list[Tensor], boundary: Optional[int]) -> None:
        size, steps = self.spec["batchSize"], self.spec["sequenceLength"]
        fraction, seed = self.spec["validationFraction"], self.spec["seed"]
        self.documents: Optional[DocumentBatches] = None
        if self.batching >= 3:
            documents = [document for document in documents if len(document) > 0]
            if boundary is not None:
                documents = [nn.functional.pad(document, (1, 1), value=boundary) for document in documents]
        if self.batching >= 3 and len(documents) > 1:
            documents = [document for document in documents if len(document) > 1]
            is_held_out = held_out_documents([len(document) for document in documents], fraction, seed)
            training = [document for document, is_out in zip(documents, is_held_out) if not is_out]
            self.held_out = [document for document, is_out in zip(documents, is_held_out) if is_out]
            self.documents = DocumentBatches(training, size, steps, seed)
            self.batch_count, size = self.documents.count, self.documents.lanes
        else:
            training, self.held_out = split_documents(documents, fraction)
            self.lanes = training_lanes(training, size, steps)
            self.batch_count = len(self.lanes[0])
        self.own_lanes = slice(RANK * size // WORLD, (RANK + 1) * size // WORLD)

    def training_batches(self) -> Iterator[Batch]:
        first, size, steps = self.progress["batchInEpoch"], self.spec["batchSize"], self.spec["sequenceLength"]
        if self.is_language_model and self.documents is not None:
            yield from self.documents.batches(self.progress["epoch"], first, self.own_lanes)
            return
        if self.is_language_model:
            yield from batches(self.lanes[self.own_lanes], steps, first)
            return
        order = list(range(len(self.training_samples)))
        Draws(self.spec["seed"], "shuffle", self.progress["epoch"]).shuffle(order)
        samples = [self.training_samples[n] for n in order[first * size :]]
        for batch in sequence_batches(samples, size, steps):
            yield batch.share(RANK, WORLD)

    def validation_batches(self) -> Iterator[Batch]:
        size, steps = self.spec["batchSize"], self.spec["sequenceLength"]
        if self.is_language_model and self.batching >= 3:
            return whole_documents(self.held_out, size, steps)
        if self.is_language_model:
            lanes = validation_lanes(self.held_out, size, steps)
            longest = max((chunk.length for lane in lanes for chunk in lane), default=0)
            return batches(lanes, longest)
        return sequence_batches(self.validation_samples, size, steps)

    def loss_sum(self, network: nn.Module, batch: Batch, state: Any) -> tuple[Tensor, Tensor, Any]:
        """The summed cross-entropy, what it is to be divided by, and the state."""
        inputs, targets = batch.inputs.to(self.device), batch.targets.to(self.device)
        before = forget(state, batch.new_rows) if batch.carried is None else begin(state, batch.carried)
        logits, state = network(inputs, before, batch.lengths)
        counted = targets[targets != IGNORED]
        weights = torch.ones(len(counted), device=self.device) if self.class_weights is None else self.class_weights[counted]
        scores = logits.flatten(0, -2)[targets.flatten() != IGNORED].log_softmax(dim=-1)
        # What the network is judged by is not smoothed.
        smoothing = self.spec.get("labelSmoothing", 0) if self.model.training else 0
        of_targets = scores.gather(1, counted[:, None])[:, 0]
        loss = -(weights * ((1 - smoothing) * of_targets + smoothing * scores.mean(dim=1))).sum()
        weight = weights.sum()
        return loss, torch.as_tensor(weight, dtype=torch.float64, device=self.device), state

    @torch.no_grad()
    def validate(self) -> float | None:
        self.model.eval()
        loss, weight, state = 0.0, 0.0, None
        for batch in self.validation_batches():
            batch_loss, batch_weight, new_state = self.loss_sum(self.model, batch, state)
            loss, weight = loss + batch_loss.item(), weight + batch_weight.item()
            state = new_state if self.is_language_model else None
        return loss / weight if weight > 0 else None

    def first_state(self) -> Any:
        """In the middle of an epoch the states go on too."""
        if self.progress["batchInEpoch"] == 0 or not self.saved_states:
            return None
        states = []
        for name in self.model.recurrent_names:
            saved = [state for key, state in self.saved_states.items() if key.startswith(f"{name}.")]
            parts = tuple(part[self.own_lanes].unsqueeze(0).contiguous() for part in saved)
            states.append(parts if len(parts) > 1 else parts[0])
        return states

    def train_epoch(self) -> float:
        self.model.train()
        accumulation = self.spec["gradientAccumulation"]
        state = self.first_state()
        loss, weight = self.progress["epochLossSum"], self.progress["epochTokenCount"]
        iterator = self.training_batches()
        while self.progress["batchInEpoch"] < self.batch_count:
            count = min(accumulation, self.batch_count - self.progress["batchInEpoch"])
            group = [next(iterator) for _ in range(count)]
            counted = [(batch.targets[batch.targets != IGNORED]) for batch in group]
            total = sum(
                len(each) if self.class_weights is None else self.class_weights[each].sum().item() for each in counted
            )
            total = shared_sum(torch.tensor(float(total), dtype=torch.float64, device=self.device)).item()
            self.optimizer.zero_grad()
            group_loss = torch.zeros((), dtype=torch.float64, device=self.device)
            for n, batch in enumerate(group):
                is_last = n == len(group) - 1
                with contextlib.nullcontext() if is_last or WORLD == 1 else self.network.no_sync():
                    batch_loss, _, new_state = self.loss_sum(self.network, batch, state)
                    # Several processes average their gradients; their sum is wanted.
                    (batch_loss * (WORLD / max(total, 1))).backward()
                group_loss += batch_loss.detach()
                state = [detached(each) for each in new_state] if self.is_language_model else None
            self.step()
            loss, weight = loss + shared_sum(group_loss).item(), weight + total
            self.progress["step"] += 1
            self.progress["batchInEpoch"] += count
        self.progress.update(epoch=self.progress["epoch"] + 1, batchInEpoch=0, epochLossSum=0, epochTokenCount=0)
        return loss / weight


def shared_sum(value: Tensor) -> Tensor:
    if WORLD > 1:
        distributed.all_reduce(value)
        LAST_SUMS.append(value)
    return value


def say(text: str) -> None:
    if RANK == 0:
        print(text, flush=True)


def shown(loss: float | None) -> str:
    return "–" if loss is None else f"{loss:.4f} (perplexity {math.exp(min(loss, 700)):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="the text that the network is to learn")
    parser.add_argument("--epochs", type=int, default=1, help="how many more")
    parser.add_argument("--start", type=Path, default=FOLDER, help="the folder in which to go on: this one, or one of --out")
    parser.add_argument("--out", type=Path, default=FOLDER / "continued")
    arguments = parser.parse_args()
    is_cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0"))) if is_cuda else torch.device("cpu")
    if is_cuda:
        torch.cuda.set_device(device)
    if WORLD > 1:
        distributed.init_process_group("nccl" if is_cuda else "gloo")
    training = Training(arguments.files, arguments.start, arguments.epochs, device)
    if WORLD > training.spec["batchSize"]:
        raise SystemExit(f"A batch has {training.spec['batchSize']} sequences, too few for {WORLD} processes.")
    torch.manual_seed(training.spec["seed"] + training.progress["step"] + RANK)
    say(f"PyTorch {torch.__version__}, {WORLD} × {device.type}, {training.batch_count} batches an epoch")
    say(f"step {training.progress['step']}: validation loss {shown(training.validate())}")
    while training.progress["epoch"] < training.last_epoch:
        began = time.perf_counter()
        loss = training.train_epoch()
        validation_loss = training.validate()
        seconds = time.perf_counter() - began
        say(
            f"epoch {training.progress['epoch']}, step {training.progress['step']}: training loss {shown(loss)}, "
            f"validation loss {shown(validation_loss)}, {seconds:.1f} s"
        )
        is_over = training.end_epoch(validation_loss)
        if RANK == 0:
            training.save(arguments.out)
        if is_over:
            say("Early stopping has run out of patience.")
            break
    if WORLD > 1:
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
