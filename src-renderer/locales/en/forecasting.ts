/** Numbers over time that are yet to come, wherever they are shown. */
export const forecasting = {
  tabs: { forecast: 'Forecast' },
  preparation: 'How the table is prepared, and why',
  learnsValues: 'The network forecasts {column} from its past by itself.',
  learnsRest:
    'The forecast of {column} begins with {method}, and the network learns what that leaves over: what it has not learnt stays as it was.',
  methods: {
    naive: 'naive (the last value stays)',
    'seasonal-naive': 'seasonal naive (the last season comes again)',
    drift: 'drift (the line from the first to the last value goes on)',
    mean: 'mean (the mean of the window)',
    linear: 'an average of simple methods',
    smoothing: 'exponential smoothing',
    trend: 'exponential smoothing with a damped trend',
    autoregression: 'autoregression',
    'differenced-autoregression': 'autoregression of changes',
    'seasonal-drift': 'seasonal naive with drift',
    'seasonal-smoothing': 'exponential smoothing with a season',
    'seasonal-trend': 'exponential smoothing with a trend and a season',
    'seasonal-autoregression': 'autoregression of changes from season to season',
    'seasonal-differenced-autoregression': 'autoregression of changes of the changes from season to season',
    ets: 'ETS (exponential smoothing)',
    arima: 'ARIMA',
  },
  reasons: {
    'log-range': 'The largest value of {column} is {ratio} times the smallest, so its logarithm is forecast.',
    'no-log-negative':
      '{column} has {count} value at or below 0, so that it is forecast as it is, without a logarithm. | {column} has {count} values at or below 0, so that it is forecast as it is, without a logarithm.',
    'no-log-range': '{column} stays within a narrow range, so that it is forecast as it is, without a logarithm.',
    'log-better':
      'The logarithm of {column} is forecast: in the training part that errs {share} times as much as forecasts of the values themselves.',
    'no-log-better': '{column} is forecast as it is: in the training part its logarithm errs {share} times as much.',
    'season-found':
      'A season of {rows} row was found: autocorrelation {correlation}. | A season of {rows} rows was found: autocorrelation {correlation}.',
    'season-of-calendar':
      'The step of time suggests a season of {rows} row. | The step of time suggests a season of {rows} rows.',
    'season-none': 'No season was found.',
    'difference-season':
      'The network reads how {column} differs from {rows} row before: the last season. | The network reads how {column} differs from {rows} rows before: the last season.',
    'difference-last': 'The network reads how {column} differs from the last known value.',
    'difference-none': 'The network reads {column} as it is, not as differences.',
    'window-seasons':
      'It reads {rows} row of history, so that whole seasons are seen. | It reads {rows} rows of history, so that whole seasons are seen.',
    'window-usual': 'It reads {rows} row of history, as is usual. | It reads {rows} rows of history, as is usual.',
    'window-short':
      'It reads {rows} row of history, because the series is short. | It reads {rows} rows of history, because the series is short.',
    'window-given': 'It reads {rows} row of history, as you chose. | It reads {rows} rows of history, as you chose.',
    'horizon-given': 'It forecasts {rows} row at once, as you chose. | It forecasts {rows} rows at once, as you chose.',
    'horizon-season': 'It forecasts {rows} row at once: one season. | It forecasts {rows} rows at once: one season.',
    'horizon-usual': 'It forecasts {rows} row at once, as is usual. | It forecasts {rows} rows at once, as is usual.',
    'base-best': 'Of the simple methods, {method} forecasts {column} best on the training part.',
    'base-average':
      'The forecast of {column} is an average of simple methods, each weighed by how little it errs in rows that it was not fitted to: {methods}.',
    'base-profile':
      'It takes {waves} wave of the season or plan into account. | It takes {waves} waves of seasons and plans into account.',
    'base-error': 'In rows that it was not fitted to, that average errs {share} times as much as the last known value.',
    'calendar-read': 'It reads the calendar: {cycles}.',
    'bands-calibrated':
      'Before they were corrected the bands held {coverage} of the validation part; now they are as wide as they promise.',
  },
  live: 'Forecast of the validation part',
  liveAfter: 'Forecast of {column} after epoch {epoch}',
  liveBest: 'Forecast of {column} by the best checkpoint',
  liveLater: 'It is drawn after the first epoch.',
  cycles: { hour: 'the time of day', weekday: 'the day of the week', year: 'the time of year' },
  row: 'Row',
  atRow: 'row {row}',
  quantile: '{share} quantile',
  forecast: 'Forecast',
  actual: 'What came',
  before: 'As planned',
  validation: 'held back',
  newRows: 'New rows',
  waiting: 'Reading the series…',
  showLatest: 'Around the forecast',
  showWhole: 'Whole history',
  origin: 'Forecast from',
  after: 'after {time}, {row} rows are known',
  series: 'Series',
  column: 'Column',
  horizon: 'Horizon',
  steps: '{n} step | {n} steps',
  recursive:
    'The network was trained to see {n} step ahead. What lies beyond is forecast recursively, from its own forecasts, and gets less certain than the band says. | The network was trained to see {n} steps ahead. What lies beyond is forecast recursively, from its own forecasts, and gets less certain than the band says.',
  inBand: 'Within the {band} band',
  ofSteps: '{n} of {all}',
  ahead: 'Nobody knows yet what comes here. Move the origin back to see how earlier forecasts compare with what came.',
  unseen: 'The network has not learnt from what came here: the error is an honest one.',
  learnt:
    'The network has learnt from what came here, so that this error flatters it. Move the origin into the part that was held back.',
  allLearnt: 'This run held nothing back: the network has learnt from what came here, so that this error flatters it.',
  planEffect: 'The changed plans move the forecast by {mean} a step on average, {sum} in all.',
  whatIf: 'What if: plans for the steps ahead',
  whatIfHint: 'Change what is known ahead, and the forecast follows. Empty cells are as the table plans them.',
  changed: '{n} value is changed. | {n} values are changed.',
  asPlanned: 'As planned',
  assumed: 'The table does not plan {columns} so far ahead; values of a season before take their place.',
  fillDown: 'For all steps',
  fillDownOf: 'Take the first value of {column} for all steps',
  planOf: '{column} at {time}',
  save: 'Save forecast (CSV)',
  saveAll: 'Save all series (CSV)',
  addRows: 'Add new rows…',
  addRowsHint: 'A file with the same columns: it is forecast from at once, nothing is trained.',
  dropRows: 'Drop a file with the same columns to forecast from its rows',
  removeRows: 'Forget the rows of {name}',
  cannot: 'This run cannot forecast here',
  trainAnew: 'Train a forecaster anew',
  toDashboard: 'Go to its dashboard',
};

/** Explanations of terms of forecasting. */
export const forecastingTerms = {
  horizon: {
    name: 'Horizon',
    text: 'How many steps ahead are forecast. The network tells as many as it was trained for at once; further ones it makes from its own forecasts.',
  },
  origin: {
    name: 'Origin',
    text: 'The last row that the forecast knows of. Moved back in time, it shows what the network would have said then, beside what came.',
  },
  band: {
    name: 'Band',
    text: 'The range in which a value should lie as often as the band says: an 80 % band is right when it misses one value in five.',
  },
};
