import { expect, it } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createDecoder } from '../../../src-engine/sampling/decoder.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { embedding } from '../../../src-engine/models/default-layers.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import { measureSaturation } from '../../../src-engine/insight/saturation.ts';
import { smallModel, smallTrainer } from '../training/small-run.ts';
import { everyCell } from './cell-layers.ts';

/** A device binds buffers at 256 bytes: views begin at every 64th number. */
const strict = () => createReferenceBackend(64);

it('refuses a view that begins elsewhere', () => {
  const backend = strict();
  expect(() => backend.view(backend.tensor([100]), 63, [1])).toThrow(RangeError);
  expect(backend.view(backend.tensor([100]), 64, [36]).size).toBe(36);
});

/** Two steps of training with carried states, a look at the gates, and decoding that rearranges its lanes. */
async function resultsOf(backend: Backend, layer: ReturnType<typeof everyCell>[number][1]): Promise<number[]> {
  const spec = smallModel([embedding(3), layer, { ...layer, units: 6 }]);
  const model = createModel(backend, spec);
  model.initialize(3);
  const optimizer = createOptimizer(model, { type: 'sgd', learningRate: 0.1 });
  const pass = model.createPass({ batch: 3, steps: 5, training: true });
  const metrics = backend.tensor([3]);
  const results: number[] = [];
  for (let step = 0; step < 2; step++) {
    const ids = Int32Array.from({ length: 15 }, (_, n) => (n * 7 + step) % 5);
    model.zeroGradients([ids]);
    pass.setIds(ids, step === 0 ? null : Int32Array.of(5, 2, 4));
    pass.setTargets(ids);
    pass.forward({ seed: 1, step });
    results.push(...(await measureSaturation(backend, pass)).flatMap(({ counts }) => [...counts]));
    results.push(...(await backend.read(pass.output)));
    pass.backward(0.1, metrics);
    pass.carryState();
    optimizer.step({ learningRate: 0.1, clip: { type: 'none' }, l2: 0 });
  }
  const decoder = createDecoder(model, 3);
  const interruptible = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
  results.push(...((await decoder.prime(Int32Array.of(1, 2, 3), interruptible)) ?? []));
  results.push(...(await decoder.step(Int32Array.of(0, 1, 2))));
  decoder.rearrange([2, 2, 0]);
  results.push(...(await decoder.step(Int32Array.of(3, 4, 0))));
  return results;
}

it.each(everyCell(4))('%s computes the same where views must be aligned', async (_, layer) => {
  expect(await resultsOf(strict(), layer)).toEqual(await resultsOf(createReferenceBackend(), layer));
});

it.each(everyCell(4))('%s does so in both directions', async (_, layer) => {
  const outputs = [];
  for (const backend of [strict(), createReferenceBackend()]) {
    const both = [
      { ...layer, bidirectional: 'concat' as const },
      { ...layer, bidirectional: 'sum' as const, returnSequences: false },
    ];
    const model = createModel(backend, { ...smallModel([embedding(3), ...both]), task: 'classification' });
    model.initialize(3);
    const pass = model.createPass({ batch: 3, steps: 5, training: true });
    const ids = Int32Array.from({ length: 15 }, (_, n) => (n * 7) % 5);
    model.zeroGradients([ids]);
    pass.setIds(ids, Int32Array.of(5, 2, 4));
    pass.setTargets(Int32Array.of(0, 1, 2));
    pass.forward({ seed: 1, step: 0 });
    pass.backward(0.1, backend.tensor([3]));
    const gradients = model.parameters.map(async ({ gradient }) => [...(await backend.read(gradient()!))]);
    outputs.push([[...(await backend.read(pass.output))], ...(await Promise.all(gradients))]);
  }
  expect(outputs[0]).toEqual(outputs[1]);
});

it('a training that looks into its steps does the same', async () => {
  const [aligned, plain] = [smallTrainer({ backend: strict() }), smallTrainer()];
  for (const trainer of [aligned, plain]) await trainer.lookingStep();
  const { tensors } = await aligned.checkpoint();
  expect(tensors).toEqual((await plain.checkpoint()).tensors);
});
