/** The kinds of files that no data can be made of, and what a person can do with each. `{name}` stands for the file's name. */
export const unusableFiles = {
  picture: '“{name}” is a picture. The studio learns from texts and tables: choose a .txt, .md, .csv, .tsv or .jsonl.',
  audio: '“{name}” is a sound recording. The studio learns from texts and tables: write it down as a .txt first.',
  video: '“{name}” is a video. The studio learns from texts and tables: save its subtitles as a .txt first.',
  pdf: '“{name}” is a PDF. Let its name end in .pdf, and import it once more.',
  'word-document': '“{name}” is a document of Word. Let its name end in .docx, and import it once more.',
  document: '“{name}” is a document of a word processor. Save it there as .docx or plain text (.txt), and import that.',
  spreadsheet: '“{name}” is a spreadsheet. Save the sheet as CSV in the program that made it, and import that.',
  slides: '“{name}” is a presentation. Save its text as a .txt, and import that.',
  office: '“{name}” is a file of an older Office. Open it there, save texts as .txt or tables as CSV, and import that.',
  book: '“{name}” is an e-book. Let its name end in .epub, and import it once more.',
  database: '“{name}” is an SQLite database. Export the table that you need as CSV, and import that.',
  'studio-database':
    '“{name}” is the database of a Kioku Studio. It is not imported: open the folder that it is in as the data folder.',
  parquet: '“{name}” is a Parquet table. Let its name end in .parquet, and import it once more.',
  arrow: '“{name}” is an Arrow table. Let its name end in .arrow, and import it once more.',
  'old-arrow':
    '“{name}” is a table in the first version of Feather. Save it as CSV, in Python with pandas.read_feather(…).to_csv(…), and import that.',
  numpy:
    '“{name}” holds arrays of NumPy. Save a table as CSV with numpy.savetxt(…, delimiter=","), or weights as safetensors, and import that.',
  pickle:
    '“{name}” is a pickle of Python, which can run any program when it is opened, so it is not. Save its data as CSV, or weights as safetensors.',
  gguf: '“{name}” is a GGUF model, a transformer for llama.cpp and the like. The studio has recurrent networks and cannot use it.',
  onnx: '“{name}” is an ONNX model. The studio writes ONNX and cannot read it: import the weights from where it was made, as safetensors, a PyTorch state_dict or .keras.',
  tflite:
    '“{name}” is a TensorFlow Lite model, which cannot be imported. Import the Keras model that it was made from (.keras or .h5).',
  tfjs: '“{name}” is a TensorFlow.js model, which cannot be imported. Import the Keras model that it was made from (.keras or .h5), or the run of the studio as a .kioku bundle.',
  'saved-model':
    '“{name}” is part of a TensorFlow SavedModel. Load it in Keras, save it with model.save("model.keras"), and import that.',
  'keras-description':
    '“{name}” describes a Keras network without its weights. Save it whole with model.save("model.keras"), and import that.',
  'network-description':
    '“{name}” describes a network of the studio. Open it in the builder, or train it with: kioku train --model FILE',
  'studio-page':
    '“{name}” is a page that the studio has exported, for people to open in a browser. To bring its network back, import the run’s .kioku bundle or its weights as safetensors.',
  notebook:
    '“{name}” is a Jupyter notebook. Export it as a .txt or .md there, or choose plain text as its format to learn from its source.',
  'old-pytorch':
    '“{name}” was written by torch.save before PyTorch 1.6. Load it with torch.load(…), save its state_dict with torch.save(…) again, and import that.',
  'pytorch-file': '“{name}” holds weights of PyTorch. Let its name end in .pt, and import it once more.',
  'keras-file': '“{name}” is a Keras model. Let its name end in .keras, and import it once more.',
  'hdf5-file':
    '“{name}” is an HDF5 file. A Keras model has to end in .h5; a table is to be saved as CSV, and imported then.',
  'safetensors-file':
    '“{name}” holds weights as safetensors. Let its name end in .safetensors, and import it once more.',
  'bundle-file': '“{name}” is a project bundle of the studio. Let its name end in .kioku, and import it once more.',
  models: '“{name}” is an archive of models. Unpack it, and import them one by one.',
  gzip: '“{name}” is packed with gzip. Unpack it, and import what was in it.',
  zstd: '“{name}” is packed with zstd. Unpack it, and import what was in it.',
  packed:
    '“{name}” is packed in a way that the studio does not unpack. Unpack it, and import the files, or pack them as ZIP.',
  program: '“{name}” is a program. The studio learns from texts and tables: choose a .txt, .md, .csv, .tsv or .jsonl.',
  font: '“{name}” is a font. The studio learns from texts and tables: choose a .txt, .md, .csv, .tsv or .jsonl.',
} as const;

export type UnusableFile = keyof typeof unusableFiles;

/** By kind the values that a text about the file takes, as a table of errors has them. */
export const unusableFileParameters = parametersOf(unusableFiles);

function parametersOf<Kind extends string>(texts: Readonly<Record<Kind, string>>) {
  const parameters: Partial<Record<Kind, readonly ['name']>> = {};
  for (const kind in texts) parameters[kind] = ['name'];
  return parameters as Readonly<Record<Kind, readonly ['name']>>;
}
