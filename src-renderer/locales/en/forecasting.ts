/** Numbers over time that are yet to come, wherever they are shown. */
export const forecasting = {
  tabs: { forecast: 'Forecast' },
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
