export const labels = {
  controls: { rate: 'One more rate to look at', optimizer: 'Optimizer' },
  options: { optimizer: { sgd: 'Gradient descent', rmsprop: 'RMSProp', adam: 'Adam' } },
  figures: {
    yourPerplexity: 'Perplexity at the rate of the slider, last 10 steps',
    bestRate: 'Best rate',
    bestPerplexity: 'Perplexity at the best rate, last 10 steps',
    divergingRate: 'Diverges from a rate of',
  },
  charts: {
    byRate: { title: 'Perplexity at the end, by learning rate', x: 'Learning rate', y: 'Perplexity' },
    bySteps: { title: 'Perplexity while learning', x: 'Training step', y: 'Perplexity' },
    vocabulary: 'size of the vocabulary: knows nothing',
  },
  curves: { byRate: 'at the end', yours: 'rate of the slider', rate: 'rate {rate}' },
  prediction: { label: 'It diverges from a learning rate of' },
  picture: {
    title: 'Gradient descent on a parabola: {steps} steps with a rate of {rate}/λ.',
    rate: 'Learning rate η, in units of 1/λ',
    steps: 'Steps',
    creeps: 'Each step multiplies the distance by {factor}: it creeps down one side.',
    arrives: 'The distance becomes {factor}: one step arrives.',
    zigzags: 'Each step multiplies the distance by {factor}: it jumps across, and still comes nearer.',
    diverges: 'Each step multiplies the distance by {factor}: it jumps across and lands higher. It diverges.',
    stays: 'Each step multiplies the distance by {factor}: it jumps to and fro, and comes no nearer.',
    loss: 'loss L',
    weight: 'weight w',
  },
};
