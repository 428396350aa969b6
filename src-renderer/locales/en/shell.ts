export const shell = {
  places: 'Places',
  breadcrumb: 'Where you are',
  skip: 'Skip to the page',
  start: 'Start',
  datasets: 'Datasets',
  models: 'Models',
  runs: 'Runs',
  playground: 'Playground',
  insight: 'Insight',
  lessons: 'Lessons',
  settings: 'Settings',
  training: '{count} run in training | {count} runs in training',
  notifications: 'Notifications',
  lost: 'Connection lost.',
  lostDetail: 'The studio’s host does not answer. Trying again by itself; nothing you typed is lost.',
  retryNow: 'Reconnect now',
  upgrade: {
    title: 'Upgrading the database, {percent} %.',
    detail: 'A copy of it as it is now is made first. The studio opens when that is done.',
  },
  silent: {
    training: 'The engine that trains has not answered for {time}.',
    trainingDetail:
      'It is in the middle of one long computation, or stuck. Ended at once, the run loses what it did since its last checkpoint and can be resumed from there.',
    requests: 'The engine that writes and looks into networks has not answered for {time}.',
    requestsDetail:
      'It is in the middle of one long computation, or stuck. Ended at once, it starts again when it is needed.',
    end: 'End at once',
    wait: 'Wait',
  },
  status: { connecting: 'Connecting', ready: 'Ready', training: 'Training', lost: 'Connection lost' },
  access: { look: 'Look only', use: 'Look and write' },
  accessHelp: {
    look: 'The token that opened this window lets it look, and change nothing.',
    use: 'The token that opened this window lets it look and let networks write, and change nothing.',
  },
  job: '{state}: {name}',
  jobProgress: 'Progress of {name}',
  left: '{time} left',
  rate: '{rate} tok/s',
  rowRate: '{rate} rows/s',
  pause: 'Pause {name}',
  resume: 'Resume {name}',
  fold: 'Collapse the sidebar',
  unfold: 'Expand the sidebar',
  speed: '{rate} GFLOP/s',
  engineHelp: 'What the arithmetic is done with, and on how many threads.',
  speedHelp: 'How fast this machine multiplies matrices, measured on one thread.',
  memoryHelp: 'What the engine takes of the machine’s memory now.',
  engine: '{backend} × {threads}',
  language: '{code}: {language}. Switch the language.',
};

export const actions = {
  add: 'Add',
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  copy: 'Copy {what}',
  delete: 'Delete',
  loading: 'Loading',
  explain: 'What is “{term}”?',
  retry: 'Try again',
  undo: 'Undo',
};

export const fields = {
  required: 'Enter a number.',
  notNumber: 'This is not a number.',
  notInteger: 'Enter a whole number.',
  outOfRange: 'Enter a number from {min} to {max}.',
};

export const preferences = {
  appearance: 'Appearance',
  textUnit: 'Losses of language models',
  textUnitHint:
    'The unit in lists of runs and checkpoints and in sweeps, beside nats per token. It compares runs with different tokenizers.',
  theme: 'Theme',
  themes: { system: 'As the system', dark: 'Dark', light: 'Light' },
  language: 'Language',
  engine: 'Engine and data',
  version: 'Version',
  backends: 'Backends',
  threads: 'Threads',
  dataFolder: 'Data folder',
  dataFolderHint:
    'Texts, runs and checkpoints are kept in one file in the data folder. Copy the folder to back everything up.',
};
