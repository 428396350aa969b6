import { modelTemplates } from '../../../../../src-engine/models/templates.ts';
import { replaceCells } from '../../../../../src-engine/models/replace-cells.ts';
import type { OptimizerSpec, TrainSpec } from '../../../../../src-engine/spec/train-spec.ts';
import type { Draw } from '../draw.ts';
import { words, type BenchData } from '../data/bench-data.ts';
import { japaneseOpinionsData, namesData, opinionsData, temporalOrderData } from '../data/labelled-texts.ts';
import { addingProblem, seasonalData, taggedData, wavesData } from '../data/numbers-and-tags.ts';
import { runningText } from '../data/running-texts.ts';
import type { RunSettings } from './bench-run.ts';
import type { HealthyGroup } from './healthy-texts.ts';

interface TemplateGroup {
  template: string;
  data(draw: Draw): Promise<BenchData | null> | BenchData;
  /**
   * The changes to the template's training: the number of epochs that data of this size needs, which is the budget of
   * the group.
   */
  train?: Partial<TrainSpec>;
}

/** The templates with data of a size that their networks learn in some seconds. */
export const templateGroups: Readonly<Record<string, TemplateGroup>> = {
  'char-classifier:names': {
    template: 'char-classifier',
    data: (draw) => namesData(draw.between(1500, 3000), draw),
    train: { epochs: 8 },
  },
  'char-classifier:opinions-ja': {
    template: 'char-classifier',
    data: (draw) => japaneseOpinionsData(draw.between(400, 900), draw),
  },
  'char-classifier:temporal-order': {
    template: 'char-classifier',
    data: (draw) => temporalOrderData(draw.between(700, 1000), draw),
    train: { epochs: 12, batchSize: 16 },
  },
  'bi-lstm-classifier:opinions': {
    template: 'bi-lstm-classifier',
    data: (draw) => opinionsData({ count: draw.between(500, 1200) }, draw),
  },
  'course-classifier:opinions': {
    template: 'course-classifier',
    data: (draw) => opinionsData({ count: draw.between(500, 900), asides: [0, 0] }, draw),
  },
  'bi-lstm-tagger:tagged-en': {
    template: 'bi-lstm-tagger',
    data: (draw) => taggedData('en', draw.between(300, 600), draw),
    train: { epochs: 8 },
  },
  'bi-lstm-tagger:tagged-ja': {
    template: 'bi-lstm-tagger',
    data: (draw) => taggedData('ja', draw.between(300, 600), draw),
    train: { epochs: 8 },
  },
  'lstm-predictor:adding-problem': { template: 'lstm-predictor', data: () => addingProblem, train: { epochs: 10 } },
  'forecaster:seasonal': { template: 'forecaster', data: (draw) => seasonalData(draw.between(500, 1200), draw) },
  'anomalies:seasonal': { template: 'anomalies', data: (draw) => seasonalData(draw.between(500, 1200), draw) },
  'series-classifier:waves': {
    template: 'series-classifier',
    data: (draw) => wavesData(3 * draw.between(30, 50), draw),
    train: { epochs: 20 },
  },
  'char-rnn-s:moby-dick': languageModel('char-rnn-s', 'moby-dick', { batchSize: 16, sequenceLength: 32, epochs: 5 }),
  'char-rnn-s:japanese-sentences': languageModel('char-rnn-s', 'japanese-sentences', {
    batchSize: 16,
    sequenceLength: 32,
    epochs: 5,
  }),
  'char-rnn-m:moby-dick': languageModel('char-rnn-m', 'moby-dick', { batchSize: 16, sequenceLength: 32, epochs: 4 }),
  'word-lm:moby-dick': languageModel('word-lm', 'moby-dick', { batchSize: 8, sequenceLength: 20, epochs: 4 }),
};

function languageModel(template: string, source: string, train: Partial<TrainSpec>): TemplateGroup {
  return {
    template,
    async data(draw) {
      const text = await runningText(source, draw.between(20_000, 30_000), draw);
      return text === null || template !== 'word-lm' ? text : { ...text, tokenizer: words };
    },
    train,
  };
}

const RATES = [0.7, 1, 1.5, 2];
const VARIANTS = 3;

/** Resolves with a template as it is, and with variants that have other rates, batches and cells. */
export async function healthyTemplate(name: string, draw: Draw): Promise<HealthyGroup | null> {
  const { template: id, data: makeData, train: changes } = templateGroups[name];
  const data = await makeData(draw);
  if (data === null) return null;
  const template = modelTemplates(100).find((each) => each.id === id);
  if (template === undefined) throw new Error(`There is no template ${id}.`);
  const train = { ...changes, threads: 1 };
  const settings: HealthyGroup['settings'] = { template: { presetId: id, train: { ...train, seed: draw.seed() } } };
  for (let n = 1; n <= VARIANTS; n++) {
    const optimizer: OptimizerSpec = { ...template.train.optimizer };
    optimizer.learningRate = Number((optimizer.learningRate * draw.pick(RATES)).toPrecision(2));
    const model = draw.chance(0.3) ? replaceCells(template.model, 'gru') : template.model;
    const variant: RunSettings = { model, train: { ...template.train, ...train, optimizer, seed: draw.seed() } };
    settings[`variant-${n}`] = variant;
  }
  return { data, settings };
}
