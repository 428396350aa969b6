import type { Backend, Tensor } from '../backend.ts';
import { rowsOf } from './wasm-context.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

type LossOp = 'softmaxForward' | 'softmaxBackward' | 'softmaxCrossEntropy' | 'meanSquaredError' | 'histogram';

const FLOAT64_BYTES = 8;
/** Rows, or elements, whose losses are summed as one, whoever does it: a sum's bits depend on it. */
const BLOCK_ROWS = 16;
const BLOCK_ELEMENTS = 4096;

export function createLossOps({ kernels, memory, compute }: WasmContext): Pick<Backend, LossOp> {
  /** metrics[k] += the sum of the k-th of `width` float64 of every block at that address, in order. */
  function addSums(address: number, blocks: number, width: number, metrics: Tensor): void {
    const sums = new Float64Array(memory.memory.buffer, address, blocks * width);
    const first = addressOf(metrics) / 4;
    for (let k = 0; k < width; k++) {
      let total = 0;
      for (let n = k; n < sums.length; n += width) total += sums[n];
      memory.floats[first + k] += total;
    }
  }

  return {
    softmaxForward({ x, out }) {
      const width = columnsOf(x);
      compute('softmaxForward', rowsOf(x.size / width, width), width, addressOf(x), addressOf(out));
    },

    softmaxBackward({ out, dOut, dX }) {
      const width = columnsOf(out);
      compute(
        'softmaxBackward',
        rowsOf(out.size / width, width),
        width,
        addressOf(out),
        addressOf(dOut),
        addressOf(dX),
      );
    },

    softmaxCrossEntropy({ logits, targets, classWeights, labelSmoothing, dLogits, scale, metrics }) {
      const width = columnsOf(logits);
      const count = Math.ceil(targets.size / BLOCK_ROWS);
      const [sums] = memory.workspace(count * 3 * FLOAT64_BYTES);
      compute(
        ...(['softmaxCrossEntropy', { count, granule: 1, vectors: logits.size }] as const),
        ...[BLOCK_ROWS, targets.size, width, addressOf(logits), addressOf(targets)],
        ...[addressOf(classWeights), labelSmoothing, addressOf(dLogits), scale, sums],
      );
      addSums(sums, count, 3, metrics);
    },

    meanSquaredError({ prediction, target, dPrediction, scale, metrics }) {
      const { size } = prediction;
      const count = Math.ceil(size / BLOCK_ELEMENTS);
      const [sums] = memory.workspace(count * 2 * FLOAT64_BYTES);
      compute(
        ...(['squaredError', { count, granule: 1, vectors: size / 4 }, BLOCK_ELEMENTS, size] as const),
        ...[addressOf(prediction), addressOf(target), addressOf(dPrediction), 2 * scale, sums],
      );
      addSums(sums, count, 2, metrics);
    },

    histogram({ x, counts, min, max }) {
      kernels.histogram(x.size, addressOf(x), counts.size, addressOf(counts), min, max);
    },
  };
}
