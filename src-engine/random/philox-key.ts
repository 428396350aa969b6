import type { PhiloxKey } from '../backends/backend.ts';

const TWO_TO_32 = 2 ** 32;

/**
 * The stream of words for one use of randomness. Streams with a different seed (an integer of up to 64 bits), purpose or index
 * (0 ≤ index < 2³²) are independent.
 */
export function philoxKey(seed: number, purpose: string, index: number): PhiloxKey {
  return [seed >>> 0, Math.floor(seed / TWO_TO_32) >>> 0, fnv1a(purpose), index >>> 0];
}

/**
 * The stream of one dropout mask at one training step. `site` says which mask: a layer's index, or `1.backward` where a layer
 * has several.
 */
export function dropoutKey(seed: number, site: number | string, step: number): PhiloxKey {
  return philoxKey(seed, `dropout/${site}`, step);
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
