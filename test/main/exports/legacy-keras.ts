import { File, ready, type Group } from 'h5wasm';
import type { ParameterTensor } from '../../../src-engine/interchange/trained-model.ts';

export interface LegacyLayer {
  className: string;
  config: Record<string, unknown> & { name: string };
  /** By the names that Keras 2 gives them. */
  weights: Record<string, ParameterTensor>;
}

/**
 * What `model.save('model.h5')` of Keras 2 makes, after the description of its HDF5 files: configuration and weights in one file. Of
 * `model.save_weights('weights.h5')` the file has the weights alone.
 */
export async function legacyKerasFile(
  layers: readonly LegacyLayer[],
  version = '2.2.4',
  weightsAlone = false,
): Promise<Uint8Array<ArrayBuffer>> {
  const { FS } = await ready;
  const path = '/legacy.h5';
  const file = new File(path, 'w');
  const described = layers.map(({ className, config }) => ({ class_name: className, config }));
  const description = { class_name: 'Sequential', config: { name: 'sequential_1', layers: described } };
  if (!weightsAlone) file.create_attribute('model_config', JSON.stringify(description));
  file.create_attribute('keras_version', version);
  file.create_attribute('backend', 'tensorflow');
  const weights = weightsAlone ? file : file.create_group('model_weights');
  weights.create_attribute(
    'layer_names',
    layers.map(({ config }) => config.name),
  );
  for (const layer of layers) writeLayer(weights.create_group(layer.config.name), layer);
  file.close();
  const bytes = Uint8Array.from(FS.readFile(path));
  FS.unlink(path);
  return bytes;
}

/** `lstm_1/lstm_1/kernel:0`: the name of a weight has that of its layer in it once more. */
function writeLayer(group: Group, { config: { name }, weights }: LegacyLayer): void {
  const names = Object.keys(weights).map((weight) => `${name}/${weight}:0`);
  if (names.length === 0) return;
  group.create_attribute('weight_names', names);
  const opened = new Map<string, Group>();
  const open = (at: string): Group => {
    const known = opened.get(at);
    if (known !== undefined) return known;
    const slash = at.lastIndexOf('/');
    const made = (slash < 0 ? group : open(at.slice(0, slash))).create_group(at.slice(slash + 1));
    opened.set(at, made);
    return made;
  };
  Object.values(weights).forEach(({ shape, values }, n) => {
    const [, at = '', last = ''] = /^(.*)\/(.*)$/.exec(names[n]) ?? [];
    open(at).create_dataset({ name: last, data: values, shape: [...shape], dtype: '<f4' });
  });
}
