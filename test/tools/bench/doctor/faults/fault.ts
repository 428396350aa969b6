import type { Draw } from '../draw.ts';
import type { BenchData } from '../data/bench-data.ts';
import { prose, remembering, runningText } from '../data/running-texts.ts';
import type { Training } from '../runs/bench-run.ts';
import { TEXT_LENGTHS, TEXT_OPERATIONS } from '../runs/healthy-texts.ts';
import { recipeFor, textBudget, textSettings, type TextBudget, type TextPoint } from '../runs/language-model.ts';

/** Makes a training that would be healthy except for one thing. Resolves with null where its text is missing here. */
export type Plant = (draw: Draw) => Promise<Training | null>;

/** A piece of text with the choices of the studio for it. */
interface HealthyBase {
  data: BenchData;
  budget: TextBudget;
  point: TextPoint;
  draw: Draw;
}

export const proseSources = Object.keys(prose);
export const rememberingSources = Object.keys(remembering);

/** Plants a fault into the recipe for a piece of one of these texts. */
export function inText(
  plant: (base: HealthyBase) => Training,
  {
    sources = proseSources,
    length = TEXT_LENGTHS,
  }: { sources?: readonly string[]; length?: readonly [number, number] } = {},
): Plant {
  return async (draw) => {
    const data = await runningText(draw.pick(sources), draw.between(...length), draw);
    if (data === null) return null;
    const budget = textBudget(data, draw.rate(...TEXT_OPERATIONS));
    return seeded(plant({ data, budget, point: recipeFor(budget), draw }), draw);
  };
}

/** Plants a fault into the choices of the recipe, by other settings of the network or its training. */
export function inRecipe(
  change: (point: TextPoint, draw: Draw) => TextPoint,
  options?: Parameters<typeof inText>[1],
): Plant {
  return inText(({ data, budget, point, draw }) => {
    // The amount of training stays that of the healthy network.
    const healthy = textSettings(point, budget).train;
    const changed = change(point, draw);
    const settings = textSettings(changed, budget);
    const schedule = changed.schedule === point.schedule ? healthy.schedule : settings.train.schedule;
    return { data, settings: { ...settings, train: { ...settings.train, epochs: healthy.epochs, schedule } } };
  }, options);
}

export function seeded(training: Training, draw: Draw): Training {
  const { settings } = training;
  return { ...training, settings: { ...settings, train: { ...settings.train, seed: draw.seed(), threads: 1 } } };
}
