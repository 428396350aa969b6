import { cellOpCases } from '../cells/build/op-cases.ts';
import { activationCases } from './op-cases/activation-cases.ts';
import { elementwiseCases } from './op-cases/elementwise-cases.ts';
import { frozenCases } from './op-cases/frozen-cases.ts';
import { layerNormCases } from './op-cases/layer-norm-cases.ts';
import { linearCases } from './op-cases/linear-cases.ts';
import { lossCases } from './op-cases/loss-cases.ts';
import type { OpCase } from './op-cases/op-case.ts';
import { optimizerCases } from './op-cases/optimizer-cases.ts';
import { poolingCases } from './op-cases/pooling-cases.ts';
import { tableCases } from './op-cases/table-cases.ts';

export { relativeError, runCase } from './op-cases/op-case.ts';
export type { CaseTensor, Differentiation, OpCase } from './op-cases/op-case.ts';

const table: readonly OpCase[] = [
  ...linearCases,
  ...tableCases,
  ...frozenCases,
  ...Object.values(cellOpCases).flat(),
  ...activationCases,
  ...elementwiseCases,
  ...layerNormCases,
  ...poolingCases,
  ...lossCases,
  ...optimizerCases,
];

/**
 * The one table that says what backends must do: every op with every option, on awkward sizes. Backends are compared with the
 * reference on it, gradients are checked by finite differences on it. A new op begins with a case here.
 */
export const opCases = table.filter(({ work }) => work === undefined);

/** The part of the table that speed is measured on: every op on the sizes of a network of 128 units and a batch of 50 × 50. */
export const everydayCases = table.flatMap(({ work, ...opCase }) => (work === undefined ? [] : [{ ...opCase, work }]));
