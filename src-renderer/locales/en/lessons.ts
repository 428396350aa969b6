/** Every idea has a title, what it says, and what there is to do about it. */
export const lessons = {
  intro:
    'The ideas behind recurrent networks, in a few sentences each, with the place in the studio where you can try them on your own data.',
  ideasTitle: 'Ideas',
  link: 'Lesson: {title}',
  copy: 'Copy “{command}”',
  copied: 'The command was copied.',
  parts: {
    input: 'input gate: write',
    forget: 'forget gate: keep',
    output: 'output gate: read',
    cell: 'cell: long memory',
    hidden: 'hidden: short memory',
  },
  ideas: {
    gates: {
      title: 'Gates',
      text: 'An LSTM keeps a long memory, the cell. Three gates between 0 and 1 decide at each step what is written to it, what is kept, and what is read out. Because the memory is added to and not overwritten, what was learnt long ago can stay.',
      action: 'Watch the gates over a text of your own',
    },
    vanishingGradient: {
      title: 'Vanishing gradient',
      text: 'On its way back through time the error is multiplied by the same matrix at every step. Where its singular values are below 1, almost nothing arrives after a few dozen steps; where they are above 1, it explodes. This is why a plain RNN forgets and an LSTM need not.',
      action: 'Build the pair: RNN and LSTM on one text',
    },
    clipping: {
      title: 'Gradient clipping',
      text: 'A single very long gradient can ruin what took hours to learn. Clipping shortens it to a limit and keeps its direction. The dashboard shows the norm before clipping, and the limit as a line.',
      action: 'Set a limit in a model’s training settings',
    },
    units: {
      title: 'Units that follow something',
      text: 'Nobody tells a unit what to do, yet some come to count brackets, to stay on between quotes, or to measure the line. Where a unit’s value rises and falls with such a property, the two correlate, and near ±1 the unit follows it.',
      action: 'Search the units of a run',
    },
    counterfactual: {
      title: 'What if a gate were held?',
      text: 'That a unit follows something does not mean that it is needed. Hold it at a value and let the same network predict the same text: what the loss gains is what the unit was good for.',
      action: 'Hold a gate and compare',
    },
    learningRate: {
      title: 'Learning rate',
      text: 'How far each step goes. Too small, and learning takes for ever; too large, and the perplexity grows instead of falling. Start two runs that differ in nothing else and compare their curves.',
      action: 'Start a run with another learning rate',
    },
    temperature: {
      title: 'Temperature',
      text: 'The model gives every next character a probability. Dividing its scores by the temperature first makes the text safer below 1 and bolder above 1. At 0 it always takes the likeliest one and soon repeats itself.',
      action: 'Write at several temperatures',
    },
    softsign: {
      title: 'Softsign instead of tanh',
      text: 'Both squeeze a number into −1…1. Tanh comes to its ends exponentially and then lets hardly any gradient through; softsign comes there slowly and keeps learning, and is quicker to compute.',
      action: 'Choose the activation of an LSTM layer',
    },
    xavier: {
      title: 'Xavier initial values',
      text: 'Weights that begin too large or too small blow signals up or put them out, layer by layer. Xavier’s rule chooses their variance by the number of connections, so that signals keep their size in both directions.',
      action: 'Choose the initial values of a layer',
    },
    overfitting: {
      title: 'More parameters than samples',
      text: 'A network with more parameters than it has samples can learn them by heart instead of the rule behind them. The training loss then falls while the validation loss rises. The builder shows the ratio for every stack.',
      action: 'See the gauge for the course’s classifier',
    },
    confusion: {
      title: 'Confusion matrix',
      text: 'A row for each class that texts have, a column for each that the model says: right answers lie on the diagonal, and every other cell is a mistake of one kind. Read the texts of such a cell; sometimes it is the label that is wrong.',
      action: 'Open a classifier in the playground',
    },
    earlyStopping: {
      title: 'Early stopping',
      text: 'When the validation loss has not improved for some epochs, going on only fits noise. Early stopping ends the run there and brings back the best parameters, so that the number of epochs need not be guessed.',
      action: 'Start a run that stops by itself',
    },
    stacking: {
      title: 'Stacked layers',
      text: 'A second recurrent layer reads what the first one thinks at every step, and can find patterns among its patterns. All layers but the last must hand on whole sequences.',
      action: 'Open a model with two LSTM layers',
    },
    bidirectional: {
      title: 'Bidirectional layers',
      text: 'One half reads forwards, the other backwards, so that every step knows what comes after it as well. Good for judging a whole sentence; useless for writing one, since its end is not there yet.',
      action: 'Open a bidirectional classifier',
    },
    perplexity: {
      title: 'Perplexity',
      text: 'Among how many equally likely candidates the model still hesitates: e to the power of the loss. An untrained model hesitates among the whole vocabulary; 1 would be certainty. Only values over the same tokens can be compared.',
      action: 'Compare the perplexity of your runs',
    },
  },
  experimentGroups: {
    lstm: {
      title: 'The experiments of 1997',
      text: 'The paper that introduced the LSTM (Hochreiter & Schmidhuber, “Long Short-Term Memory”) showed what it can do and a plain RNN cannot. These commands repeat its experiments on your machine, from data to result, in one to three minutes each.',
    },
    stateTracking: {
      title: 'Keeping track of a state',
      text: 'Later cells are computed faster because a step no longer looks at the state before it. What that costs was shown in 2024 (Merrill et al.; Grazzi et al.; Beck et al.): this command trains every cell of the palette five times, in a few minutes.',
    },
  },
  experiments: {
    'vanishing-gradient': {
      title: 'How far back is the error felt?',
      text: 'Measures the gradient at every step back in time, for an RNN and an LSTM, beside the limit that the singular values set.',
    },
    reber: {
      title: 'Embedded Reber grammar',
      text: 'A symbol at the beginning decides about one near the end, 27 steps and more later. Which symbols may follow each beginning?',
    },
    adding: {
      title: 'The adding problem',
      text: 'Two numbers in a sequence of a hundred are marked. At the end, their sum is asked for.',
    },
    'temporal-order': {
      title: 'Temporal order',
      text: 'Two symbols come long ago, among a hundred others. In which order did they come?',
    },
    parity: {
      title: 'Who can compute parity?',
      text: 'Is the number of ones read so far odd? Learnt from 40 bits at most and asked of up to 256: cells whose step sees the state can keep it up, the others cannot.',
    },
  },
};
