import type { GeneratedToken, SamplingSpec } from '../../src-engine/spec/generation-spec.ts';
import type { TextUpdate, WriteText } from '../domain/writing/use-generation.ts';
import type { PageNetwork } from './network/page-network.ts';

export interface WritingInput {
  prompt: string;
  length: number;
  sampling: SamplingSpec;
}

/** The page's network, as what writes in a playground. */
export const writeWith =
  (network: PageNetwork): WriteText<WritingInput> =>
  async (input, signal) =>
    updates(network, input, signal);

async function* updates(
  network: PageNetwork,
  input: WritingInput,
  signal: AbortSignal,
): AsyncGenerator<TextUpdate, void, void> {
  const waiting: GeneratedToken[] = [];
  let arrival = Promise.withResolvers<boolean>();
  const writing = network.write({
    ...input,
    emit(tokens) {
      waiting.push(...tokens);
      arrival.resolve(false);
    },
    signal,
  });
  const ended = writing.then(() => true);
  for (let isOver = false; !isOver;) {
    isOver = await Promise.race([ended, arrival.promise]);
    arrival = Promise.withResolvers();
    if (waiting.length > 0) yield { type: 'tokens', tokens: waiting.splice(0) };
  }
  const { end, tokensPerSecond } = await writing;
  yield { type: 'end', end, tokensPerSecond };
}
