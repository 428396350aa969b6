import { defineCommand } from '../command.ts';
import { choice, text, wholeNumber } from '../options.ts';
import { documentOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { readModel } from '../read-model.ts';
import { givenColumns, isGiven, tableOptions } from '../tables/table-options.ts';
import { budgetOption, usualBudget } from '../training/budget-option.ts';
import { reasonSentence, recommendationLines } from '../training/describe-recommendation.ts';
import { tokenizerSpec, tokenizerTypes } from '../training/tokenizer-option.ts';
import { findDataset, importPath } from '../training/training-dataset.ts';
import { UsageError } from '../usage-error.ts';

export const recipe = defineCommand({
  description:
    'Tells which network, rate, batches and steps kioku train would choose for a text and a time, and why. It measures this machine for ' +
    'some seconds, and trains nothing.',
  positionals: null,
  options: {
    data: text('FILE|FOLDER', 'what to learn from'),
    dataset: text('NAME|ID', 'instead, what has been imported: see kioku import and kioku datasets'),
    ...tableOptions,
    budget: { ...budgetOption, description: `${budgetOption.description} (5m if left out)` },
    preset: text('ID', 'the network, if it is not to be chosen: char-rnn-s, word-lm…'),
    model: text('FILE', 'an own network instead, as JSON'),
    tokenizer: choice(tokenizerTypes, 'what the text is cut into (characters if left out)'),
    'minimum-frequency': wholeNumber('N', 'rarer characters or words become one unknown token', 1),
    locale: text('TAG', 'whose rules cut words: en (if left out), ja, pt-BR…'),
    vocabulary: wholeNumber('N', 'tokens that bpe learns, with the 256 bytes (1000 if left out)', 257, 65_536),
    ...studioOptions,
    json: documentOption,
  },
  examples: ['kioku recipe --data novel.txt --budget 5m', 'kioku recipe --dataset reviews.csv --budget 1m --json'],
  async run(values) {
    if ((values.data === undefined) === (values.dataset === undefined))
      throw new UsageError('Either --data or --dataset says what to learn from.');
    if (values.preset !== undefined && values.model !== undefined)
      throw new UsageError('Either --preset or --model is given, not both.');
    const given = givenColumns({ ...values, horizon: undefined });
    if (values.data === undefined && isGiven(given))
      throw new UsageError(
        'What columns mean is said of --data, or of kioku import; a dataset has its columns already.',
      );
    const tokenizer = tokenizerSpec({
      type: values.tokenizer,
      minimumFrequency: values['minimum-frequency'],
      locale: values.locale,
      vocabularySize: values.vocabulary,
    });
    const model = values.model === undefined ? null : await readModel(values.model);
    return withStudio(values, async (studio) => {
      const dataset = await (values.data === undefined
        ? findDataset(studio, values.dataset ?? '', values)
        : importPath(studio, values.data, given, values));
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
