/** Terms of art, each with an explanation of one or two sentences. */
export const terms = {
  accuracy: { name: 'Accuracy', text: 'The share of the validation samples that the model gets right.' },
  backend: {
    name: 'Backend',
    text: 'The program that does the arithmetic. WebAssembly is fast; the reference computes in double precision and is there to check the others.',
  },
  batch: {
    name: 'Batch size',
    text: 'How many stretches of the text are learnt from at once. Larger batches use the machine better and give smoother steps, but fewer of them.',
  },
  beamSearch: {
    name: 'Beam search',
    text: 'Follows this many texts at a time: of all that one more character can make of them, those that are likeliest as a whole are kept. With one beam it always takes the likeliest character. What is likely is safe and soon monotonous, which is why chance writes the livelier texts.',
  },
  byteOrderMark: {
    name: 'Byte order mark',
    text: 'An invisible character that some programs put before a text to say how it is encoded. It is no part of the text.',
  },
  checkpoint: {
    name: 'Checkpoint',
    text: 'The whole state of a training at one moment. Text can be generated from it, and training can go on from it exactly.',
  },
  checkpointSpace: {
    name: 'Space for checkpoints',
    text: 'The disk that all checkpoints of a run may take. Within it they span the whole run, dense near its end and sparser towards its beginning; the first, the best, the last and those with a pin or a name always stay.',
  },
  clipping: {
    name: 'Gradient clipping',
    text: 'When the gradient is longer than the limit it is shortened to it, so that one bad step cannot ruin what was learnt.',
  },
  earlyStopping: {
    name: 'Early stopping',
    text: 'Ends the training when the validation loss has not improved for so many epochs, and keeps the best model.',
  },
  encoding: {
    name: 'Encoding',
    text: 'How the file writes letters as bytes. Read with the wrong one, a text turns into other letters.',
  },
  epoch: { name: 'Epoch', text: 'One pass over the whole training text.' },
  gradientNorm: {
    name: 'Gradient norm',
    text: 'The length of the gradient of all parameters together, before clipping. Peaks mean that training is about to become unstable.',
  },
  learningRate: {
    name: 'Learning rate',
    text: 'How far the parameters move at each step. Too large and the loss diverges; too small and learning takes for ever.',
  },
  loss: {
    name: 'Loss',
    text: 'How surprised the model is by the next character, on average, in nats: −ln of the probability that it gave to it. Lower is better.',
  },
  lstm: {
    name: 'LSTM',
    text: 'Long short-term memory: a recurrent layer with a cell that gates write to, keep and read, so that it remembers over long distances.',
  },
  nfkc: {
    name: 'NFKC',
    text: 'A Unicode normal form: full-width letters and digits, half-width katakana, ligatures and the like become the usual characters, so that a model has fewer to learn.',
  },
  optimizer: {
    name: 'Optimizer',
    text: 'The rule that turns gradients into steps. Adam adapts the step of each parameter and is a good first choice.',
  },
  perplexity: {
    name: 'Perplexity',
    text: 'e to the power of the loss: among how many equally likely characters the model still hesitates. 1 would be certainty.',
  },
  saturation: {
    name: 'Gate saturation',
    text: 'A gate that is almost shut or wide open lets hardly any gradient through, so it learns slowly. Solid: the share of activations above 0.9; dashed: below 0.1 (below −0.9 for a tanh).',
  },
  seed: {
    name: 'Seed',
    text: 'The number that all chance is drawn from. The same seed and settings give the same result again, to the last bit.',
  },
  sequence: {
    name: 'Sequence length',
    text: 'Through how many characters back in time the gradient flows at each step. The memory itself reaches further: it is carried on.',
  },
  smoothing: {
    name: 'Smoothing',
    text: 'An average around each step; the weight of another step halves with every so many steps between them. The faint line shows every step as it was.',
  },
  step: { name: 'Step', text: 'One update of all parameters, from one batch.' },
  temperature: {
    name: 'Temperature',
    text: 'Divides the model’s scores before choosing. Below 1 the text becomes safer and repetitive, above 1 bolder and stranger; 0 always takes the most likely character.',
  },
  token: { name: 'Token', text: 'A piece of text that the model reads and writes as one: here, a character.' },
  topK: { name: 'Top-k', text: 'Chooses among the k most likely characters only. Empty switches this off.' },
  topP: {
    name: 'Top-p',
    text: 'Chooses among the most likely characters that together have this probability. 1 switches this off.',
  },
  updateRatio: {
    name: 'Update / weight ratio',
    text: 'How far a step moves the weights of a layer, compared with their size. About a thousandth is healthy; far more is unstable, far less hardly learns.',
  },
  validation: {
    name: 'Validation',
    text: 'A part that is never trained on: the end of a text or table, or whole documents, rows or sentences drawn by chance. Its loss tells how well the model does on what it has not seen.',
  },
  vocabulary: {
    name: 'Vocabulary',
    text: 'The different characters that occur in the text. The model can read and write only these.',
  },
  weightPrecision: {
    name: 'Precision of the weights',
    text: 'float32 is what was learnt. bf16 rounds each weight to the upper 16 of its 32 bits, so that half as much memory is read for a character. Measured on two cores, two layers of 512 units, whose weights take 12.7 MB, wrote one text twice as fast. Where two characters are about as likely, the other one may come, and the text goes on in another way. The run itself stays as it is.',
  },
};
