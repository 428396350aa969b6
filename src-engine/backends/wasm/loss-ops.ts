import type { Backend, Tensor } from '../backend.ts';
import { float } from './kernel-arguments.ts';
import type { Address } from './kernel-arguments.ts';
import { rowsOf } from './wasm-context.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

type LossOp =
  | 'softmaxForward'
  | 'softmaxBackward'
  | 'softmaxCrossEntropy'
  | 'meanSquaredError'
  | 'quantileLoss'
  | 'gaussianLoss'
  | 'histogram';

const FLOAT64_BYTES = 8;
/** Rows, or elements, whose losses are summed as one, whoever does it: a sum's bits depend on it. */
const BLOCK_ROWS = 16;
const BLOCK_ELEMENTS = 4096;
const BLOCK_TARGETS = 512;

export function createLossOps({ kernels, memory }: WasmContext): Pick<Backend, LossOp> {
  /**
   * Runs a kernel over `size` rows or elements in blocks, and metrics[k] += the sum of the k-th of the `width` float64 that it leaves for
   * every block, in order.
   */
  function sumBlocks(
    { size, block, width, metrics }: { size: number; block: number; width: number; metrics: Tensor },
    run: (blocks: { count: number; sums: Address }) => void,
  ): void {
    const count = Math.ceil(size / block);
    const [address] = memory.workspace(count * width * FLOAT64_BYTES);
    run({ count, sums: address });
    const sums = new Float64Array(memory.memory.buffer, address, count * width);
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
      kernels.softmaxForward(rowsOf(x.size / width, width), { width, x: addressOf(x), out: addressOf(out) });
    },

    softmaxBackward({ out, dOut, dX }) {
      const width = columnsOf(out);
      kernels.softmaxBackward(rowsOf(out.size / width, width), {
        width,
        out: addressOf(out),
        dOut: addressOf(dOut),
        dX: addressOf(dX),
      });
    },

    softmaxCrossEntropy({ logits, targets, classWeights, labelSmoothing, dLogits, scale, metrics }) {
      sumBlocks({ size: targets.size, block: BLOCK_ROWS, width: 3, metrics }, ({ count, sums }) =>
        kernels.softmaxCrossEntropy(
          { count, granule: 1, vectors: logits.size },
          {
            blockRows: BLOCK_ROWS,
            rows: targets.size,
            width: columnsOf(logits),
            logits: addressOf(logits),
            targets: addressOf(targets),
            classWeights: addressOf(classWeights),
            smoothing: float(labelSmoothing),
            dLogits: addressOf(dLogits),
            scale: float(scale),
            sums,
          },
        ),
      );
    },

    meanSquaredError({ prediction, target, dPrediction, scale, metrics }) {
      const { size } = prediction;
      sumBlocks({ size, block: BLOCK_ELEMENTS, width: 2, metrics }, ({ count, sums }) =>
        kernels.squaredError(
          { count, granule: 1, vectors: size / 4 },
          {
            blockSize: BLOCK_ELEMENTS,
            size,
            prediction: addressOf(prediction),
            target: addressOf(target),
            dPrediction: addressOf(dPrediction),
            factor: float(2 * scale),
            sums,
          },
        ),
      );
    },

    quantileLoss({ prediction, target, levels, dPrediction, scale, metrics }) {
      sumBlocks({ size: target.size, block: BLOCK_TARGETS, width: 2, metrics }, ({ count, sums }) =>
        kernels.quantileLoss(
          { count, granule: 1, vectors: prediction.size },
          {
            blockSize: BLOCK_TARGETS,
            size: target.size,
            levelCount: levels.size,
            levels: addressOf(levels),
            prediction: addressOf(prediction),
            target: addressOf(target),
            dPrediction: addressOf(dPrediction),
            scale: float(scale),
            sums,
          },
        ),
      );
    },

    gaussianLoss({ prediction, target, floor, dPrediction, scale, metrics }) {
      sumBlocks({ size: target.size, block: BLOCK_TARGETS, width: 2, metrics }, ({ count, sums }) =>
        kernels.gaussianLoss(
          { count, granule: 1, vectors: prediction.size },
          {
            blockSize: BLOCK_TARGETS,
            size: target.size,
            floor: float(floor),
            prediction: addressOf(prediction),
            target: addressOf(target),
            dPrediction: addressOf(dPrediction),
            scale: float(scale),
            sums,
          },
        ),
      );
    },

    histogram({ x, counts, min, max }) {
      const [lowest, highest] = [float(min), float(max)];
      kernels.histogram({
        size: x.size,
        x: addressOf(x),
        bins: counts.size,
        counts: addressOf(counts),
        lowest,
        highest,
      });
    },
  };
}
