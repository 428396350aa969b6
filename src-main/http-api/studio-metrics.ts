import type { StudioClient } from '../contract/contract.ts';
import { runStates, type RunRecord } from '../contract/runs/run-records.ts';
import { labelsOf, metric } from './request-metrics.ts';

/** Resolves with the lines about the studio itself, in Prometheus' text format. */
export async function studioMetrics(client: StudioClient, version: string): Promise<string[]> {
  const [runs, memory] = await Promise.all([client.runs.list(), client.system.memory()]);
  const training = runs.filter(({ state }) => state === 'running');
  const perRun = (name: string, help: string, value: (run: RunRecord) => number | null) =>
    metric(
      name,
      'gauge',
      help,
      training.flatMap((run) => {
        const told = value(run);
        return told === null ? [] : [[labelsOf({ run: run.name, id: run.id }), told] as const];
      }),
    );
  return [
    ...metric('kioku_info', 'gauge', 'The version of the studio.', [[labelsOf({ version }), 1]]),
    ...metric(
      'kioku_runs',
      'gauge',
      'Trainings by state.',
      runStates.map((state) => [labelsOf({ state }), runs.filter((run) => run.state === state).length] as const),
    ),
    ...perRun('kioku_run_step', 'Steps of a training so far.', ({ step }) => step),
    ...perRun('kioku_run_train_loss', 'Mean loss of the last epoch.', ({ trainLoss }) => trainLoss),
    ...perRun(
      'kioku_run_validation_loss',
      'Validation loss of the last epoch.',
      ({ validationLoss }) => validationLoss,
    ),
    ...perRun('kioku_run_tokens_per_second', 'The speed of a training.', ({ tokensPerSecond }) => tokensPerSecond),
    ...metric('kioku_engine_memory_bytes', 'gauge', 'Memory of the engine processes.', [
      [labelsOf({ engine: 'training' }), memory.training],
      [labelsOf({ engine: 'requests' }), memory.requests],
    ]),
    ...metric('process_resident_memory_bytes', 'gauge', 'Memory of the host process.', [
      ['', process.memoryUsage.rss()],
    ]),
  ];
}
