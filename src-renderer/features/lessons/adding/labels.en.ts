export const labels = {
  controls: { shortest: 'Shortest sequence (steps)' },
  figures: {
    lstmRight: 'LSTM: sums within 0.04',
    simpleRnnRight: 'RNN: sums within 0.04',
    lstmError: 'LSTM: mean error',
    simpleRnnError: 'RNN: mean error',
  },
  charts: {
    right: { title: 'New sequences whose sum is right within 0.04', x: 'Training step', y: 'Share of the sequences' },
    error: { title: 'Mean error of the sum', x: 'Training step', y: 'Mean absolute error' },
  },
  curves: {
    lstmRight: 'LSTM',
    simpleRnnRight: 'RNN',
    lstmError: 'LSTM',
    simpleRnnError: 'RNN',
  },
  prediction: { label: 'The LSTM’s share of right sums' },
  picture: {
    title: 'Two of thirty numbers are marked. Their sum is {sum}; the cell holds {left} at the end.',
    numbers: 'numbers read, two of them marked',
    cell: 'cell state c',
    sum: 'sum wanted: {sum}',
    left: 'cell at the end: {left}',
    first: 'First mark',
    second: 'Second mark',
    keep: 'Forget gate f',
    mean: 'always answering 0.5',
  },
};
