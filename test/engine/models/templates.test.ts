import { expect, test } from 'vitest';
import { lstm, recurrentLayer, simpleRnn } from '../../../src-engine/models/default-layers.ts';
import { replaceCells } from '../../../src-engine/models/replace-cells.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import { summarizeModel } from '../../../src-engine/models/summary.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';

const shape = { batch: 1, steps: 10, optimizer: 'sgd' } as const;

test('every template can be trained as it is, its rival too', () => {
  const templates = modelTemplates(100);
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  for (const { id, model, rival } of templates) {
    expect(validateModel(model), id).toEqual([]);
    if (rival !== null) expect(validateModel(replaceCells(model, rival)), id).toEqual([]);
  }
});

test('the course’s classifier keeps the vocabulary of its slide', () => {
  const course = modelTemplates(100).find(({ id }) => id === 'course-classifier');
  expect(course && summarizeModel(course.model, shape).totalParameters).toBe(20_223_927);
});

test('replaced cells keep all that they share', () => {
  const special = {
    activation: 'softsign',
    bidirectional: 'sum',
    recurrentDropout: 0.2,
    returnSequences: false,
  } as const;
  const stack = (layer: ModelSpec['layers'][number]): ModelSpec => ({
    task: 'classification',
    input: { kind: 'features', size: 3 },
    layers: [layer, { type: 'dropout', rate: 0.1 }],
  });
  const gates = { recurrentActivation: 'hard_sigmoid' } as const;
  const from = stack(lstm(7, { ...special, ...gates, forgetBias: 2 }));
  expect(replaceCells(from, 'gru')).toEqual(stack(recurrentLayer('gru', 7, { ...special, ...gates })));
  expect(replaceCells(from, 'simple_rnn')).toEqual(stack(simpleRnn(7, special)));
  expect(replaceCells(from, 'lstm')).toEqual(from);
});
