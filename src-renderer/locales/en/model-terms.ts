/** Terms of the builder: layers, their options, training settings. */
export const modelTerms = {
  accumulation: {
    name: 'Gradient accumulation',
    text: 'The gradients of so many batches are averaged before one step: the effect of a larger batch without its memory.',
  },
  activation: {
    name: 'Activation φ',
    text: 'Squashes what a cell writes. tanh is customary; softsign x/(1+|x|) is faster and saturates later; relu does not saturate at all.',
  },
  activationLayer: {
    name: 'Activation',
    text: 'Applies a function to each number. Softmax at the end turns scores into probabilities that add up to 1.',
  },
  attentionPooling: {
    name: 'Attention pooling',
    text: 'Makes one vector of a sequence: the mean of its steps, weighted by how much each matters. The weights are learnt and add up to 1.',
  },
  bidirectional: {
    name: 'Direction',
    text: 'A second set of cells reads from the end to the beginning. It helps to classify; a language model must not see the future.',
  },
  bpe: {
    name: 'Byte pair encoding',
    text: 'Begins with bytes and merges the most frequent pair again and again, until the vocabulary has this many tokens.',
  },
  classWeights: {
    name: 'Class weights',
    text: 'How much a sample of each class counts in the loss. Where one class is far more frequent than another, balanced weights keep the network from always answering the frequent one.',
  },
  cosineFinal: {
    name: 'Final factor',
    text: 'By how much the learning rate is multiplied at the end of the run; 0 lets it fade out.',
  },
  dense: {
    name: 'Dense',
    text: 'Every unit sees every input, with a weight of its own and a bias. At the end: one unit for each token or class.',
  },
  dropout: {
    name: 'Dropout',
    text: 'Sets a random share of the numbers to 0 while training, so that no unit can rely on another. Against overfitting.',
  },
  embedding: {
    name: 'Embedding',
    text: 'Gives every token a vector that is learnt, so that similar tokens come to lie close together.',
  },
  epsilon: {
    name: 'Epsilon ε',
    text: 'Keeps the division by a small average gradient from exploding. Seldom worth changing.',
  },
  exponentialDecay: {
    name: 'Factor an epoch',
    text: 'The learning rate is multiplied by this after every epoch: 0.97 halves it in about 23 epochs.',
  },
  forgetBias: {
    name: 'Forget bias',
    text: 'Added to the forget gate at the start. With 1 the memory is kept at first, so that learning can reach far back.',
  },
  gru: {
    name: 'GRU',
    text: 'Gated recurrent unit: two gates and no separate cell. About as good as an LSTM with a quarter fewer parameters.',
  },
  heads: {
    name: 'Heads',
    text: 'The units are divided into so many groups, each of which sees only its own state. More heads need fewer weights and mix less; the units must be a multiple of them.',
  },
  initializer: {
    name: 'Initial values',
    text: 'How the first weights are drawn. Xavier and He scale them so that signals neither fade nor grow from layer to layer; orthogonal keeps the length of the state from step to step.',
  },
  labelSmoothing: {
    name: 'Label smoothing',
    text: 'Moves a small share of every target to all the others, so that the network does not become too sure. The validation loss stays unsmoothed.',
  },
  layerNorm: {
    name: 'Layer normalisation',
    text: 'Brings the numbers of every step to mean 0 and deviation 1, then scales and shifts them by learnt amounts. Deep stacks learn more steadily.',
  },
  maxPooling: {
    name: 'Max pooling',
    text: 'Makes one vector of a sequence: the largest value that each feature takes anywhere in it.',
  },
  meanPooling: {
    name: 'Mean pooling',
    text: 'Makes one vector of a sequence: the mean of each feature over all steps.',
  },
  l2: {
    name: 'L2 penalty',
    text: 'Adds ½λ‖w‖² to the loss, which pulls all weights towards 0. Against overfitting.',
  },
  minDelta: {
    name: 'Least improvement',
    text: 'How much the validation loss must fall, in nats, to count as an improvement.',
  },
  minGru: {
    name: 'minGRU',
    text: 'A gated unit whose gate sees the input alone, not the state: all products are done before the first step, so that long sequences train fast. What turns around again and again over any length, such as parity, it cannot keep track of.',
  },
  momentum: {
    name: 'Momentum',
    text: 'How much of the last step is kept in the next one. Nesterov looks ahead before it measures the gradient.',
  },
  movingAverage: {
    name: 'Decay of averages',
    text: 'How much of the old average of (squared) gradients is kept at each step. Close to 1: a long memory.',
  },
  multiplyAdds: {
    name: 'Multiply-adds',
    text: 'Multiplications, each with an addition, that a forward pass makes for one token. Training takes about three times as many.',
  },
  oneHot: {
    name: 'OneHot',
    text: 'Feeds each token as a vector with a single 1. Has no parameters; good for small vocabularies such as characters.',
  },
  parameters: { name: 'Parameters', text: 'The numbers that are learnt. All of them together are the model.' },
  plateau: {
    name: 'Reduce on plateau',
    text: 'Multiplies the learning rate by the factor when the validation loss has not improved for this many epochs.',
  },
  rareTokens: {
    name: 'Rare tokens',
    text: 'Tokens seen less often than this become one unknown token. 1 keeps all. Names and misspellings need not fill the vocabulary.',
  },
  recurrentActivation: {
    name: 'Gate activation σ',
    text: 'Opens and closes the gates between 0 and 1. The hard sigmoid is a straight line with two ends: cheaper, less exact.',
  },
  recurrentDropout: {
    name: 'Recurrent dropout',
    text: 'Drops a share of the state on its way to the next step, the same units all through a sequence (Gal & Ghahramani 2016).',
  },
  returnSequences: {
    name: 'Return sequences',
    text: 'On: the state after every step goes on, as the next recurrent layer needs. Off: only the last one, a summary of the sequence.',
  },
  rival: {
    name: 'Comparison',
    text: 'Trains the same stack with other cells as a second run, so that only the cells make the difference. Compare them afterwards.',
  },
  sampleRatio: {
    name: 'Parameters to samples',
    text: 'A model with many more parameters than training samples can learn them by heart instead of the rule behind them. Samples are what is predicted: tokens, tags, labels, or values. The mark shows how large the networks were that did best on the bench, with as much dropout.',
  },
  schedule: {
    name: 'Schedule',
    text: 'How the learning rate changes during the run. Warm-up lets it rise from 0 over the first steps.',
  },
  slstm: {
    name: 'sLSTM',
    text: 'An LSTM with exponential gates (Beck et al. 2024): it can revise what it has written before. A normaliser keeps count of what was weighed in, so that the output stays in bounds, and its gates see the state, so that it can keep track of one, such as parity.',
  },
  simpleRnn: {
    name: 'SimpleRNN',
    text: 'The plain recurrent cell: the new state is a squashed sum of the input and the old state. Its gradient vanishes over long distances.',
  },
  stepDecay: {
    name: 'In steps',
    text: 'The learning rate is multiplied by the factor every so many epochs.',
  },
  task: {
    name: 'Task',
    text: 'Write text: predict every next token. Classify: one label for each text. Predict numbers: values for each sequence.',
  },
  tokenizer: {
    name: 'Tokenizer',
    text: 'Cuts text into tokens. Characters need no large vocabulary; words give shorter sequences; bytes know every text; byte pairs lie between.',
  },
  tied: {
    name: 'Shared weights',
    text: 'Scores each token by the product of the state with that token’s embedding. Saves the largest matrix of a small network and often predicts better (Press and Wolf 2017). The embedding must be as wide as the layer’s input.',
  },
  trainable: {
    name: 'Trainable',
    text: 'Off: the vectors stay as they are, which suits vectors that were learnt elsewhere.',
  },
  trainingMemory: {
    name: 'Memory to train',
    text: 'Parameters, their gradients, what the optimizer keeps for each, and what the backward pass needs to remember of the forward pass.',
  },
  units: {
    name: 'Units',
    text: 'How many numbers the state has. More units remember more, and cost their square in time.',
  },
  weightDecay: {
    name: 'Weight decay',
    text: 'Shrinks every weight a little at each step, apart from its gradient (AdamW). Biases are left alone unless asked for: a forget gate whose bias decays forgets more and more.',
  },
};
