import { tasksOf } from '../../../src-engine/tasks/facts.ts';
import type { ModelTemplateRecord } from '../../../src-main/contract/model-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/records.ts';

/** The template that suits a dataset best. Word models have nothing to go by where texts are names, codes or a language without spaces. */
function firstChoice(dataset: DatasetRecord): string | null {
  switch (dataset.kind) {
    case 'labelled':
      return isInWords(dataset) ? 'bi-lstm-classifier' : 'char-classifier';
    case 'series':
    case 'numeric':
      return 'forecaster';
    case 'labelled-series':
      return 'series-classifier';
    default:
      return null;
  }
}

/** Kinds of dataset whose content is cut into tokens; the others are numbers. */
const kindsOfTokens: readonly DatasetRecord['kind'][] = ['text', 'labelled', 'tagged'];

/** Templates of single runs that can learn from the dataset, the one that suits it best first. */
export function suitableTemplates(
  templates: readonly ModelTemplateRecord[],
  dataset: DatasetRecord,
): ModelTemplateRecord[] {
  const first = firstChoice(dataset);
  const input = kindsOfTokens.includes(dataset.kind) ? 'tokens' : 'features';
  return (
    templates
      .filter(
        ({ model, rival }) => model.task === tasksOf(dataset.kind)[0] && model.input.kind === input && rival === null,
      )
      // Sequences with their targets have no time along which to forecast.
      .filter(({ model }) => dataset.kind !== 'sequences' || model.forecast === undefined)
      .toSorted((a, b) => Number(b.id === first) - Number(a.id === first))
  );
}

/** Tells whether spaces are at least every twentieth character. */
function isInWords({ characters, frequencies }: DatasetRecord): boolean {
  const spaces = frequencies.find(({ token }) => token === ' ')?.count ?? 0;
  return spaces * 20 >= characters;
}
