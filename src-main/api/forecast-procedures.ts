import type { Evaluations } from '../runs/evaluations/evaluations.ts';
import type { ForecastChecks } from '../runs/forecasts/forecast-checks.ts';
import type { Forecasts } from '../runs/forecasts/forecasts.ts';
import { summarizePreparation } from '../runs/forecasts/preparation-summary.ts';
import type { Runs } from '../runs/runs.ts';
import type { Implementer } from './implementer.ts';

export function forecastProcedures(
  { forecasts: api }: Implementer,
  runs: Runs,
  forecasts: Forecasts,
  checks: ForecastChecks,
) {
  return {
    forecast: api.forecast.handler(({ input, signal }) => forecasts.forecast(runs.row(input.runId), input, signal)),
    preparation: api.preparation.handler(({ input }) => summarizePreparation(runs.row(input.runId))),
    history: api.history.handler(({ input }) => forecasts.history(runs.row(input.runId), input)),
    backtest: api.backtest.handler(({ input, signal }) => checks.backtest(runs.row(input.runId), input, signal)),
    anomalies: api.anomalies.handler(({ input, signal }) => checks.anomalies(runs.row(input.runId), input, signal)),
  };
}

export function evaluationProcedures({ evaluations: api }: Implementer, runs: Runs, evaluations: Evaluations) {
  return {
    evaluate: api.evaluate.handler(({ input, signal }) => evaluations.evaluate(runs.row(input.runId), input, signal)),
    classify: api.classify.handler(({ input, signal }) => evaluations.classify(runs.row(input.runId), input, signal)),
  };
}
