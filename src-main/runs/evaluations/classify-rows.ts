import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { RunView } from '../../db/run-table.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';

/** Texts that are classified in one request, so that none of them is too large a message. */
const textsAtOnce = 500;

type LabelledSeries = Extract<DatasetContent, { kind: 'labelled-series' }>;

/** Some of the texts or sequences that a network has classified. */
export interface Classified {
  /** The place of the first of these among all. */
  first: number;
  /** Optimizer steps that the network was trained for. */
  step: number;
  /** [text or sequence][class]. */
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
): AsyncGenerator<Classified> {
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

/** Classifies sequences of numbers, of which the network reads at most `mostSteps` steps each. */
export async function* classifySeries(
  networks: InspectedNetworks,
  run: RunView,
  { content, mostSteps, ...network }: { content: LabelledSeries; mostSteps: number; checkpointId: string | null },
  signal: AbortSignal | undefined,
): AsyncGenerator<Classified> {
  const inspection = { type: 'classify-series' as const, content, mostSteps };
  const { step, result } = await networks.inspect(run, { ...network, runId: run.id, live: false }, inspection, signal);
  const { length } = content.layout.pieces;
  const size = result.probabilities.length / length;
  yield {
    first: 0,
    step,
    probabilities: content.layout.pieces.map((_, n) => result.probabilities.slice(n * size, (n + 1) * size)),
  };
}
