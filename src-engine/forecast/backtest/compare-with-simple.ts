import { baselineNames } from '../../spec/backtest-spec.ts';
import type { BacktestResult, MethodScores } from '../../spec/backtest-spec.ts';

/** Finds the best of the simple methods, and tells it where its errors are smaller than the network's; the simplest of equals. */
export function compareWithSimple(methods: readonly MethodScores[]): BacktestResult['simpleIsBetter'] {
  const scoresOf = (name: MethodScores['method']) => methods.find(({ method }) => method === name)?.scores;
  const network = scoresOf('network');
  if (network === undefined) return null;
  const score = network.mase === null ? 'mae' : 'mase';
  const errors = baselineNames.map((method) => ({ method, error: scoresOf(method)?.[score] ?? Infinity }));
  const best = errors.reduce((least, each) => (each.error < least.error ? each : least));
  const ofNetwork = network[score] ?? 0;
  return best.error < ofNetwork ? { method: best.method, score, ratio: best.error / ofNetwork } : null;
}
