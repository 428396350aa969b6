import { defineCommand } from '../command.ts';
import { text } from '../options.ts';
import { documentOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { readModel } from '../read-model.ts';
import { budgetOption, usualBudget } from '../training/budget-option.ts';
import { dataOptions, openData, requireData } from '../training/data-options.ts';
import { reasonSentence, recommendationLines } from '../training/describe-recommendation.ts';
import { tokenizerOptions, tokenizerSpec } from '../training/tokenizer-option.ts';
import { UsageError } from '../usage-error.ts';

export const recipe = defineCommand({
  description:
    'Tells which network, rate, batches and steps kioku train would choose for a text and a time, and why. It measures this machine for ' +
    'some seconds, and trains nothing.',
  positionals: null,
  options: {
    ...dataOptions,
    budget: { ...budgetOption, description: `${budgetOption.description} (5m if left out)` },
    preset: text('ID', 'the network, if it is not to be chosen: char-rnn-s, word-lm…'),
    model: text('FILE', 'an own network instead, as JSON'),
    ...tokenizerOptions,
    ...studioOptions,
    json: documentOption,
  },
  examples: ['kioku recipe --data novel.txt --budget 5m', 'kioku recipe --dataset reviews.csv --budget 1m --json'],
  async run(values) {
    const given = requireData(values);
    if (values.preset !== undefined && values.model !== undefined)
      throw new UsageError('Either --preset or --model is given, not both.');
    const tokenizer = tokenizerSpec(values);
    const model = values.model === undefined ? null : await readModel(values.model);
    return withStudio(values, async (studio) => {
      const dataset = await openData(studio, values, given);
      const recommendation = await studio.client.runs.recommend({
        datasetId: dataset.id,
        budget: values.budget ?? usualBudget,
        ...(tokenizer !== null && { tokenizer }),
        presetId: values.preset ?? null,
        model,
      });
      const why = recommendation.reasons.map(reasonSentence);
      if (values.json)
        process.stdout.write(`${JSON.stringify({ dataset: dataset.name, ...recommendation, why }, null, 2)}\n`);
      else process.stdout.write(`${[dataset.name, ...recommendationLines(recommendation)].join('\n')}\n`);
      return 0;
    });
  },
});
