import type { UnusableFile } from '../../../../src-main/contract/datasets/unusable-files.ts';

const takeText = 'このスタジオは文章と表から学習します。.txt、.md、.csv、.tsv、.jsonl のファイルを選んでください。';

/** By the kind of file that cannot become a dataset: what it is, and what to do with it. */
export const unusableFiles: Record<UnusableFile, string> = {
  picture: `「{name}」は画像です。${takeText}`,
  audio: '「{name}」は録音です。文字に起こして .txt で保存し、それを取り込んでください。',
  video: '「{name}」は動画です。字幕などを .txt で保存し、それを取り込んでください。',
  pdf: '「{name}」は PDF です。名前の末尾を .pdf にして、もう一度取り込んでください。',
  'word-document': '「{name}」は Word の文書です。名前の末尾を .docx にして、もう一度取り込んでください。',
  document:
    '「{name}」はワープロの文書です。ワープロで .docx か「書式なしテキスト（.txt）」として保存し、それを取り込んでください。',
  spreadsheet:
    '「{name}」は表計算のファイルです。作ったプログラムでシートを CSV として保存し、それを取り込んでください。',
  slides: '「{name}」はプレゼンテーションです。文章を .txt で保存し、それを取り込んでください。',
  office:
    '「{name}」は古い Office のファイルです。Office で開き、文章は .txt、表は CSV で保存し、それを取り込んでください。',
  book: '「{name}」は電子書籍です。名前の末尾を .epub にして、もう一度取り込んでください。',
  database: '「{name}」は SQLite のデータベースです。必要な表を CSV で書き出し、それを取り込んでください。',
  'studio-database':
    '「{name}」は Kioku Studio のデータベースです。取り込むのではなく、入っているフォルダーをデータフォルダーとして開いてください。',
  parquet: '「{name}」は Parquet の表です。名前の末尾を .parquet にして、もう一度取り込んでください。',
  arrow: '「{name}」は Arrow の表です。名前の末尾を .arrow にして、もう一度取り込んでください。',
  'old-arrow':
    '「{name}」は Feather の最初の版の表です。Python の pandas.read_feather(…).to_csv(…) などで CSV に保存し、それを取り込んでください。',
  numpy:
    '「{name}」は NumPy の配列です。表なら numpy.savetxt(…, delimiter=",") で CSV に、重みなら safetensors に保存し、それを取り込んでください。',
  pickle:
    '「{name}」は Python の pickle です。開くとどんなプログラムでも動かせてしまうため、開きません。データは CSV に、重みは safetensors に保存してください。',
  gguf: '「{name}」は llama.cpp などのための GGUF モデル（Transformer）です。このスタジオのモデルは再帰型なので、使えません。',
  onnx: '「{name}」は ONNX モデルです。スタジオは ONNX を書き出せますが、読み込めません。作った環境で重みを safetensors、PyTorch の state_dict、.keras のどれかに保存し、それを取り込んでください。',
  tflite:
    '「{name}」は TensorFlow Lite のモデルで、取り込めません。元の Keras モデル（.keras または .h5）を取り込んでください。',
  tfjs: '「{name}」は TensorFlow.js のモデルで、取り込めません。元の Keras モデル（.keras または .h5）か、スタジオの実験のプロジェクトファイル（.kioku）を取り込んでください。',
  'saved-model':
    '「{name}」は TensorFlow の SavedModel の一部です。Keras で読み込み、model.save("model.keras") で保存し、それを取り込んでください。',
  'keras-description':
    '「{name}」は重みのない Keras ネットワークの記述です。model.save("model.keras") で丸ごと保存し、それを取り込んでください。',
  'network-description':
    '「{name}」はスタジオのネットワークの記述です。ビルダーで開くか、kioku train --model FILE で学習させてください。',
  'studio-page':
    '「{name}」はスタジオが書き出した、ブラウザーで開くためのページです。ネットワークを戻すには、その実験のプロジェクトファイル（.kioku）か、safetensors の重みを取り込んでください。',
  notebook:
    '「{name}」は Jupyter ノートブックです。Jupyter で .txt か .md に書き出してください。ソースそのものから学習させるなら、形式に「テキスト」を選んでください。',
  'old-pytorch':
    '「{name}」は PyTorch 1.6 より前の torch.save で書かれています。torch.load(…) で読み、state_dict を torch.save(…) で保存し直し、それを取り込んでください。',
  'pytorch-file': '「{name}」は PyTorch の重みです。名前の末尾を .pt にして、もう一度取り込んでください。',
  'keras-file': '「{name}」は Keras のモデルです。名前の末尾を .keras にして、もう一度取り込んでください。',
  'hdf5-file':
    '「{name}」は HDF5 ファイルです。Keras のモデルなら名前の末尾を .h5 に、表なら CSV に保存して、取り込んでください。',
  'safetensors-file':
    '「{name}」は safetensors の重みです。名前の末尾を .safetensors にして、もう一度取り込んでください。',
  'bundle-file':
    '「{name}」はスタジオのプロジェクトファイルです。名前の末尾を .kioku にして、もう一度取り込んでください。',
  models: '「{name}」はモデルの入ったアーカイブです。展開して、1 つずつ取り込んでください。',
  gzip: '「{name}」は gzip で圧縮されています。展開して、中のファイルを取り込んでください。',
  zstd: '「{name}」は zstd で圧縮されています。展開して、中のファイルを取り込んでください。',
  packed: '「{name}」は、スタジオが展開できない方式で圧縮されています。展開したファイルか、ZIP を取り込んでください。',
  program: `「{name}」はプログラムです。${takeText}`,
  font: `「{name}」はフォントです。${takeText}`,
};
