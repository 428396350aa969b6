import { expect, test } from 'vitest';
import { splitLeak } from '../../../../src-main/runs/doctor/split-leak.ts';
import { factsOf, measuredOf } from './facts-of.ts';

const samples = (duplicates: number, repeatedInTraining = 0) => ({
  ...{ training: 900, validation: 100, duplicates, nearDuplicates: 0, repeatedInTraining },
});
const passages = (share: number, expectedShare: number, copiedShare: number) => ({
  ...{ tokens: 5000, share, expectedShare, copiedShare, longest: 900 },
});

test.each([
  ['no sample on both sides', { measured: measuredOf({ samples: samples(0) }) }, null],
  ['a few', { measured: measuredOf({ samples: samples(5) }) }, null],
  ['an eighth', { measured: measuredOf({ samples: samples(13) }) }, 'warning'],
  ['half', { measured: measuredOf({ samples: samples(50) }) }, 'fault'],
  ['a quarter of short texts that repeat themselves', { measured: measuredOf({ samples: samples(25, 180) }) }, null],
  ['most of rows that are there several times', { measured: measuredOf({ samples: samples(90, 900) }) }, 'fault'],
  ['a text whose end is new', { measured: measuredOf({ overlap: passages(0.01, 0.01, 0) }) }, null],
  ['a text whose end is a copy', { measured: measuredOf({ overlap: passages(0.97, 0.01, 0.97) }) }, 'fault'],
  ['a text that always repeats itself', { measured: measuredOf({ overlap: passages(0.97, 0.96, 0.01) }) }, null],
  ['a text that is there twice', { measured: measuredOf({ overlap: passages(1, 1, 1) }) }, 'fault'],
  ['rows that only the import has counted', { leaked: { items: 60, validationItems: 100 } }, 'fault'],
] as const)('%s', (_, data, severity) => {
  expect(splitLeak(factsOf({ data }))?.severity ?? null).toBe(severity);
});
