import type { ModelSpec, Task } from '../../spec/model-spec.ts';
import { can, taskFacts } from '../../tasks/facts.ts';
import type { ParameterTensor } from '../trained-model.ts';
import { proposeTask, withSequences, withTwoClasses } from './fit-keras-task.ts';
import type { KerasFile } from './keras-file.ts';
import { KerasReading, unsupported, type ReadLayer } from './keras-reading.ts';
import { KerasError, type DescribedLayer } from './read-keras-chain.ts';
import * as plain from './read-plain-layers.ts';
import { readBidirectional, readRecurrent } from './read-recurrent-layers.ts';

/**
 * The same network in the engine's layers. `task` is the task to read it for, by default the one that its shape suggests. Throws KerasError where a
 * layer does something that the engine does not do.
 */
export function readKerasNetwork(
  file: KerasFile,
  task?: Task,
): { model: ModelSpec; parameters: Map<string, ParameterTensor> } {
  const reading = new KerasReading(file);
  for (const layer of file.layers) readLayer(reading, layer);
  const { input, width, layers } = reading;
  if (input === null || width === null) throw new KerasError('has no layers with weights.', { reason: 'no-layers' });
  const proposed = proposeTask(layers, input, width);
  const chosen = task ?? proposed;
  const readsFeatures = input.kind === 'numbers' && (chosen === 'regression' || proposed !== 'language-model');
  const oneHot: ReadLayer[] =
    input.kind === 'numbers' && !readsFeatures ? [{ spec: { type: 'one_hot' }, parameters: {} }] : [];
  const fitted = fitTask([...oneHot, ...layers], chosen);
  return {
    model: {
      task: chosen,
      input: readsFeatures ? { kind: 'features', size: input.size } : { kind: 'tokens', vocabularySize: input.size },
      layers: fitted.map(({ spec }) => spec),
    },
    parameters: namedParameters(fitted),
  };
}

type LayerReader = (reading: KerasReading, layer: DescribedLayer) => void;

const readers: Readonly<Record<string, LayerReader>> = {
  Masking: () => undefined,
  Dropout: (reading, { config }) => plain.readDropout(reading, config['rate']),
  SpatialDropout1D: (reading, { config }) => plain.readDropout(reading, config['rate']),
  Embedding: plain.readEmbedding,
  Dense: (reading, layer) => plain.readDense(reading, layer),
  TimeDistributed: plain.readTimeDistributed,
  LayerNormalization: plain.readLayerNorm,
  Activation: (reading, { name, config }) => plain.readActivation(reading, name, config['activation']),
  Softmax: (reading, { name }) => plain.readActivation(reading, name, 'softmax'),
  ReLU: (reading, { name }) => plain.readActivation(reading, name, 'relu'),
  Rescaling: plain.readRescaling,
  Bidirectional: readBidirectional,
};

/** Reads a layer. One that is not in the table is a recurrent layer, or unknown. */
function readLayer(reading: KerasReading, layer: DescribedLayer): void {
  const { className, config, name } = layer;
  const takesScale = className === 'Activation' && config['activation'] === 'hard_sigmoid';
  if (reading.scale !== 1 && !takesScale) throw unsupported(name, 'Rescaling', 'scales numbers by a Rescaling layer');
  const read = Object.hasOwn(readers, className) ? readers[className] : readRecurrent;
  read(reading, layer);
}

function fitTask(layers: readonly ReadLayer[], task: Task): readonly ReadLayer[] {
  if (taskFacts[task].outputsPer === 'step') return withSequences(layers);
  return can(task, 'classify') ? withTwoClasses(layers) : layers;
}

function namedParameters(layers: readonly ReadLayer[]): Map<string, ParameterTensor> {
  const named = layers.flatMap(({ parameters }, index) =>
    Object.entries(parameters).map(([name, tensor]) => [`${index}.${name}`, tensor] as const),
  );
  return new Map(named);
}
