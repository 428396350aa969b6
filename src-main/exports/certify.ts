import type { ParityInput } from '../../src-engine/spec/parity-spec.ts';
import type { Certificate } from '../contract/export-records.ts';
import type { RuntimeRun } from './export-format.ts';

/** Largest absolute difference of a logit, or of any output, that rounding in another order may make. */
const tolerance = 1e-4;

export type Checked = Omit<Certificate, 'cost' | 'ownCells' | 'checkedAt'>;

/** The outputs of the format's own runtime beside those of the engine with the same weights. */
export function compareOutputs(
  inputs: readonly ParityInput[],
  expected: readonly Float64Array[],
  run: RuntimeRun,
): Checked {
  const common = {
    runtime: run.runtime,
    inputs: inputs.map(({ batch, steps, lengths }) => ({ batch, steps, isPadded: lengths !== null })),
    tolerance,
  };
  if (run.version === null) {
    const { missing, howTo } = run;
    return { ...common, verdict: 'not-run', version: null, largestDifference: null, reason: missing, howTo };
  }
  const largestDifference = Math.max(...expected.map((values, n) => largestOf(values, run.outputs[n] ?? [])));
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

/** The runtime could not load or run the file. */
export function failedRun(runtime: string, inputs: readonly ParityInput[], reason: string): Checked {
  return {
    verdict: 'failed',
    runtime,
    version: null,
    inputs: inputs.map(({ batch, steps, lengths }) => ({ batch, steps, isPadded: lengths !== null })),
    largestDifference: null,
    tolerance,
    reason,
    howTo: null,
  };
}

/** The file was compared with what is stored, to the last bit, by the studio itself. */
export function comparedContents(version: string, problem: string | null): Checked {
  return {
    verdict: problem === null ? 'passed' : 'failed',
    runtime: 'Kioku Studio',
    version,
    inputs: null,
    largestDifference: problem === null ? 0 : null,
    tolerance: 0,
    reason: problem,
    howTo: null,
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
