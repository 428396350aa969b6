export const labels = {
  controls: { strength: 'Strength of U' },
  figures: {
    lastStepsShare: 'Share of the last five steps',
    arrives: 'Arrives 19 steps back',
    finiteDifferenceError: 'Distance from finite differences',
  },
  charts: {
    gradient: { title: 'Length of the gradient at each step', x: 'Steps back', y: 'Length (100% at the end)' },
    contribution: { title: 'What each step adds to the gradient of U', x: 'Steps back', y: 'Share of the sum' },
  },
  curves: { gradient: 'gradient, as a share of the one at the end', contribution: 'share of the sum' },
  prediction: { label: 'Share of the last five of the 20 steps' },
  picture: {
    title:
      '{lag} step back, unit {unit}: each gradient times the slope of tanh and a weight of U, and their sum. | {lag} steps back, unit {unit}: each gradient times the slope of tanh and a weight of U, and their sum.',
    lag: 'Steps back',
    unit: 'To unit',
    unitName: 'h{n}',
    caption:
      'Every number is one that the engine computed, for one sequence. At the left are the gradients g = ∂L/∂h after a step; the sum is the gradient of one unit a step earlier.',
  },
};
