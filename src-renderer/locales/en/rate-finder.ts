/** The search for a learning rate on the network and data themselves. */
export const rateFinder = {
  open: 'Find a learning rate…',
  title: 'Find a learning rate',
  text: 'A short ramp from a tiny rate to a far too large one, on this network and data. Nothing of it is kept.',
  textOfRun:
    'A short ramp from a tiny rate to a far too large one, on the network of this checkpoint. The run stays as it is.',
  chart: 'Loss by learning rate',
  axis: 'Learning rate',
  atRate: 'learning rate {rate}',
  smoothed: 'Smoothed',
  raw: 'Each step',
  running: 'Step {n}, at a rate of {rate}',
  starting: 'Preparing the network and the data…',
  again: 'Search again',
  use: 'Use {rate}',
  pick: 'Pick: {rate}',
  present: 'Now: {rate}',
  noPick: 'The loss neither fell nor rose at any rate, so that none can be recommended.',
  reasons: {
    'steepest-fall': 'Half of the loss’s fall lies behind {at}: two thirds of that learns fast and leaves some room.',
    'below-divergence':
      'The loss runs away from {at} on: a tenth of that is safe, and lower than what its fall alone would suggest.',
    overshoot:
      'From {at} on, steps go beyond the lowest point on their way. The pick is somewhat more, on the way to where the loss falls fastest or runs away: the next step goes another way.',
  },
};
