/** Lies in the `.keras` file of a network that reads a table: takes the table's own numbers, and gives such numbers. */
export const tableScript = `"""Runs a network in Keras on the numbers of a table as they are, and gives such numbers.

    unzip NETWORK.keras table.py
    from table import open_table
    predict = open_table("NETWORK.keras")
    told = predict({"values": rows[None]})        # rows (window, columns): told["value"] (1, horizon, predicted)

What is computed of them before and after the network, and which inputs and outputs there are, is in kioku.json in the same file: see
"description" and "graph", a list of plain steps.
"""

import json
import zipfile

import numpy

UNARY = {
    "log": numpy.log,
    "exp": numpy.exp,
    "sin": numpy.sin,
    "sqrt": numpy.sqrt,
    "absolute": numpy.abs,
    "floor": numpy.floor,
    "known": lambda x: numpy.where(numpy.isnan(x), 0.0, x),
}
BINARY = {
    "add": numpy.add,
    "subtract": numpy.subtract,
    "multiply": numpy.multiply,
    "divide": numpy.divide,
    "largest": numpy.maximum,
    "smallest": numpy.minimum,
}


def run_graph(graph, inputs, network):
    """In float64. The first axis of every value but constants is the batch, which the steps leave out."""
    values = {entry["name"]: numpy.asarray(inputs[entry["name"]], "float64") for entry in graph["inputs"]}
    for step in graph["steps"]:
        values[step["name"]] = compute(step, values, network)
    return {output["name"]: values[output["value"]] for output in graph["outputs"]}


def compute(step, values, network):
    kind = step["op"]
    if kind == "constant":
        return numpy.array(step["values"], "float64").reshape(step["shape"])
    if kind in BINARY:
        return BINARY[kind](*(values[name] for name in step["of"]))
    if kind == "concat":
        return numpy.concatenate([values[name] for name in step["of"]], axis=step["axis"] + 1)
    x = values[step["of"]]
    if kind in UNARY:
        return UNARY[kind](x)
    if kind == "slice":
        return x.take(range(step["from"], step["to"]), axis=step["axis"] + 1)
    if kind == "gather":
        return x.take(step["places"], axis=step["axis"] + 1)
    if kind == "reshape":
        return x.reshape(len(x), *[-1 if extent is None else extent for extent in step["shape"]])
    if kind == "mean":
        return x.mean(axis=step["axis"] + 1, keepdims=True)
    if kind == "product":
        return x @ values[step["matrix"]]
    if kind == "lookup":
        return values[step["table"]][x.astype("int64")]
    if kind == "network":
        return network(x)
    raise ValueError(f"There is no step called {kind}.")


def with_network(notes, model):
    """A function of inputs by name, (B, ...), and of the lengths (B) of padded sequences. Scores of classes are called logits."""
    import keras

    def predict(inputs, lengths=None):
        told = []

        def network(x):
            read = x.astype("float32")
            if lengths is not None:
                read[numpy.arange(read.shape[1]) >= numpy.array(lengths)[:, None]] = notes["padding"]
            told.append(keras.ops.convert_to_numpy(model(read, training=False)).astype("float64"))
            return told[-1]

        return run_graph(notes["graph"], inputs, network) or {"logits": told[-1]}

    return predict


def open_table(path):
    import keras

    with zipfile.ZipFile(path) as archive:
        notes = json.loads(archive.read("kioku.json"))
    return with_network(notes, keras.saving.load_model(path, compile=False))
`;
