import type { AnomalyThreshold } from '../../spec/anomaly-spec.ts';
import type { Interruptible } from '../../spec/interruptible.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { SeriesRows } from '../rows/series-rows.ts';
import { expectValues } from './expect-values.ts';
import type { Forecaster } from './expect-values.ts';
import { expectationOf, surprise } from './surprise.ts';
import type { Expectation, ScoredValue } from './surprise.ts';

interface Judging {
  pieces: readonly SeriesRows[];
  preparation: ForecastPreparation;
  thresholds: readonly AnomalyThreshold[];
  forecast: Forecaster;
}

/**
 * Leaves out the values that are expected after all where the anomalies before them are replaced by what was expected in their place: a
 * forecast from an anomaly is often wrong itself. A value is judged by the more lenient of both forecasts, so that the rows after a
 * lasting shift are usual as soon as the network has seen it. Resolves with null when aborted.
 */
export async function judgeAgain(
  suspects: readonly ScoredValue[],
  { pieces, preparation, thresholds, forecast }: Judging,
  interruptible: Interruptible,
): Promise<ScoredValue[] | null> {
  const corrected = pieces.map((piece) => ({ ...piece, values: piece.values.slice() }));
  const lastAnomaly = new Map<number, number>();
  const anomalies: ScoredValue[] = [];
  // The rows of a piece are judged one after the other, those of different pieces together.
  for (const round of roundsOf(suspects)) {
    const echoes = round.filter(
      ([{ piece, row }]) => row - (lastAnomaly.get(piece) ?? -Infinity) <= preparation.history,
    );
    const forecasts = await expectValues(
      echoes.map(([{ piece, row }]) => ({ piece: corrected[piece], row })),
      { preparation, forecast },
      interruptible,
    );
    if (forecasts === null) return null;
    for (const ofRow of round) {
      const again = forecasts[echoes.indexOf(ofRow)] as (typeof forecasts)[number] | undefined;
      for (const suspect of ofRow) {
        const { target, expectation } = suspect;
        // The deviation that single values are told with is the same everywhere.
        const fresh = again && expectationOf(again, { target, fallback: expectation.above });
        const judged = fresh === undefined ? suspect : moreLenient(suspect, fresh);
        if (judged.score <= thresholds[target].score) continue;
        anomalies.push(judged);
        correct(corrected, suspect, (fresh ?? expectation).expected, preparation);
        lastAnomaly.set(suspect.piece, suspect.row);
      }
    }
  }
  return anomalies.sort(
    (left, right) => left.piece - right.piece || left.row - right.row || left.target - right.target,
  );
}

function moreLenient(suspect: ScoredValue, expectation: Expectation): ScoredValue {
  const score = surprise(suspect.value, expectation);
  return score < suspect.score ? { ...suspect, expectation, score } : suspect;
}

/** The n-th suspect row of each piece is in the n-th round; a row may have several values. */
function roundsOf(suspects: readonly ScoredValue[]): ScoredValue[][][] {
  const byPiece = new Map<number, Map<number, ScoredValue[]>>();
  for (const suspect of suspects.toSorted((left, right) => left.row - right.row)) {
    const rows = byPiece.get(suspect.piece) ?? new Map<number, ScoredValue[]>();
    byPiece.set(suspect.piece, rows);
    rows.set(suspect.row, [...(rows.get(suspect.row) ?? []), suspect]);
  }
  const lists = [...byPiece.values()].map((rows) => [...rows.values()]);
  const most = lists.reduce((longest, rows) => Math.max(longest, rows.length), 0);
  return Array.from({ length: most }, (_, n) => lists.flatMap((rows) => (n < rows.length ? [rows[n]] : [])));
}

function correct(
  pieces: SeriesRows[],
  { piece, row, target }: ScoredValue,
  expected: number,
  { targets }: ForecastPreparation,
): void {
  const { values } = pieces[piece];
  const column = targets[target];
  const changed = [...values];
  changed[column] = values[column].slice();
  changed[column][row] = expected;
  pieces[piece] = { ...pieces[piece], values: changed };
}
