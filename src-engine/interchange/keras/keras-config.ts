import { outputsOf, sourcesOf, type KerasInput, type KerasLayer, type KerasNetwork } from './keras-network.ts';

/** The content of Keras 3's `config.json`: a Functional model, whose layers refer to each other's outputs. */
export function kerasConfig(network: KerasNetwork): unknown {
  const { input, layers } = network;
  const states = layers.flatMap((layer) => layer.states);
  const tensors = new Map([
    [input.name, kerasTensor(input.name, input.shape, input.type)],
    ...layers.map(({ name, outputShape }) => [name, kerasTensor(name, outputShape, 'float32')] as const),
  ]);
  const called = layers.map((layer, index) => {
    const before = sourcesOf(network, index).map((name) => tensors.get(name));
    return {
      ...layerObject(layer),
      name: layer.name,
      inbound_nodes: [
        {
          args: [single(before)],
          kwargs:
            layer.states.length === 0
              ? {}
              : { initial_state: layer.states.map(({ name, shape, type }) => kerasTensor(name, shape, type)) },
        },
      ],
    };
  });
  const inputs = [input, ...states];
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name: 'network',
      trainable: true,
      layers: [...inputs.map(inputLayer), ...called],
      input_layers: single(inputs.map(({ name }) => [name, 0, 0])),
      output_layers: single([
        ...outputsOf(network).map((name) => [name, 0, 0]),
        ...layers.flatMap((layer) => layer.states.map((_, n) => [layer.name, 0, n + 1])),
      ]),
    },
    registered_name: 'Functional',
    build_config: { input_shape: null },
  };
}

/** A model that takes or gives one tensor does not take or give a list. */
function single<T>(values: T[]): T | T[] {
  return values.length === 1 ? values[0] : values;
}

function layerObject({ className, name, config, wrapped }: KerasLayer): Record<string, unknown> {
  if (wrapped === null) return kerasObject(className, { name, dtype: 'float32', ...config });
  const cell = (direction: 'forward' | 'backward') =>
    kerasObject(wrapped.className, {
      name: `${direction}_${name}`,
      dtype: 'float32',
      ...config,
      go_backwards: direction === 'backward',
    });
  return kerasObject(className, {
    name,
    trainable: true,
    dtype: 'float32',
    merge_mode: wrapped.merge,
    layer: cell('forward'),
    backward_layer: cell('backward'),
  });
}

function kerasObject(className: string, config: Record<string, unknown>): Record<string, unknown> {
  return { module: 'keras.layers', class_name: className, config, registered_name: null };
}

function inputLayer({ name, shape, type }: KerasInput): unknown {
  const config = { batch_shape: [null, ...shape], dtype: type, sparse: false, ragged: false, name };
  return { ...kerasObject('InputLayer', config), name, inbound_nodes: [] };
}

function kerasTensor(layer: string, shape: (number | null)[], dtype: string): unknown {
  return {
    class_name: '__keras_tensor__',
    config: { shape: [null, ...shape], dtype, keras_history: [layer, 0, 0] },
  };
}
