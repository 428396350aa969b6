/** The first page. */
export const start = {
  watch: {
    title: 'Watch a network learn',
    text: 'From noise to words in one minute, on this machine: the network reads “{text}”, and you see what it writes, how its loss falls and what its gates do.',
    action: 'Watch a network learn',
    preparing: 'Bringing the text…',
    measuring: 'Measuring this machine…',
    starting: 'Starting…',
    runName: '{text}, one minute',
    sees: {
      text: 'The text that it writes, step by step',
      loss: 'Loss and perplexity, as they fall',
      inside: 'Gates and memory, character by character',
    },
  },
  drop: {
    title: 'Drop your text or table',
    text: 'A novel, a table with times, sentences with labels: drop it anywhere in this window. The studio says what it sees in it and trains what suits it.',
  },
  course: {
    title: 'Open the course',
    text: 'Gates, vanishing gradients, temperature, early stopping: each idea in a few sentences, with the place to try it.',
    action: 'Open the course',
  },
  recent: { title: 'Recent runs', all: 'All runs', best: 'best {loss}' },
};

/** The trained networks that come along with the studio. */
export const networks = {
  title: 'Trained already',
  text: 'These networks come with the studio, each trained within minutes on a text that comes along too.',
  'moby-dick-writer': {
    name: 'Moby Dick, a writer',
    text: 'Writes English prose as Melville did, character by character.',
  },
  'japanese-writer': {
    name: 'Small scenes, a writer in Japanese',
    text: 'Writes small scenes in everyday Japanese, with talk in 「」.',
  },
  'first-names-classifier': {
    name: 'First names, a classifier',
    text: 'Hears from its letters whether an English first name is female or male.',
  },
  parameters: '{n} parameters',
  write: 'Let it write',
  writeAgain: 'Write another',
  written: 'What {name} writes',
  actionOf: '{action}: {name}',
  try: 'Try it',
  lookInside: 'Look inside',
  actions: 'Actions for {name}',
  remove: 'Remove',
  removed: '“{name}” is removed.',
  bringBack: 'Bring back',
  removedOnes: '{n} network was removed. | {n} networks were removed.',
  opening: 'Opening a network that came along…',
};
