import { cellKernels } from '../../cells/build/reference-kernels.ts';
import { OutOfMemoryError } from '../backend.ts';
import { neverFails } from '../backend.ts';
import { roundToBfloat16 } from '../bfloat16.ts';
import type { Backend, Tensor, TensorType } from '../backend.ts';
import { kernelOf } from '../cell-kernels.ts';
import type { CellKernels } from '../cell-kernels.ts';
import { activationBackward, activationForward } from './activations.ts';
import { clipByNorm, clipByValue, dotProduct, globalNorm } from './clipping.ts';
import { addScaled, copyColumns, dropout, dropoutMask, fillRows } from './elementwise.ts';
import { histogram } from './histogram.ts';
import { layerNormBackward, layerNormForward } from './layer-norm.ts';
import { linearBackward, linearForward, tableBackward, tableForward } from './linear.ts';
import { gaussianLoss, meanSquaredError, quantileLoss, softmaxCrossEntropy } from './losses.ts';
import { optimizerUpdate } from './optimizers.ts';
import { attendBackward, attendForward, poolBackward, poolForward } from './pooling.ts';
import { elements, ReferenceTensor, sizeOf } from './reference-tensor.ts';
import { softmaxBackward, softmaxForward } from './softmax.ts';

const kernelsOfCells: CellKernels = cellKernels;

/**
 * The oracle: every op in float64, as its formula reads. Other backends are compared with it, so it checks more than they need to:
 * windows past a tensor's end, those that do not begin at a multiple of `viewAlignment`, tensors of another backend or of the wrong type, and memory given back twice all throw.
 */
export function createReferenceBackend(viewAlignment = 1): Backend {
  const owned = new Set<Tensor>();
  let allocatedBytes = 0;

  function tensor(shape: readonly number[], type: TensorType = 'float'): Tensor {
    const created = new ReferenceTensor([...shape], allocate(sizeOf(shape), type));
    owned.add(created);
    allocatedBytes += created.data.byteLength;
    return created;
  }

  function view(of: Tensor, offset: number, shape: readonly number[]): Tensor {
    const size = sizeOf(shape);
    if (offset % viewAlignment !== 0) {
      throw new RangeError(`A window begins at ${offset}, which is no multiple of ${viewAlignment}.`);
    }
    if (offset < 0 || offset + size > of.size) {
      throw new RangeError(`A window of ${size} elements at ${offset} leaves a tensor of ${of.size}.`);
    }
    return new ReferenceTensor([...shape], elements(of).subarray(offset, offset + size));
  }

  function release(tensor: Tensor): void {
    if (!owned.delete(tensor)) throw new Error('Only a tensor that was allocated here can be released, and only once.');
    allocatedBytes -= elements(tensor).byteLength;
  }

  function write(tensor: Tensor, values: ArrayLike<number>): void {
    requireSize(values.length, tensor.size);
    elements(tensor).set(values);
  }

  function copy(from: Tensor, to: Tensor): void {
    requireSize(from.size, to.size);
    elements(to).set(elements(from));
  }

  return {
    name: 'reference',
    floatBits: 64,
    isQueued: false,
    viewAlignment,
    failure: neverFails,
    threads: 1,
    tensor,
    view,
    freeze(tensor, precision) {
      const values = elements(tensor);
      if (precision === 'bf16' && !(values instanceof Int32Array)) roundToBfloat16(values);
    },
    release,
    dispose: () => undefined,
    get allocatedBytes() {
      return allocatedBytes;
    },
    write,
    read: async (tensor) => elements(tensor).slice(),
    fill: (tensor, value) => void elements(tensor).fill(value),
    copy,
    linearForward,
    linearBackward,
    tableForward,
    tableBackward,
    loop: (cell, direction, args) => kernelOf(kernelsOfCells, cell, direction)(args),
    activationForward,
    activationBackward,
    softmaxForward,
    softmaxBackward,
    layerNormForward,
    layerNormBackward,
    poolForward,
    poolBackward,
    attendForward,
    attendBackward,
    dropoutMask,
    dropout,
    addScaled,
    copyColumns,
    fillRows,
    softmaxCrossEntropy,
    meanSquaredError,
    quantileLoss,
    gaussianLoss,
    globalNorm,
    dotProduct,
    clipByNorm,
    clipByValue,
    optimizerUpdate,
    histogram,
  };
}

function allocate(size: number, type: TensorType): Float64Array | Int32Array {
  try {
    return type === 'int32' ? new Int32Array(size) : new Float64Array(size);
  } catch {
    throw new OutOfMemoryError(size * (type === 'int32' ? 4 : 8), 0);
  }
}

function requireSize(given: number, expected: number): void {
  if (given !== expected) throw new RangeError(`Expected ${expected} elements, got ${given}.`);
}
