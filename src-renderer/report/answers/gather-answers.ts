import { can } from '../../../src-engine/tasks/facts.ts';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { BacktestRecord } from '../../../src-main/contract/forecasting/backtest-records.ts';
import type { HistoryRecord } from '../../../src-main/contract/forecasting/forecast-records.ts';
import type { ConfusionRecord, TagMistakesRecord } from '../../../src-main/contract/insight-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/datasets/dataset-records.ts';

/** The answers of a run's best checkpoint about data that it has not learnt from. */
export type Answers =
  | { kind: 'classes'; confusion: ConfusionRecord }
  | { kind: 'tags'; mistakes: TagMistakesRecord }
  | { kind: 'forecasts'; backtest: BacktestRecord; history: HistoryRecord };

/** Rows that are drawn before a forecast, for each step of it. */
const rowsPerStep = 4;

/** Returns null for a run that answers nothing: one without a checkpoint, or that writes texts. */
export async function gatherAnswers(
  client: StudioClient,
  { id: runId, model: { task }, checkpointCount }: RunRecord,
  dataset: DatasetRecord | null,
): Promise<Answers | null> {
  if (checkpointCount === 0 || dataset === null) return null;
  if (can(task, 'classify')) return { kind: 'classes', confusion: await client.insight.confusion({ runId }) };
  if (can(task, 'tag')) return { kind: 'tags', mistakes: await client.insight.tagMistakes({ runId }) };
  return can(task, 'forecast') && dataset.kind === 'series' ? gatherForecasts(client, runId) : null;
}

/** Compares the forecaster with simple methods, and returns the rows before its last forecast with that. */
async function gatherForecasts(client: StudioClient, runId: string): Promise<Answers | null> {
  for await (const update of await client.forecasts.backtest({ runId })) {
    if (update.type !== 'backtest') continue;
    const { backtest } = update;
    const last = backtest.origins.at(-1);
    if (last === undefined) return null;
    const from = Math.max(0, last.row - rowsPerStep * Math.max(backtest.horizon, backtest.season));
    const history = await client.forecasts.history({ runId, series: last.series, from, to: last.row });
    return { kind: 'forecasts', backtest, history };
  }
  return null;
}
