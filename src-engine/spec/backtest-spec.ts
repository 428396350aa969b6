/** The simple methods that a forecaster is compared with, in the order of their simplicity. */
export const baselineNames = ['naive', 'seasonal-naive', 'drift', 'ets', 'arima'] as const;

export type BaselineName = (typeof baselineNames)[number];
