import { outputLayerIndex } from '../models/model-problem.ts';
import { createStream } from '../random/stream.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import type { Batch } from '../training/batch-source.ts';

/**
 * A batch for a network that has no data yet: every token and class is equally likely, and numbers are standard normal, as standardised
 * ones are.
 */
export function randomBatch(
  { input, layers, task }: ModelSpec,
  { batch, steps }: Pick<Batch, 'batch' | 'steps'>,
  seed: number,
): Batch {
  const stream = createStream(seed, 'random-batch', 0);
  const ids = (count: number, below: number) => Int32Array.from({ length: count }, () => stream.below(below));
  const numbers = (count: number) => Float32Array.from({ length: count }, () => stream.normal());
  const { outputsAre, outputsPer } = taskFacts[task];
  const output = layers[outputLayerIndex(layers)];
  const outputs = output?.type === 'dense' ? output.units : 1;
  const places = outputsPer === 'step' ? batch * steps : batch;
  const rows = batch * steps;
  return {
    batch,
    steps,
    lengths: null,
    weight: places,
    input:
      input.kind === 'tokens' ? { ids: ids(rows, input.vocabularySize) } : { features: numbers(rows * input.size) },
    targets: outputsAre === 'numbers' ? numbers(places * outputs) : ids(places, outputs),
  };
}
