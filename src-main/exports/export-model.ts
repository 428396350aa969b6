import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainedModel } from '../../src-engine/interchange/trained-model.ts';
import type { EvaluationJob } from '../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { can } from '../../src-engine/tasks/facts.ts';
import { StudioError } from '../contract/errors.ts';
import type { Certificate, ModelFormatId } from '../contract/export-records.ts';
import type { CheckpointRow } from '../db/checkpoint-table.ts';
import { isDiskFull } from '../db/storage-error.ts';
import { preparationOf } from '../runs/networks/preparation-of.ts';
import { request } from '../runs/engines/request.ts';
import { compareOutputs, failedRun, type Checked } from './certify.ts';
import type { ExportedFile, ExportJob } from './export-context.ts';
import type { FormatOptions, NetworkOutline } from './export-format.ts';
import { modelFormats } from './model-formats.ts';
import { MemoryLimitExceeded, ProcessEnded, TimeLimitExceeded } from './processes/format-process.ts';
import { parityInputs } from './runtimes/parity-inputs.ts';
import { namedParameters, networkOutline, trainedModel, trainingState } from './stored-network.ts';

/** The most data that a loss is measured on: enough for three digits of it. */
const mostEvaluatedTokens = 200_000;

interface ModelJob extends ExportJob {
  format: ModelFormatId;
  checkpoint: CheckpointRow;
}

/** Writes a network in another program's format, and has that program's runtime compute with what was written. Throws `export-refused`. */
export async function exportModel(job: ModelJob): Promise<ExportedFile> {
  const { store, datasets, run, checkpoint, folder, formats, signal, onStage } = job;
  const options: FormatOptions = { precision: job.options.precision };
  onStage('reading');
  const outline = await networkOutline(store, datasets, run, checkpoint.step);
  requireWritable(job.format, outline, options);
  const exact = await withTable(job, await trainedModel(store, outline, checkpoint));
  onStage('writing');
  const name = await written(
    job.format,
    formats.perform(
      { type: 'write', format: job.format, model: await withTraining(job, exact), options, folder },
      signal,
    ),
  );
  const isRounded = options.precision !== 'float32';
  const rounded = isRounded
    ? await written(job.format, formats.perform({ type: 'round', model: exact, precision: options.precision }, signal))
    : exact;
  onStage('checking');
  const checked = await check(job, rounded, join(folder, name));
  if (isRounded) onStage('measuring');
  const ownCells = modelFormats.find(({ id }) => id === job.format)?.ownCells?.(outline) ?? [];
  const cost = isRounded ? await measureCost(job, exact, rounded) : null;
  const lacks = lacksScaling(job, exact) ? 'scaling' : null;
  return { name, step: checkpoint.step, certificate: { ...checked, cost, ownCells, lacks, checkedAt: Date.now() } };
}

/**
 * Networks of older studios have no preparation: it is found out from the dataset, where that is still here, so that the file takes and
 * gives the numbers of the table.
 */
async function withTable(
  { store, datasets, run, formats, signal }: ModelJob,
  network: TrainedModel,
): Promise<TrainedModel> {
  const dataset = store.datasets.get(run.dataset_id);
  if (network.preparation !== undefined || !can(network.model.task, 'forecast')) return network;
  if (dataset === undefined || dataset.is_missing === 1 || dataset.kind !== 'numeric') return network;
  const content = await datasets.content(dataset);
  if (content.kind !== 'numeric') return network;
  const train = JSON.parse(run.train) as TrainSpec;
  const older = await formats.perform({ type: 'prepare-older', content, train }, signal);
  if (older === null) return network;
  return { ...network, model: { ...network.model, forecast: older.forecast }, preparation: older.preparation };
}

/** Tells whether the file takes and gives numbers that are scaled as for training, and does not say how. */
function lacksScaling({ store, run }: ModelJob, { preparation }: TrainedModel): boolean {
  return preparation === undefined && store.datasets.get(run.dataset_id)?.kind === 'numeric';
}

/** Only a PyTorch project goes on training. */
async function withTraining(
  { format, store, run, checkpoint }: ModelJob,
  network: TrainedModel,
): Promise<TrainedModel> {
  return format === 'pytorch' ? { ...network, training: await trainingState(store, run, checkpoint) } : network;
}

function requireWritable(id: ModelFormatId, outline: NetworkOutline, options: FormatOptions): void {
  const format = modelFormats.find((each) => each.id === id);
  const refusal = format?.precisions.includes(options.precision)
    ? format.refusal(outline, options)
    : notOffered(id, options);
  if (refusal === null) return;
  throw new StudioError('export-refused', refusal.message, { ...refusal.values, format: id, reason: refusal.code });
}

function notOffered(format: string, { precision }: FormatOptions) {
  const message = `${format} does not keep weights as ${precision}. Take float32.`;
  return { code: 'precision', message, values: { precision } };
}

async function check(job: ModelJob, network: TrainedModel, path: string): Promise<Checked> {
  const inputs = parityInputs(network.model, network.preparation);
  const { format, formats, supervisor, signal } = job;
  const parameters = namedParameters(network);
  const { outputs: expected } = await request(
    await supervisor.connect(),
    { type: 'compute', model: network.model, preparation: network.preparation, parameters, inputs },
    { signal },
  );
  signal.throwIfAborted();
  if (expected === null) throw new StudioError('export-failed', 'The export was cancelled.', { reason: 'ended' });
  const { size } = await stat(path);
  return formats.perform({ type: 'run', format, path, bytes: size, inputs }, signal).then(
    (run) => compareOutputs(inputs, expected, run),
    (error: unknown) => {
      signal.throwIfAborted();
      // It says nothing about the file.
      if (isDiskFull(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return failedRun(format, inputs, wasEnded(error) ? `The check was ended: ${reason}` : reason);
    },
  );
}

function wasEnded(error: unknown): boolean {
  return error instanceof MemoryLimitExceeded || error instanceof TimeLimitExceeded || error instanceof ProcessEnded;
}

/** Says in words for a person why a file could not be written within the limits of a task. */
async function written<T>(format: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof MemoryLimitExceeded) {
      const limit = Math.round(error.limitBytes / 2 ** 20);
      const message = `Writing ${format} was ended, since it took more than ${limit} MB of memory. Nothing was kept. Close other programs and try again, or choose another format.`;
      throw new StudioError('export-failed', message, { reason: 'lacks-memory', limit });
    }
    if (error instanceof TimeLimitExceeded) {
      const seconds = Math.round(error.limitMs / 1000);
      const message = `Writing ${format} was ended, since it took longer than ${seconds} seconds. Nothing was kept. Try again when the machine is less busy.`;
      throw new StudioError('export-failed', message, { reason: 'takes-too-long', seconds });
    }
    throw error;
  }
}

/** `null` means that the data is not here, or none of it is held back. */
async function measureCost(job: ModelJob, exact: TrainedModel, rounded: TrainedModel): Promise<Certificate['cost']> {
  const { store, datasets, run, supervisor, signal } = job;
  const train = JSON.parse(run.train) as TrainSpec;
  const dataset = store.datasets.get(run.dataset_id);
  if (dataset === undefined || dataset.is_missing === 1 || train.validationFraction === 0) return null;
  const evaluated: EvaluationJob = {
    model: JSON.parse(run.model) as ModelSpec,
    train,
    tokenizer: exact.tokenizer,
    preparation: preparationOf(run),
    content: await datasets.content(dataset),
    networks: [namedParameters(exact), namedParameters(rounded)],
    mostTokens: mostEvaluatedTokens,
  };
  const { evaluations } = await request(await supervisor.connect(), { type: 'evaluate', job: evaluated }, { signal });
  signal.throwIfAborted();
  if (evaluations === null) return null;
  const [before, after] = evaluations;
  return {
    exactLoss: before.loss,
    roundedLoss: after.loss,
    exactAccuracy: before.accuracy,
    roundedAccuracy: after.accuracy,
  };
}
