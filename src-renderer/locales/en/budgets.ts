/** How long a training may take, and what is chosen for that. */
export const budgets = {
  label: 'How long may it train?',
  fitTo: 'Fit the training to a time',
  minute: '1 minute',
  fiveMinutes: '5 minutes',
  twentyMinutes: '20 minutes',
  asLongAsItLearns: 'As long as it learns',
  byHand: 'By hand',
  measuring: 'Measuring how fast this machine trains it…',
  estimate: 'About {time} on this machine: {steps} steps, {parameters} parameters.',
  estimateOfRuns: 'About {time} on this machine for {runs} runs.',
  chosen:
    'Chosen: {layers}; {optimizer} at {rate}, {schedule}; batches of {batch} × {sequence}. Each value can be changed.',
  why: 'What was chosen, and why',
  forYou: 'Chosen for this text',
  forYouText: 'The size that did best with texts like this one in such a time, measured beforehand.',
};

/** Why a setting was chosen. */
export const recipeReasons = {
  'size-for-time':
    'Layers: {layers}, of {units} units. That suits a text like this one ({tokens} tokens) and such a time best, by what was measured.',
  'size-for-data': 'A text of {tokens} tokens teaches no larger network more.',
  template: 'The network is the one that you chose, or the usual one for such data.',
  'small-batches': 'Batches of {batchSize} × {sequenceLength} tokens make many steps of the same time.',
  rate: 'At learning rates like {learningRate} such networks neither stayed on a plateau, as at lower ones, nor diverged.',
  schedule: 'The rate rises for {warmupSteps} steps, then falls to nothing at step {steps}.',
  dropout: 'Dropout of {rate} keeps it from learning {tokens} tokens by heart.',
  'epochs-by-time': 'So much fits into the time on this machine, which was measured: {epochs} epochs.',
  'epochs-by-data':
    '{epochs} epochs are enough: more would learn the data by heart. The rest of the time is not needed.',
  'until-it-stops-learning':
    'The rate falls after {patience} epochs without a better validation loss, and the training ends after {earlyStopping}.',
  'restores-best': 'It ends after {patience} epochs without a better validation loss, and keeps the best.',
  'keeps-best': 'The weights with the best validation loss are kept.',
  'busy-machine': 'The machine is busy: if it stays so, all takes about {slowdown} times as long.',
};
