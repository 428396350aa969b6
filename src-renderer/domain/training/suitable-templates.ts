import { tasksOf } from '../../../src-engine/tasks/facts.ts';
import type { ModelTemplateRecord } from '../../../src-main/contract/model-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/records.ts';

/** Orders the templates on offer. Word models have nothing to go by where texts are names, codes or a language without spaces. */
const firstChoice = (dataset: DatasetRecord) =>
  dataset.kind === 'labelled' ? (isInWords(dataset) ? 'bi-lstm-classifier' : 'char-classifier') : null;

/** Templates of single runs that can learn from the dataset, the one that suits it best first. */
export function suitableTemplates(
  templates: readonly ModelTemplateRecord[],
  dataset: DatasetRecord,
): ModelTemplateRecord[] {
  const first = firstChoice(dataset);
  return templates
    .filter(({ model, rival }) => model.task === tasksOf(dataset.kind)[0] && rival === null)
    .toSorted((a, b) => Number(b.id === first) - Number(a.id === first));
}

/** Tells whether spaces are at least every twentieth character. */
function isInWords({ characters, frequencies }: DatasetRecord): boolean {
  const spaces = frequencies.find(({ token }) => token === ' ')?.count ?? 0;
  return spaces * 20 >= characters;
}
