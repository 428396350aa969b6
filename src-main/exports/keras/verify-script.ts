/**
 * Lies in every `.keras` file, so that it can be checked wherever Keras is: compares what Keras computes with what the studio did. The
 * studio runs it too, and reads the outputs.
 */
export const verifyScript = `"""Compares a network in Keras with what Kioku Studio computed when it wrote the file.

    unzip NETWORK.keras '*.py'
    python verify.py NETWORK.keras
"""

import importlib.util
import json
import os
import sys
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if "KERAS_BACKEND" not in os.environ:
    found = [name for name in ("tensorflow", "jax", "torch") if importlib.util.find_spec(name)]
    os.environ["KERAS_BACKEND"] = found[0] if found else "tensorflow"

try:
    import keras
    import numpy
except Exception as error:
    sys.exit(f"Keras could not be started: {error}")

if int(keras.__version__.split(".")[0]) < 3:
    sys.exit(f"This is Keras {keras.__version__}; the file needs Keras 3.")

TOLERANCE = 1e-4


def run_table(notes, model, batch):
    """All that is told of the rows of a table, one output after the other."""
    inputs = {name: numpy.array(given["values"]).reshape(given["shape"]) for name, given in batch["inputs"].items()}
    if notes["table"]["form"] == "layers":
        told = [keras.ops.convert_to_numpy(value) for value in model(inputs["values"].astype("float32"), training=False)]
    else:
        from table import with_network

        told = with_network(notes, model)(inputs, batch.get("lengths")).values()
    return numpy.concatenate([value.ravel() for value in told])


def run(notes, model, batch):
    return run_table(notes, model, batch) if batch["kind"] == "numbers" else run_network(model, batch)


def run_network(model, batch):
    """The first output, (B, T, V) or (B, size), from states of 0. What comes after the end of a sequence is set to 0."""
    kind = "int32" if batch["kind"] == "ids" else "float32"
    values = numpy.array(batch["values"], dtype=kind).reshape(batch["shape"])
    states = [numpy.zeros((len(values), state.shape[1]), "float32") for state in model.inputs[1:]]
    outputs = model([values, *states] if states else values, training=False)
    first = outputs[0] if isinstance(outputs, (list, tuple)) else outputs
    result = keras.ops.convert_to_numpy(first).astype("float32")
    if result.ndim == 3 and batch.get("lengths") is not None:
        present = numpy.arange(result.shape[1]) < numpy.array(batch["lengths"])[:, None]
        result = numpy.where(present[..., None], result, 0)
    return result


def main(path, inputs=None, outputs=None):
    with zipfile.ZipFile(path) as archive:
        notes = json.loads(archive.read("kioku.json"))
    batches = notes["parity"]
    if inputs is not None:
        with open(inputs, encoding="utf-8") as file:
            batches = json.load(file)
    model = keras.saving.load_model(path, compile=False)
    computed = [run(notes, model, batch) for batch in batches]
    if outputs is not None:
        with open(outputs, "w", encoding="utf-8") as file:
            version = f"{keras.__version__} on {keras.backend.backend()}"
            json.dump({"version": version, "outputs": [each.ravel().tolist() for each in computed]}, file)
        return 0
    expected = [numpy.array(batch["expected"]) for batch in batches]
    # Numbers in the units of a table may differ by a part of the largest one.
    in_units = notes.get("description", {}).get("kind") == "forecast"
    scales = [numpy.abs(each).max() if in_units else 1.0 for each in expected]
    largest = max(numpy.abs(a.ravel() - b).max() / scale for a, b, scale in zip(computed, expected, scales))
    print(f"Keras {keras.__version__}: the largest difference of an output is {largest:.2e}{' of the largest one' if in_units else ''}.")
    return 0 if largest <= TOLERANCE else 1


sys.exit(main(*sys.argv[1:]))
`;
