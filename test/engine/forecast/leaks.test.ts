import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { fitScales } from '../../../src-engine/forecast/fit/fit-scales.ts';
import { trainingPart } from '../../../src-engine/forecast/fit/fit-context.ts';
import { prepareSeries } from '../../../src-engine/forecast/fit/prepare-series.ts';
import { prepareSequences } from '../../../src-engine/forecast/fit/prepare-sequences.ts';
import { trainingRows } from '../../../src-engine/forecast/rows/training-rows.ts';
import { readSeries } from '../../../src-engine/forecast/series-content.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { PreparedSeries } from '../../../src-engine/spec/engine-protocol.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { predicted, seasonal, seriesContent } from './made-series.ts';

const rows = 120;
const horizon = 6;
const template = modelTemplates(1).find(({ id }) => id === 'forecaster')!;
const train = { ...template.train, validationFraction: 0.2 };
const heldBackFrom = trainingRows([{ series: null, known: rows }], { fraction: 0.2, horizon })[0];

/** A table whose values from a row on are others: large, without a season, and of other categories. */
function contentChangedFrom(first: number): DatasetContent {
  const values = seasonal(rows, { level: 60, size: 30 });
  return seriesContent({
    columns: [
      predicted,
      { name: 'wind', role: 'read', categories: null },
      { name: 'open', role: 'known-ahead', categories: ['no', 'yes'] },
    ],
    pieces: [
      {
        rows: values.map((value, n) => {
          const isChanged = n >= first;
          return [isChanged ? 1e6 * (1 + (n % 7)) : value, isChanged ? -n : n % 5, isChanged ? 1 : n % 2];
        }),
      },
    ],
    horizon,
  });
}

const unhurried = { yieldToEventLoop: () => Promise.resolve() };
const prepare = (content: DatasetContent) => prepareSeries({ content, model: template.model, train }, unhurried);

/** The loss and gradient of the first training steps, to the last bit. */
async function firstSteps(content: DatasetContent, prepared: PreparedSeries) {
  const { preparation, model } = prepared;
  const data = tasks.regression.createData(content, null, prepared.train, { forecast: model.forecast, preparation });
  const backend = createReferenceBackend();
  const trainer = createTrainer({ backend, model, train: prepared.train, data, resumeFrom: null, clock: () => 0 });
  const steps = [await trainer.step(), await trainer.step()];
  return { steps, parameters: (await trainer.checkpoint()).tensors.map(({ bytes }) => [...bytes]) };
}

/** The parts of what was fitted that depend on rows that are held back. */
async function leaks(fit: (content: DatasetContent) => object | Promise<object>): Promise<string[]> {
  const [before, after] = await Promise.all(
    [contentChangedFrom(rows), contentChangedFrom(heldBackFrom)].map(
      async (content) => (await fit(content)) as Record<string, unknown>,
    ),
  );
  return Object.keys(before).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

describe('rows that are held back', () => {
  test('change nothing of what is fitted, nor a bit of the first steps', async () => {
    const [content, changed] = [contentChangedFrom(rows), contentChangedFrom(heldBackFrom)];
    expect(await leaks((given) => prepare(given))).toEqual([]);
    const prepared = await prepare(content);
    expect(await firstSteps(changed, prepared)).toEqual(await firstSteps(content, prepared));
  });

  test('are found where something is fitted to them', async () => {
    const leaking = (content: DatasetContent) => {
      const { layout, pieces } = readSeries(content);
      const columns = layout.columns.map((column) => ({ ...column, log: null }));
      const part = (counts: number[]) => trainingPart(layout, pieces, counts);
      return {
        honest: fitScales(part([heldBackFrom]), columns),
        planted: fitScales(part([heldBackFrom + 1]), columns),
      };
    };
    expect(await leaks(leaking)).toEqual(['planted']);
  });

  test('begin where the training part ends: its last row counts', async () => {
    const changed = [contentChangedFrom(rows), contentChangedFrom(heldBackFrom - 1)];
    const [before, after] = await Promise.all(changed.map(prepare));
    expect(after.preparation).not.toEqual(before.preparation);
  });
});

test('sequences that are held back change nothing of how a classifier reads', () => {
  const classifier = modelTemplates(1).find(({ id }) => id === 'series-classifier')!;
  const layout = {
    version: 1 as const,
    time: null,
    columns: [{ name: 'x', categories: null }],
    classes: ['flat', 'steep'],
    pieces: Array.from({ length: 20 }, (_, n) => ({ series: `${n}`, rows: 3, label: n % 2 })),
  };
  const fit = (isChanged: (sequence: number) => boolean) => {
    const lines = layout.pieces.flatMap((_, n) => [n, n + 1, n * 2].map((value) => (isChanged(n) ? 1e6 : value)));
    const table = new TextEncoder().encode(`x\n${lines.join('\n')}\n`);
    return prepareSequences({ kind: 'labelled-series', table, layout }, classifier.model, train).preparation;
  };
  const whole = fit(() => false);
  const counted = layout.pieces.map((_, sequence) => fit((each) => each === sequence));
  // A fifth of the 20 sequences is held back.
  expect(counted.filter((each) => JSON.stringify(each) === JSON.stringify(whole))).toHaveLength(4);
});
