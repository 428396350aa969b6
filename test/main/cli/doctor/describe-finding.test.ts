import { expect, test } from 'vitest';
import { findingLines } from '../../../../src-main/cli/doctor/describe-finding.ts';
import type { Evidence, Finding, FindingFix } from '../../../../src-main/contract/doctor/doctor-records.ts';
import { withDropout } from '../../../../src-main/runs/doctor/fixes.ts';
import { overFitting } from '../../../../src-main/runs/doctor/over-fitting.ts';
import { epochsOf, factsOf, languageModel } from '../../runs/doctor/facts-of.ts';

const judged = factsOf();
const finding = (fix: FindingFix | null, evidence: Evidence[] = []): Finding => ({
  ...{ rule: 'exploding-gradients', severity: 'fault', confidence: 0.9, evidence, region: null },
  ...{ doubt: 'may-recover', idea: null, expectedGain: 0.5, fix },
});
const remedy = (fix: FindingFix) => findingLines(finding(fix), 1, judged).find((line) => line.includes('What to do'));

test('a fix is told in the options of kioku train, without those that the training has already', () => {
  const optimizer = { ...judged.train.optimizer, learningRate: 0.0005 };
  const train = { optimizer, clip: { type: 'norm', max: 3 }, earlyStopping: null, maxSteps: null, epochs: 9 } as const;
  expect(remedy({ kind: 'new-run', changes: { train } })).toBe(
    '   What to do: train anew with --learning-rate 0.0005 --clip-max 3 --epochs 9',
  );
  expect(remedy({ kind: 'branch', checkpointId: 'c', train: { optimizer } })).toMatch(
    /: branch from an earlier checkpoint with --learning-rate 0\.0005$/,
  );
  expect(remedy({ kind: 'new-run', changes: { balanceClasses: true } })).toMatch(/train anew with --balance-classes$/);
});

test('a network is told by what changes in its layers, or by all of them where there are others', () => {
  const layers = languageModel.layers.map((layer) => (layer.type === 'lstm' ? { ...layer, forgetBias: 3 } : layer));
  expect(remedy({ kind: 'new-run', changes: { model: { ...languageModel, layers } } })).toMatch(
    /train anew with forgetBias 1 → 3 in layer 2$/,
  );
  expect(remedy({ kind: 'new-run', changes: { model: withDropout(languageModel, 0.4) } })).toMatch(
    /train anew with the network one_hot → lstm 64 → dropout 0\.4 → dense 50$/,
  );
});

test('a number says what the one beside it is, and a layer has the number that the studio shows', () => {
  const evidence: Evidence[] = [
    { measure: 'gradient-norm', value: 4640, limit: 100, unit: 'norm' },
    { measure: 'learning-rate', value: 20, limit: 0.5, unit: 'rate' },
    { measure: 'layer', value: 1 },
  ];
  expect(findingLines(finding(null, evidence), 2, judged)).toEqual([
    '2. The gradients explode (exploding-gradients, fault, 90 % sure).',
    '   Gradient norm 4640 (limit 100); Learning rate 20 (usual 0.5); Layer 2',
    '   Wrong if the loss comes down by itself, given more time.',
  ]);
  const overFitted = overFitting(factsOf({ epochs: epochsOf([2, 1.5, 1, 0.5], [2, 1.8, 2.2, 2.9]) }));
  expect(findingLines(overFitted ?? finding(null), 1, judged)[1]).toContain('Validation loss 2.900 (lowest 1.800)');
});
