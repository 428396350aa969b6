/** The terms of recipes: a budget, the cost of a training, and the reason for a setting. */

/** The time that a person gives a training. Without a limit it goes on as long as the validation loss falls. */
export type Budget = { kind: 'time'; seconds: number } | { kind: 'as-long-as-it-learns' };

/** The time that the parts of a training take on this machine. */
export interface TrainingCost {
  /** One optimizer step. */
  stepMs: number;
  /** One validation; 0 where nothing is held back. */
  validationMs: number;
  /** Reading the data and planning the memory, before the first step. */
  openMs: number;
  stepsPerEpoch: number;
  tokensPerStep: number;
  parameterCount: number;
  /** How many times as long it all takes while other programs have the processor as they had it during the measurement. */
  slowdown: number;
}

/** Why a setting was chosen: a sentence by its key, and the numbers in it. */
export interface RecipeReason {
  key: RecipeReasonKey;
  values: Record<string, number>;
}

export const recipeReasonKeys = [
  'size-for-time',
  'size-for-data',
  'template',
  'small-batches',
  'rate',
  'schedule',
  'dropout',
  'epochs-by-time',
  'epochs-by-data',
  'until-it-stops-learning',
  'restores-best',
  'keeps-best',
  'busy-machine',
] as const;

export type RecipeReasonKey = (typeof recipeReasonKeys)[number];
