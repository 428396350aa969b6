import { dense, recurrentLayer } from '../../../../src-engine/models/default-layers.ts';
import { modelTemplates } from '../../../../src-engine/models/templates.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { createTokenizer } from '../../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../../src-engine/text/fit-tokenizer.ts';
import type { TrainingData } from '../../../../src-engine/training/batch-source.ts';
import { labelledSequences } from '../../../../src-engine/training/labelled-sequences.ts';
import { createLanguageModelData } from '../../../../src-engine/training/language-model-data.ts';
import { createSequenceData } from '../../../../src-engine/training/sequence-data.ts';
import { readSample } from '../../../../src-main/datasets/sample-texts.ts';
import { benchTexts, tokenize } from '../recipes/texts.ts';

/** A network with data on which every rate is tried. */
export interface RateWorkload {
  id: string;
  model: ModelSpec;
  /** The training, whose rate and seed are replaced. */
  train: TrainSpec;
  dataFor(train: TrainSpec): TrainingData;
}

/** The number of steps of a training: some epochs, which are enough to show the quality of a rate. */
const steps = { S: 400, M: 240, gru: 400, classifier: 600 } as const;

/**
 * The tokens that are read. Those of a whole text would be one epoch, in which states are never reset: what a network has
 * learnt on states of long standing may be of no use at the beginning of the validation part.
 */
const TOKENS = 300_000;

const characters = { type: 'character', minimumFrequency: 1 } as const;

/** The workloads: S and M of the speed benchmarks, S with GRU cells, and a classifier of first names. */
export async function rateWorkloads(folder: string | null): Promise<RateWorkload[]> {
  const [shakespeare] = benchTexts(folder);
  // Moby-Dick comes with the project.
  const source = shakespeare.isHere ? shakespeare : benchTexts(folder).find(({ id }) => id === 'moby-dick');
  if (source === undefined) throw new Error('There is no text to learn from.');
  const { ids, vocabularySize } = await tokenize(source);
  const languageModel = (id: keyof typeof steps, preset: string, cell: 'lstm' | 'gru'): RateWorkload => {
    const { model, train } = templateOf(preset, vocabularySize);
    const layers = model.layers.map((layer) =>
      layer.type === 'lstm' && cell === 'gru' ? recurrentLayer('gru', layer.units) : layer,
    );
    return {
      id,
      model: { ...model, layers },
      train: withSteps(train, steps[id]),
      dataFor: (spec) => createLanguageModelData([ids.subarray(0, TOKENS)], spec),
    };
  };
  return [
    languageModel('S', 'char-rnn-s', 'lstm'),
    languageModel('M', 'char-rnn-m', 'lstm'),
    languageModel('gru', 'char-rnn-s', 'gru'),
    await classifier(),
  ];
}

async function classifier(): Promise<RateWorkload> {
  const { text } = await readSample('first-names');
  const rows = text
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row) as { text: string; label: string });
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const { state } = fitTokenizer(rows.map((row) => row.text).join('\n'), characters);
  const { encode } = createTokenizer(state);
  const sentences = rows.map((row) => ({ ids: encode(row.text), label: labels.indexOf(row.label) }));
  const { model, train } = templateOf('char-classifier', state.vocabulary.length);
  const layers = model.layers.map((layer) => (layer.type === 'dense' ? dense(labels.length) : layer));
  return {
    id: 'classifier',
    model: { ...model, layers },
    train: withSteps(train, steps.classifier),
    dataFor: (spec) => createSequenceData(labelledSequences(sentences, spec.classWeights), spec),
  };
}

function templateOf(id: string, vocabularySize: number) {
  const template = modelTemplates(vocabularySize).find((each) => each.id === id);
  if (template === undefined) throw new Error(`There is no template ${id}.`);
  return template;
}

const withSteps = (train: TrainSpec, maxSteps: number): TrainSpec => ({ ...train, epochs: 1_000_000, maxSteps });
