import { setTimeout } from 'node:timers/promises';
import type { Host } from '../host/host.ts';
import type { WorkKind } from '../system/ongoing-work.ts';

/** Whoever ends a service kills it when it takes much longer than this. */
const longestWaitMs = 8000;

const kinds: Record<WorkKind, string> = {
  import: 'import',
  export: 'export',
  'model-import': 'import of the model',
  upload: 'upload',
};

/** Lets imports and exports end that are nearly done, and says what is lost of the others, on standard error. */
export async function finishWork({ work }: Pick<Host, 'work'>): Promise<void> {
  const describe = () => work.list().map(({ kind, name }) => `the ${kinds[kind]} of “${name}”`);
  const underWay = describe();
  if (underWay.length === 0) return;
  process.stderr.write(`Finishing ${underWay.join(', ')}. Ctrl-C ends it at once, and then nothing of it is kept.\n`);
  const waiting = new AbortController();
  await Promise.race([work.finished(waiting.signal), setTimeout(longestWaitMs, undefined, { signal: waiting.signal })]);
  waiting.abort();
  const lost = describe();
  if (lost.length > 0) process.stderr.write(`Not finished, and nothing is kept of it: ${lost.join(', ')}.\n`);
}
