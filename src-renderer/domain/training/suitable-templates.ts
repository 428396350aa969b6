import { usualTemplate } from '../../../src-engine/recipes/usual-template.ts';
import { tasksOf } from '../../../src-engine/tasks/facts.ts';
import type { ModelTemplateRecord } from '../../../src-main/contract/model-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/datasets/dataset-records.ts';

/** Kinds of dataset whose content is cut into tokens; the others are numbers. */
const kindsOfTokens: readonly DatasetRecord['kind'][] = ['text', 'labelled', 'tagged'];

/** Templates of single runs that can learn from the dataset, the one that suits it best first. */
export function suitableTemplates(
  templates: readonly ModelTemplateRecord[],
  dataset: DatasetRecord,
): ModelTemplateRecord[] {
  const first = usualTemplate(dataset);
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
