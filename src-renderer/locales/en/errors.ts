import type { StudioErrorCode } from '../../../src-main/contract/errors.ts';

const byCode = {
  'dataset-empty': 'The file is empty. Choose one with text in it.',
  'dataset-not-text':
    'This is not a text, or its encoding could not be recognized. Choose the encoding, or another file.',
  'dataset-malformed':
    'Some bytes from byte {position} on are not {encoding}. Choose another encoding, or let such bytes be replaced.',
  'dataset-too-large': 'The text is larger than the studio can take. Split it into smaller files.',
  'dataset-not-found': 'This dataset does not exist any more.',
  'dataset-in-use': 'Runs were trained on this text. Delete them first, then the text.',
  'dataset-missing':
    'This run came here without its dataset {name}. Import that dataset to train on it; a network that came without data cannot be trained on.',
  'export-refused': 'This format cannot hold the network exactly. Choose another format.',
  'export-not-found': 'This file is gone. Export once more.',
  'export-failed': 'The export was ended. Nothing was kept.',
  'bundle-refused': 'This is no whole project bundle: {message}',
  'model-file-refused': 'This file cannot be imported as a model: {message}',
  'keras-weights-alone':
    '{name} holds weights alone, which do not say of what network. Where it was made, load them with model.load_weights(…), save it whole with model.save("model.keras"), and import that file.',
  'archive-refused': 'The archive was not imported: {message}',
  'import-not-found': 'This import is over or was given up. Choose the files once more.',
  'sample-not-found': 'This sample text does not exist.',
  'text-too-short': 'The text is too short for the batch and the sequence. Make them smaller, or use a longer text.',
  'invalid-data': 'The data cannot be used as it is: {message}',
  'run-not-found': 'The run does not exist any more. It may have been deleted in another window.',
  'run-wrong-state': 'The run is no longer in a state in which this is possible.',
  'run-busy': 'The run is training. Pause or stop it first.',
  'checkpoint-not-found': 'There is no such checkpoint. Choose another one, or wait for the run’s first.',
  'unknown-characters': 'The prompt has characters that the model has never seen. Take out the marked ones.',
  'invalid-model': 'The model cannot be built as it is: {message}',
  'model-not-found': 'This model does not exist any more. It may have been deleted in another window.',
  'invalid-checkpoint': 'The checkpoint is damaged and cannot be used. Choose another one.',
  diverged:
    'The loss grew beyond all bounds. Resume cannot help here: start a new run with a smaller learning rate or with gradient clipping.',
  'out-of-memory':
    'The engine ran out of memory. Use a smaller model, batch or sequence, or write fewer texts at once.',
  'engine-failed': 'The engine process ended unexpectedly. What was saved is safe; try again.',
  'data-folder-unwritable':
    'The data folder cannot be written. Change its permissions, or start the studio with another one.',
  'data-folder-locked': 'Another studio is using the data folder. Close it first.',
  'folder-refused': 'The data folder was not changed: {message}',
  'database-newer': 'The data folder was used by a newer version of the studio. Install that version.',
  'database-damaged': 'The database is damaged. Put a backup of it into the data folder.',
  'disk-full': 'The disk is full. What was saved before is safe. Free some space and try again.',
  'port-in-use': 'The port is in use by another program. Choose another one.',
  internal: 'Something in the studio went wrong: {message}',
} satisfies Record<StudioErrorCode, string>;

export const errors = {
  ...byCode,
  connection: 'The studio is not connected, so this was not done. Try again when the connection is back.',
  unexpected: 'Something unexpected went wrong: {message}',
};
