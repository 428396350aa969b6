import type { Backend } from '../backends/backend.ts';
import { createModel } from '../models/create-model.ts';
import { dense, simpleRnn } from '../models/default-layers.ts';
import type { Model } from '../models/model.ts';
import type { LessonGrid } from '../spec/lesson-spec.ts';

/** The network of the lessons that open one step: small enough that every product of a step finds its place in a picture. */
export const SMALL_RNN = { inputs: 2, units: 3 } as const;

/** The weights of the recurrent layer, row by row as the engine keeps them. */
export interface SmallRnnWeights {
  /** W, (inputs, units). */
  kernel: Float32Array;
  /** U, (units, units). */
  recurrent: Float32Array;
  /** b, (units). */
  bias: Float32Array;
}

/**
 * Draws a SimpleRNN whose recurrent kernel is orthogonal times `strength`, so that every one of its singular values is
 * `strength`. Its biases are 0, as they are wherever training begins. Throws OutOfMemoryError.
 */
export async function createSmallRnn(backend: Backend, strength: number, seed: number): Promise<Model> {
  const { inputs, units } = SMALL_RNN;
  const model = createModel(backend, {
    task: 'regression',
    input: { kind: 'features', size: inputs },
    layers: [simpleRnn(units, { recurrentInitializer: 'orthogonal', returnSequences: false }), dense(1)],
  });
  model.initialize(seed);
  const recurrent = parameterOf(model, '0.recurrent').value;
  backend.write(
    recurrent,
    (await backend.read(recurrent)).map((weight) => strength * weight),
  );
  return model;
}

export async function readWeights(model: Model): Promise<SmallRnnWeights> {
  const read = (part: string) => model.backend.read(parameterOf(model, `0.${part}`).value);
  return {
    kernel: Float32Array.from(await read('kernel')),
    recurrent: Float32Array.from(await read('recurrent')),
    bias: Float32Array.from(await read('bias')),
  };
}

export function weightGrids({ kernel, recurrent, bias }: SmallRnnWeights): Record<string, LessonGrid> {
  const { inputs, units } = SMALL_RNN;
  return {
    kernel: gridOf(kernel, inputs, units),
    recurrent: gridOf(recurrent, units, units),
    bias: gridOf(bias, 1, units),
  };
}

export const gridOf = (values: ArrayLike<number>, rows: number, columns: number): LessonGrid => ({
  rows,
  columns,
  values: Array.from(values),
});

export function parameterOf(model: Model, name: string) {
  const parameter = model.parameters.find((each) => each.name === name);
  if (parameter === undefined) throw new Error(`The network of the lesson has no parameter ${name}.`);
  return parameter;
}
