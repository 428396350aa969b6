"""Writes a dataset as folders of the Hugging Face hub have it: Parquet tables in numbered pieces, a name for each part. Needs pyarrow 25."""

import pathlib

import pyarrow
import pyarrow.parquet

folder = pathlib.Path(__file__).parent / "reviews" / "data"
folder.mkdir(parents=True, exist_ok=True)
words = {"good": ["warm", "bright", "kind", "brave"], "bad": ["dull", "cold", "slow", "grey"]}


def write(name, first, count):
    labels = ["good" if n % 2 else "bad" for n in range(first, first + count)]
    texts = [f"a {words[label][n // 2 % 4]} tale, number {n}" for n, label in enumerate(labels, first)]
    table = pyarrow.table({"text": texts, "label": labels})
    pyarrow.parquet.write_table(table, folder / name, compression="snappy")


write("train-00000-of-00002.parquet", 0, 20)
write("train-00001-of-00002.parquet", 20, 20)
write("validation-00000-of-00001.parquet", 40, 8)
write("test-00000-of-00001.parquet", 48, 6)
