/** How trainings ended, and what to think of it. */
export const outcomes = {
  stoppedEarly: 'Stopped early',
  atEpochWithBest: 'epoch {epoch}, best {best}',
  atEpoch: 'epoch {epoch}',
  atStep: 'step {step}',
  /** `what` is the kind of end, and `where` the epoch or step. */
  whatAndWhere: '{what} ({where})',
  stoppedBySweep: 'Stopped by its sweep',
  atRung: 'rung {rung}',
  why: {
    patience:
      'The validation loss had not improved for an epoch. | The validation loss had not improved for an epoch. | The validation loss had not improved for {n} epochs.',
    restored: 'The weights of the best epoch are back.',
    loss: 'The loss was {loss}; {limit} is the most that a healthy training reaches.',
    lossNotFinite: 'The loss was no longer a finite number.',
    validationLoss: 'The validation loss was {loss}; {limit} is the most that a healthy training reaches.',
    validationLossNotFinite: 'The validation loss was no longer a finite number.',
    gradient: 'The gradient was no longer a finite number.',
    parameters: 'The weights were no longer finite numbers.',
    end: 'Its losses were still far too high at the end.',
  },
  sentences: '{first} {second}',
  title: 'What came of it',
  stillFalling: 'The loss was still falling.',
  moreEpochs: 'One more epoch? | One more epoch? | {n} more epochs?',
  noBetterSince: 'No better since epoch {epoch}.',
  learnsByHeart: 'The training loss fell on: from there it learnt the data by heart.',
  learntNothing: 'It learnt nothing: no epoch was better than chance.',
  lowerRate: 'Branch with a lower learning rate',
  beginAnew:
    'Nothing was kept to branch from: start a new run with a smaller learning rate, or with gradient clipping.',
  levelledOff: 'The loss has levelled off: another epoch would make it better by less than 0.001.',
};
