import { describe, expect, it } from 'vitest';
import { createWasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { compareGradientFlow } from '../../../../src-engine/lessons/memory-tasks/vanishing-gradient.ts';
import { loadWasmBinaries } from '../../../../src-main/engine-process/wasm-files.ts';

const binaries = await loadWasmBinaries();

describe.each([
  ['as the networks begin', 0],
  ['after the steps that the lesson takes', 10],
])('%s', (_, totalSteps) => {
  it.each([1, 2, 3])(
    'the LSTM feels an error 100 times as much 50 steps back as the SimpleRNN, seed %i',
    async (seed) => {
      const backend = createWasmBackend({ binaries });
      const { simpleRnn, lstm, singularValues, bound } = await compareGradientFlow({
        seed,
        totalSteps,
        backend,
        clock: () => 0,
      });
      for (const norms of [simpleRnn.hidden, lstm.hidden, lstm.cell, bound]) expect(norms).toHaveLength(100);
      expect(lstm.cell[50] / simpleRnn.hidden[50]).toBeGreaterThanOrEqual(100);
      expect(lstm.cell[50]).toBeGreaterThan(0.01 * lstm.cell[0]);

      expect(singularValues).toHaveLength(68);
      simpleRnn.hidden.forEach((norm, lag) => {
        expect(bound[lag] / bound[0]).toBeCloseTo(singularValues[0] ** lag, 10);
        // What is left of float32's precision after so many products.
        expect(norm).toBeLessThanOrEqual(bound[lag] * (1 + 1e-4));
      });
    },
  );
});
