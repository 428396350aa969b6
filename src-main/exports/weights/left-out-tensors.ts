import type { WeightSlot, WeightsInspection } from '../../contract/weights-import-records.ts';
import type { FileTensor, WeightsFile } from './weights-file.ts';

type LeftOut = WeightsInspection['leftOut'][number];

/** Tensors that belong to a training, or count it, and take no part in the network's computation. */
const trainingOnly =
  /(^|[._])(num_batches_tracked|criterion|loss|loss_fn|class_weights?|optimizer|exp_avg|exp_avg_sq|momentum_buffer|scheduler|global_step|step)([._]|$)/i;
const floatTypes: ReadonlySet<string> = new Set(['F16', 'BF16', 'F32', 'F64']);

/** Finds the tensors that no slot takes, and says whether the network computes the same without them. `ignored`: so a person says. */
export function findLeftOut(
  { tensors }: WeightsFile,
  slots: readonly WeightSlot[],
  ignored: readonly string[],
): LeftOut[] {
  const usedNames = new Set(slots.map(({ tensor }) => tensor));
  const used = tensors.filter(({ name }) => usedNames.has(name));
  return tensors
    .filter(({ name }) => !usedNames.has(name))
    .map((tensor) => ({
      tensor: tensor.name,
      shape: tensor.shape,
      effect: isWithoutEffect(tensor, used) ? 'none' : ignored.includes(tensor.name) ? 'ignored' : 'changes',
    }));
}

function isWithoutEffect(tensor: FileTensor, used: readonly FileTensor[]): boolean {
  // Counters, positions and masks: what they stand for is in how a network is built.
  if (!floatTypes.has(tensor.dtype) || trainingOnly.test(tensor.name)) return true;
  const values = tensor.values() ?? new Float32Array();
  // Adding zeros changes nothing.
  if (/bias/i.test(tensor.name) && tensor.shape.length === 1 && values.every((value) => value === 0)) return true;
  return used.some((other) => isCopy(tensor, values, other));
}

/** Weights that two layers share are in some files twice. */
function isCopy({ shape }: FileTensor, values: Float32Array, other: FileTensor): boolean {
  if (shape.join() !== other.shape.join()) return false;
  const others = other.values() ?? new Float32Array();
  return values.length === others.length && values.every((value, n) => Object.is(value, others[n]));
}
