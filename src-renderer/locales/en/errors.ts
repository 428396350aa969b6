import { unusableFiles } from '../../../src-main/contract/datasets/unusable-files.ts';
import type { ErrorTexts } from '../error-texts.ts';

const byCode = {
  'dataset-empty': {
    file: '“{name}” is empty. Choose a file with text in it.',
    'no-text-file':
      'There is no text or table in “{name}”. Texts end in .txt, .md, .html, .epub, .docx, .pdf or .srt, tables in .csv, .tsv, .jsonl, .parquet or .conll.',
  },
  'dataset-not-text': {
    unknown: '“{name}” is no text, or its encoding could not be recognized. Choose the encoding, or another file.',
    'zero-bytes':
      '“{name}” has zero bytes in it, so it is no text. If it is a text in UTF-16, choose that encoding; else another file.',
    'other-encoding': '“{name}” is no text in {encoding}. Choose another encoding, or another file.',
  },
  'file-not-data': unusableFiles,
  'dataset-malformed':
    'Some bytes of “{name}” from byte {position} on are not {encoding}. Choose another encoding, or let such bytes be replaced.',
  'dataset-too-large': '“{name}” has {size} MB; an import may have {maximum} MB. Split it into smaller files.',
  'dataset-not-found': 'This dataset does not exist any more.',
  'dataset-in-use': 'Runs were trained on “{name}”. Delete them first, then the dataset.',
  'dataset-missing':
    'This run came here without its dataset {name}. Import that dataset to train on it; a network that came without data goes on with “Train on a dataset” in its menu.',
  'dataset-does-not-fit': {
    'wrong-kind': 'The network cannot learn from this kind of data. Choose another dataset.',
    'features-differ':
      'The network reads {expected} numbers a step, and the dataset has {found}. Import it with as many feature columns, in the same order.',
    'targets-differ':
      'The network gives {expected} numbers, and the dataset asks for {found}. Import it with as many target columns.',
    'mostly-unknown':
      'The network’s vocabulary of {size} tokens lacks {percent} % of the dataset: {different} different ones, the most frequent {samples}. Choose a text of the same language and script, clean it up as the network’s text was, or train a new network on it.',
    'classes-differ': 'The network tells {expected} classes apart, and the dataset has {found}.',
    'class-names-differ':
      'The network’s classes are {expected}, and the dataset’s {found}. They have to be called the same, and to occur first in the same order.',
  },
  'archive-refused': {
    damaged: '“{name}” is damaged, or no ZIP archive. Pack it once more, and try again.',
    encrypted: '“{name}” is encrypted. Unpack it with its password, and import the files.',
    'unknown-packing': '“{name}” is packed in a way that is not known here. Unpack it, and import the files.',
    nested: '“{name}” has another archive in it, {file}. Unpack that one, and import the files.',
    twice: '“{name}” has the file {file} twice. Pack it once more, and try again.',
    'too-many-files': '“{name}” has more than {maximum} files. Join them into fewer.',
    'too-large': '“{name}” holds more than {maximum} MB. Split it into smaller ones.',
    harmful:
      '“{name}” claims to hold {times} times as much as it is large, as archives do that are made to do harm. It was not opened.',
    'long-names':
      '“{name}” has file names that are far too long, as archives have that are made to do harm. Shorten the names, and pack it once more.',
    'among-files': '“{name}” is an archive among other files. Import it by itself, or unpack it.',
    'lacks-memory':
      'Reading “{name}” took more than {limit} MB of memory, so it was ended. Nothing was imported. Such files may be made to do harm; if you trust it, pack it once more.',
    'takes-too-long':
      'Reading “{name}” did not go on for {seconds} seconds, so it was ended. Nothing was imported. Pack it once more, or try again when the machine is less busy.',
    'reader-ended':
      'The program that reads “{name}” ended in the midst of it, so the file may be damaged or made to do harm. Nothing was imported, and nothing else is affected. Pack it once more, and try again.',
    'damaged-table': '“{name}” is damaged, or no {format} table. Write it once more, or save it as CSV, and try again.',
    'packed-table':
      '“{name}” is an Arrow table that is packed with LZ4. Write it once more without, or with zstd, and try again.',
    'damaged-packing': '“{name}” is damaged, or not packed with {packing}. Pack it once more, and try again.',
    'damaged-document':
      '“{name}” is damaged, or no {format}. Save it once more with the program that made it, and try again.',
    'encrypted-document':
      '“{name}” is encrypted, so that its text cannot be read. Save it as {format} without a password, and import that.',
    'no-text':
      '“{name}” is a {format} without any text in it, as pages are that were scanned. Let a program recognise its text (OCR), and import that.',
    'no-subtitles':
      '“{name}” has no subtitles in it, whose times are on lines such as 00:00:01,000 --> 00:00:02,500. Choose plain text as its format, or another file.',
  },
  'import-not-found': 'This import is over or was given up. Choose the files once more.',
  'sample-not-found': 'This sample text does not exist.',
  'network-not-found': 'No such network comes with this studio.',
  'text-too-short': {
    text: 'The text is too short for the batch and the sequence. Make them smaller, or use a longer text.',
    tokens: 'The text has {tokens} tokens, and at least {needed} are needed. Use a longer text.',
    documents:
      'The {documents} documents have {tokens} tokens, which make {chunks} pieces of at most {sequenceLength} to train on, and a batch takes {batchSize}. Make the batch size {chunks}, or add documents.',
    'no-prediction':
      'There is nothing to predict: {tokens} tokens in all ({documents} documents). Add documents of two tokens or more, or hold back fewer for validation.',
    batches:
      'The text has {tokens} tokens, and such batches need {needed}. Make the batch size {batchSize} and the sequence length {sequenceLength}, or use a longer text.',
    series:
      'The series has {rows} rows to train on, and at least {needed} are needed. Use a longer series, or a shorter sequence.',
    sequences: 'There are no sequences to train on. Add at least one.',
  },
  'invalid-data': {
    'bad-rows':
      'Not every row has its numbers: {count} rows are wrong, in the lines {lines}. Correct or remove them, or choose other columns.',
    'no-column': 'Choose a column. The columns are {columns}.',
    'no-such-column': 'There is no column “{column}”. The columns are {columns}.',
    'vectors-need-words': 'Pretrained vectors are vectors of words. Choose the word tokenizer to use them.',
    'vectors-of-other-words':
      'None of the {count} words that have vectors occurs in the text. Use vectors of the text’s language.',
    'vectors-differ':
      'Line {line} has {found} values after its word where {expected} are expected. Use an undamaged file.',
    'no-vectors':
      'No line of the file is a word followed by numbers. Use vectors in the text format of GloVe or word2vec.',
    'needs-text': 'The model learns from texts, and this dataset has none. Choose another model, or another dataset.',
    'needs-labels':
      'This needs texts with labels, and this dataset has none. Choose another model, or another dataset.',
    'needs-tags':
      'The model learns from tokens with a tag each, and this dataset has none. Choose another model, or another dataset.',
    'needs-numbers':
      'The model learns from numbers, and this dataset has none. Choose another model, or another dataset.',
    'no-training-now': 'This run is not training now. Look at one of its checkpoints.',
    'no-pattern': '“{pattern}” is no regular expression. Look for a bracket that is not closed, say.',
    'slow-pattern':
      'Searching with “{pattern}” was ended after {seconds} s, for which nothing else had to wait. Repetitions within repetitions, such as (a+)+, can match in more ways than can be tried: take them apart, or look at a shorter text.',
    'nothing-known': 'The text has nothing that this model knows. Type some of what it was trained on.',
    'no-such-token': 'The network has no token “{token}”. Choose one that it knows.',
    'no-such-position': 'The text has {tokens} tokens. Choose one of them, counted from 1.',
    'nothing-before': 'Nothing was read before this token, so there is nothing that it comes from. Choose a later one.',
    'no-such-output': 'The network has {outputs} outputs. Choose one of them.',
    'text-too-short-to-look': 'The text has {tokens} tokens. Take one of more than {steps}.',
    'no-such-unit': 'Layer {layer} has no such unit or gate. Choose others.',
    'no-validation': 'No data is held back for validation.',
    'open-row':
      '“{name}”: the row that begins in line {line} does not end. A double quote is never closed, or “{delimiter}” is not the delimiter. Correct the line, or import the file as plain text.',
    'line-too-long':
      '“{name}”: line {line} has more than {maximum} characters. JSONL has one object a line; put each on a line of its own.',
    'too-many-columns': 'The objects have more than {maximum} different keys. Give the values a key that all share.',
    'columns-differ': '“{name}” has other columns than the first file. Import it by itself.',
    'no-rows': '“{name}” has no rows that could be read as {format}. Import it as plain text, or choose another file.',
    'no-table': '“{name}” is no table, so it has no columns. Choose CSV, TSV or JSONL as its format.',
    'no-folders':
      'The files of “{name}” do not lie in folders that could be their labels. Put each class into a folder of its own.',
    'too-many-classes': 'There are more than {maximum} different labels. Choose another column as the label.',
    'text-too-long':
      '“{name}” is too long to be one labelled text: it has more than {maximum} characters. Import it as a text without labels.',
    'no-such-row': 'There is no row {row}: the dataset has {rows}.',
    'more-than-announced': 'More arrived than the file has. Choose the file once more.',
    'not-whole': '“{name}” did not arrive whole. Choose it once more.',
    unreadable: '“{name}” cannot be read, or is gone. Choose it once more.',
    'no-single-file': '“{name}” is not one file. Choose the file with the vectors.',
    'format-unclear':
      '“{name}” could be tokens with their tags, a line each, or something else. Choose files instead of pasting, and say which it is: {formats}.',
    'unclear-meaning':
      '“{name}” could mean several things. Choose its columns in the import window, or on the command line with one of: {options}',
    'two-roles': '“{column}” has two roles at once. Choose one of them.',
    'no-such-zone': 'There is no time zone “{zone}”. Zones are called Europe/Berlin, Asia/Tokyo or UTC.',
    'no-times': '“{column}” of “{name}” holds no times. Choose another column, or count the rows.',
    'no-numbers': '“{column}” holds no numbers. Choose another column, or leave it out.',
    'label-varies':
      'The series “{name}” has the labels “{first}” and, in line {line}, “{second}”. A sequence has one label: correct the table, or choose another column of series.',
    'no-tagged-sentences':
      'There is no whole sentence of tokens with tags in “{name}”: line {line} of {file} is the first that is not as it must be. Write a token and its tag a line and a blank line after each sentence.',
    'no-lists': '“{name}” is a table, whose cells hold no lists. Tokens with tags come in columns (CoNLL) or as JSONL.',
    'only-tags': '“{name}” is read as tokens with tags, of which nothing else can be made. Choose another format.',
    'lesson-setting': 'The experiment has no setting “{setting}” with this value.',
    'no-tagger': 'Only a tagger tells tags of tokens. Choose a run that has one.',
    'no-forecaster': 'Only a forecaster tells numbers that are yet to come. Choose a run that has one.',
    'only-classifies': 'Only a classifier tells classes. Choose a run that has one.',
    'has-validation': 'This dataset has a validation part of its own already. Choose the one that it was made of.',
    'other-kind': '{name} is not of the kind of the data that is learnt from. Choose a file with the same columns.',
    'labels-not-learnt':
      '{name} has labels that are not learnt: {labels}. Leave these rows out, or learn from data that has them.',
    'scaling-gone':
      'An older version trained this run, and left its scaling in the dataset “{name}”, which is not here. Without it nobody can tell what the network reads and says in real numbers: it cannot forecast or be compared with a file. Import that dataset again, or train a new run.',
    'reads-more':
      'This network reads columns that it does not forecast, so that it can tell {steps} rows, not {asked}.',
    'no-such-series': 'There is no series “{series}”. The table has: {known}.',
    'too-few-rows-before':
      'The forecaster looks back {needed} rows, and there are {rows} without a gap before the rows to forecast. Give it more rows, or a later place to go on from.',
    'other-times':
      '{name} has no times like those that the network has learnt from. Use a table with the same columns.',
    'unknown-category': '{name} has “{value}” in “{column}”, which the network has never seen there. It knows {known}.',
    'not-known-ahead': '“{column}” is not known ahead. The columns that are: {columns}.',
    'no-number': '“{value}” in “{column}” is no number.',
    'no-known-label':
      'The network knows none of the labels of {name}, which are {found}. It has learnt {expected}. Choose the column with these labels.',
    'no-fix': 'There is nothing to start that would mend this.',
    'no-such-class': 'The network has no output “{name}”. It has: {known}.',
    'predicts-numbers': 'This network predicts numbers. Choose one that writes, classifies or tags texts.',
    'no-classifier': 'Only a classifier confuses classes. Choose a run that has one.',
  },
  'run-not-found': 'The run does not exist any more. It may have been deleted in another window.',
  'not-in-trash': 'This was deleted for good, or is back already.',
  'run-wrong-state': {
    state: 'The run is no longer in a state in which this is possible.',
    'no-epochs-left': 'This checkpoint is at the end of its {epochs} epochs. Give the branch more of them.',
    'no-steps-left': 'This checkpoint is at step {step}, where the branch would end. Give it more steps.',
  },
  'not-permitted': {
    look: 'Your access lets you look, and change nothing. Ask whoever runs this studio for a token that lets you do more.',
    use: 'Your access lets you look and let networks write. Ask whoever runs this studio for a token that lets you train.',
    revoked: 'Your access was taken back. Ask whoever runs this studio for a new token.',
    owner: 'Only whoever runs this studio may do that.',
    program:
      'A program can only be set in the desktop program, or on the machine of the studio with: kioku notify add NAME -- PROGRAM',
  },
  'channel-refused': {
    taken: 'There is a channel called “{name}” already. Choose another name.',
    unknown: 'This channel does not exist any more.',
    key: 'A key to sign with is whsec_ and 24 to 64 bytes in base64. Leave it empty, and the studio makes one.',
    'no-key': 'A webhook needs a key to sign with. Enter one, or delete this channel and add a new one.',
  },
  'token-refused': {
    taken: 'There is a token called “{name}” already. Choose another name, or remove that one first.',
    name: '“{name}” is no name for a token: it takes up to 64 letters, digits, dots, dashes and underscores.',
    unknown: 'There is no token called “{name}” any more.',
  },
  'run-busy': 'The run is training. Pause or stop it first.',
  'checkpoint-not-found': 'There is no such checkpoint. Choose another one, or wait for the run’s first.',
  'invalid-model': {
    problem: 'The model cannot be built as it is. {problem}',
    'none-chosen': 'There is no model to train. Choose a template, or build one.',
    'no-such-preset': 'There is no template “{preset}”. Choose another one.',
    'no-embedding': 'Vectors of words need an embedding to go into. Choose a network that begins with one.',
    'does-not-write': 'The network of this run does not write texts. Choose a run of a language model.',
  },
  'invalid-training': {
    'early-stopping-without-validation':
      'Early stopping watches the validation loss, but nothing is held back for validation, so it would never end the run.',
    'class-weights-without-classes':
      'Class weights are for models that tell classes apart, which this one does not. Train it without them.',
    'class-weights-count': 'There are {given} class weights for {classes} classes. Give one for each class, or none.',
    'no-variant': 'This machine has no kernels “{variant}”, but {variants}. Choose one of these, or none.',
    'no-variant-for-run':
      'This run computes with the kernels “{variant}”, and this machine has none of them, but {variants}. It goes on with others as a branch, on the command line: kioku branch --run {run} --variant {other}',
  },
  'model-not-found': 'This model does not exist any more. It may have been deleted in another window.',
  'invalid-checkpoint': 'The checkpoint is damaged and cannot be used. Choose another one.',
  'export-refused': 'This format cannot hold the network exactly. Choose another format.',
  'export-not-found': 'This file is gone. Export once more.',
  'export-failed': {
    ended: 'The export was ended. Nothing was kept.',
    'not-saved': 'The file was not saved ({detail}). Choose another place.',
    'not-shared': 'The file was not shared ({detail}). Save it, and share it from its folder.',
    'too-large-to-share':
      'The file was not shared: it has more than {maximum} MB. Save it, and share it from its folder.',
    'lacks-memory':
      'Writing the file took more than {limit} MB of memory, so it was ended. Nothing was kept. Close other programs and try again, or choose another format.',
    'takes-too-long':
      'Writing the file took longer than {seconds} seconds, so it was ended. Nothing was kept. Try again when the machine is less busy.',
  },
  'bundle-refused': {
    damaged: '“{name}” is damaged, and nothing of it was imported. Copy or export it once more.',
    'wrong-format': '“{name}” is no project file of Kioku Studio. Choose another file.',
    newer: '“{name}” comes from a newer version of the studio. Update this one.',
    'too-large': '“{name}” is larger than the studio can take.',
    'lacks-memory':
      'Reading “{name}” took more than {limit} MB of memory, so it was ended. Nothing was imported. Such files may be made to do harm; if you trust it, export it once more.',
    'takes-too-long':
      'Reading “{name}” did not go on for {seconds} seconds, so it was ended. Nothing was imported. Copy or export it once more, or try again when the machine is less busy.',
    'reader-ended':
      'The program that reads “{name}” ended in the midst of it, so the file may be damaged or made to do harm. Nothing was imported, and nothing else is affected. Copy or export it once more.',
  },
  'model-file-refused': {
    damaged: '“{name}” is damaged, and nothing of it was imported. Copy or save it once more.',
    'too-large': '“{name}” is larger than the studio can take.',
    newer: '“{name}” comes from a newer version of the studio. Update this one.',
    'wrong-format': '“{name}” is no file of {format}. Choose another file.',
    'whole-model': '“{name}” holds a whole model, which is code. Save model.state_dict() instead.',
    'no-tensors': '“{name}” holds no tensors. Choose another file.',
    'no-keras-model': '“{name}” does not describe a network. Save it whole, with model.save("model.keras").',
    'keras-class': '“{name}” holds a {class}, not a Sequential or Functional model.',
    'several-outputs': 'The network in “{name}” has more than one output. Only one can be imported.',
    branched: 'The network in “{name}” branches at {layer}. Only layers that follow each other can be imported.',
    'no-layers': '“{name}” has no layers with weights.',
    'no-recurrent-layer': 'The network in “{name}” has no recurrent layer.',
    'unknown-layer': 'The studio has nothing like the layer {layer} ({detail}) in “{name}”.',
    'not-floats': '“{name}” holds {type}, not 32- or 64-bit floating-point numbers.',
    'not-finite': '“{name}” is damaged: {tensor} has values that are not finite.',
    'no-network': 'The network that “{name}” describes cannot be built.',
    'several-files': 'A model is one file. Choose just that one.',
    'takes-too-long':
      '“{name}” was not read within {seconds} seconds, far more than {size} MB need, so reading it was ended. Nothing was imported. Save the weights anew as safetensors, or try again when the machine is less busy.',
    'lacks-memory':
      'Reading “{name}” ({size} MB) took more than {limit} MB of memory, so it was ended. Nothing was imported. Such files may be made to do harm; if you trust it, save the weights anew as safetensors.',
    'reader-ended':
      '“{name}” made the program that reads it end, so it is damaged or made to do harm. Nothing was imported, and nothing else is affected. Save the weights anew as safetensors.',
    'not-settled': '“{name}” cannot be imported yet. Answer what is still asked.',
  },
  'keras-weights-alone':
    '“{name}” holds weights alone, which do not say of what network. Where it was made, load them with model.load_weights(…), save it whole with model.save("model.keras"), and import that file.',
  diverged: {
    training:
      'From step {step} on, the loss grew beyond all bounds. Resume cannot help here: branch from the last checkpoint, or start a new run, with a smaller learning rate or with gradient clipping.',
    network: 'The network no longer gives finite numbers. Choose an earlier checkpoint.',
  },
  'out-of-memory': {
    engine: 'The engine ran out of memory. Use a smaller model, batch or sequence, or write fewer texts at once.',
    training:
      'This training needs about {needed} MB, and {available} MB can be used. Use a smaller model, batch or sequence.',
  },
  'engine-failed': {
    ended: 'The engine process ended unexpectedly. What was saved is safe; try again.',
    'does-not-start': 'The engine process does not start. Start the studio anew; the log says more.',
    'studio-ended': 'The studio ended while this run trained. What was saved is safe; resume to go on.',
    'turn-lost': 'The studio was closed before the turn of this run came. Resume to queue it again.',
    'ended-again':
      'It went on by itself after such an end before, and stays interrupted now, as it may be the cause. What was saved is safe; resume to try once more.',
    'no-time-to-save': 'The studio was closed while the engine was too busy to save. Resume from the last checkpoint.',
    'no-answer':
      'The engine has not answered for {seconds} s: it is in the middle of a long computation, or stuck. What was asked of a training is done as soon as it answers.',
  },
  'data-folder-unwritable':
    'The data folder cannot be written. Change its permissions, or start the studio with another one.',
  'data-folder-locked': 'Another studio is using the data folder. Close it first.',
  'folder-refused': {
    gone: 'The data folder {folder} is not there. Connect the disk that it is on and try again, or choose another folder.',
    nested: 'The new data folder and the present one lie in each other. Choose a folder elsewhere.',
    'not-empty': '{folder} is not empty. Choose an empty folder, or make a new one.',
    'no-space': 'There is not enough space at {folder}: {needed} MB are needed. The data folder was not changed.',
    'copy-differs':
      '{file} did not arrive at {folder} as it was. The disk may be failing; choose another one. The data folder was not changed.',
    failed: 'The data folder was not changed ({detail}). Choose another folder, or free some space.',
    'set-outside':
      'The data folder is set by KIOKU_DATA_DIR. Start the studio without that variable to change it here.',
    busy: 'The data folder is being changed already.',
  },
  'database-newer': 'The data folder was used by a newer version of the studio. Install that version.',
  'database-damaged': 'The database is damaged. Put a backup of it into the data folder.',
  'upgrade-needs-room':
    'The database has to be brought up to date, and a copy of it is kept first: {needed} MB are needed, and {free} MB are free. Nothing was changed. Free some space and start again.',
  'disk-full': 'The disk is full. What was saved before is safe. Free some space and try again.',
  'port-in-use': 'The port is in use by another program. Choose another one.',
  internal: {
    engine: 'The engine met an unexpected error: {detail}',
    'device-lost': 'The device that computed was lost: {detail} Go on from the last checkpoint.',
    unforeseen: 'Something went wrong that should not. The log has the details under {id}.',
    'host-ended': 'The studio’s host has ended. Try again in a moment.',
    'node-too-old': 'Node {version} is too old for the studio. Start it with “npm start”.',
  },
} satisfies ErrorTexts;

export const errors = {
  ...byCode,
  connection: 'The studio is not connected, so this was not done. Try again when the connection is back.',
  unexpected: 'Something unexpected went wrong: {message}',
};
