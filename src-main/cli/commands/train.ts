import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { usualTemplates } from '../../../src-engine/recipes/usual-template.ts';
import { backendChoices, backendSummaries } from '../../../src-engine/spec/backends.ts';
import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import type { DatasetRecord, RunRecord } from '../../contract/records.ts';
import { checkpointSpaceOption } from '../byte-size.ts';
import { defineCommand } from '../command.ts';
import { INTERRUPTED } from '../interruption.ts';
import { endingLines } from '../metrics/describe-outcome.ts';
import { studioOptions, withStudio, type StudioValues } from '../studio/with-studio.ts';
import { choice, flag, number, numberList, positiveNumber, text, wholeNumber } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { readModel } from '../read-model.ts';
import { samplingLines } from '../tables/describe-sampling.ts';
import { splitLine, understoodLines } from '../tables/describe-understood.ts';
import { budgetOption, usualBudget } from '../training/budget-option.ts';
import { chooseForBudget, modelOfRun } from '../training/choose-for-budget.ts';
import { dataOptions, openData, requireData } from '../training/data-options.ts';
import { describeCutTexts } from '../training/describe-cut-texts.ts';
import { recommendationLines } from '../training/describe-recommendation.ts';
import { tokenizerOptions, tokenizerSpec } from '../training/tokenizer-option.ts';
import { optimizerTypes, trainingChanges } from '../training/training-changes.ts';
import { followTraining } from '../training/follow-training.ts';
import { jsonReporter } from '../training/json-reporter.ts';
import { textReporter } from '../training/text-reporter.ts';
import { startTime } from '../training/start-time.ts';
import { balancedClassWeights } from '../../contract/balanced-class-weights.ts';
import { describeCoverage, stageVectors } from '../training/word-vectors.ts';
import { datasetWithValidation, validationOption } from '../training/validation-option.ts';
import { warnOfSlowBackend } from '../training/warn-of-slow-backend.ts';
import { leftOutLines } from '../training/training-dataset.ts';
import { trainWeights } from '../training/train-weights.ts';
import { UsageError } from '../usage-error.ts';

const LARGEST_SEED = 2 ** 32 - 1;
const LONGEST_NAME = 255;

export const train = defineCommand({
  description:
    'Trains a network on texts, labelled texts, tokens with tags or numbers and stores the run, with its checkpoints, in the data folder. ' +
    'Ctrl-C stops it with a checkpoint, from which it can go on.',
  positionals: null,
  options: {
    ...dataOptions,
    preset: text(
      'ID',
      'the network, if it is not to be chosen for the text and the time: char-rnn-s, char-rnn-m, word-lm, course-classifier…',
    ),
    from: text(
      'RUN',
      'instead of a network: begins with the weights of this run, also of imported ones, and with its tokenizer',
    ),
    model: text('FILE', 'an own network instead, as JSON; its input and output layers are made to fit the text'),
    ...tokenizerOptions,
    budget: budgetOption,
    epochs: wholeNumber('N', 'passes over the text (as the budget allows if left out, or the preset’s)', 1, 1_000_000),
    'max-steps': wholeNumber('N', 'ends after this many optimizer steps', 1),
    seed: wholeNumber('N', 'decides all that is random: the same seed trains the same network', 0, LARGEST_SEED),
    backend: choice(backendChoices, `what computes: ${backendSummaries}`),
    optimizer: choice(optimizerTypes, 'how gradients change the weights (the preset’s if left out)'),
    'learning-rate': positiveNumber('X', 'the length of the optimizer’s steps'),
    'decay-biases': flag('lets the weight decay of adamw shrink biases too'),
    validation: validationOption,
    'early-stopping': wholeNumber('N', 'ends after N epochs in which the validation loss did not improve', 1),
    'label-smoothing': number('X', 'share of every target that is spread over all classes or tokens', {
      minimum: 0,
      maximum: 0.9,
    }),
    'balance-classes': flag('lets rare labels count as much as frequent ones'),
    'class-weights': numberList('X,X,…', 'instead, how much each class counts, in the order of kioku import'),
    vectors: text('FILE', 'vectors of words (GloVe or word2vec, as text) that the embedding begins with'),
    freeze: flag('keeps the embedding as --vectors made it'),
    horizon: wholeNumber(
      'N',
      'rows that a forecaster tells at once (a season, or as was said at import, if left out)',
      1,
      10_000,
    ),
    'batch-size': wholeNumber('N', 'pieces of text that are read side by side', 1, 65_536),
    'sequence-length': wholeNumber(
      'N',
      'tokens through which the error is sent back, or rows that a forecaster reads',
      1,
      65_536,
    ),
    'checkpoint-space': checkpointSpaceOption('room for all checkpoints of the run: 500MB, 2GB… (256MB if left out)'),
    name: text('NAME', 'a name for the run'),
    'start-at': startTime('TIME', 'waits until then: 22:30, today or tomorrow, or 2027-01-31T22:30'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku train --data novel.txt',
    'kioku train --data novel.txt --budget 20m',
    'kioku train --data novel.txt --preset char-rnn-m --epochs 20 --name "Second try"',
    'kioku train --dataset reviews.csv --preset bi-lstm-classifier',
    'kioku train --data names.conll',
    'kioku train --data temperatures.csv --time t --predict value --horizon 24',
    'kioku train --data reviews.csv --text review --label stars',
    'kioku train --data novel.txt --preset word-lm --vectors glove.6B.100d.txt --freeze',
    'kioku train --data novel.txt --tokenizer word --minimum-frequency 3 --model my-model.json',
    'kioku train --data reviews.csv --validation held-out.csv',
    'kioku train --data novel.txt --start-at 22:30',
    'kioku train --data other-novel.txt --from 3f2a --epochs 5',
    'kioku train --data novel.txt --optimizer rmsprop --learning-rate 0.002 --seed 7 --json',
  ],
  async run(values) {
    if (values.name !== undefined && !(values.name.length >= 1 && values.name.length <= LONGEST_NAME))
      throw new UsageError(`--name takes 1 to ${LONGEST_NAME} characters.`);
    const brought = [values.preset, values.model, values.tokenizer, values.vectors].some(
      (value) => value !== undefined,
    );
    if (values.from !== undefined && brought)
      throw new UsageError(
        '--from brings its network and tokenizer: leave out --preset, --model, --tokenizer and --vectors.',
      );
    if (values.preset !== undefined && values.model !== undefined)
      throw new UsageError('Either --preset or --model is given, not both.');
    const given = requireData(values);
    if (values['balance-classes'] && values['class-weights'] !== undefined)
      throw new UsageError('Either --balance-classes or --class-weights is given, not both.');
    if (values.from !== undefined && values.budget !== undefined)
      throw new UsageError('--from goes on with the training of its run: say --epochs instead of --budget.');
    if (values.freeze && values.vectors === undefined) throw new UsageError('--freeze goes with --vectors.');
    const tokenizer = tokenizerSpec(values);
    const own = values.model === undefined ? null : await readModel(values.model);
    return withStudio(values, async (studio) => {
      const { client } = studio;
      const data = await openData(studio, values, given);
      const dataset = await datasetWithValidation(studio, data, values.validation);
      const tell = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
      understoodLines(dataset).forEach(tell);
      for (const line of leftOutLines(dataset)) process.stderr.write(`${line}\n`);
      const changes = {
        epochs: values.epochs,
        maxSteps: values['max-steps'],
        seed: values.seed,
        backend: values.backend,
        optimizer: values.optimizer,
        learningRate: values['learning-rate'],
        batchSize: values['batch-size'],
        sequenceLength: values['sequence-length'],
        decayBiases: values['decay-biases'],
        validationFraction: values.validation && 'share' in values.validation ? values.validation.share : undefined,
        patience: values['early-stopping'],
        labelSmoothing: values['label-smoothing'],
        checkpointSpace: values['checkpoint-space'],
        classWeights: values['balance-classes'] ? balancedClassWeights(classesOf(dataset)) : values['class-weights'],
      };
      const startAnew = async (): Promise<StartedRun> => {
        const hasVectors = values.vectors !== undefined && dataset.kind === 'text';
        const preset = values.preset ?? (hasVectors ? 'word-lm' : undefined);
        const template = own === null ? await chooseTemplate(client, preset, dataset) : null;
        const data = {
          datasetId: dataset.id,
          tokenizer: tokenizer ?? template?.tokenizer ?? { type: 'character' as const, minimumFrequency: 1 },
        };
        const vectors = values.vectors === undefined ? null : await stageVectors(studio, values.vectors, data);
        if (vectors !== null && !values.json) process.stdout.write(describeCoverage(vectors.coverage));
        const task = template?.model.task ?? own?.task ?? 'language-model';
        const chosen = await chooseForBudget(client, {
          budget: budgetOf(values),
          datasetId: dataset.id,
          tokenizer: tokenizer ?? (preset === undefined ? null : data.tokenizer),
          presetId: preset ?? null,
          model: own,
          changes,
        });
        const train = chosen?.training ?? template?.train ?? defaultTraining(task);
        if (can(task, 'classify') && dataset.kind === 'labelled') {
          const sequenceLength = changes.sequenceLength ?? train.sequenceLength;
          const note = describeCutTexts(await client.models.cutTexts({ ...data, sequenceLength }));
          if (note === null) tell('  texts cut: none');
          else process.stderr.write(note);
        }
        if (chosen !== null) recommendationLines(chosen).forEach(tell);
        const spec = chosen === null ? trainingChanges(train, changes) : chosen.training;
        tell(splitLine(dataset, spec.validationFraction ?? train.validationFraction));
        const run = await client.runs.start({
          ...data,
          ...(chosen !== null && { tokenizer: chosen.tokenizer }),
          ...modelOfRun(chosen, template?.id ?? null, own),
          ...(vectors !== null && { vectors: { importId: vectors.importId, trainable: !values.freeze } }),
          train: spec,
          ...(values.horizon !== undefined && { horizon: values.horizon }),
          ...(values['sequence-length'] !== undefined && { window: values['sequence-length'] }),
          ...(values.name !== undefined && { name: values.name }),
          ...(values['start-at'] !== undefined && { startAt: values['start-at'] }),
        });
        return { run, chosen };
      };
      const startWith = async (wanted: string): Promise<StartedRun> => {
        const { name, 'start-at': startAt } = values;
        return {
          run: await trainWeights(client, { wanted, dataset, changes, name, startAt, where: values }),
          chosen: null,
        };
      };
      const { run, chosen } = await (values.from === undefined ? startAnew() : startWith(values.from));
      if (dataset.kind === 'series') samplingLines(await client.forecasts.preparation({ runId: run.id })).forEach(tell);
      const reporter = values.json ? jsonReporter(chosen) : textReporter(process.stdout);
      await warnOfSlowBackend(client, run);
      const { run: ended, interrupted } = await followTraining(studio, run, reporter);
      if (!values.json) {
        const lines = [...nextStep(run, interrupted, values), ...endingLines(ended, values)];
        process.stdout.write(lines.map((line) => `${line}\n`).join(''));
      }
      return interrupted ? INTERRUPTED : 0;
    });
  },
});

interface StartedRun {
  run: RunRecord;
  /** Null where nothing was chosen for a budget. */
  chosen: Recommendation | null;
}

function classesOf({ name, report }: DatasetRecord): NonNullable<NonNullable<DatasetRecord['report']>['classes']> {
  const classes = report?.classes ?? null;
  if (classes === null) throw new UsageError(`--balance-classes wants labels, and ${name} has none.`);
  return classes;
}

/** Settings by which a person says how long to train, or how: then nothing is chosen for a budget that nobody has named. */
const ownSettings = [
  ...['preset', 'model', 'vectors', 'epochs', 'max-steps', 'batch-size', 'sequence-length'],
  ...['optimizer', 'learning-rate'],
];

/** The budget that was named, or the usual one where nothing was said about the training; null means that there is none. */
function budgetOf({ budget, ...values }: Record<string, unknown> & { budget: Budget | undefined }): Budget | null {
  if (budget !== undefined) return budget;
  return ownSettings.some((name) => values[name] !== undefined) ? null : usualBudget;
}

/** The template that is named, or that suits what the dataset holds. */
async function chooseTemplate(client: StudioClient, id: string | undefined, { kind }: DatasetRecord) {
  const templates = await client.models.templates();
  const wanted = id ?? usualTemplates[kind];
  const template = templates.find((each) => each.id === wanted);
  if (template !== undefined) return template;
  throw new UsageError(`--preset is one of ${templates.map((each) => each.id).join(', ')}, not “${wanted}”.`);
}

/** Returns the command that is worth a try next; none where there is none. */
function nextStep({ id, model }: RunRecord, interrupted: boolean, where: StudioValues): string[] {
  if (interrupted) return [`Go on with: ${suggestedCommand(`resume --run ${id}`, where)}`];
  if (can(model.task, 'generate'))
    return [`Let it write: ${suggestedCommand(`generate --run ${id} --length 400`, where)}`];
  if (can(model.task, 'forecast') && model.forecast !== undefined)
    return [`Let it forecast: ${suggestedCommand(`forecast --run ${id}`, where)}`];
  return [];
}
