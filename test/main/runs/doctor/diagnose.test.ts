import { expect, test } from 'vitest';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import { diagnose, sortOut } from '../../../../src-main/runs/doctor/diagnose.ts';
import { classifier, epochsOf, factsOf, languageModel, lookOf, noise, stepsOf } from './facts-of.ts';

const faulty = factsOf({
  model: { ...languageModel, layers: [{ type: 'one_hot' }, lstm(2), dense(50)] },
  steps: stepsOf(Array.from({ length: 400 }, (_, n) => (n === 0 ? 3.9 : 6) + noise(n, 1))),
  looks: [lookOf({ step: 1 }), lookOf({ ratio: 0.5 }), lookOf({ step: 400, saturated: 0.97, dead: 0.7 })],
  epochs: epochsOf([6, 6, 6, 6], [6, 6, 6, 6]),
});

test('a healthy training has nothing', () => {
  expect(diagnose(factsOf())).toEqual([]);
});

test('what has made the other faults comes first, and no more than three are open', () => {
  const found = diagnose(faulty);
  expect(found[0]?.rule).toBe('learning-rate-too-high');
  expect(found.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['saturated-gates', 'dead-units', 'under-fitting']),
  );
  const { open, others } = sortOut(found, []);
  expect(open).toHaveLength(3);
  expect([...open, ...others]).toEqual(found);
});

test('a fix that would start the same training once more is none', () => {
  const unlearnt = factsOf({ model: classifier, epochs: epochsOf([0.694, 0.692, 0.69], [0.694, 0.693, 0.695]) });
  const fixOf = (facts: typeof unlearnt) => diagnose(facts).find(({ rule }) => rule === 'under-fitting')?.fix;
  expect(fixOf(unlearnt)).toBeNull();
  expect(fixOf({ ...unlearnt, train: { ...unlearnt.train, l2: 0.05 } })).toMatchObject({ kind: 'new-run' });
});

test('what was dismissed makes room for what is left', () => {
  const found = diagnose(faulty);
  const { open, dismissed } = sortOut(found, [
    { rule: 'learning-rate-too-high', reason: 'A demonstration.', at: 1 },
    { rule: 'split-leak', reason: 'Known.', at: 2 },
  ]);
  expect(open.map(({ rule }) => rule)).not.toContain('learning-rate-too-high');
  expect(dismissed.map(({ rule, finding }) => [rule, finding?.severity ?? null])).toEqual([
    ['learning-rate-too-high', 'fault'],
    ['split-leak', null],
  ]);
});
