export const labels = {
  controls: { shortest: 'Shortest string (symbols)' },
  figures: {
    lstmRemembered: 'LSTM: last T or P right',
    simpleRnnRemembered: 'RNN: last T or P right',
    lstmEverything: 'LSTM: every prediction right',
    simpleRnnEverything: 'RNN: every prediction right',
  },
  charts: {
    remembered: { title: 'Strings whose last T or P is right', x: 'Training step', y: 'Share of the strings' },
    loss: { title: 'Loss of both networks', x: 'Training step', y: 'Loss (nats)' },
  },
  curves: {
    lstmRemembered: 'LSTM',
    simpleRnnRemembered: 'RNN',
    lstmLoss: 'LSTM',
    simpleRnnLoss: 'RNN',
  },
  prediction: { label: 'Strings whose last T or P the RNN gets right' },
  picture: {
    title: 'The graph of the inner grammar: from each node one or two symbols lead on.',
    text: 'The string so far',
    begin: 'Write a string: only what stands on the buttons may come next.',
    keep: 'Keep {symbol} in mind: {n} symbols ago.',
    test: 'The inner string is over. Only someone who has kept {symbol} for {n} symbols knows what comes now.',
    whole: 'A whole string: the second symbol had to be kept for {n} symbols.',
    next: 'Next symbol',
    again: 'New string',
    coin: 'tossing a coin',
  },
};
