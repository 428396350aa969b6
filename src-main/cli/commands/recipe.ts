import { defineCommand } from '../command.ts';
import { text } from '../options.ts';
import { documentOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { readModel } from '../read-model.ts';
import { budgetOption, usualBudget } from '../training/budget-option.ts';
import { chooseForBudget } from '../training/choose-for-budget.ts';
import { dataOptions, openData, requireData } from '../training/data-options.ts';
import { reasonSentence, recommendationLines } from '../training/describe-recommendation.ts';
import { tokenizerOptions, tokenizerSpec } from '../training/tokenizer-option.ts';
import { requireTrainingOptions, trainingOptions, wantedTraining } from '../training/training-options.ts';
import { datasetWithValidation } from '../training/validation-option.ts';
import { UsageError } from '../usage-error.ts';

export const recipe = defineCommand({
  description:
    'Tells which network, rate, batches and steps kioku train would choose for a text and a time, and why. What other options decide takes ' +
    'the place of what it would choose, as in kioku train. It measures this machine for some seconds, and trains nothing.',
  positionals: null,
  options: {
    ...dataOptions,
    budget: { ...budgetOption, description: `${budgetOption.description} (5m if left out)` },
    preset: text('ID', 'the network, if it is not to be chosen: char-rnn-s, word-lm…'),
    model: text('FILE', 'an own network instead, as JSON'),
    ...tokenizerOptions,
    ...trainingOptions,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku recipe --data novel.txt --budget 5m',
    'kioku recipe --dataset reviews.csv --budget 1m --json',
    'kioku recipe --data novel.txt --budget 20m --optimizer rmsprop --learning-rate 0.003',
  ],
  async run(values) {
    const given = requireData(values);
    requireTrainingOptions(values);
    if (values.preset !== undefined && values.model !== undefined)
      throw new UsageError('Either --preset or --model is given, not both.');
    const tokenizer = tokenizerSpec(values);
    const model = values.model === undefined ? null : await readModel(values.model);
    return withStudio(values, async (studio) => {
      const data = await openData(studio, values, given);
      const dataset = await datasetWithValidation(studio, data, values.validation);
      const recommendation = await chooseForBudget(studio.client, {
        budget: values.budget ?? usualBudget,
        datasetId: dataset.id,
        tokenizer,
        presetId: values.preset ?? null,
        model,
        changes: wantedTraining(values, dataset),
      });
      const why = recommendation.reasons.map(reasonSentence);
      if (values.json)
        process.stdout.write(`${JSON.stringify({ dataset: dataset.name, ...recommendation, why }, null, 2)}\n`);
      else process.stdout.write(`${[dataset.name, ...recommendationLines(recommendation)].join('\n')}\n`);
      return 0;
    });
  },
});
