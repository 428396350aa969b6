import { createStream } from '../../../src-engine/random/stream.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { ParityInput } from './parity-input.ts';
import { drawRows } from './draw-rows.ts';

const shapes = [
  { batch: 1, steps: 7 },
  { batch: 3, steps: 12 },
] as const;

/**
 * The inputs of a parity certificate, always the same for the same model: batches of 1 and 3 sequences of 7 and 12 steps, and where a
 * model may read padded sequences, a batch of unequal ones. Those of a network that reads a table are rows as they could be in it.
 */
export function parityInputs(model: ModelSpec, preparation?: Preparation): ParityInput[] {
  if (preparation?.kind === 'forecast') {
    return shapes.map(({ batch }, index) => drawRows({ model, preparation }, { batch }, index));
  }
  const whole = shapes.map((shape, index) => drawInput(model, preparation, shape, null, index));
  if (taskFacts[model.task].reads === 'chunks') return whole;
  const { batch, steps } = shapes[1];
  return [...whole, drawInput(model, preparation, { batch, steps }, Int32Array.of(steps, 5, 1), shapes.length)];
}

function drawInput(
  model: ModelSpec,
  preparation: Preparation | undefined,
  { batch, steps }: { batch: number; steps: number },
  lengths: Int32Array | null,
  index: number,
): ParityInput {
  if (preparation !== undefined) return { ...drawRows({ model, preparation }, { batch, steps }, index), lengths };
  const { input } = model;
  const random = createStream(0, 'parity', index);
  const length = batch * steps;
  return {
    batch,
    steps,
    ids: input.kind === 'tokens' ? Int32Array.from({ length }, () => random.below(input.vocabularySize)) : null,
    features:
      input.kind === 'features' ? Float32Array.from({ length: length * input.size }, () => random.normal()) : null,
    lengths,
  };
}
