import { createConfusionCounts } from '../../../src-engine/metrics/confusion-counts.ts';
import { createEntityCounter } from '../../../src-engine/metrics/entity-counts.ts';
import type { TaggedText } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { splitStratified } from '../../../src-engine/text/stratified-split.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import type * as records from '../../contract/insight-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { RunView } from '../../db/run-table.ts';
import { classNames } from './class-names.ts';
import type { InspectedNetworks } from './inspected-networks.ts';

/** The most sentences whose tags are compared. */
const mostRead = 2000;
const mostShown = 200;

export interface TaggingOptions {
  datasets: Datasets;
  networks: InspectedNetworks;
}

/** Tags tokens with trained taggers, and tells where these are wrong. */
export class Tagging {
  readonly #datasets: Datasets;
  readonly #networks: InspectedNetworks;

  constructor({ datasets, networks }: TaggingOptions) {
    this.#datasets = datasets;
    this.#networks = networks;
  }

  async tag(
    run: RunView,
    { sentences, ...network }: records.TagInput,
    signal?: AbortSignal,
  ): Promise<records.TaggedRecord> {
    requireTagger(run);
    const { step, result } = await this.#networks.inspect(run, network, { type: 'tag', texts: sentences }, signal);
    const tags = await classNames(this.#datasets, run);
    return {
      step,
      tags,
      sentences: result.texts.map((sentence) => {
        const probabilities = rowsOf(sentence);
        return {
          ...wordsOf(sentence),
          tags: probabilities.map((ofToken) => tags[likeliest(ofToken)] ?? ''),
          probabilities,
        };
      }),
    };
  }

  /**
   * Finds mistakes in the sentences that the run held back to validate on, or in those that it learnt from if it held
   * none back.
   */
  async mistakes(run: RunView, network: records.Network, signal?: AbortSignal): Promise<records.TagMistakesRecord> {
    requireTagger(run);
    const content = await this.#datasets.content(this.#datasets.row(run.dataset_id));
    if (content.kind !== 'tagged') {
      throw new StudioError('invalid-data', 'This dataset has no tokens with tags.', { reason: 'needs-tags' });
    }
    const { tags } = content;
    const { train, validation } = splitStratified(
      new Int32Array(content.sentences.length),
      JSON.parse(run.train) as TrainSpec,
      content.heldBack,
    );
    const isHeldBack = validation.length > 0;
    const known = isHeldBack ? validation : train;
    const rows = known.slice(0, mostRead);
    const asked = rows.map((row) => content.sentences[row]);
    const inspection = { type: 'tag' as const, texts: asked.map(({ tokens }) => tokens) };
    const { step, result } = await this.#networks.inspect(run, network, inspection, signal);
    const numbers = new Map(tags.map((tag, id) => [tag, id]));
    const confusion = createConfusionCounts();
    const entities = createEntityCounter(tags);
    const sentences: records.TagMistakesRecord['sentences'] = [];
    result.texts.forEach((sentence, n) => {
      const actual = asked[n].tags.map((tag) => numbers.get(tag) ?? -1);
      const ofTokens = rowsOf(sentence);
      const predicted = ofTokens.map(likeliest);
      actual.forEach((tag, t) => {
        confusion.add(tag, predicted[t]);
        entities.token(tags[tag], tags[predicted[t]]);
      });
      entities.endSentence();
      if (sentences.length === mostShown || actual.every((tag, t) => tag === predicted[t])) return;
      const probabilities = ofTokens.map((ofToken, t) => ofToken[predicted[t]]);
      sentences.push({
        row: rows[n],
        ...wordsOf(sentence),
        actual,
        predicted,
        probabilities,
      });
    });
    const matrix = tags.map(() => tags.map(() => 0));
    for (const [actual, predicted, count] of confusion.cells()) matrix[actual][predicted] = count;
    return {
      step,
      tags,
      isHeldBack,
      total: known.length,
      read: rows.length,
      confusion: matrix,
      entities: entities.counts(),
      sentences,
    };
  }
}

function requireTagger(run: RunView): void {
  if (can((JSON.parse(run.model) as ModelSpec).task, 'tag')) return;
  throw new StudioError('invalid-data', 'Only a tagger tells tags of tokens. Choose a run that has one.', {
    reason: 'no-tagger',
  });
}

function wordsOf({ tokens }: TaggedText): { tokens: string[]; known: boolean[] } {
  return { tokens: tokens.map(({ text }) => text), known: tokens.map(({ isKnown }) => isKnown) };
}

/** Returns the probabilities of each token's tags. */
function rowsOf({ tokens, probabilities }: TaggedText): number[][] {
  const size = tokens.length === 0 ? 0 : probabilities.length / tokens.length;
  return tokens.map((_, t) => Array.from(probabilities.subarray(t * size, (t + 1) * size)));
}

/** Returns the place of the largest, the first of equals. */
function likeliest(probabilities: readonly number[]): number {
  return probabilities.indexOf(Math.max(...probabilities));
}
