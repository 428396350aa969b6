import { damagedPickle, Opaque, PickledGlobal, PickledTensor, type Pickled } from './pickled.ts';

/**
 * Returns the dict or tensor that a call makes. Any other call becomes an `Opaque`, which says only that there was one.
 */
export function callGlobal(callee: Pickled, given: Pickled): Pickled {
  if (!(callee instanceof PickledGlobal) || !Array.isArray(given)) return new Opaque();
  switch (callee.name) {
    case 'collections.OrderedDict':
      return new Map();
    case 'torch._utils._rebuild_tensor_v2':
      return rebuildTensor(given);
    case 'torch._utils._rebuild_parameter':
      return given[0] ?? null;
    default:
      return new Opaque();
  }
}

/** ('storage', type, key, device, size), offset, shape, strides. */
function rebuildTensor([storage, offset, shape, strides]: Pickled[]): PickledTensor {
  if (!Array.isArray(storage) || !isCount(offset) || !isCounts(shape) || !isCounts(strides)) throw damagedPickle();
  const [, type, key] = storage;
  if (!(type instanceof PickledGlobal) || typeof key !== 'string') throw damagedPickle();
  if (strides.length !== shape.length || shape.length > 8) throw damagedPickle();
  return new PickledTensor({ type: type.name, key }, offset, shape, strides);
}

function isCount(value: Pickled | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isCounts(value: Pickled | undefined): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}
