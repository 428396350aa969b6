import { expect, it } from 'vitest';
import { modelTemplates } from '../../../../src-engine/models/templates.ts';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { suitableTemplates } from '../../../../src-renderer/domain/training/suitable-templates.ts';
import { aDataset } from '../../studio/sample-records.ts';

const templates = modelTemplates(100).map((template) => ({ ...template, parameterCount: 1000 }));
const offered = (kind: DatasetRecord['kind']) => suitableTemplates(templates, aDataset({ kind })).map(({ id }) => id);

it('offers what can learn from numbers over time, a forecaster first', () => {
  expect(offered('series')).toEqual(['forecaster', 'lstm-predictor', 'anomalies']);
  expect(offered('numeric')[0]).toBe('forecaster');
  expect(offered('sequences')).toEqual(['lstm-predictor']);
});

it('offers classifiers of numbers for numbers, and those of texts for texts', () => {
  expect(offered('labelled-series')).toEqual(['series-classifier']);
  expect(offered('labelled')[0]).toMatch(/classifier$/);
  expect(offered('labelled')).not.toContain('series-classifier');
});
