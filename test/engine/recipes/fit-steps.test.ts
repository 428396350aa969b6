import { expect, test } from 'vitest';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { fitSteps, timeOfTraining } from '../../../src-engine/recipes/fit-steps.ts';
import { fitTemplate } from '../../../src-engine/recipes/fit-template.ts';
import type { TrainingCost } from '../../../src-engine/spec/recipe-spec.ts';

const cost: TrainingCost = {
  ...{ stepMs: 10, validationMs: 100, openMs: 500, stepsPerEpoch: 500, tokensPerStep: 1024 },
  ...{ parameterCount: 100_000, slowdown: 1 },
};
const train = defaultTraining('language-model');
const minutes = (count: number) => ({ kind: 'time', seconds: 60 * count }) as const;

test('steps fill the time, with the validations and checkpoints that come between, and the rate ends at nothing', () => {
  for (const seconds of [10, 60, 300, 1200])
    for (const stepsPerEpoch of [3, 500, 100_000])
      for (const stepMs of [0.5, 10, 300]) {
        const measured = { ...cost, stepsPerEpoch, stepMs };
        const fitted = fitSteps(train, { cost: measured, budget: { kind: 'time', seconds }, mostEpochs: Infinity });
        const time = timeOfTraining(fitted.train, measured);
        expect(fitted).toMatchObject(time);
        if (time.steps > 10) expect(time.seconds).toBeGreaterThan(0.85 * seconds);
        expect(time.seconds).toBeLessThanOrEqual(Math.max(1.01 * seconds, 2.5 + (stepMs + 200) / 1000));
        expect(fitted.train.schedule).toMatchObject({ type: 'cosine', finalFactor: 0 });
      }
});

test('a text that would be learnt by heart is read no more often, whatever the time', () => {
  const { train: fitted, seconds } = fitSteps(train, { cost, budget: minutes(60), mostEpochs: 12 });
  expect(fitted).toMatchObject({ epochs: 12, maxSteps: null, earlyStopping: { restoreBest: true } });
  expect(seconds).toBeLessThan(100);
});

test('a time that is a little longer than the text needs is used for the most part', () => {
  for (const mostEpochs of [14, 16, 18, 20]) {
    const fitted = fitSteps(train, { cost, budget: minutes(2), mostEpochs });
    expect(fitted.seconds).toBeGreaterThan(0.75 * 120);
    expect(fitted.seconds).toBeLessThanOrEqual(120);
    expect(fitted.train.epochs).toBeLessThanOrEqual(1.5 * mostEpochs);
  }
});

test('as long as it learns, the rate falls when the validation loss does not, and then the training ends', () => {
  const budget = { kind: 'as-long-as-it-learns' } as const;
  const { train: open } = fitSteps(train, { cost, budget, mostEpochs: 12 });
  expect(open).toMatchObject({ schedule: { type: 'reduce-on-plateau' }, earlyStopping: { restoreBest: true } });
  expect(open.epochs).toBeGreaterThan(100);
});

test('without anything held back nothing is watched', () => {
  const all = { ...train, validationFraction: 0 };
  const budgets = [minutes(1), { kind: 'as-long-as-it-learns' } as const];
  for (const budget of budgets) expect(fitSteps(all, { cost, budget, mostEpochs: 12 }).train.earlyStopping).toBeNull();
});

test('as long as it learns is told to take no less than it waits at least', () => {
  const measured = { ...cost, stepsPerEpoch: 12 };
  const budget = { kind: 'as-long-as-it-learns' } as const;
  const { train: open, steps } = fitSteps(train, { cost: measured, budget, mostEpochs: 12 });
  expect(steps).toBeGreaterThan((open.earlyStopping?.patience ?? 0) * 12);
});

test('as long as it learns, without anything held back, is as often as helps at most', () => {
  const all = { ...train, validationFraction: 0 };
  const budget = { kind: 'as-long-as-it-learns' } as const;
  const { train: fitted, reasons, steps } = fitSteps(all, { cost, budget, mostEpochs: 12 });
  expect(fitted).toMatchObject({ epochs: 12, maxSteps: null, schedule: { type: 'cosine' } });
  expect(steps).toBe(12 * cost.stepsPerEpoch);
  expect(reasons).toContainEqual({ key: 'epochs-by-data', values: { epochs: 12, steps } });
});

test('a template keeps its own schedule and rule of ending, in as many epochs as the time allows', () => {
  const own = { ...train, epochs: 40, earlyStopping: { patience: 6, minDelta: 0, restoreBest: true } };
  const { train: fitted, reasons } = fitTemplate(own, { cost, budget: minutes(1) });
  expect(reasons).toContainEqual({ key: 'restores-best', values: { patience: 6 } });
  expect(reasons.map(({ key }) => key)).not.toContain('schedule');
  expect(fitted).toMatchObject({ schedule: own.schedule, earlyStopping: own.earlyStopping });
  expect(fitted.epochs).toBeGreaterThan(5);
  expect(fitted.epochs).toBeLessThan(12);
  expect(fitTemplate(own, { cost, budget: minutes(600) }).train.epochs).toBe(160);
});
