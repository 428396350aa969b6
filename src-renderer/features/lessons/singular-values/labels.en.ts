export const labels = {
  controls: {
    sigma: 'Singular values σ',
    activation: 'Activation',
    signals: 'Inputs',
  },
  options: {
    activation: { tanh: 'tanh', softsign: 'softsign', relu: 'ReLU' },
    signals: { faint: 'faint', usual: 'usual' },
  },
  figures: {
    vanishingLeft: 'σ = 0.9: left after 30 steps',
    explodingLeft: 'σ = 1.1: after 30 steps',
    squeezedLeft: 'σ = 1.1, usual inputs: left after 30 steps',
    chosenLeft: 'σ as set: left after 30 steps',
    chosenPredicted: 'σ as set: σ³⁰',
  },
  charts: {
    vanishing: { title: 'The gradient’s length, σ = 0.9', x: 'Steps back', y: 'Length (100% at the end)' },
    all: { title: 'The gradient’s length for other σ', x: 'Steps back', y: 'Length (1 at the end)' },
  },
  curves: {
    vanishing: 'measured, σ = 0.9',
    vanishingPredicted: '0.9ᵏ',
    exploding: 'measured, σ = 1.1',
    explodingPredicted: '1.1ᵏ',
    squeezed: 'σ = 1.1, usual inputs',
    chosen: 'σ as set',
    chosenPredicted: 'σᵏ, σ as set',
  },
  prediction: { label: 'The length that is left, from 1 at the end of the sequence' },
  picture: {
    title: 'An error vector on its way back: after {steps} steps its length is {length}.',
    sigma: 'Singular values σ',
    steps: 'Steps back k',
    start: 'at the end',
    now: '{steps} steps back',
    length: 'length σᵏ = {length}',
    circle: 'length 1',
  },
};
