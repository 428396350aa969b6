export const runs = {
  column: {
    name: 'Name',
    state: 'State',
    curve: 'Loss curve',
    model: 'Model',
    dataset: 'Dataset',
    tags: 'Tags',
    notes: 'Notes',
    epoch: 'Epochs',
    best: 'Best val. loss',
    last: 'Last val. loss',
    bits: 'Bits/char',
    bitsPerWord: 'Bits/word',
    bitsPerByte: 'Bits/byte',
    trainLoss: 'Training loss',
    parameters: 'Parameters',
    optimizer: 'Optimizer',
    learningRate: 'Learning rate',
    batchSize: 'Batch size',
    seed: 'Seed',
    speed: 'Tokens or rows/s',
    elapsed: 'Training time',
    disk: 'Disk',
    created: 'Started',
  },
  curveText: 'Loss from {first} to {last}',
  columns: 'Columns',
  filter: 'Filter by words',
  allStates: 'All states',
  groupBy: 'Group by',
  groupings: { none: 'Nothing', dataset: 'Dataset', model: 'Model' },
  count: '{n} run | {n} runs',
  noMatch: 'No run matches this filter.',
  noRanking: {
    datasets: 'This order is no ranking: the runs learnt from different datasets. Group them by dataset to compare.',
    tasks: 'This order is no ranking: the runs learnt different tasks, whose losses do not compare.',
    unknownTokens:
      'This order is no ranking: the runs cut the text into different tokens, and some leave rare ones out, which makes their loss look lower.',
    tokens:
      'This order is no ranking: the runs cut the text into different tokens. Show the column “Bits per character” and sort by it.',
  },
  select: 'Select {name}',
  selectAll: 'Select all runs',
  selected: '{n} selected',
  compare: 'Compare',
  actions: 'Actions',
  actionsOf: 'Actions for {name}',
  sooner: '{name}: a turn sooner',
  later: '{name}: a turn later',
  editTags: 'Tags of {name}',
  tagsPlaceholder: 'separated by commas',
  editNotes: 'Notes on {name}',
  notesPlaceholder: 'What did you try?',
  emptyTitle: 'No runs yet',
  emptyText:
    'A run trains one model on one text. Start one, and watch it learn: loss, samples and checkpoints are all kept.',
};

export const states = {
  queued: 'Queued',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  diverged: 'Diverged',
  interrupted: 'Interrupted',
};

/** When runs begin, and go on, by themselves. */
export const queue = {
  title: 'Queue',
  waiting: 'No run waits. | {n} run waits. | {n} runs wait.',
  earliest: 'None begins before {time}.',
  until: 'from {time}',
  waitsUntil: 'This run waits and does not begin before {time}.',
  startAt: 'Start at (optional)',
  startAtHint: 'Left empty, it begins as soon as its turn comes.',
  past: 'This time is past. Choose a later one, or none.',
  beginNow: 'Begin now',
  nightsOnly: 'Train by night only',
  nightsOnlyFromTo: 'By night only, {from} to {to}',
  nightsHint: 'In the morning the run in training is paused with a checkpoint, and it goes on in the next night.',
  changeHours: 'Change the hours',
  from: 'Night begins',
  to: 'Night ends',
  resumeAfterRestart: 'Go on after a restart',
  resumeHint:
    'A run that was training when the studio or the machine went down goes on by itself from its last checkpoint, but not twice in a row.',
  restartQuestion: '“{name}” was training when the studio ended.',
  restartDetail: 'Shall such runs go on by themselves from their last checkpoint, now and after every restart?',
  restartYes: 'Go on by themselves',
  restartNo: 'No, I resume them',
};

export const newRun = {
  fitBatches: 'Make them fit',
  validationFile: 'Validate on a file…',
  validationFileHint: 'A file with the same columns validates whole, instead of a share of the dataset.',
  validatedBy: '{name} validates, {rows} rows or documents; no share of the rest is held back.',
  title: 'New run',
  start: 'Start training',
  dataset: 'Dataset',
  datasetOption: '{name} ({n} character) | {name} ({n} characters)',
  name: 'Name (optional)',
  namePlaceholder: 'Named after the dataset and the model',
  preset: 'Model',
  parameters: '{n} parameters',
  training: 'Training',
  advanced: 'Advanced settings',
  resetSettings: 'Back to the chosen settings',
  summary: '{steps} steps of {tokens} tokens an epoch, {total} steps in {epochs} epochs.',
  summarySamples: '{steps} steps of {batch} samples an epoch, {total} steps in {epochs} epochs.',
  samples: '{training} samples train and {validation} validate.',
  fix: 'Correct the marked settings to start.',
  noDataTitle: 'A run needs a text',
  noDataText: 'Add a text of your own, or take a sample with one click.',
  toDatasets: 'Go to Datasets',
};

export const settings = {
  epochs: 'Epochs',
  learningRate: 'Learning rate',
  batchSize: 'Batch size',
  sequenceLength: 'Sequence length',
  rowsRead: 'Rows read',
  rowsReadOpen: 'found from the data',
  seed: 'Seed',
  newSeed: 'New random seed',
  optimizer: 'Optimizer',
  clip: 'Gradient clipping',
  clipMax: 'Clip at',
  validation: 'Validation share (%)',
  patience: 'Early stopping after epochs',
  checkpointEveryEpoch: 'Save a checkpoint after every epoch',
  checkpointEverySteps: 'Checkpoint every … steps',
  keepLast: 'Keep the last checkpoints',
  backend: 'Backend',
  parameters: 'Parameters',
  off: 'Off',
};

export const optimizers = {
  adam: 'Adam',
  adamw: 'AdamW',
  rmsprop: 'RMSProp',
  adagrad: 'AdaGrad',
  momentum: 'SGD with momentum',
  sgd: 'SGD',
};

export const clips = { norm: 'By norm', value: 'By value', none: 'Off' };

export const backends = {
  auto: 'Fastest available',
  wasm: 'WebAssembly',
  reference: 'Reference (float64, slow)',
};

/** The texts of which a classifier reads only the beginning. */
export const cutTexts = {
  summary:
    '{cut} of {texts} texts ({share}) are longer than {kept} tokens and are read only so far. The longest has {longest}.',
  row: 'Row {n}:',
  cutHere: 'cut here',
  readAll: 'Read them whole',
};
