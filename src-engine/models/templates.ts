import type { CellType } from '../cells/index.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import type { ForecastSpec } from '../spec/forecast-spec.ts';
import type { TokenizerSpec } from '../spec/tokenizer-spec.ts';
import { dense, dropout, embedding, lstm } from './default-layers.ts';
import { adam, courseClassifier, defaultTraining, languageModelPresets } from './presets.ts';
import type { Preset } from './presets.ts';
import { seriesClassifier } from './series-classifier.ts';

/** A place to begin building from: a preset with its tokenizer. */
export interface ModelTemplate extends Preset {
  tokenizer: TokenizerSpec;
  /** Cells of a second network that is trained beside it and is the same otherwise; null means none. */
  rival: CellType | null;
}

const characters: TokenizerSpec = { type: 'character', minimumFrequency: 1 };
/** Words that occur once teach little and make the vocabulary several times as large. */
const frequentWords: TokenizerSpec = { type: 'word', locale: 'en', minimumFrequency: 2 };
/** A classifier writes nothing, so blanks would only take the steps of words. */
const frequentWordsAlone: TokenizerSpec = { ...frequentWords, leavesOutBlanks: true };

const forecast: ForecastSpec = {
  window: null,
  horizon: null,
  targets: 1,
  head: { type: 'quantiles', levels: [0.1, 0.5, 0.9] },
};

const forecaster = (): ModelTemplate => ({
  id: 'forecaster',
  name: 'Forecaster',
  description:
    'Forecasts numbers over time with a band: an LSTM of 32 units reads the past and tells all steps at once.',
  tokenizer: characters, // numbers are not cut
  rival: null,
  model: {
    task: 'regression',
    input: { kind: 'features', size: 1 },
    // The network begins with what the base method forecasts, and adds nothing to it until it has learnt.
    layers: [lstm(32, { returnSequences: false }), dense(3, { kernelInitializer: 'zeros' })],
    forecast,
  },
  train: {
    ...defaultTraining('regression'),
    // A short series has few batches an epoch, and the network stays near the base method that it begins with.
    batchSize: 128,
    epochs: 40,
    optimizer: { ...adam, learningRate: 1e-3 },
    clip: { type: 'norm', max: 1 },
    earlyStopping: { patience: 6, minDelta: 0, restoreBest: true },
    checkpoints: { ...defaultTraining('regression').checkpoints, everyEpoch: false },
  },
});

/** The threshold of anomalies is found on rows that the network has not learnt, of which rare events need many. */
const anomalies = (): ModelTemplate => {
  const { model, train, ...others } = forecaster();
  return {
    ...others,
    id: 'anomalies',
    name: 'Anomalies',
    description:
      'Forecasts numbers over time one row ahead, so that values which it does not expect can be found: an LSTM of 32 units.',
    model: { ...model, forecast: { ...forecast, horizon: 1 } },
    train: { ...train, validationFraction: 0.2 },
  };
};

/**
 * The templates to begin from, made for a vocabulary of this size; datasets resize them later. The course's classifier
 * keeps the vocabulary of its slide.
 */
export function modelTemplates(vocabularySize: number): ModelTemplate[] {
  const tokens = { kind: 'tokens', vocabularySize } as const;
  const languageModel = (layers: LayerSpec[]): ModelSpec => ({
    task: 'language-model',
    input: tokens,
    layers: [...layers, dense(vocabularySize)],
  });
  return [
    { ...courseClassifier(), tokenizer: { ...frequentWordsAlone, minimumFrequency: 1 }, rival: null },
    ...languageModelPresets(vocabularySize).map((preset) => ({ ...preset, tokenizer: characters, rival: null })),
    {
      id: 'word-lm',
      name: 'Word language model',
      description: 'Writes word by word: an embedding and two LSTM layers of 256 units with dropout between them.',
      tokenizer: frequentWords,
      rival: null,
      model: languageModel([embedding(128), lstm(256), dropout(0.3), lstm(256), dropout(0.3)]),
      train: { ...defaultTraining('language-model'), batchSize: 20, sequenceLength: 35 },
    },
    {
      id: 'bi-lstm-classifier',
      name: 'Bidirectional classifier',
      description:
        'Reads each text in both directions before it decides: an embedding and an LSTM of 64 units each way.',
      tokenizer: frequentWordsAlone,
      rival: null,
      model: {
        task: 'classification',
        input: tokens,
        layers: [
          embedding(64),
          lstm(64, { returnSequences: false, bidirectional: 'concat' }),
          dropout(0.5),
          dense(2),
          { type: 'activation', activation: 'softmax' },
        ],
      },
      train: { ...defaultTraining('classification'), sequenceLength: 40 },
    },
    {
      id: 'char-classifier',
      name: 'Character classifier',
      description:
        'Reads each text character by character: an embedding and an LSTM of 128 units, whose last state decides.',
      tokenizer: characters,
      rival: null,
      model: {
        task: 'classification',
        input: tokens,
        layers: [
          embedding(32),
          lstm(128, { returnSequences: false }),
          dropout(0.3),
          dense(2),
          { type: 'activation', activation: 'softmax' },
        ],
      },
      train: { ...defaultTraining('classification'), sequenceLength: 120 },
    },
    {
      id: 'bi-lstm-tagger',
      name: 'Bidirectional tagger',
      description: 'Tells a tag for each token of a sentence: an embedding and an LSTM of 64 units each way.',
      tokenizer: frequentWordsAlone,
      rival: null,
      model: {
        task: 'tagging',
        input: tokens,
        layers: [
          embedding(64),
          dropout(0.3),
          lstm(64, { bidirectional: 'concat' }),
          dropout(0.3),
          dense(2),
          { type: 'activation', activation: 'softmax' },
        ],
      },
      train: defaultTraining('tagging'),
    },
    {
      id: 'lstm-predictor',
      name: 'Predictor of numbers',
      description: 'Reads a window of numbers with an LSTM of 64 units, and predicts those that come after it.',
      tokenizer: characters, // numbers are not cut
      rival: null,
      model: {
        task: 'regression',
        input: { kind: 'features', size: 1 },
        layers: [lstm(64, { returnSequences: false }), dense(1)],
      },
      train: { ...defaultTraining('regression'), sequenceLength: 50 },
    },
    forecaster(),
    anomalies(),
    { ...seriesClassifier(), tokenizer: characters, rival: null },
  ];
}
