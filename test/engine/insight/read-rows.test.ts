import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { prepareSeries } from '../../../src-engine/forecast/fit/prepare-series.ts';
import { windowSteps } from '../../../src-engine/forecast/windows/encode-window.ts';
import { inspect } from '../../../src-engine/insight/inspect.ts';
import { prepareInspection } from '../../../src-engine/insight/prepare-inspection.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { Inspection, InspectionResult } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { PreparedSeries } from '../../../src-engine/spec/engine-protocol.ts';
import { drawModel } from './drawn-models.ts';

const day = 86_400_000;
const rows = 60;
const values = Array.from({ length: rows }, (_, n) => 20 + 5 * Math.sin((2 * Math.PI * n) / 7) + (n % 3));

function seriesOf(cells: readonly number[]): Extract<DatasetContent, { kind: 'series' }> {
  const lines = cells.map((value, n) => `${n * day},${value}`);
  return {
    kind: 'series',
    table: new TextEncoder().encode(['day,visitors', ...lines, ''].join('\n')),
    layout: {
      version: 1,
      time: { name: 'day', kind: 'date', zone: null, step: { unit: 'day', count: 1 } },
      columns: [{ name: 'visitors', role: 'predict', categories: null }],
      pieces: [{ series: null, rows: cells.length, known: cells.length }],
      horizon: 7,
    },
  };
}
const series = seriesOf(values);
const forecaster: ModelSpec = {
  task: 'regression',
  input: { kind: 'features', size: 1 },
  layers: [lstm(4, { returnSequences: false }), dense(3)],
  forecast: { window: 14, horizon: 7, targets: 1, head: { type: 'quantiles', levels: [0.1, 0.5, 0.9] } },
};
const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
const prepared = await prepareSeries(
  { content: series, model: forecaster, train: { ...defaultTraining('regression'), validationFraction: 0.2 } },
  uninterrupted,
);

async function look(inspection: Inspection, { preparation, model: spec }: PreparedSeries = prepared) {
  const { model } = drawModel(createReferenceBackend(), spec);
  const inputs = { tokenizer: null, preparation };
  const ready = await prepareInspection(inspection, inputs, () => Promise.resolve(null), { aborted: false });
  if (ready === null) throw new Error('Nobody aborted it.');
  return inspect({ model, tokenizer: null, preparation, ...uninterrupted }, ready);
}
const gatesOver = async (content: typeof series, row: number) => {
  const result = await look({ type: 'activations', rows: { ...content, piece: 0, row } });
  return result as Extract<InspectionResult, { type: 'activations' }>;
};

test('the gates of a forecaster are seen over the rows that it reads, each with its time', async () => {
  const { tokens, loops } = await gatesOver(series, 40);
  expect(tokens).toHaveLength(windowSteps(prepared.preparation as never));
  expect(tokens.slice(0, 14)).toEqual(
    Array.from({ length: 14 }, (_, n) => new Date((26 + n) * day).toISOString().slice(0, 10)),
  );
  expect(loops).toHaveLength(1);
  for (const { values: seen } of loops[0].variables) expect(seen).toHaveLength(tokens.length * 4);
});

test('what comes after the rows that are read makes no difference', async () => {
  const other = seriesOf(values.map((value, row) => (row < 40 ? value : 1000)));
  expect((await gatesOver(other, 40)).loops).toEqual((await gatesOver(series, 40)).loops);
  const changed = seriesOf(values.map((value, row) => (row === 39 ? 1000 : value)));
  expect((await gatesOver(changed, 40)).loops).not.toEqual((await gatesOver(series, 40)).loops);
});

test('gradients of a forecast are followed back through its window', async () => {
  const result = await look({ type: 'gradient-flow', data: series, steps: 100 });
  const [flow] = (result as Extract<InspectionResult, { type: 'gradient-flow' }>).flows;
  expect(flow.norms['h']).toHaveLength(windowSteps(prepared.preparation as never));
  expect(flow.norms['h'].every((norm) => Number.isFinite(norm) && norm > 0)).toBe(true);
});

test('a place with too few rows before it is refused, and so is a text', async () => {
  await expect(gatesOver(series, 3)).rejects.toMatchObject({ code: 'text-too-short' });
  await expect(look({ type: 'activations', text: 'visitors' })).rejects.toMatchObject({ code: 'invalid-data' });
});

test('a classifier of number sequences is looked into over a sequence', async () => {
  const content: DatasetContent = {
    kind: 'labelled-series',
    table: new TextEncoder().encode(['a,b', ...values.map((value, n) => `${value},${n % 2}`), ''].join('\n')),
    layout: {
      version: 1,
      time: null,
      columns: ['a', 'b'].map((name) => ({ name, categories: null })),
      classes: ['no', 'yes'],
      pieces: Array.from({ length: 6 }, (_, n) => ({ series: `s${n}`, rows: 10, label: n % 2 })),
    },
  };
  const model: ModelSpec = {
    task: 'classification',
    input: { kind: 'features', size: 2 },
    layers: [lstm(3, { returnSequences: false }), dense(2), { type: 'activation', activation: 'softmax' }],
  };
  const fitted = await prepareSeries({ content, model, train: defaultTraining('classification') }, uninterrupted);
  const seen = await look({ type: 'activations', rows: { ...content, piece: 2 } }, fitted);
  expect(seen).toMatchObject({ tokens: Array.from({ length: 10 }, (_, row) => String(row)) });
  const flow = await look({ type: 'gradient-flow', data: content, steps: 6 }, fitted);
  expect((flow as Extract<InspectionResult, { type: 'gradient-flow' }>).flows[0].norms['h']).toHaveLength(6);
});
