import { createConfusionCounts } from '../../../src-engine/metrics/confusion-counts.ts';
import { createEntityCounter } from '../../../src-engine/metrics/entity-counts.ts';
import { likeliest } from '../../../src-engine/metrics/scorer.ts';
import { entityScores } from '../../../src-engine/metrics/tag-scorer.ts';
import type { TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import type { EvaluationOf, EvaluationRecord } from '../../contract/evaluation-records.ts';
import type { RunView } from '../../db/run-table.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';
import { classFigures } from './class-evaluation.ts';

const sentencesAtOnce = 200;

/** Sentences whose tags a network all knows, and the tags that it does not know. */
export function knownSentences(
  sentences: readonly TaggedSentence[],
  tags: readonly string[],
): { known: TaggedSentence[]; unknownLabels: EvaluationRecord['leftOut']['unknownLabels'] } {
  const names = new Set(tags);
  const counts = new Map<string, number>();
  const known = sentences.filter((sentence) => {
    const unknown = sentence.tags.filter((tag) => !names.has(tag));
    for (const tag of unknown) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    return unknown.length === 0;
  });
  const unknownLabels = Array.from(counts, ([label, count]) => ({ label, count }));
  return { known, unknownLabels: unknownLabels.toSorted((a, b) => b.count - a.count) };
}

/** Compares the tags that a network tells with those of sentences. */
export async function evaluateTags(
  networks: InspectedNetworks,
  run: RunView,
  { sentences, tags, ...network }: { sentences: TaggedSentence[]; tags: string[]; checkpointId: string | null },
  signal: AbortSignal | undefined,
): Promise<Omit<EvaluationOf<'tags'>, 'kind' | 'leftOut'>> {
  const numbers = new Map(tags.map((tag, id) => [tag, id]));
  const confusion = createConfusionCounts();
  const entities = createEntityCounter(tags);
  const seen = { ...network, runId: run.id, live: false };
  let step = 0;
  for (let first = 0; first < sentences.length; first += sentencesAtOnce) {
    const some = sentences.slice(first, first + sentencesAtOnce);
    const inspection = { type: 'tag' as const, texts: some.map(({ tokens }) => tokens) };
    const inspected = await networks.inspect(run, seen, inspection, signal);
    step = inspected.step;
    inspected.result.texts.forEach(({ probabilities }, n) => {
      const size = probabilities.length / some[n].tokens.length;
      some[n].tags.forEach((tag, t) => {
        const predicted = likeliest(probabilities, t * size, size);
        confusion.add(numbers.get(tag) ?? -1, predicted);
        entities.token(tag, tags[predicted]);
      });
      entities.endSentence();
    });
  }
  const counts = entities.counts();
  return {
    step,
    sentences: sentences.length,
    ...classFigures(confusion.cells(), tags),
    entityF1: entityScores(counts).entityF1 ?? null,
    entities: counts,
  };
}
