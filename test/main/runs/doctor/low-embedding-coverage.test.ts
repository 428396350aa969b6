import { expect, test } from 'vitest';
import { lowEmbeddingCoverage } from '../../../../src-main/runs/doctor/low-embedding-coverage.ts';
import { factsOf } from './facts-of.ts';

test.each([
  ['no vectors', null, null],
  ['vectors for nearly all of the text', 0.95, null],
  ['vectors for two thirds of the text', 0.66, 'warning'],
  ['vectors for a third of the text', 0.34, 'fault'],
] as const)('%s', (_, vectorShare, severity) => {
  expect(lowEmbeddingCoverage(factsOf({ data: { vectorShare } }))?.severity ?? null).toBe(severity);
});
