import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { tokenKind } from '../../../src-engine/text/token-kind.ts';
import type * as records from '../../contract/insight/token-map-records.ts';
import { StudioError } from '../../contract/errors.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { RunView } from '../../db/run-table.ts';
import { followProgress } from '../feed/follow-progress.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';
import { mapInThread } from './map-in-thread.ts';

export interface TokenMapsOptions {
  datasets: Datasets;
  networks: InspectedNetworks;
}

/** Shows how a network arranges the tokens that it reads. */
export class TokenMaps {
  readonly #datasets: Datasets;
  readonly #networks: InspectedNetworks;

  constructor({ datasets, networks }: TokenMapsOptions) {
    this.#datasets = datasets;
    this.#networks = networks;
  }

  /** Throws `invalid-data` for a network that reads no tokens. */
  map(
    run: RunView,
    { checkpointId, method, count }: records.TokenMapInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<records.TokenMapUpdate, void, void> {
    return followProgress<records.TokenMapUpdate>(signal, async (followed) => {
      const state = this.#networks.tokenizer(run);
      const counts = await this.#counts(run);
      const ids = mostFrequent(state, counts).slice(0, count);
      const network = { runId: run.id, checkpointId, live: false };
      const inspection = { type: 'token-vectors' as const, ids: Int32Array.from(ids) };
      const { step, result } = await this.#networks.inspect(run, network, inspection, followed.signal);
      const { source, dimensions, vectors } = result;
      const task = { vectors, dimensions, method };
      const { x, y, explained } = await mapInThread(task, followed.onProgress, followed.signal);
      const { tokenText } = createTokenizer(state);
      const tokens = ids.map((id, n) => {
        const text = tokenText(id);
        return {
          id,
          text,
          count: counts?.[id] ?? null,
          kind: isByte(text) ? 'other' : tokenKind(text),
          x: x[n],
          y: y[n],
        };
      });
      const vocabularySize = state.vocabulary.length;
      return { type: 'map', map: { step, method, source, dimensions, vocabularySize, explained, tokens } };
    });
  }

  /** Throws `invalid-data` for a token that the network does not know. */
  async nearest(
    run: RunView,
    { checkpointId, token, count }: records.NearestTokensInput,
    signal?: AbortSignal,
  ): Promise<records.NearestTokensRecord> {
    const network = { runId: run.id, checkpointId, live: false };
    const inspection = { type: 'nearest-tokens' as const, token, count };
    const { step, result } = await this.#networks.inspect(run, network, inspection, signal);
    const { tokenText } = createTokenizer(this.#networks.tokenizer(run));
    return {
      step,
      token: { id: result.token, text: tokenText(result.token) },
      nearest: result.nearest.map((each) => ({ ...each, text: tokenText(each.id) })),
    };
  }

  /** Occurrences by token id in the run's dataset; null where that is not here, or has other tokens. */
  async #counts(run: RunView): Promise<number[] | null> {
    const { spec, vocabulary } = this.#networks.tokenizer(run);
    try {
      const counts = await this.#datasets.tokenCounts(this.#datasets.row(run.dataset_id), spec);
      return counts.length === vocabulary.length ? counts : null;
    } catch (error) {
      // A run may have come here without its data, and its network has a map even so.
      if (error instanceof StudioError && error.code === 'dataset-missing') return null;
      throw error;
    }
  }
}

/** Tells whether the text of a token is bytes that are no whole character. */
const isByte = (text: string) => /^(\\x[0-9A-F]{2})+$/.test(text);

/** The ids of tokens that stand for text; those of one count in the order of their ids, as all are where nobody has counted. */
function mostFrequent(state: TokenizerState, counts: readonly number[] | null): number[] {
  return [...state.vocabulary.keys()]
    .filter((id) => id !== state.unknownId && id !== state.boundaryId)
    .toSorted((a, b) => (counts?.[b] ?? 0) - (counts?.[a] ?? 0) || a - b);
}
