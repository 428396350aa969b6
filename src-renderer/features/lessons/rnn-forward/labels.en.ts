export const labels = {
  controls: {
    strength: 'Strength of U',
    loudness: 'Size of the inputs',
  },
  figures: {
    shareLeft: 'Left after ten steps',
    quietShareLeft: 'Left after ten steps, faint inputs',
    power: 'Strength to the power of ten',
  },
  charts: { effect: { title: 'What is left of the effect of one input', x: 'Steps later', y: 'Share left' } },
  curves: { effect: 'inputs as set', quiet: 'faint inputs', power: 'strengthᵏ' },
  prediction: { label: 'Share left ten steps later' },
  picture: {
    title: 'Step {step}, unit {unit}: every product of W and x, of U and h, their sum, and its tanh.',
    step: 'Step',
    unit: 'Unit',
    unitName: 'h{n}',
    caption:
      'Every number is one that the engine computed. Go through the operations one by one; the h at the left is the state after the step before.',
  },
};
