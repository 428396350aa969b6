"""Writes datasets as Hugging Face has them: Parquet tables in numbered pieces, as on the hub, and folders of save_to_disk; and an Arrow table
with a column of each type. Needs datasets 5.0.1 and pyarrow 25."""

import datetime
import decimal
import pathlib

import datasets
import pyarrow
import pyarrow.feather
import pyarrow.parquet

here = pathlib.Path(__file__).parent
words = {"good": ["warm", "bright", "kind", "brave"], "bad": ["dull", "cold", "slow", "grey"]}
parts = {"train": (0, 40), "validation": (40, 8), "test": (48, 6)}


def reviews(first, count):
    labels = ["good" if n % 2 else "bad" for n in range(first, first + count)]
    texts = [f"a {words[label][n // 2 % 4]} tale, number {n}" for n, label in enumerate(labels, first)]
    return {"text": texts, "label": labels}


def write_hub_table(name, first, count):
    folder = here / "reviews" / "data"
    folder.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(pyarrow.table(reviews(first, count)), folder / name, compression="snappy")


write_hub_table("train-00000-of-00002.parquet", 0, 20)
write_hub_table("train-00001-of-00002.parquet", 20, 20)
write_hub_table("validation-00000-of-00001.parquet", 40, 8)
write_hub_table("test-00000-of-00001.parquet", 48, 6)

names = ["bad", "good"]
features = datasets.Features({"text": datasets.Value("string"), "label": datasets.ClassLabel(names=names)})
saved = {
    part: datasets.Dataset.from_dict(reviews(*rows) | {"label": [names.index(each) for each in reviews(*rows)["label"]]}, features)
    for part, rows in parts.items()
}
datasets.DatasetDict(saved).save_to_disk(here / "saved-reviews", num_shards={"train": 2, "validation": 1, "test": 1})
saved["test"].to_parquet(here / "classes.parquet")

tagged = datasets.Features(
    {"tokens": datasets.List(datasets.Value("string")), "ner_tags": datasets.List(datasets.ClassLabel(names=["O", "B-PER", "I-PER"]))}
)
sentences = {"tokens": [["Ann", "Lee", "left"], ["It", "rains"]], "ner_tags": [[1, 2, 0], [0, 0]]}
datasets.Dataset.from_dict(sentences, tagged).save_to_disk(here / "saved-tags")

types = pyarrow.table(
    {
        "day": pyarrow.array([datetime.date(2024, 1, 2), None], pyarrow.date32()),
        "utc": pyarrow.array([datetime.datetime(2024, 1, 1, 10, 0, 0, 1500), None], pyarrow.timestamp("us", "UTC")),
        "local": pyarrow.array([datetime.datetime(2024, 1, 1, 10), None], pyarrow.timestamp("ns")),
        "count": pyarrow.array([1152921504606846977, 2], pyarrow.int64()),
        "value": pyarrow.array([0.1 + 0.2, float("nan")], pyarrow.float64()),
        "price": pyarrow.array([decimal.Decimal("1.25"), decimal.Decimal("-0.50")], pyarrow.decimal128(9, 2)),
        "kind": pyarrow.array(["a", "b"]).dictionary_encode(),
        "tokens": pyarrow.array([["x", "y"], []], pyarrow.list_(pyarrow.string())),
        "place": pyarrow.array([{"row": 1, "name": "z"}, {"row": None, "name": "q"}]),
        "name": pyarrow.array(["b\nc", '"q"'], pyarrow.large_string()),
        "open": pyarrow.array([True, None]),
    }
)
pyarrow.feather.write_feather(types, here / "types.zstd.feather", compression="zstd")
pyarrow.feather.write_feather(types, here / "types.lz4.feather", compression="lz4")
with pyarrow.ipc.new_stream(here / "types.arrow", types.schema) as stream:
    stream.write_table(types)
