import { expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { computeOutputs } from '../../../src-engine/interchange/compute-outputs.ts';
import { numberGraph } from '../../../src-engine/interchange/numbers/network-numbers.ts';
import { runNumberGraph, type GraphTensor } from '../../../src-engine/interchange/numbers/run-number-graph.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import { parityInputs } from '../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { preparedModels } from './prepared-models.ts';

it.each(preparedModels)('the steps of an export tell what the studio tells: $name', async ({ trained }) => {
  const inputs = parityInputs(trained.model, trained.preparation);
  const expected = await referenceOutputs(trained, inputs);
  for (const [n, input] of inputs.entries()) {
    const told = await runSteps(trained, input);
    const largest = Math.max(...expected[n].map(Math.abs));
    expect(told).toHaveLength(expected[n].length);
    told.forEach((value, place) => expect((value - expected[n][place]) / largest).toBeCloseTo(0, 6));
  }
});

/** Returns what the steps tell, one output after the other, or what the network does where nothing comes after it. */
async function runSteps(trained: TrainedModel, input: ParityInput): Promise<number[]> {
  const graph = numberGraph(trained);
  if (graph === null) throw new Error('This network reads no table.');
  const backend = createReferenceBackend();
  try {
    const model = createModel(backend, trained.model);
    for (const { name, value } of model.parameters) {
      backend.write(value, trained.parameters.get(name)?.values ?? new Float32Array());
    }
    let read: GraphTensor = { shape: [], values: new Float64Array() };
    const outputs = await runNumberGraph(graph, input.numbers ?? {}, async ({ shape, values }) => {
      const [batch, steps] = shape;
      const given = { ...input, batch, steps, features: Float32Array.from(values), numbers: undefined };
      const told = await computeOutputs(model, given);
      return (read = { shape: [batch, told.length / batch], values: told });
    });
    const all = Object.values(outputs).flatMap(({ values }) => [...values]);
    return all.length === 0 ? [...read.values] : all;
  } finally {
    backend.dispose();
  }
}
