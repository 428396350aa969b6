import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { readActivations } from '../../../src-engine/insight/activations.ts';
import { embedTexts } from '../../../src-engine/insight/embed-texts.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';

const interruptible = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };

function modelWith(recurrent: LayerSpec[]) {
  const model = createModel(createReferenceBackend(), {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 9 },
    layers: [embedding(5), ...recurrent, dense(9)],
  });
  model.initialize(2);
  return model;
}

const texts = Array.from({ length: 70 }, (_, n) =>
  Int32Array.from({ length: (n * 5) % 17 }, (__, t) => (n * 3 + t * t) % 9),
);

test('represents each text by what the last layer remembers at its end, or on average', async () => {
  const model = modelWith([lstm(4), lstm(6)]);
  const last = await embedTexts(model, { texts, pooling: 'last' }, interruptible);
  const mean = await embedTexts(model, { texts, pooling: 'mean' }, interruptible);
  expect(last?.size).toBe(6);
  for (const [n, ids] of texts.entries()) {
    const ownLast = last?.vectors.subarray(n * 6, (n + 1) * 6) ?? [];
    const ownMean = mean?.vectors.subarray(n * 6, (n + 1) * 6) ?? [];
    if (ids.length === 0) {
      expect([...ownLast, ...ownMean].every((value) => value === 0)).toBe(true);
      continue;
    }
    const loops = await readActivations(model, ids);
    const hidden = loops[1].variables.find(({ variable }) => variable === 'hidden-state');
    if (hidden === undefined) throw new Error(loops[1].variables.map(({ variable }) => variable).join());
    for (let unit = 0; unit < 6; unit++) {
      const course = Array.from(ids, (_, t) => hidden.values[t * 6 + unit]);
      expect(ownLast[unit]).toBeCloseTo(course[course.length - 1], 6);
      expect(ownMean[unit]).toBeCloseTo(course.reduce((sum, value) => sum + value, 0) / course.length, 6);
    }
  }
});

test('ends early when nobody waits any more', async () => {
  const aborted = { ...interruptible, signal: { aborted: true } };
  expect(await embedTexts(modelWith([lstm(3)]), { texts, pooling: 'last' }, aborted)).toBeNull();
});
