/** The question which values of a series a forecaster finds surprising, given all that was before each. */
export interface AnomalyTask {
  /** The share of usual values that may be called anomalies, above 0 and below 1. */
  falseAlarms: number;
}

/** A value outside of what the forecaster takes as usual. */
export interface Anomaly {
  series: string | null;
  column: string;
  /** The piece, and the row within it. */
  piece: number;
  row: number;
  /** The time as it is stored, see SeriesLayout. */
  time: number;
  value: number;
  /** The median that was forecast one step ahead, and the ends of what would have raised no alarm. */
  expected: number;
  low: number;
  high: number;
  /** The distance from the expected value, in standard deviations as the forecaster's band tells them. */
  score: number;
}

export interface AnomalyThreshold {
  column: string;
  /** Scores above it are anomalies. */
  score: number;
  /** Values that it was found on. */
  values: number;
  /**
   * `ranks` means the score that the wanted share of these values exceed; `tail` means that they are too few for that, so that it follows
   * from the width of all scores.
   */
  from: 'ranks' | 'tail';
  /** Whether these values were held back in training. Where none was, thresholds are too low, since the network knows them. */
  isHeldBack: boolean;
}

export interface AnomalyResult {
  thresholds: AnomalyThreshold[];
  /** Values that were looked at: those before a piece's first `history` rows have nothing to be expected from. */
  looked: number;
  /** In order of piece, row and column. */
  anomalies: Anomaly[];
}
