export const datasets = {
  paste: 'Paste text',
  choose: 'Choose files',
  dropHere: 'Drop text files to add them',
  dropHint: 'You can also drop text files anywhere in this window.',
  importing: 'Adding {name}…',
  imported: '{name} was added.',
  importedMany: '{count} text was added. | {count} texts were added.',
  importFailed: '{name}: {reason}',
  emptyTitle: 'Add a text to learn from',
  emptyText:
    'Drop a .txt file anywhere in this window: a novel, a play, your notes, source code. A megabyte is a good size. Or begin with a sample below.',
  samples: 'Sample texts',
  addSample: 'Add {name}',
  name: 'Name',
  size: 'Size',
  characters: 'Characters',
  vocabulary: 'Vocabulary',
  added: 'Added',
  text: 'Text',
  characterCount: '{n} characters',
  pasteHint: 'Paste or type the text that a model shall learn from.',
  pastedName: 'Pasted text',
  addText: 'Add text',
  train: 'Train on this text',
  markRemoved: 'A byte order mark at the beginning of the file was left out.',
  preview: 'Preview',
  previewCut: 'The first {shown} of {all} characters.',
  showMore: 'Show more',
  frequencies: 'Character frequencies',
  frequenciesAll: '{count} different | {count} different',
  frequenciesCut: '{shown} of {all} different',
  character: 'Character',
  share: 'Share',
  count: 'Count',
  runs: 'Runs on this text',
  noRuns: 'Nothing has been trained on it yet.',
  deleteTitle: 'Delete {name}?',
  deleteText: 'The studio’s copy of the text is deleted. The file that it came from stays where it is.',
  deleted: '{name} was deleted.',
};

/** By sample id. */
export const samples = {
  'moby-dick': 'Herman Melville’s novel of 1851: 135 chapters of rich English prose. Enough for a large model.',
  'japanese-sentences':
    'Small scenes in everyday Japanese, with talk in 「」. Made from a grammar, so a small network learns it soon.',
  'embedded-reber':
    'The grammar of the 1997 LSTM paper: the last symbol but one repeats the second, however long the way between them.',
  brackets: "Well-nested ( ), [ ] and {'{'} {'}'}, at most 8 deep: to close one is to remember how it was opened.",
  'equal-counts': 'As many b as a, 1 to 20: the simplest language that needs a counter.',
  'two-digit-addition': 'Sums such as 12+34=46. The network has to find out about carrying.',
  'first-names':
    'Some 8,800 English first names, female or male: texts with labels. How names end tells most of it; some are both.',
  'temporal-order':
    'Task 6a of the 1997 LSTM paper: in 100 letters of noise an X or Y comes twice, and their order is the class.',
  'adding-problem':
    'Experiment 4 of the 1997 LSTM paper: the sum of two marked numbers among some 50. Numbers, no text.',
};
