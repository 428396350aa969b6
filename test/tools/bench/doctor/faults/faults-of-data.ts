import { lstm, dense, embedding } from '../../../../../src-engine/models/default-layers.ts';
import { adam } from '../../../../../src-engine/models/presets.ts';
import type { LayerSpec, ModelSpec } from '../../../../../src-engine/spec/model-spec.ts';
import type { Draw } from '../draw.ts';
import { characters, wordsAlone, type BenchData } from '../data/bench-data.ts';
import { firstNames, labelledData, namesData, opinions, opinionsData } from '../data/labelled-texts.ts';
import type { Training } from '../runs/bench-run.ts';
import { textSettings, type TextBudget, type TextPoint } from '../runs/language-model.ts';
import { inText, proseSources, seeded, type Plant } from './fault.ts';

/** Data that is too small, too uneven or not what it seems to be, and trainings that are too long for it. */
export const faultsOfData = {
  'over-fitting-text': inText(
    ({ data, budget, point, draw }) =>
      longReading(data, { ...large(point, draw), schedule: 'constant' }, budget, draw.between(20, 40)),
    { length: [2_000, 5_000], sources: proseSources },
  ),
  memorising: inText(
    ({ data, budget, point, draw }) =>
      longReading(data, { ...large(point, draw), batchSize: 2 }, budget, draw.between(60, 100)),
    { length: [900, 1_800], sources: ['moby-dick', 'tinyshakespeare', 'soseki-neko', 'code'] },
  ),
  'over-fitting-classes': async (draw) => {
    const isOfNames = draw.chance(0.5);
    const data = isOfNames
      ? await namesData(draw.between(150, 400), draw)
      : opinionsData({ count: draw.between(80, 150), asides: [1, 3] }, draw);
    const units = draw.pick([96, 128]);
    const layers: LayerSpec[] = [
      embedding(32),
      lstm(units, { returnSequences: false }),
      dense(2),
      { type: 'activation', activation: 'softmax' },
    ];
    const model: ModelSpec = { task: 'classification', input: { kind: 'tokens', vocabularySize: 10 }, layers };
    const optimizer = { ...adam, learningRate: draw.rate(0.003, 0.01) };
    const train = {
      epochs: draw.between(30, 50),
      batchSize: 16,
      sequenceLength: 40,
      validationFraction: 0.25,
      optimizer,
    };
    return seeded({ data, settings: { model, train } }, draw);
  },
  'class-imbalance': async (draw) => {
    const shareOfFirst = draw.rate(0.02, 0.06);
    if (draw.chance(0.5)) {
      const data = await namesData(draw.between(1200, 2000), draw, shareOfFirst);
      return seeded({ data, settings: { presetId: 'char-classifier', train: { epochs: 6 } } }, draw);
    }
    const data = opinionsData({ count: draw.between(700, 1200), shareOfFirst }, draw);
    return seeded({ data, settings: { presetId: 'bi-lstm-classifier', train: { epochs: 8 } } }, draw);
  },
  'split-leak-rows': async (draw) => {
    const times = draw.between(2, 4);
    const isOfNames = draw.chance(0.5);
    const count = draw.between(300, 600);
    const rows = isOfNames ? await firstNames(count, draw) : opinions({ count, asides: [1, 2] }, draw);
    const repeated = Array.from({ length: times }, () => rows).flat();
    const data = labelledData(
      isOfNames ? 'first-names' : 'opinions',
      repeated,
      draw,
      isOfNames ? characters : wordsAlone,
    );
    const presetId = isOfNames ? 'char-classifier' : 'bi-lstm-classifier';
    return seeded({ data, settings: { presetId, train: { epochs: 6 } } }, draw);
  },
  'split-leak-text': inText(
    ({ data, budget, point, draw }) => {
      if (!('text' in data.file)) throw new Error('A sample has no text.');
      const { text } = data.file;
      const kept = Math.floor(0.88 * text.length);
      const from = draw.between(0, Math.floor(kept / 2));
      const leaking = text.slice(0, kept) + text.slice(from, from + text.length - kept);
      return { data: { ...data, file: { ...data.file, text: leaking } }, settings: textSettings(point, budget) };
    },
    { sources: ['moby-dick', 'tinyshakespeare', 'soseki-neko', 'code'] },
  ),
  'texts-cut': async (draw) => {
    const data = opinionsData({ count: draw.between(400, 800), asides: [3, 8] }, draw);
    const train = { epochs: 8, sequenceLength: draw.between(6, 12) };
    return seeded({ data, settings: { presetId: 'bi-lstm-classifier', train } }, draw);
  },
  'too-few-validation-items': async (draw) => {
    const count = draw.between(900, 1800);
    const validationFraction = Number((draw.between(5, 14) / count).toPrecision(3));
    const isOfNames = draw.chance(0.5);
    const data = isOfNames ? await namesData(count, draw) : opinionsData({ count }, draw);
    const presetId = isOfNames ? 'char-classifier' : 'bi-lstm-classifier';
    return seeded({ data, settings: { presetId, train: { epochs: 6, validationFraction } } }, draw);
  },
  // The loss that is left when such a language has been learnt is chance, which no epoch takes away.
  'wasted-epochs': inText(
    ({ data, budget, point, draw }) => {
      const small = {
        ...point,
        units: 48,
        dropout: 0,
        batchSize: 8,
        sequenceLength: 32,
        learningRate: draw.rate(0.003, 0.01),
      };
      return longReading(data, { ...small, schedule: 'constant' }, budget, draw.between(60, 90));
    },
    { length: [4_000, 8_000], sources: ['embedded-reber'] },
  ),
  'vectors-missing': async (draw) => {
    const data = opinionsData({ count: draw.between(500, 900) }, draw);
    const known = ['the', 'was', 'and', 'it', 'this', 'i', 'a', 'is', 'on', 'we', 'there', 'my'];
    const vectors = known.map((word) => `${word} ${vector(draw)}\n`).join('');
    return seeded({ data, vectors, settings: { presetId: 'bi-lstm-classifier', train: { epochs: 8 } } }, draw);
  },
} as const satisfies Record<string, Plant>;

function large(point: TextPoint, draw: Draw): TextPoint {
  const sizes = { layers: 1, units: draw.pick([96, 128, 160]), dropout: 0 };
  return { ...point, ...sizes, batchSize: 8, sequenceLength: 32, learningRate: draw.rate(0.004, 0.01) };
}

function longReading(data: BenchData, point: TextPoint, budget: TextBudget, epochs: number): Training {
  const settings = textSettings(point, budget);
  return { data, settings: { ...settings, train: { ...settings.train, epochs } } };
}

const VECTOR_SIZE = 24;

function vector(draw: Draw): string {
  return Array.from({ length: VECTOR_SIZE }, () => draw.normal().toFixed(3)).join(' ');
}
