export const models = {
  title: 'Models',
  newModel: 'New model',
  own: 'Your models',
  templates: 'Templates',
  templatesHint: 'Begin from one of these and change whatever you like.',
  noneTitle: 'No models of your own yet',
  noneText: 'Begin with an empty stack, or with a template below. What you build is saved by itself.',
  untitled: 'Untitled model',
  name: 'Name',
  network: 'Network',
  task: 'Task',
  parameters: 'Parameters',
  dataset: 'Dataset',
  changed: 'Changed',
  parameterCount: '{n} parameters',
  pair: 'two runs',
  remove: 'Delete {name}',
  copy: 'Duplicate {name}',
  copyName: '{name} (copy)',
  noRecurrent: 'no recurrent layer',
};

/** By template id. */
export const templates = {
  'course-classifier': {
    name: 'Sentence classifier of the course',
    text: 'Word vectors and two LSTM layers tell five kinds of sentences apart: the course’s 20,223,927 parameters.',
  },
  'char-rnn-s': { name: 'Characters, small', text: 'Writes character by character. Trains in minutes.' },
  'char-rnn-m': { name: 'Characters, medium', text: 'Learns phrases and punctuation of about a megabyte of text.' },
  'char-rnn-l': { name: 'Characters, large', text: 'Writes best, and takes an evening. Embedding and dropout.' },
  'word-lm': { name: 'Word by word', text: 'A language model over words: an embedding and two LSTM layers.' },
  'bi-lstm-classifier': {
    name: 'Bidirectional classifier',
    text: 'Reads each text forwards and backwards before it decides on a class.',
  },
  'bi-lstm-tagger': {
    name: 'Bidirectional tagger',
    text: 'Reads each sentence forwards and backwards, and tells a tag for each token: names, dates, parts of speech.',
  },
  'char-classifier': {
    name: 'Character classifier',
    text: 'Reads each text character by character before it decides: for names, codes, and languages without spaces.',
  },
  'lstm-predictor': {
    name: 'Predictor of numbers',
    text: 'Reads a window of a table of numbers, and predicts those that come after it.',
  },
  forecaster: {
    name: 'Forecaster',
    text: 'Reads the past of a table of numbers over time, and forecasts many rows at once, each with a band in which 80 % of values are to fall.',
  },
  anomalies: {
    name: 'Anomalies',
    text: 'Reads the past of a table of numbers over time, and finds the values that it does not expect: spikes, dropouts, shifts.',
  },
  'series-classifier': {
    name: 'Classifier of sequences of numbers',
    text: 'Tells the class of sequences of numbers of any length, such as rows of sensors; attention weighs their steps.',
  },
};

export const builder = {
  fromPreset: 'Change this model layer by layer',
  name: 'Name',
  dataset: 'Dataset',
  noDataset: 'None yet',
  task: 'Task',
  undo: 'Undo',
  redo: 'Redo',
  saving: 'Saving…',
  saved: 'Saved',
  saveFailed: 'Not saved yet',
  saveFailedHint:
    'The host did not take the last change. It is kept in this window and sent again when the connection is back.',
  train: 'Start training',
  trainBoth: 'Start both trainings',
  gone: 'This model does not exist any more',
  goneText: 'It was deleted. Build a new one, or open another of your models.',
  toModels: 'Go to Models',
  palette: 'Palette',
  groups: { input: 'Input', recurrent: 'Recurrent', pooling: 'Pooling', other: 'Between and after' },
  add: 'Add {name}',
  paletteHint: 'Drag a layer into the stack, or press it to add it below the selected one.',
  views: 'View',
  view: { stack: 'Stack', table: 'Table', variance: 'Variance', json: 'JSON' },
  stack: 'Layers',
  input: 'Input',
  tokens: '{n} different tokens',
  features: '{n} numbers a step',
  emptyTitle: 'An empty stack',
  toTemplates: 'Choose a template',
  emptyText:
    'Drag a layer here from the palette, or press one of its buttons. Tokens come in at the top, predictions leave at the bottom.',
  duplicate: 'Duplicate {name}',
  remove: 'Remove {name}',
  stackKeys: '↑ ↓ select · Alt ↑ ↓ move · Delete removes · {duplicate} duplicates',
  added: '{name} was added as layer {place} of {count}.',
  moved: '{name} is now layer {place} of {count}.',
  full: 'A model has at most {count} layers.',
  removedLayer: '{name} was removed.',
  layerTitle: 'Layer {n} ({name})',
  problemCount: '{count} problem | {count} problems',
  fix: 'Fix',
  fixLabel: 'Fix: {what}',
  ready: 'Ready to train',
  invalidField: 'Correct the marked fields',
  chooseDataset: 'Needs a dataset',
  measuring: 'Counting tokens…',
  panels: 'Settings',
  layerTab: 'Layer',
  trainingTab: 'Training',
  nothingSelected: 'Select a layer to see and change its options.',
  does: 'What it does',
  shape: 'Output shape',
  parameters: 'Parameters',
  memory: 'Memory to train',
  multiplyAdds: 'Multiply-adds a token',
  macs: '{n} MAC',
  fromDataset: 'The dataset decides',
  total: '{n} parameters',
  totalMemory: '{size} to train',
  epochTime: 'about {time} an epoch here',
  ratio: 'parameters : samples',
  ratioValue: '{n} : 1',
  inverseRatio: '1 : {n}',
  ratioLow: 'Fewer than {limit} parameters a sample: networks of this kind that did best were as large.',
  ratioHigh:
    'More than {limit} parameters a sample, as many as none of the networks had that did best: it may learn the text by heart. Use a smaller model, more dropout or more text.',
  ratioUnknown: 'Choose a dataset to compare.',
  copyTable: 'Copy table',
  copied: 'The table was copied.',
  tableLabel: 'Summary table',
  jsonLabel: 'Model as JSON',
  jsonHint:
    'Changes are taken over as soon as the text is a model. Settings that are left out take their usual values.',
  jsonSyntax: 'Not JSON: “{found}” does not belong in line {line}, column {column}.',
  jsonIncomplete: 'Not JSON: something is missing in line {line}, column {column}.',
  jsonSyntaxPlain: 'This is not JSON.',
  jsonAt: '{path}: {message}',
  jsonReset: 'Back to the stack’s JSON',
  rival: 'Train beside it',
  rivalNone: 'Nothing',
  rivalHint: 'A second run: the same stack, data and seed, with other cells.',
  rivalOption: 'The same with {name}',
  tiedToFrozen: 'The embedding is not trained, so these weights stay as they are too; only the bias learns.',
};

/** Fields of layers. */
export const layerFields = {
  epsilon: 'Epsilon ε',
  attentionUnits: 'Attention units',
  task: 'Task',
  kind: 'Input',
  vocabularySize: 'Vocabulary size',
  size: 'Numbers a step',
  units: 'Units',
  dim: 'Dimensions',
  rate: 'Rate',
  trainable: 'Trainable',
  heads: 'Heads',
  tied: 'Share the embedding’s weights',
  initializer: 'Initial values',
  activation: 'Activation φ',
  function: 'Function',
  recurrentActivation: 'Gate activation σ',
  returnSequences: 'Return sequences',
  bidirectional: 'Direction',
  recurrentDropout: 'Recurrent dropout',
  kernelInitializer: 'Initial kernel',
  recurrentInitializer: 'Initial recurrent kernel',
  forgetBias: 'Forget bias',
};

/** Groups of fields. */
export const fieldGroups = {
  cell: 'Cell',
  sequence: 'Sequence',
  initial: 'Initial values',
  tokens: 'Text to tokens',
  steps: 'Steps',
  optimizer: 'Optimizer',
  schedule: 'Learning-rate schedule',
  regularisation: 'Against instability and overfitting',
  stopping: 'Early stopping',
  checkpoints: 'Checkpoints',
  machine: 'Chance and machine',
  comparison: 'Comparison',
};

export const tasks = {
  'language-model': 'Write text',
  classification: 'Classify',
  tagging: 'Tag each token',
  regression: 'Predict numbers',
};

export const inputKinds = { tokens: 'Tokens', features: 'Numbers' };

export const directions = {
  forward: 'Forward',
  concat: 'Both, side by side',
  sum: 'Both, summed',
};

export const initializers = {
  xavier_uniform: 'Xavier uniform',
  xavier_normal: 'Xavier normal',
  he_uniform: 'He uniform',
  he_normal: 'He normal',
  orthogonal: 'Orthogonal',
  uniform: 'Uniform ±0.05',
  zeros: 'Zeros',
};

export const schedules = {
  constant: 'Constant',
  step: 'In steps',
  exponential: 'Exponential',
  cosine: 'Cosine',
  'reduce-on-plateau': 'Reduce on plateau',
};

export const tokenizers = { character: 'Characters', word: 'Words', byte: 'Bytes', bpe: 'Byte pairs (BPE)' };

export const wordLocales = {
  en: 'English',
  ja: 'Japanese',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  zh: 'Chinese',
  ko: 'Korean',
};

/** Fields of the training that the short form of a new run does not have. */
export const trainFields = {
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  decay: 'Decay ρ',
  epsilon: 'Epsilon ε',
  beta1: 'β₁',
  beta2: 'β₂',
  weightDecay: 'Weight decay',
  decayBiases: 'Biases and gains decay too',
  schedule: 'Schedule',
  warmupSteps: 'Warm-up steps',
  everyEpochs: 'Every … epochs',
  factor: 'Factor',
  decayPerEpoch: 'Factor an epoch',
  finalFactor: 'Final factor',
  plateauPatience: 'Patience (epochs)',
  minDelta: 'Least improvement',
  curve: 'Learning rate from {first} to {last} over {steps} steps',
  curvePlateau: 'Learning rate {first}, lowered whenever the validation loss stops improving',
  curveSteps: '{steps} steps',
  l2: 'L2 penalty λ',
  gradientAccumulation: 'Accumulate batches',
  labelSmoothing: 'Label smoothing',
  bptt: 'BPTT length',
  maxSteps: 'At most … steps',
  stopEarly: 'Stop early',
  patience: 'Patience (epochs)',
  restoreBest: 'Put the best epoch back',
  everySteps: 'Every … steps',
  everyMinutes: 'Every … minutes',
  everyEpoch: 'After every epoch',
  keepLast: 'Keep last',
  keepBest: 'Keep best',
  spaceMegabytes: 'Space for all, MB',
  threads: 'Threads',
  automatic: 'Automatic',
  tokenizer: 'Tokens are',
  locale: 'Language',
  bpeSize: 'Vocabulary size',
  minimumFrequency: 'Drop tokens seen less than … times',
  leavesOutBlanks: 'No tokens for the blanks between words',
};

/** By the code of the problem; `{layer}` and `{before}` are layers by number and kind. */
export const problems = {
  'size-out-of-range': '{layer} has the size {value}; it must be a whole number of at least 1.',
  'units-not-divisible': '{layer} has {units} units, which is no multiple of {value} ({field}).',
  'dropout-out-of-range': '{layer} drops a share of {value}; it must be at least 0 and less than 1.',
  'no-layers': 'The model has no layers.',
  'no-input-layer': '{layer} cannot take tokens; the first layer must be an embedding or one-hot.',
  'input-layer-not-first': '{layer} takes tokens, so it can only be the first layer.',
  'input-layer-without-tokens': '{layer} turns tokens into vectors, but this model’s input is numbers already.',
  'one-hot-not-followed-by-kernel': '{layer} cannot follow one-hot; a recurrent or dense layer must come between.',
  'recurrent-after-last-state': '{layer} needs a sequence, but {before} gives only its last state.',
  'recurrent-after-pooling':
    '{layer} needs a sequence, but {before} makes one vector of it. Pooling belongs after the last recurrent layer.',
  'pooling-without-sequence': '{layer} sums up the steps of a sequence, but what comes in is one vector already.',
  'language-model-pools':
    '{layer} makes one vector of the whole sequence, but a language model predicts at every position.',
  'softmax-not-last': '{layer} is a softmax, which makes probabilities; it can only be the last layer.',
  'no-output-layer': 'The model must end with a dense layer that turns the units into its predictions.',
  'dropout-after-output': '{layer} would erase predictions at random; dropout belongs before the last dense layer.',
  'squashed-output':
    '{layer} would squash the scores with {activation} before they become probabilities; softmax alone may do that.',
  'language-model-without-tokens': 'A language model predicts tokens, but this model’s input is numbers.',
  'language-model-sees-the-future':
    '{layer} is bidirectional: it would see the very tokens that a language model has to predict, and could write nothing.',
  'language-model-drops-sequence':
    '{layer} gives only its last state, but a language model predicts at every position.',
  'tagging-without-tokens': 'A tagger tells a class for each token, but this model’s input is numbers.',
  'tagging-drops-sequence': '{layer} gives only its last state, but a tagger predicts at every position.',
  'tagging-pools': '{layer} makes one vector of the whole sequence, but a tagger predicts at every position.',
  'output-is-not-vocabulary':
    '{layer} has {units} units, but needs one for each of the {vocabularySize} tokens of the vocabulary.',
  'tied-not-output': '{layer} shares the embedding’s weights, which only the last dense layer of a language model can.',
  'tied-without-embedding': '{layer} shares the weights of an embedding, but the first layer is none.',
  'tied-to-other-width':
    '{layer} shares the embedding’s weights, which are {dim} wide, but its input is {width} wide. The two must be the same.',
  'too-few-classes': '{layer} needs a unit for each class, and there must be at least two.',
  'sequence-not-reduced':
    '{layer} returns sequences, but the model makes one prediction a sequence: only its last state may go on.',
  'no-recurrent-layer': 'The model has no recurrent layer that could sum a sequence up.',
};

/** Data that is not made for the model's task, by the task that it is made for. */
export const misfits = {
  'language-model': 'This dataset is text without labels: a model can learn to write it.',
  classification: 'This dataset has texts with labels: a model can learn to classify them.',
  tagging: 'This dataset has tokens with a tag each: a model can learn to tag them.',
  regression: 'This dataset holds numbers: a model can learn to predict them.',
};

/** The remedies for problems of the training settings. */
export const trainingFixes = {
  'hold-back': 'Hold back 10 %',
  'no-early-stopping': 'Switch early stopping off',
  'equal-classes': 'Drop the class weights',
};

export const fixes = {
  insert: 'Insert {layer}',
  remove: 'Remove {layer}',
  set: 'Set {field} of {layer} to {value}',
  setInput: 'Set {field} to {value}',
  returnSequences: 'Let {layer} return sequences',
  lastState: 'Let {layer} give only its last state',
  forward: 'Let {layer} read forward only',
  untie: 'Give {layer} weights of its own',
  task: 'Change the task to “{task}”',
};
