import type { Continuation } from '../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../contract/apply-changes.ts';
import type { StudioClient } from '../contract/contract.ts';
import { natsPerToken } from '../contract/nats-per-token.ts';
import { formatPerplexity } from './formats.ts';

type OneInput = Parameters<StudioClient['playground']['generate']>[0];
type ManyInput = Parameters<StudioClient['playground']['generateMany']>[0];

/** Writes a text to standard output as it comes, until the signal aborts. */
export async function writeOne(client: StudioClient, input: OneInput, signal: AbortSignal): Promise<void> {
  let unknown: readonly string[] = [];
  for await (const update of await client.playground.generate(input, { signal })) {
    if (signal.aborted) break;
    if (update.type === 'tokens') process.stdout.write(update.tokens.map((token) => token.text).join(''));
    else unknown = update.unknown;
  }
  process.stdout.write('\n');
  reportUnknown(unknown);
}

/** Writes several texts when all of them are there, or as far as they are when the signal aborts. */
export async function writeMany(
  client: StudioClient,
  input: ManyInput,
  json: boolean,
  signal: AbortSignal,
): Promise<void> {
  let texts: readonly Continuation[] = [];
  let unknown: readonly string[] = [];
  for await (const update of await client.playground.generateMany(input, { signal })) {
    if (signal.aborted) break;
    if (update.type === 'continuations') texts = applyChanges(texts, update.continuations);
    else unknown = update.unknown;
  }
  for (const [place, text] of texts.entries()) {
    process.stdout.write(json ? jsonLine(text, input.way) : `${heading(text, place, texts.length)}\n${text.text}\n\n`);
  }
  reportUnknown(unknown);
}

function jsonLine(continuation: Continuation, way: ManyInput['way']): string {
  const loss = natsPerToken(continuation);
  const seed = way.way === 'sample' ? { seed: way.sampling.seed } : {};
  return `${JSON.stringify({ ...continuation, perplexity: loss === null ? null : Math.exp(loss), ...seed })}\n`;
}

function heading(continuation: Continuation, place: number, count: number): string {
  const end = continuation.end === 'document' ? ', ends by itself' : '';
  return `— ${place + 1} of ${count}, perplexity ${formatPerplexity(natsPerToken(continuation))}${end} —`;
}

function reportUnknown(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  const pieces = [...new Set(unknown)].map((piece) => `“${piece}”`).join(', ');
  process.stderr.write(`The run’s text does not have ${pieces}: the network could not see this part of the prompt.\n`);
}
