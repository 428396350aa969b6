import { expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src-engine/checkpoint/checkpoint-file.ts';
import type { KernelVariant } from '../../../src-engine/backends/wasm/wasm-variant.ts';
import { nativeVariantsHere, wasmBackend } from '../backends/wasm/wasm-backends.ts';
import { advance, smallModel, smallTrainer, withDropout } from './small-run.ts';

const STEPS = 200;
const model = smallModel(withDropout);

/** Trains on one build, moves the checkpoint to another, and returns the losses of all steps. */
async function losses(first: KernelVariant, second: KernelVariant): Promise<number[]> {
  const beginning = smallTrainer({ backend: wasmBackend(first, 1), model });
  const { steps } = await advance(beginning, STEPS / 2);
  const moved = decodeCheckpoint(encodeCheckpoint(await beginning.checkpoint()));
  const rest = await advance(smallTrainer({ backend: wasmBackend(second, 1), model, resumeFrom: moved }), STEPS / 2);
  return [...steps, ...rest.steps].map(({ loss }) => loss);
}

test.runIf(nativeVariantsHere.length > 0)(
  'a checkpoint goes on in native kernels as in WebAssembly, and back, but for rounding',
  async () => {
    const [native] = nativeVariantsHere;
    const stayed = await losses('baseline', 'baseline');
    expect(stayed).toHaveLength(STEPS);
    for (const moved of [await losses('baseline', native), await losses(native, 'baseline')]) {
      moved.forEach((loss, step) => expect(Math.abs(loss / stayed[step] - 1), `step ${step + 1}`).toBeLessThan(1e-4));
    }
  },
);
