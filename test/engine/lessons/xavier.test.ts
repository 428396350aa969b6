import { expect, it } from 'vitest';
import { initializeKernel } from '../../../src-engine/initializers/initialize-kernel.ts';
import { linearFactors } from '../../../src-engine/lessons/xavier.ts';
import { createStream } from '../../../src-engine/random/stream.ts';

it('knows by how much the initial values of 256 inputs multiply a variance', () => {
  const shape = { rows: 256, units: 256, gates: 1 };
  const factorOf = (initializer: 'uniform' | 'xavier_uniform' | 'he_uniform') => {
    const weights = initializeKernel(initializer, shape, createStream(1, initializer, 0));
    return (256 * weights.reduce((sum, weight) => sum + weight ** 2, 0)) / weights.length;
  };
  expect(factorOf('uniform') / linearFactors.small).toBeCloseTo(1, 1);
  expect(factorOf('xavier_uniform') / linearFactors.xavier).toBeCloseTo(1, 1);
  expect(factorOf('he_uniform') / linearFactors.large).toBeCloseTo(1, 1);
});
