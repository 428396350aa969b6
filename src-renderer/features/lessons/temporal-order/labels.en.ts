export const labels = {
  controls: { shortest: 'Shortest sequence (symbols)' },
  figures: {
    lstmWrong: 'LSTM: wrong class',
    simpleRnnWrong: 'RNN: wrong class',
    lstmSure: 'LSTM: right and sure',
    simpleRnnSure: 'RNN: right and sure',
  },
  charts: {
    wrong: { title: 'New sequences put into the wrong class', x: 'Training step', y: 'Share of the sequences' },
    loss: { title: 'Loss of both networks', x: 'Training step', y: 'Loss (nats)' },
  },
  curves: {
    lstmWrong: 'LSTM',
    simpleRnnWrong: 'RNN',
    lstmLoss: 'LSTM',
    simpleRnnLoss: 'RNN',
  },
  prediction: {
    label: 'Which of them learns the order?',
    options: { both: 'both networks', lstm: 'the LSTM alone', rnn: 'the RNN alone', neither: 'neither of them' },
  },
  picture: {
    title: 'A sequence of 60 symbols. The two that count are {kind}, {gap} steps apart.',
    now: 'Class {kind}. The bars below the symbols show what has to be remembered. E opens a sequence, B closes it.',
    first: 'First',
    second: 'Second',
    gap: 'Steps between them',
    guessing: 'guessing',
    half: 'knowing one of the two',
  },
};
