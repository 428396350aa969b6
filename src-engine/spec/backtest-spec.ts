/** The simple methods that a forecaster is compared with, in the order of their simplicity. */
export const baselineNames = ['naive', 'seasonal-naive', 'drift', 'ets', 'arima'] as const;

export type BaselineName = (typeof baselineNames)[number];

export const forecastMethods = ['network', ...baselineNames] as const;

type ForecastMethod = (typeof forecastMethods)[number];

/** The means of a method's errors. A score is null where it is not defined for the values. */
export interface ForecastScores {
  /** The number of values that were forecast. */
  n: number;
  /** In the column's own unit; of several columns the mean of all. */
  mae: number;
  rmse: number;
  /**
   * Mean absolute error by that of a seasonal naive forecast, one season ahead, within the training rows of the same series and column
   * (Hyndman & Koehler 2006). Series in which that is 0 are left out of the mean; null where there are no others.
   */
  mase: number | null;
  /** 200 |y − f| / (|y| + |f|), in per cent; 0 where both are 0. */
  smape: number;
  /** Mean pinball loss of the levels of the band and of the median; in the column's own unit. */
  pinball: number;
  /** The share of values that were in their band. Null where the network tells single values. */
  coverage: number | null;
}

/** Forecasts of rows that the network has not learnt, from several origins, by the network and by simple methods. */
export interface BacktestTask {
  /**
   * Origins of each series, evenly over the rows that did not train; fewer where there are not as many. Null means as many as forecast
   * each of these rows about once, but 5 to 12.
   */
  origins: number | null;
  /** Rows to forecast from each; null means as many as the network was trained for. */
  horizon: number | null;
}

interface BacktestOrigin {
  series: string | null;
  /** The first row that is forecast, counted within the piece. */
  piece: number;
  row: number;
}

export interface BacktestForecast {
  /** A place in the result's origins. */
  origin: number;
  column: string;
  /** The times as they are stored, see SeriesLayout. */
  time: number[];
  /** The values that came: fewer than a horizon, where the series ends before. */
  actual: number[];
  /** The forecasts in the order of the result's methods, each of as many values as came. */
  methods: {
    /** The model that was chosen, such as `ETS(M,Ad,M)`; null for the network. */
    model: string | null;
    /** The last rows before the origin, to which the model was fitted; null for the network, which was not trained again. */
    fittedRows: number | null;
    value: number[];
    /** Null where the network tells single values. */
    low: number[] | null;
    high: number[] | null;
  }[];
}

export interface MethodScores {
  method: ForecastMethod;
  scores: ForecastScores;
  /** By step of the horizon, from the first. */
  steps: ForecastScores[];
  /** By origin, in the order of the result's. */
  origins: ForecastScores[];
}

export interface BacktestResult {
  horizon: number;
  /** Rows of a season, of the seasonal naive forecast and of MASE; 1 without. */
  season: number;
  /** The share of values that bands are made to hold. */
  band: number;
  /** Series that were looked at, evenly picked where there are many. */
  seriesUsed: number;
  seriesTotal: number;
  origins: BacktestOrigin[];
  /** The network first. */
  methods: MethodScores[];
  forecasts: BacktestForecast[];
  /**
   * The best of the simple methods where the network has larger errors, by MASE, or by MAE where that is not defined; null where it has
   * not. `ratio` is that error by the network's.
   */
  simpleIsBetter: { method: BaselineName; score: 'mase' | 'mae'; ratio: number } | null;
}
