import { expect, test } from 'vitest';
import { initialBand } from '../../../src-engine/models/initial-band.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';

test('a forecaster begins with the band of a normal deviate around the median of its base method', () => {
  const { model } = modelTemplates(1).find(({ id }) => id === 'forecaster')!;
  // qnorm(c(0.1, 0.5, 0.9)) in R
  const expected = [-1.2815515655446, 0, 1.2815515655446];
  const biases = initialBand(model, 6)!.values();
  biases.forEach((bias, n) => expect(bias).toBeCloseTo(expected[n % 3]!, 8));
  expect(model.layers.at(-1)).toMatchObject({ type: 'dense', kernelInitializer: 'zeros' });
});

test('other models begin without a bias of their own', () => {
  for (const { model } of modelTemplates(10))
    if (model.forecast === undefined) expect(initialBand(model, 3)).toBeNull();
});
