import type { Backend, Tensor } from '../backend.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

type LossOp = 'softmaxForward' | 'softmaxBackward' | 'softmaxCrossEntropy' | 'meanSquaredError' | 'histogram';

const FLOAT64_BYTES = 8;

export function createLossOps({ kernels, memory }: WasmContext): Pick<Backend, LossOp> {
  /** metrics[k] += the k-th of the float64 sums at that address. */
  function addSums(address: number, count: number, metrics: Tensor): void {
    const sums = new Float64Array(memory.memory.buffer, address, count);
    const first = addressOf(metrics) / 4;
    for (let k = 0; k < count; k++) memory.floats[first + k] += sums[k];
  }

  return {
    softmaxForward({ x, out }) {
      const width = columnsOf(x);
      kernels.softmaxForward(0, x.size / width, width, addressOf(x), addressOf(out));
    },

    softmaxBackward({ out, dOut, dX }) {
      const width = columnsOf(out);
      kernels.softmaxBackward(0, out.size / width, width, addressOf(out), addressOf(dOut), addressOf(dX));
    },

    softmaxCrossEntropy({ logits, targets, classWeights, dLogits, scale, metrics }) {
      const [sums] = memory.workspace(3 * FLOAT64_BYTES);
      kernels.softmaxCrossEntropy(
        ...[0, targets.size, columnsOf(logits), addressOf(logits), addressOf(targets)],
        ...[addressOf(classWeights), addressOf(dLogits), scale, sums],
      );
      addSums(sums, 3, metrics);
    },

    meanSquaredError({ prediction, target, dPrediction, scale, metrics }) {
      const [sums] = memory.workspace(2 * FLOAT64_BYTES);
      kernels.squaredError(
        ...[0, prediction.size, addressOf(prediction), addressOf(target), addressOf(dPrediction), 2 * scale, sums],
      );
      addSums(sums, 2, metrics);
    },

    histogram({ x, counts, min, max }) {
      kernels.histogram(x.size, addressOf(x), counts.size, addressOf(counts), min, max);
    },
  };
}
