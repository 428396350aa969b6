"""Reads safetensors files of floating-point tensors, and writes such of float32, without the package of that name."""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path

import torch
from torch import Tensor


TYPES = {"F32": torch.float32, "F64": torch.float64}


def read_safetensors(path: str | Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors by name, and the metadata."""
    content = bytearray(Path(path).read_bytes())
    (header_size,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + header_size])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] not in TYPES:
            raise ValueError(f"{path}: {name} is {entry['dtype']}, and only F32 and F64 are read here.")
        begin = 8 + header_size + entry["data_offsets"][0]
        count = math.prod(entry["shape"])
        tensors[name] = torch.frombuffer(content, dtype=TYPES[entry["dtype"]], count=count, offset=begin).reshape(entry["shape"])
    return tensors, metadata


def write_safetensors(path: str | Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    """Writes beside the file first, so that an old one stays whole until the new one is."""
    header: dict[str, object] = {"__metadata__": metadata}
    end = 0
    for name, tensor in tensors.items():
        begin, end = end, end + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, end]}
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    content = bytearray(struct.pack("<Q", len(encoded)) + encoded + bytes(end))
    at = 8 + len(encoded)
    for tensor in tensors.values():
        target = torch.frombuffer(content, dtype=torch.float32, count=tensor.numel(), offset=at)
        target.copy_(tensor.detach().to("cpu", torch.float32).flatten())
        at += 4 * tensor.numel()
    draft = Path(f"{path}.part")
    draft.write_bytes(content)
    draft.replace(path)
