export const labels = {
  controls: { temperature: 'Temperature to write with', context: 'Beginning' },
  options: {
    context: { 'the ': '“the ”', whal: '“whal”', qu: '“qu”', 'I ': '“I ”', 'of ': '“of ”' },
  },
  figures: {
    bestTemperature: 'Temperature that predicts best',
    yourEntropy: 'Entropy at the temperature of the slider, in nats',
    yourCandidates: 'Equal candidates at that temperature',
    yourTopShare: 'The likeliest character at that temperature',
  },
  charts: {
    loss: { title: 'Loss and entropy, in nats', x: 'Temperature', y: 'Nats per character' },
    topShare: { title: 'Probability of the likeliest character', x: 'Temperature', y: 'Probability' },
  },
  curves: { loss: 'loss: how it predicts', entropy: 'entropy: how undecided it is', topShare: 'likeliest character' },
  prediction: { label: 'Predicts best at a temperature of' },
  picture: {
    title: 'Bars of the probabilities of the next character at a temperature of {temperature}: {list}.',
    temperature: 'Temperature T',
    letters: 'eaouy',
    zero: '0: argmax',
    example: 'Five characters with scores of an example. Below you can ask a trained network.',
    ofNetwork:
      'The ten likeliest characters after “{prompt}”, from the network that comes along; those that follow are left out.',
    ofExperiment: 'After “{prompt}”, from the network of the experiment: its ten likeliest characters, of {count}.',
    sentence: 'Entropy {entropy} nats: as undecided as among {candidates} equal candidates.',
    prompt: 'Text for the network that comes along',
    ask: 'Ask this network',
    source: 'Distribution',
    sources: { example: 'Example', network: 'Network that comes along', experiment: 'Experiment' },
  },
  results: {
    title: 'What it writes',
    zero: 'T = 0',
    half: 'T = 0.5',
    one: 'T = 1',
    oneAndAHalf: 'T = 1.5',
    yours: 'T = {temperature}, from the slider',
  },
};
