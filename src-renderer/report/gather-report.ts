import { can, isMeasured } from '../../src-engine/tasks/facts.ts';
import { plainSampling } from '../../src-engine/spec/generation-spec.ts';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { Diagnosis } from '../../src-main/contract/doctor/doctor-records.ts';
import type { FixTrial } from '../../src-main/contract/groups/trial-records.ts';
import type { DataMeasurementsRecord } from '../../src-main/contract/measurement-records.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import type { DatasetRecord } from '../../src-main/contract/datasets/dataset-records.ts';
import { gatherAnswers, type Answers } from './answers/gather-answers.ts';
import { addMetrics, createRunMetrics, type MeasuredRun } from '../domain/training/run-metrics.ts';

/** Points of a curve: more than a page shows. */
const maxPoints = 2000;
export const sampleTemperature = 0.8;
const sampleLength = 400;

/** All that a report says of a run. Null stands for what the run does not have, or what is not there any more. */
export interface ReportedRun extends MeasuredRun {
  dataset: DatasetRecord | null;
  diagnosis: Diagnosis;
  trials: FixTrial[];
  measurements: DataMeasurementsRecord | null;
  sample: string | null;
  answers: Answers | null;
}

export async function gatherRun(client: StudioClient, runId: string): Promise<ReportedRun> {
  const run = await client.runs.get({ runId });
  const metrics = createRunMetrics();
  addMetrics(metrics, await client.runs.metrics({ runId, afterStep: 0, maxPoints }));
  const isCompared = run.bestValidationLoss !== null && isMeasured(run.model.task, 'perplexity');
  const isWriter = can(run.model.task, 'generate') && run.checkpointCount > 0;
  const dataset = await client.datasets.get({ datasetId: run.datasetId }).catch(() => null);
  return {
    run,
    metrics,
    dataset,
    // A run that came without its data cannot be measured, and has no less to tell otherwise.
    measurements: isCompared ? await measure(client, runId).catch(() => null) : null,
    diagnosis: await diagnose(client, runId),
    trials: await client.runs.fixTrials({ runId }),
    sample: isWriter ? await writeSample(client, run).catch(() => null) : null,
    answers: await gatherAnswers(client, run, dataset).catch(() => null),
  };
}

/** Lets the doctor measure all that it has to know, where that is possible. */
async function diagnose(client: StudioClient, runId: string): Promise<Diagnosis> {
  return client.runs.doctor({ runId, measure: true }).catch(() => client.runs.doctor({ runId }));
}

async function measure(client: StudioClient, runId: string): Promise<DataMeasurementsRecord | null> {
  for await (const update of await client.measurements.data({ runId }))
    if (update.type === 'measured') return update.measurements;
  return null;
}

/** Returns what the best checkpoint writes. */
async function writeSample(client: StudioClient, { id: runId }: RunRecord): Promise<string | null> {
  const samplings = [{ ...plainSampling, temperature: sampleTemperature }];
  const { texts } = await client.insight.samples({ runId, prompt: '', length: sampleLength, samplings });
  return texts[0] ?? null;
}
