import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { pathOn, surfaces, SURFACE_STEPS } from '../../../src-engine/lessons/optimizing/optimizer-paths.ts';
import { exponentOf } from '../../../src-engine/lessons/power-law.ts';
import { customaryOptimizers } from '../../../src-engine/optimizers/customary-optimizers.ts';
import type { OptimizerSpec } from '../../../src-engine/spec/train-spec.ts';

const down = (spec: OptimizerSpec, surface = surfaces.valley) => pathOn(surface, spec, createReferenceBackend());

describe('a path over the valley', () => {
  it('is the known one of gradient descent on a quadratic', async () => {
    const { x, y } = await down({ type: 'sgd', learningRate: 0.07 });
    expect(x).toHaveLength(SURFACE_STEPS + 1);
    for (const step of [0, 1, 7, 60]) {
      expect(x[step]).toBeCloseTo(-4 * (1 - 0.07) ** step, 5);
      expect(y[step]).toBeCloseTo(1.5 * (1 - 25 * 0.07) ** step, 5);
    }
  });

  it('leads an SGD that is too fast out of the valley, but not AdaGrad', async () => {
    const sgd = await down({ type: 'sgd', learningRate: 0.09 });
    expect(Math.abs(sgd.y[SURFACE_STEPS])).toBeGreaterThan(100);
    const adagrad = await down({ ...customaryOptimizers.adagrad, learningRate: 0.9 });
    expect(surfaces.valley.valueAt(adagrad.x[SURFACE_STEPS], adagrad.y[SURFACE_STEPS])).toBeLessThan(0.01);
  });

  it('begins with a step of the learning rate in every direction with AdaGrad and Adam, however steep', async () => {
    for (const spec of [customaryOptimizers.adagrad, customaryOptimizers.adam]) {
      const { x, y } = await down({ ...spec, learningRate: 0.2 });
      expect(x[1]).toBeCloseTo(-3.8, 5);
      expect(y[1]).toBeCloseTo(1.3, 5);
    }
  });

  it('is turned with the valley for SGD, but not for AdaGrad', async () => {
    const heights = async (spec: OptimizerSpec) => {
      const ends = await Promise.all(
        [surfaces.valley, surfaces.turned].map(async (surface) => ({ surface, path: await down(spec, surface) })),
      );
      return ends.map(({ surface, path }) => surface.valueAt(path.x[30], path.y[30]));
    };
    const [straight, turned] = await heights({ ...customaryOptimizers.adagrad, learningRate: 0.7 });
    expect(turned).toBeGreaterThan(5 * straight);
  });
});

describe('the gradient of a surface', () => {
  it.each(['valley', 'turned'] as const)('is that of the values: %s', (name) => {
    const { valueAt, gradientAt } = surfaces[name];
    const [x, y, h] = [0.7, -1.1, 1e-5];
    const [dx, dy] = gradientAt(x, y);
    expect(dx).toBeCloseTo((valueAt(x + h, y) - valueAt(x - h, y)) / (2 * h), 5);
    expect(dy).toBeCloseTo((valueAt(x, y + h) - valueAt(x, y - h)) / (2 * h), 5);
  });
});

describe('the exponent of a power law', () => {
  it('is that of exact values, and the slope through those that scatter', () => {
    expect(exponentOf({ x: [1, 2, 4, 8], y: [1, 2, 4, 8].map((x) => 3 / Math.sqrt(x)) })).toBeCloseTo(-0.5, 12);
    expect(exponentOf({ x: [1, 2, 4], y: [1, 3, 1] })).toBeCloseTo(0, 12);
  });
});
