import type { ParityInput } from '../../src-engine/spec/parity-spec.ts';
import type { Certificate } from '../contract/export-records.ts';
import type { RuntimeRun } from './export-format.ts';

/**
 * Largest difference of an output that rounding in another order may make: absolute for logits and others without a unit, and relative to
 * the largest output for numbers in the units of a table.
 */
const tolerance = 1e-4;

export type Checked = Omit<Certificate, 'cost' | 'ownCells' | 'lacks' | 'checkedAt'>;

/** The outputs of the format's own runtime beside those of the engine with the same weights. */
export function compareOutputs(
  inputs: readonly ParityInput[],
  expected: readonly Float64Array[],
  run: RuntimeRun,
): Checked {
  const isRelative = isInUnits(inputs);
  const common = {
    runtime: run.runtime,
    isRelative,
    inputs: inputs.map(({ batch, steps, lengths }) => ({ batch, steps, isPadded: lengths !== null })),
    tolerance,
  };
  if (run.version === null) {
    const { missing, howTo } = run;
    return { ...common, verdict: 'not-run', version: null, largestDifference: null, reason: missing, howTo };
  }
  const largestDifference = Math.max(
    ...expected.map((values, n) => {
      const difference = largestOf(values, run.outputs[n] ?? []);
      return isRelative ? difference / largestOf(values, new Float64Array(values.length)) : difference;
    }),
  );
  const isComparable = Number.isFinite(largestDifference);
  return {
    ...common,
    verdict: isComparable && largestDifference <= tolerance ? 'passed' : 'failed',
    version: run.version,
    largestDifference: isComparable ? largestDifference : null,
    reason: isComparable ? null : 'The runtime gave outputs of another size, or such that are not finite.',
    howTo: null,
  };
}

/** Windows of a table lead to its own numbers; sequences of it to scores. */
function isInUnits(inputs: readonly ParityInput[]): boolean {
  return inputs.every(({ numbers }) => numbers !== undefined) && inputs.every(({ lengths }) => lengths === null);
}

/** The runtime could not load or run the file. */
export function failedRun(runtime: string, inputs: readonly ParityInput[], reason: string): Checked {
  return {
    verdict: 'failed',
    runtime,
    isRelative: isInUnits(inputs),
    version: null,
    inputs: inputs.map(({ batch, steps, lengths }) => ({ batch, steps, isPadded: lengths !== null })),
    largestDifference: null,
    tolerance,
    reason,
    howTo: null,
  };
}

/** The file was compared with what is stored, to the last bit, by the studio itself. */
export function comparedContents(version: string, problem: string | null): Certificate {
  return {
    verdict: problem === null ? 'passed' : 'failed',
    runtime: 'Kioku Studio',
    isRelative: false,
    version,
    inputs: null,
    largestDifference: problem === null ? 0 : null,
    tolerance: 0,
    reason: problem,
    howTo: null,
    cost: null,
    ownCells: [],
    lacks: null,
    checkedAt: Date.now(),
  };
}

/** Infinity where they cannot be compared. */
function largestOf(expected: Float64Array, actual: ArrayLike<number>): number {
  if (expected.length !== actual.length) return Infinity;
  let largest = 0;
  for (let n = 0; n < expected.length; n++) {
    const difference = Math.abs(expected[n] - actual[n]);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
