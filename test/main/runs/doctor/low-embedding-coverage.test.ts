import { expect, test } from 'vitest';
import { lowEmbeddingCoverage } from '../../../../src-main/runs/doctor/low-embedding-coverage.ts';
import { factsOf } from './facts-of.ts';

const coverage = (tokenShare: number) => ({
  ...{ dim: 50, found: 100, foundInLowerCase: 0, missing: 40, missingExamples: [], tokenShare },
  ...{ vectors: 1000, malformed: 0, malformedLines: [] },
});

test.each([
  ['no vectors', null, null],
  ['nearly all of the text', coverage(0.95), null],
  ['two thirds of the text', coverage(0.66), 'warning'],
  ['a third of the text', coverage(0.34), 'fault'],
] as const)('%s', (_, vectors, severity) => {
  expect(lowEmbeddingCoverage(factsOf({ data: { vectors } }))?.severity ?? null).toBe(severity);
});
