export const labels = {
  controls: { patience: 'Patience (epochs)', units: 'LSTM units' },
  options: {},
  figures: {
    bestEpoch: 'Epoch of the lowest validation loss',
    stoppedEpoch: 'Epoch after which early stopping ends the run',
    keptTest: 'Loss of the kept network on the third piece',
    lastTest: 'Loss of the last epoch on the third piece',
  },
  charts: { losses: { title: 'Loss after each epoch (nats)', x: 'Epoch', y: 'Loss (nats)' } },
  curves: { training: 'Training', validation: 'Validation', test: 'Third piece' },
  prediction: { label: 'Epoch of the lowest validation loss' },
  counts: {
    title: 'Several numbers of epochs, on the third piece',
    epochs: 'Epochs',
    loss: 'Loss (nats)',
    stopped: '{epochs}, stopped early',
  },
  picture: {
    title:
      'Validation losses of {epoch} epochs, invented ones. Best so far: epoch {best}. Epochs without a new low: {waited} of {patience}.',
    epoch: 'Epoch',
    patience: 'Patience',
    best: 'kept',
    waited: '{waited} of {patience} epochs without a new low',
    stopped: 'Stop: epoch {best} is put back',
    going: 'Go on',
    axis: 'validation loss (invented)',
  },
};
