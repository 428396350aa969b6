import type { FindingFix } from '../../../src-main/contract/doctor/doctor-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { withoutId } from '../../../src-engine/models/without-id.ts';
import { trainChanges } from './train-changes.ts';

/**
 * Returns the runs in which a fix of a run was carried out, the newest first: those that have its changes and no
 * others.
 */
export function runsOfFix(runs: readonly RunRecord[], run: RunRecord, fix: FindingFix): RunRecord[] {
  return runs
    .filter((other) => other.id !== run.id && other.datasetId === run.datasetId && other.createdAt >= run.createdAt)
    .filter((other) => isOfFix(other, run, fix))
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

function isOfFix(other: RunRecord, run: RunRecord, fix: FindingFix): boolean {
  switch (fix.kind) {
    case 'branch':
      return (
        other.parent?.checkpointId === fix.checkpointId && isSame(other.train, { ...run.train, ...trainChanges(fix) })
      );
    case 'new-run': {
      const { model, tokenizer, ...changes } = fix.changes;
      return (
        other.parent === null &&
        isSame(other.train, { ...run.train, ...trainChanges(changes) }) &&
        isSame(anonymous(other.model), anonymous(model ?? run.model)) &&
        isSame(other.tokenizer, tokenizer ?? run.tokenizer)
      );
    }
    case 'keep-checkpoint':
    case 'data':
      return false;
  }
}

const anonymous = (model: ModelSpec) => ({ ...model, layers: model.layers.map(withoutId) });

/** Undefined settings count as settings that are left out. */
const isSame = (one: object, other: object) => settled(one) === settled(other);
const settled = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a.localeCompare(b)))
      : inner,
  );
