export const labels = {
  controls: { limit: 'Limit Δmax', learningRate: 'Learning rate' },
  figures: {
    cosineByNorm: 'cosine before and after: norm',
    cosineByValue: 'cosine before and after: values',
    clippedShare: 'steps that were clipped',
    longest: 'longest gradient',
    lossWith: 'loss at the end, clipped',
    lossWithout: 'loss at the end, not clipped',
  },
  charts: {
    loss: { title: 'Loss with and without clipping', x: 'Step' },
    norms: { title: 'Length of the gradient', x: 'Step' },
    numbers: { title: 'The longest gradient, number by number', x: 'Rank by size' },
  },
  curves: {
    lossWith: 'clipped by the norm',
    lossWithout: 'not clipped',
    before: 'before clipping',
    after: 'after clipping',
    numbersBefore: 'before',
    numbersByNorm: 'clipped by the norm',
    numbersByValue: 'clipped by value',
  },
  prediction: { label: 'The share of steps that are clipped' },
  picture: {
    title:
      'A gradient of length {length}. Clipped by the norm it has length {norm} and the same direction; clipped by value it is turned by {turn} degrees.',
    length: 'Length of the gradient',
    angle: 'Direction in degrees',
    limit: 'Limit Δmax',
    gradient: 'gradient Δw',
    byNorm: 'by the norm',
    byValue: 'by value',
    turn: 'turned by {turn}°',
  },
};
