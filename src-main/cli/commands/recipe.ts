import { defineCommand } from '../command.ts';
import { documentOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { parseBudget, usualBudget } from '../training/budget-option.ts';
import { chooseForBudget } from '../training/choose-for-budget.ts';
import { reasonSentence, recommendationLines } from '../training/describe-recommendation.ts';
import { decidedTraining } from '../training/files/decided-training.ts';
import { fileOfOptions, planOptions } from '../training/files/file-options.ts';
import { networkFor } from '../../training-files/network-for.ts';
import { openData } from '../training/files/open-data.ts';
import { requireConsistent } from '../training/files/require-consistent.ts';
import { tokenizerOf } from '../training/files/tokenizer-of.ts';

export const recipe = defineCommand({
  description:
    'Tells which network, rate, batches and steps kioku train would choose for a text and a time, and why. What other options decide takes ' +
    'the place of what it would choose, as in kioku train. It measures this machine for some seconds, and trains nothing.',
  positionals: null,
  options: {
    ...planOptions,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku recipe --data novel.txt --budget 5m',
    'kioku recipe --dataset reviews.csv --budget 1m --json',
    'kioku recipe --data novel.txt --budget 20m --optimizer rmsprop --learning-rate 0.003',
  ],
  async run(values) {
    const file = await fileOfOptions(values);
    requireConsistent(file);
    const tokenizer = tokenizerOf(file);
    return withStudio(values, async (studio) => {
      const dataset = await openData(studio, file.data ?? {}, values);
      const recommendation = await chooseForBudget(studio.client, {
        budget: file.budget === undefined ? usualBudget : parseBudget(file.budget, '--budget'),
        datasetId: dataset.id,
        tokenizer,
        presetId: file.preset ?? null,
        model: file.model === undefined ? null : networkFor(file.model, dataset),
        decided: decidedTraining(file, dataset),
      });
      const why = recommendation.reasons.map(reasonSentence);
      if (values.json)
        process.stdout.write(`${JSON.stringify({ dataset: dataset.name, ...recommendation, why }, null, 2)}\n`);
      else process.stdout.write(`${[dataset.name, ...recommendationLines(recommendation)].join('\n')}\n`);
      return 0;
    });
  },
});
