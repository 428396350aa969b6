/** Networks that are compared with a file of its own. */
export const evaluating = {
  tab: 'Evaluate on a file',
  action: 'Evaluate on a file…',
  title: 'Evaluate on a file',
  note: 'Give the network data that it has never seen, with the right answers in it: only these tell how good it is. The file is read as the data of the training was, with columns of the same names, and nothing of it is kept.',
  file: 'File',
  choose: 'Choose a file…',
  chooseOther: 'Another file…',
  drop: 'Drop the file to compare the network with it',
  dropHint: 'or drop it here: a table, a text, tagged tokens, or folders of texts',
  textColumn: 'Column of texts',
  labelColumn: 'Column of labels',
  asTrained: 'As in training',
  titleOf: 'Evaluation on {name}',
  texts: 'Samples',
  tokens: 'Tokens',
  values: 'Values',
  loss: 'Loss',
  coverage: 'Within the bands',
  onlyRead:
    'The first row is only read, since the forecaster looks back so far. | The first {n} rows are only read, since the forecaster looks back so far.',
  incomplete:
    '{n} row lacks something that is needed and was left out. | {n} rows lack something that is needed and were left out.',
  ragged: '{n} row has a fault and was left out. | {n} rows have a fault and were left out.',
  unknown:
    '{n} label is none that the network knows and was left out: {labels}. | {n} labels are none that the network knows and were left out: {labels}.',
  mistakes: 'Mistakes, the surest first',
  text: 'Text',
  is: 'Is',
  takenFor: 'Taken for',
  sure: 'Certainty',
};

/** A file without labels, each of whose texts or sequences a classifier tells the class of. */
export const classifyFile = {
  tab: 'Classify new data',
  noteTexts:
    'Tells a class for every text of a file: rows of a table, or lines of a text. It needs no labels. Nothing of the file is kept.',
  noteSeries:
    'Tells a class for every sequence of a table with the columns that the network has learnt from. It needs no labels. Nothing of the file is kept.',
  drop: 'Drop a file to classify it',
  dropHint: 'or drop it here',
  paste: 'Or paste rows, the first with the names of the columns',
  pasteAction: 'Classify these',
  text: 'Text',
  sequence: 'Sequence',
  sequenceNumber: 'Sequence {n}',
  label: 'Class',
  probability: 'Certainty',
  classified: '{n} row classified. | {n} rows classified.',
  classifying: '{n} so far…',
  shown: 'The first {n} are shown; the file that you save has all.',
  save: 'Save as CSV',
};
