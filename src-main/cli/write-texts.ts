import type { Continuation } from '../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../contract/apply-changes.ts';
import type { StudioClient } from '../contract/contract.ts';
import type { CopiesRecord } from '../contract/measurement-records.ts';
import { natsPerToken } from '../contract/nats-per-token.ts';
import { describeCopies } from './describe-copies.ts';
import { formatPerplexity } from './formats.ts';

type OneInput = Parameters<StudioClient['playground']['generate']>[0];
type ManyInput = Parameters<StudioClient['playground']['generateMany']>[0];

export interface Writing {
  /** `true` means that each text is written as a line of JSON. */
  json: boolean;
  /** `true` means that the texts are compared with those that the network was trained on. */
  comparesCopies: boolean;
  signal: AbortSignal;
}

/** Writes a text to standard output as it comes, until the signal aborts. */
export async function writeOne(
  client: StudioClient,
  input: OneInput,
  { comparesCopies, signal }: Omit<Writing, 'json'>,
): Promise<void> {
  let written = '';
  let unknown: readonly string[] = [];
  for await (const update of await client.playground.generate(input, { signal })) {
    if (signal.aborted) break;
    if (update.type === 'tokens') {
      const text = update.tokens.map((token) => token.text).join('');
      written += text;
      process.stdout.write(text);
    } else unknown = update.unknown;
  }
  process.stdout.write('\n');
  reportUnknown(unknown);
  if (comparesCopies && !signal.aborted) {
    const copies = await client.measurements.copies({ runId: input.runId, texts: [written] }, { signal });
    process.stdout.write(`\n${describeCopies([written], copies)}\n`);
  }
}

/** Writes several texts when all of them are there, or as far as they are when the signal aborts. */
export async function writeMany(
  client: StudioClient,
  input: ManyInput,
  { json, comparesCopies, signal }: Writing,
): Promise<void> {
  let texts: readonly Continuation[] = [];
  let unknown: readonly string[] = [];
  for await (const update of await client.playground.generateMany(input, { signal })) {
    if (signal.aborted) break;
    if (update.type === 'continuations') texts = applyChanges(texts, update.continuations);
    else unknown = update.unknown;
  }
  const plain = texts.map(({ text }) => text);
  const copies =
    comparesCopies && !signal.aborted && plain.length > 0
      ? await client.measurements.copies({ runId: input.runId, texts: plain }, { signal })
      : null;
  for (const [place, text] of texts.entries()) {
    process.stdout.write(
      json
        ? jsonLine(text, input, copies && memorisationOf(copies, place))
        : `${heading(text, place, texts.length)}\n${text.text}\n\n`,
    );
  }
  reportUnknown(unknown);
  if (copies !== null && !json) process.stdout.write(`${describeCopies(plain, copies)}\n`);
}

/**
 * Returns the copied passages of one of the texts, with the figures of all texts, and of as much of the held-out text.
 */
function memorisationOf({ texts, written, heldOut, recites }: CopiesRecord, place: number) {
  return { ...texts[place], written, heldOut, recites };
}

function jsonLine(
  continuation: Continuation,
  { way, weights }: Pick<ManyInput, 'way' | 'weights'>,
  memorisation: ReturnType<typeof memorisationOf> | null,
): string {
  const loss = natsPerToken(continuation);
  const seed = way.way === 'sample' ? { seed: way.sampling.seed } : {};
  const perplexity = loss === null ? null : Math.exp(loss);
  return `${JSON.stringify({ ...continuation, perplexity, weights, ...seed, ...(memorisation && { memorisation }) })}\n`;
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
