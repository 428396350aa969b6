import { passThrough } from './layer.ts';
import type { Layer } from './layer.ts';

/** Rows of zeros with a 1 at the token's id. They never exist in memory: the next layer gathers its kernel's rows by id. */
export function createOneHot(): Layer {
  return { createPass: (_plan, input) => passThrough(input) };
}
