import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Returns the bytes that this process cannot give back: JavaScript objects, and what lies outside the heap for them. */
export async function heldMemory(): Promise<number> {
  // Memory of array buffers and blobs is given back in a turn after the collection that found them dead.
  for (let collection = 0; collection < 3; collection++) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
