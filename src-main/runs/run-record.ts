import type { TrainingProgress } from '../../src-engine/spec/checkpoint-spec.ts';
import type { ErrorValues } from '../../src-engine/spec/engine-errors.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import type { RunVerdict } from '../contract/runs/outcome-records.ts';
import type { RunParent, RunRecord } from '../contract/runs/run-records.ts';
import type { CheckpointRecord } from '../contract/runs/checkpoint-records.ts';
import type { CheckpointRow } from '../db/checkpoint-table.ts';
import type { RunView } from '../db/run-table.ts';
import { runOutcome } from './outcomes/run-outcome.ts';

/** Facts about a run that its row does not have. */
interface BesideRow {
  /** When it can begin at the earliest; see the queue. */
  waitsUntil: number | null;
  verdict: RunVerdict | null;
}

/** Returns a run as the API shows it. */
export function runRecord(row: RunView, { waitsUntil, verdict }: BesideRow): RunRecord {
  return {
    id: row.id,
    name: row.name,
    tags: JSON.parse(row.tags) as string[],
    notes: row.notes,
    parent: row.parent === null ? null : (JSON.parse(row.parent) as RunParent),
    datasetId: row.dataset_id,
    datasetName: row.dataset_name,
    state: row.state,
    model: JSON.parse(row.model) as ModelSpec,
    train: JSON.parse(row.train) as TrainSpec,
    tokenizer: JSON.parse(row.tokenizer_spec) as TokenizerSpec,
    presetId: row.preset_id,
    unitsPerToken:
      row.units_per_token === null ? null : (JSON.parse(row.units_per_token) as RunRecord['unitsPerToken']),
    backend: row.backend,
    parameterCount: row.parameter_count,
    step: row.step,
    totalSteps: row.total_steps,
    epoch: row.epoch,
    trainLoss: row.train_loss,
    validationLoss: row.validation_loss,
    bestValidationLoss: row.best_validation_loss,
    bestEpoch: row.best_epoch,
    bestScores: row.best_scores === null ? {} : (JSON.parse(row.best_scores) as RunRecord['bestScores']),
    tokensPerSecond: row.tokens_per_second,
    elapsedMs: row.elapsed_ms,
    remainingMs: remainingMs(row),
    error: errorOf(row),
    outcome: runOutcome(row),
    verdict,
    queuePosition: row.queue_position,
    startAt: row.start_at,
    waitsUntil,
    continues: row.continues === 1,
    bundledNetwork: row.bundled_network,
    group: groupOf(row),
    sweep: row.sweep_id === null ? null : { id: row.sweep_id, rung: row.rung },
    createdAt: row.created_at,
    checkpointCount: row.checkpoint_count,
    checkpointBytes: row.checkpoint_bytes,
  };
}

function groupOf({ group_id: id, group_name: name, group_kind: kind }: RunView): RunRecord['group'] {
  return id === null || name === null || kind === null ? null : { id, name, kind };
}

function errorOf({ error_code, error_message, error_details }: RunView): RunRecord['error'] {
  if (error_code === null) return null;
  const details = JSON.parse(error_details ?? '{}') as ErrorValues;
  return { code: error_code, message: error_message ?? '', details };
}

/** `train` is the training of the checkpoint's run. */
export function checkpointRecord(row: CheckpointRow, runId: string, train: TrainSpec): CheckpointRecord {
  return {
    id: row.id,
    runId,
    step: row.step,
    epoch: row.epoch,
    restoredEpoch: restoredEpoch(row, train),
    reason: row.reason,
    validationLoss: row.validation_loss,
    bytes: row.bytes,
    createdAt: row.created_at,
    isPinned: row.is_pinned === 1,
    name: row.name,
  };
}

/** The last checkpoint of a training may hold the network of its best epoch: see `TrainSpec.earlyStopping`. */
function restoredEpoch({ reason, epoch, progress }: CheckpointRow, { earlyStopping }: TrainSpec): number | null {
  if (reason !== 'finish' || earlyStopping?.restoreBest !== true) return null;
  const { bestEpoch } = JSON.parse(progress) as TrainingProgress;
  return bestEpoch === epoch ? null : bestEpoch;
}

function remainingMs(row: RunView): number | null {
  const { total_steps: total, tokens_per_step: tokens, tokens_per_second: speed } = row;
  if (row.state !== 'running' || total === null || tokens === null || !speed) return null;
  return ((total - row.step) * tokens * 1000) / speed;
}
