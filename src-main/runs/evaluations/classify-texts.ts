import type { RunView } from '../../db/run-table.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';

/** Texts that are classified in one request, so that none of them is too large a message. */
const textsAtOnce = 500;

export interface ClassifiedTexts {
  /** The place of the first of these texts among all. */
  first: number;
  /** Optimizer steps that the network was trained for. */
  step: number;
  /** [text][class]. */
  probabilities: Float32Array[];
}

/** Classifies texts, of which the network reads at most `mostTokens` tokens each; null means all. */
export async function* classifyTexts(
  networks: InspectedNetworks,
  run: RunView,
  {
    texts,
    mostTokens,
    ...network
  }: { texts: readonly string[]; mostTokens: number | null; checkpointId: string | null },
  signal: AbortSignal | undefined,
): AsyncGenerator<ClassifiedTexts> {
  for (let first = 0; first < texts.length; first += textsAtOnce) {
    const some = texts.slice(first, first + textsAtOnce);
    const inspection = { type: 'classify' as const, texts: some, mostTokens };
    const { step, result } = await networks.inspect(
      run,
      { ...network, runId: run.id, live: false },
      inspection,
      signal,
    );
    const size = result.probabilities.length / some.length;
    yield {
      first,
      step,
      probabilities: some.map((_, n) => result.probabilities.slice(n * size, (n + 1) * size)),
    };
  }
}
