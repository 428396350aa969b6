import type { Draw } from '../draw.ts';
import type { BenchData } from '../data/bench-data.ts';
import { characters, words } from '../data/bench-data.ts';
import { runningText } from '../data/running-texts.ts';
import type { RunSettings } from './bench-run.ts';
import {
  recipeFor,
  textBudget,
  textSettings,
  withRecurrent,
  type TextBudget,
  type TextPoint,
} from './language-model.ts';

/** The data of a group, and the trainings on it, by name. */
export interface HealthyGroup {
  data: BenchData;
  settings: Record<string, RunSettings>;
}

/** The range of operations of one training, which take a core a second or two. */
export const TEXT_OPERATIONS = [1.2e10, 3e10] as const;
export const TEXT_LENGTHS = [12_000, 40_000] as const;
/** The factor by which texts of words and of pieces are longer, since they have few tokens for their characters. */
const LONGER = 3;
const VARIANTS = 3;

/** Resolves with the recipe for a piece of a text, and with reasonable variants of it. */
export async function healthyText(source: string, draw: Draw): Promise<HealthyGroup | null> {
  const [name, tokenizer] = source.split(':');
  const length = draw.between(...TEXT_LENGTHS) * (tokenizer === undefined ? 1 : LONGER);
  const text = await runningText(name, length, draw);
  if (text === null) return null;
  const data = { ...text, source, tokenizer: tokenizerOf(tokenizer) };
  const budget = textBudget(data, draw.rate(...TEXT_OPERATIONS));
  const recipe = recipeFor(budget);
  const seeded = (settings: RunSettings): RunSettings => ({
    ...settings,
    train: { ...settings.train, seed: draw.seed() },
  });
  const settings: HealthyGroup['settings'] = { recipe: seeded(textSettings(recipe, budget)) };
  for (let n = 1; n <= VARIANTS; n++) settings[`variant-${n}`] = seeded(varied(recipe, budget, draw));
  return { data, settings };
}

function tokenizerOf(name: string | undefined): BenchData['tokenizer'] {
  if (name === 'words') return words;
  if (name === 'bpe') return { type: 'bpe', minimumFrequency: 1, vocabularySize: 300 };
  return characters;
}

/** Changes one or two settings, like a person who knows what to change. */
function varied(recipe: TextPoint, budget: TextBudget, draw: Draw): RunSettings {
  let point = recipe;
  let activation = 'tanh';
  for (let count = draw.between(1, 2); count > 0; count--) {
    const change = draw.pick(changes);
    if (change === 'softsign') activation = change;
    else point = change(point, draw);
  }
  const settings = textSettings(point, budget);
  return { ...settings, model: withRecurrent(settings.model, { activation }) };
}

type Change = (point: TextPoint, draw: Draw) => TextPoint;

const changes: readonly (Change | 'softsign')[] = [
  'softsign',
  (point, draw) => ({ ...point, learningRate: rounded(point.learningRate * draw.pick([0.5, 0.7, 1.4])) }),
  (point, draw) => ({ ...point, units: 8 * Math.round((point.units * draw.pick([0.75, 1.3])) / 8) }),
  (point, draw) => ({ ...point, batchSize: Math.max(2, Math.round(point.batchSize * draw.pick([0.5, 2]))) }),
  (point, draw) => ({
    ...point,
    sequenceLength: Math.max(16, Math.round(point.sequenceLength * draw.pick([0.7, 1.5, 2]))),
  }),
  (point, draw) => ({ ...point, dropout: draw.pick([0, 0.1, 0.2]) }),
  (point) => ({ ...point, cell: 'gru' }),
  (point) => ({ ...point, optimizer: 'adamw' }),
  (point) => ({ ...point, optimizer: 'rmsprop', learningRate: rounded(point.learningRate / 3) }),
  (point) => ({ ...point, schedule: 'constant', learningRate: rounded(point.learningRate / 2) }),
  (point) => ({ ...point, schedule: 'exponential' }),
  (point, draw) => ({ ...point, clip: draw.pick([0.5, 2, 5]) }),
];

function rounded(rate: number): number {
  return Number(rate.toPrecision(2));
}
