import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createPortableBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { earlyStopping } from '../../../src-engine/lessons/early-stopping.ts';
import type { LessonOutcome } from '../../../src-engine/spec/lesson-spec.ts';
import { loadPortableBinary } from '../../../src-main/engine-process/wasm-files.ts';

/** The outcome an epoch after early stopping would have ended the run. */
async function runPastStop(patience: number): Promise<LessonOutcome> {
  const compressed = await readFile(new URL('../../../resources/samples/moby-dick.txt.br', import.meta.url));
  const book = (await promisify(brotliDecompress)(compressed)).toString();
  const stages = earlyStopping.run({
    backend: createPortableBackend(await loadPortableBinary()),
    settings: { patience, units: 64 },
    seed: 1,
    clock: () => 0,
    readText: () => Promise.resolve(book),
  });
  for await (const { outcome } of stages) {
    if (outcome.figures['stoppedEpoch'] < outcome.curves['test'].x.length) return outcome;
  }
  throw new Error('The run was never stopped.');
}

describe('early stopping', () => {
  it('stops once the patience is out, and keeps the epoch that was best until then', async () => {
    const { figures, curves } = await runPastStop(1);
    const { y: validation } = curves['validation'];
    const { stoppedEpoch, keptEpoch } = figures as Record<'stoppedEpoch' | 'keptEpoch', number>;
    expect(stoppedEpoch - keptEpoch).toBe(1);
    const seen = validation.slice(0, stoppedEpoch);
    expect(figures['keptValidation']).toBe(Math.min(...seen));
    expect(seen.indexOf(Math.min(...seen)) + 1).toBe(keptEpoch);
    expect(figures['keptTest']).toBe(curves['test'].y[keptEpoch - 1]);
    expect(figures['lastTest']).toBe(curves['test'].y.at(-1));
    expect(figures['bestEpoch']).toBe(validation.indexOf(Math.min(...validation)) + 1);
    expect(curves['counts'].y).toEqual([1, 2, 5, 10].map((count) => curves['test'].y[count - 1]));
  });
});
