import { Worker } from 'node:worker_threads';
import type { MatchPattern } from '../../src-engine/insight/cell-properties.ts';
import { EngineError } from '../../src-engine/spec/engine-error.ts';
import type { PatternMessage, PatternTask } from './pattern-thread.ts';

/** The time that a pattern may take, from when its thread has begun. */
const LIMIT_SECONDS = 2;
/** The time that a thread may take to begin, on a machine that is busy with other things. */
const START_SECONDS = 30;
const MOST_MEGABYTES = 256;
/** The interval at which it checks whether somebody still waits. */
const POLL_MS = 100;

/** Threads that have answered, for the next patterns. In a utility process of Electron each thread that ends may take the process along (electron#47986). */
const idle: Worker[] = [];

function start(): Worker {
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(
    import.meta.url.endsWith('.ts') ? './pattern-thread.ts' : './pattern-thread.js',
    import.meta.url,
  );
  return new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
}

/** Finds a pattern's matches in a thread, which is ended only when it takes too long, too much memory, or nobody waits any more: nothing else stops a pattern. */
export const matchInThread: MatchPattern = async (pattern, text, signal) => {
  const { promise, resolve, reject } = Promise.withResolvers<Int32Array | null>();
  const endTooSlow = () => reject(slowPattern(pattern));
  const worker = idle.pop() ?? start();
  worker.ref();
  let hasAnswered = false;
  let limit = setTimeout(endTooSlow, 1000 * START_SECONDS);
  const poll = setInterval(() => signal.aborted && resolve(null), POLL_MS);
  const heard = (message: PatternMessage): void => {
    hasAnswered = message.type !== 'began';
    if (message.type === 'matched') return resolve(message.matches);
    if (message.type === 'no-pattern') return reject(noPattern(pattern, message.why));
    clearTimeout(limit);
    limit = setTimeout(endTooSlow, 1000 * LIMIT_SECONDS);
  };
  const failed = (error: NodeJS.ErrnoException): void =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? slowPattern(pattern) : error);
  const ended = (): void => reject(new Error('The thread of a pattern ended without an answer.'));
  worker.on('message', heard).on('error', failed).on('exit', ended);
  worker.postMessage({ pattern, text } satisfies PatternTask);
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
    clearInterval(poll);
    // Not all listeners: a worker has one of its own, without which it hears nothing more.
    worker.off('message', heard).off('error', failed).off('exit', ended);
    if (hasAnswered) {
      worker.unref();
      idle.push(worker);
    } else await worker.terminate();
  }
};

function noPattern(pattern: string, why: string): EngineError {
  return new EngineError('invalid-data', `“${pattern}” is no regular expression: ${why}.`, {
    reason: 'no-pattern',
    pattern,
  });
}

function slowPattern(pattern: string): EngineError {
  const message =
    `Searching with “${pattern}” was ended after ${LIMIT_SECONDS} s. Repetitions within repetitions, such as (a+)+, can match in more ` +
    'ways than can be tried: take them apart, or look at a shorter text.';
  return new EngineError('invalid-data', message, { reason: 'slow-pattern', pattern, seconds: LIMIT_SECONDS });
}
