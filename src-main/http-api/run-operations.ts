import { usualTemplate } from '../../src-engine/recipes/usual-template.ts';
import type { StudioClient } from '../contract/contract.ts';
import type * as resources from '../contract/http-api/run-resources.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import { findDataset } from './find-resource.ts';
import { HttpError } from './http-error.ts';

/** Starts a training as the command line does: what the request leaves open is that of the preset, or the usual. */
export async function startRun(
  request: resources.StartRunRequest,
  client: StudioClient,
): Promise<resources.RunResource> {
  const dataset = await findDataset(client, request.dataset);
  const own = request.model ?? null;
  const wanted = own === null ? (request.preset ?? usualTemplate(dataset)) : null;
  const templates = await client.models.templates();
  const template = templates.find(({ id }) => id === wanted);
  if (wanted !== null && template === undefined) {
    const known = templates.map(({ id }) => id).join(', ');
    const message = `There is no preset “${wanted}”. Choose one of ${known}.`;
    throw new HttpError(400, { message, param: 'preset', code: 'invalid_value' });
  }
  const tokenizer = request.tokenizer ?? template?.tokenizer;
  const run = await client.runs.start({
    datasetId: dataset.id,
    presetId: wanted,
    model: own,
    train: request.train ?? {},
    ...(tokenizer !== undefined && tokenizer !== null && { tokenizer }),
    ...(request.name !== undefined && { name: request.name }),
    ...(request.horizon !== undefined && { horizon: request.horizon }),
    ...(request.window !== undefined && { window: request.window }),
  });
  return runResourceOf(run);
}

export async function listRuns({ state, limit }: resources.ListRunsRequest, client: StudioClient) {
  const runs = (await client.runs.list())
    .filter((run) => state === undefined || run.state === state)
    .toSorted((a, b) => b.createdAt - a.createdAt);
  const data = runs.slice(0, limit).map(runResourceOf);
  return { object: 'list' as const, data, has_more: runs.length > limit };
}

export async function listDatasets(client: StudioClient) {
  const data = (await client.datasets.list()).map(({ id, name, kind, bytes, createdAt }) => ({
    id,
    object: 'dataset' as const,
    name,
    kind,
    bytes,
    created: Math.floor(createdAt / 1000),
  }));
  return { object: 'list' as const, data };
}

export async function runMetrics(
  { after_step: afterStep, max_points: maxPoints }: Omit<resources.MetricsRequest, 'run'>,
  { client, runId }: { client: StudioClient; runId: string },
): Promise<resources.MetricsResponse> {
  const { steps, epochs } = await client.runs.metrics({ runId, afterStep, maxPoints });
  return {
    object: 'run.metrics',
    run: runId,
    steps: steps.map((each) => ({
      step: each.step,
      epoch: each.epoch,
      loss: each.loss,
      gradient_norm: each.gradientNorm,
      learning_rate: each.learningRate,
      tokens_per_second: each.tokensPerSecond,
      elapsed_ms: each.elapsedMs,
    })),
    epochs: epochs.map((each) => ({
      epoch: each.epoch,
      step: each.step,
      train_loss: each.trainLoss,
      validation_loss: each.validationLoss,
      validation_accuracy: each.validationAccuracy,
      scores: each.validationScores,
      tokens_per_second: each.tokensPerSecond,
      elapsed_ms: each.elapsedMs,
    })),
  };
}

export function runResourceOf(run: RunRecord): resources.RunResource {
  return {
    id: run.id,
    object: 'run',
    name: run.name,
    state: run.state,
    task: run.model.task,
    dataset: { id: run.datasetId, name: run.datasetName },
    parameters: run.parameterCount,
    created: Math.floor(run.createdAt / 1000),
    step: run.step,
    total_steps: run.totalSteps,
    epoch: run.epoch,
    train_loss: run.trainLoss,
    validation_loss: run.validationLoss,
    best_validation_loss: run.bestValidationLoss,
    best_epoch: run.bestEpoch,
    tokens_per_second: run.tokensPerSecond,
    elapsed_ms: run.elapsedMs,
    remaining_ms: run.remainingMs,
    tags: run.tags,
    error: run.error && { code: run.error.code, message: run.error.message },
  };
}

/** The network of a run as a model that can be used, under this id. */
export function modelResourceOf(run: RunRecord, id: string): resources.ModelResource {
  return {
    id,
    object: 'model',
    created: Math.floor(run.createdAt / 1000),
    owned_by: 'kioku',
    run: run.id,
    task: run.model.task,
    parameters: run.parameterCount,
  };
}
