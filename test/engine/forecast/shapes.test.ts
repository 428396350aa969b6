import { expect, test } from 'vitest';
import { seriesClassifier } from '../../../src-engine/models/series-classifier.ts';
import { openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';
import { shapesContent } from './made-shapes.ts';
import { accuracyOfClassifier } from './train-classifier.ts';

test('a small classifier tells shapes of number sequences apart, of different lengths and two columns', async () => {
  const preset = seriesClassifier();
  const layers = preset.model.layers.map((layer) =>
    layer.type === 'lstm' ? { ...layer, units: 12, recurrentDropout: 0 } : layer,
  );
  const made = {
    names: ['drift', 'noise', 'sines'] as ['drift', 'noise', 'sines'],
    features: 2,
    noise: 0.2,
    lengths: [20, 40] as [number, number],
  };
  const backend = (await openNodeBackends()).create('auto', 1);
  const accuracy = await accuracyOfClassifier(backend, {
    training: shapesContent({ ...made, count: 120, seed: 1 }),
    test: shapesContent({ ...made, count: 90, seed: 2 }),
    preset: { ...preset, model: { ...preset.model, layers }, train: { ...preset.train, epochs: 15 } },
  });
  backend.dispose();
  expect(accuracy).toBeGreaterThan(0.9);
});
