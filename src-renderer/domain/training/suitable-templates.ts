import type { Task } from '../../../src-engine/spec/model-spec.ts';
import type { ModelTemplateRecord } from '../../../src-main/contract/model-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/records.ts';

const tasks: Record<DatasetRecord['kind'], Task> = {
  text: 'language-model',
  labelled: 'classification',
  numeric: 'regression',
  sequences: 'regression',
  tagged: 'tagging',
};
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
    .filter(({ model, rival }) => model.task === tasks[dataset.kind] && rival === null)
    .toSorted((a, b) => Number(b.id === first) - Number(a.id === first));
}

/** Tells whether spaces are at least every twentieth character. */
function isInWords({ characters, frequencies }: DatasetRecord): boolean {
  const spaces = frequencies.find(({ token }) => token === ' ')?.count ?? 0;
  return spaces * 20 >= characters;
}
