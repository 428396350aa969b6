/** A worker thread of the engine process: finds the matches of one regular expression, says `began` before and the outcome after. */
import { parentPort, workerData } from 'node:worker_threads';

export interface PatternTask {
  pattern: string;
  text: string;
}

export type PatternMessage =
  | { type: 'began' }
  /** [start, end) pairs of UTF-16 units, one after the other. */
  | { type: 'matched'; matches: Int32Array }
  | { type: 'no-pattern'; why: string };

const post = (message: PatternMessage) => parentPort?.postMessage(message);

function match({ pattern, text }: PatternTask): PatternMessage {
  let compiled: RegExp;
  try {
    compiled = new RegExp(pattern, 'gu');
  } catch (error) {
    return { type: 'no-pattern', why: error instanceof Error ? error.message : String(error) };
  }
  const matches: number[] = [];
  for (const { index, 0: found } of text.matchAll(compiled)) matches.push(index, index + found.length);
  return { type: 'matched', matches: Int32Array.from(matches) };
}

post({ type: 'began' });
post(match(workerData as PatternTask));
