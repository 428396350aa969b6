import { describe, expect, it } from 'vitest';
import { cellFacts, isRecurrent } from '../../../src-engine/cells/index.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { measureGradientFlow } from '../../../src-engine/insight/gradient-flow.ts';
import { memorySpan } from '../../../src-engine/insight/memory-span.ts';
import { textWindows } from '../../../src-engine/insight/text-windows.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, simpleRnn } from '../../../src-engine/models/default-layers.ts';
import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import type { Batch } from '../../../src-engine/training/batch-source.ts';
import { backends, classifier, drawIds, drawModel, gateless, headed, languageModel } from './drawn-models.ts';
import { crossEntropy, runPlainNetwork } from './plain-network.ts';

const DELTA = 1e-5;

interface Sequence {
  ids: number[];
  target: number;
}

/** Mean over the sequences of the norm of central differences of the last loss, by lag. */
function differences(
  { model, values }: ReturnType<typeof drawModel>,
  sequences: Sequence[],
  loop: string,
  variable: CellVariable,
  units: number,
): number[] {
  const longest = Math.max(...sequences.map(({ ids }) => ids.length));
  return Array.from({ length: longest }, (_, lag) => {
    const norms = sequences
      .filter(({ ids }) => lag < ids.length)
      .map(({ ids, target }) => {
        const at = loop.endsWith('backward') ? lag : ids.length - 1 - lag;
        const loss = (unit: number, moved: number): number => {
          const outputs = runPlainNetwork(model, values, ids, (seenLoop, seenVariable, t, seen) => {
            if (seenLoop === loop && seenVariable === variable && t === at) seen[unit] += moved;
          });
          return crossEntropy(outputs[outputs.length - 1], target);
        };
        return Math.hypot(
          ...Array.from({ length: units }, (_unit, unit) => (loss(unit, DELTA) - loss(unit, -DELTA)) / (2 * DELTA)),
        );
      });
    return norms.reduce((total, norm) => total + norm, 0) / norms.length;
  });
}

/** A classifier's batch with a sequence of each length, and a row that fills it up. */
function paddedBatch(): { batch: Batch; sequences: Sequence[] } {
  const sequences = [6, 2, 4].map((length, n) => ({ ids: [...drawIds(6 + n).subarray(n, n + length)], target: n }));
  const [steps, size] = [6, 4];
  const ids = Int32Array.from({ length: steps * size }, (_, n) => sequences[n % size]?.ids[Math.floor(n / size)] ?? 0);
  const lengths = Int32Array.of(6, 2, 4, 0);
  return {
    batch: { batch: size, steps, input: { ids }, lengths, targets: Int32Array.of(0, 1, 2, -1), weight: 3 },
    sequences,
  };
}

const loopsOf = new Map([
  [languageModel, ['1', '3', '4']],
  [classifier, ['1.forward', '1.backward', '3.forward', '3.backward']],
  [gateless, ['1', '2.forward', '2.backward']],
  [headed, ['1', '2.forward', '2.backward']],
]);

describe.each(backends)(
  'on the %s backend, gradients by lag agree with central differences',
  (_, tolerance, create) => {
    const cases: [string, typeof languageModel, { batch: Batch; sequences: Sequence[] }][] = [
      [
        'of a language model, over windows of a text',
        languageModel,
        {
          batch: textWindows(drawIds(30), 5, 3),
          // Windows of 5 tokens and the next one begin at 0, 12 and 24.
          sequences: [0, 12, 24].map((begin) => ({
            ids: [...drawIds(30).subarray(begin, begin + 5)],
            target: drawIds(30)[begin + 5],
          })),
        },
      ],
      ['of a bidirectional classifier, over padded sequences', classifier, paddedBatch()],
      ['of cells without a recurrent kernel, over padded sequences', gateless, paddedBatch()],
      ['of cells whose recurrent kernels are in heads, over padded sequences', headed, paddedBatch()],
    ];

    it.each(cases)('%s', async (_name, spec, { batch, sequences }) => {
      const backend = create();
      const drawn = drawModel(backend, spec);
      const flows = await measureGradientFlow(drawn.model, batch);
      expect(flows.map(({ loop }) => loop)).toEqual(loopsOf.get(spec));
      for (const { loop, norms } of flows) {
        const layer = spec.layers[Number.parseInt(loop)];
        if (!isRecurrent(layer)) throw new Error(`${loop} is no recurrent layer.`);
        const states = cellFacts(layer.type).states.filter(({ variable }) => variable !== null);
        expect(Object.keys(norms)).toEqual(states.map(({ name }) => name));
        for (const { name, variable } of states) {
          if (variable === null) continue;
          const expected = differences(drawn, sequences, loop, variable, layer.units);
          expect(relativeError(norms[name], expected), `${loop} ${name}`).toBeLessThanOrEqual(
            Math.max(tolerance, 1e-8),
          );
        }
      }

      const held = backend.allocatedBytes;
      expect(await measureGradientFlow(drawn.model, batch)).toEqual(flows);
      expect(backend.allocatedBytes, 'memory that was not given back').toBe(held);
    });
  },
);

describe('memory span', () => {
  it('of a SimpleRNN that halves its state at every step is the lag at which 0.5ᵏ falls to 1 %', async () => {
    const backend = createReferenceBackend();
    const model = createModel(backend, {
      task: 'regression',
      input: { kind: 'features', size: 1 },
      layers: [simpleRnn(2, { activation: 'relu', returnSequences: false }), dense(1)],
    });
    const values: Record<string, number[]> = {
      '0.kernel': [1, 1],
      '0.recurrent': [0.5, 0, 0, 0.5],
      '0.bias': [0, 0],
      '1.kernel': [3, 4],
      '1.bias': [0],
    };
    for (const { name, value } of model.parameters) backend.write(value, values[name]);
    const features = new Float32Array(10).fill(1);
    const target = Float32Array.of(0);
    const batch = { batch: 1, steps: 10, input: { features }, lengths: null, targets: target, weight: 1 };
    const [{ norms }] = await measureGradientFlow(model, batch);
    const hidden = norms['h'];
    // The state is 2 − 2⁻⁹ in both units, so that p = 7·(2 − 2⁻⁹), dL/dp = 2p, and ‖dp/dh‖ = ‖(3, 4)‖ = 5.
    const atEnd = 2 * 7 * (2 - 2 ** -9) * 5;
    expect(Object.keys(norms)).toEqual(['h']);
    expect(hidden).toHaveLength(10);
    hidden.forEach((norm, lag) => expect(norm).toBeCloseTo(atEnd * 0.5 ** lag, 10));
    expect(memorySpan(hidden)).toBe(7);
    expect(memorySpan(hidden.subarray(0, 7))).toBeNull();
  });

  it('ends where gradients stay small, not where they dip', () => {
    expect(memorySpan(Float64Array.of(1, 0.001, 0.5, 0.01, 0.002))).toBe(3);
    expect(memorySpan(Float64Array.of(1, 0.1, 0.011))).toBeNull();
    expect(memorySpan(Float64Array.of(1, NaN, NaN))).toBeNull();
  });
});

describe('windows of a text', () => {
  it('reach from its beginning to its end', () => {
    const { input, targets } = textWindows(Int32Array.of(0, 1, 2, 3, 4, 5), 3, 2);
    expect(input).toEqual({ ids: Int32Array.of(0, 2, 1, 3, 2, 4) });
    expect(targets).toEqual(Int32Array.of(1, 3, 2, 4, 3, 5));
  });

  it('need a text that is long enough', () => {
    expect(() => textWindows(new Int32Array(3), 3, 1)).toThrow(RangeError);
  });
});
