/** A worker thread of the engine process: finds the matches of regular expressions, says `began` before each and the outcome after. */
import { parentPort } from 'node:worker_threads';

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

parentPort?.on('message', (task: PatternTask) => {
  post({ type: 'began' });
  post(match(task));
});
