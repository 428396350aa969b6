export const labels = {
  controls: { learningRate: 'Learning rate' },
  figures: {
    tanhSaturated: 'Saturated with tanh',
    softsignSaturated: 'Saturated with softsign',
    tanhLoss: 'Loss with tanh',
    softsignLoss: 'Loss with softsign',
  },
  charts: {
    saturation: { title: 'Saturated candidates (beyond ±0.9)', x: 'step' },
    distance: { title: 'Distance to 1', x: 'input x' },
    losses: { title: 'Loss while learning', x: 'step' },
  },
  curves: {
    tanhSaturation: 'tanh',
    softsignSaturation: 'softsign',
    tanhDistance: '1 − tanh x',
    softsignDistance: '1 − softsign x',
    tanhLoss: 'tanh',
    softsignLoss: 'softsign',
  },
  prediction: { label: 'Saturated with tanh at the end' },
  picture: {
    title: 'Tanh and softsign, with what is left to 1 at an input of {x}.',
    input: 'Input x',
    function: 'function',
    value: 'value',
    distance: 'left to 1',
    slope: 'slope',
  },
  race: 'The same race on your own data',
};
