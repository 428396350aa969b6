import { z } from 'zod';
import type { OptimizerSpec, ScheduleSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { taskNames } from '../../../src-engine/spec/model-spec.ts';
import { dateOrders, duplicateTreatments, gapTreatments, missingTreatments } from '../datasets/import-content.ts';
import { cleanUpIds, importFormats, textEncodings } from '../datasets/import-records.ts';
import { keepableKinds } from '../datasets/left-out.ts';
import { mostSeeds } from '../groups/group-records.ts';
import { budgetForm } from './budget-text.ts';
import type { Wanted } from './faults.ts';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from '../spec-schemas.ts';
import { mostSweepRuns, rungUnits } from '../sweeps/sweep-records.ts';
import { sweptSettings } from '../sweeps/swept-settings.ts';

const column = z.string().max(10_000);
const columns = z.array(column).max(1000);
const rows = (most: number) => z.int().min(1).max(most);

/** The meaning of the columns of a table. What is left out is as the file itself tells it. */
const columnMeanings = z.strictObject({
  text: column.exactOptional().describe('the column with the texts'),
  label: column.exactOptional().describe('the column with the labels, of texts or of sequences of numbers'),
  token: column
    .exactOptional()
    .describe('the column, or list, with the tokens; in a file with a token a line “column 1”, “column 2”…'),
  tag: column.exactOptional().describe('the column, or list, with a tag for each token'),
  time: column.exactOptional().describe('the column that says when a row is; none counts the rows'),
  predict: columns
    .exactOptional()
    .describe('columns of numbers to forecast, with commas between them; their past is read too'),
  read: columns.exactOptional().describe('columns to read that are known up to the present alone'),
  knownAhead: columns.exactOptional().describe('columns that are known for the time to come as well, such as plans'),
  series: column.exactOptional().describe('the column that tells several series in one table apart'),
  gaps: z
    .enum(gapTreatments)
    .exactOptional()
    .describe('times without a row: the value before, one on the line between its neighbours, or two pieces'),
  missing: z
    .enum(missingTreatments)
    .exactOptional()
    .describe('cells without a value: the same, or rows at the ends left out'),
  duplicates: z
    .enum(duplicateTreatments)
    .exactOptional()
    .describe('rows with the same time: the first, the last, or their mean'),
  dateOrder: z.enum(dateOrders).exactOptional().describe('what comes first in dates such as 1/2/2024'),
  zone: z
    .string()
    .max(100)
    .exactOptional()
    .describe('the zone whose clocks show the times: Europe/Berlin, Asia/Tokyo, UTC…'),
  decimal: z.enum(['point', 'comma']).exactOptional().describe('what marks decimals'),
});

const dataOfFile = z.strictObject({
  file: z.string().min(1).exactOptional().describe('the file or folder to learn from'),
  dataset: z.string().min(1).exactOptional().describe('instead, the name or id of what has been imported'),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'hash-form' satisfies Wanted['kind'])
    .exactOptional()
    .describe('the sha-256 of the content, as kioku import tells it: other content is refused'),
  columns: columnMeanings.exactOptional().describe('what the columns of a table mean, and what becomes of its rows'),
  format: z.enum(importFormats).exactOptional().describe('the format of the file, where its name does not say it'),
  encoding: z.enum(textEncodings).exactOptional().describe('the encoding, where it should not be detected'),
  malformed: z
    .enum(['refuse', 'replace'])
    .exactOptional()
    .describe('what becomes of bytes that are not of the encoding'),
  cleanUps: z.array(z.enum(cleanUpIds)).exactOptional().describe('what is cleaned up in the text before it is stored'),
  keep: z
    .array(z.enum(keepableKinds))
    .exactOptional()
    .describe('what stays in the text of documents that is otherwise left out'),
  header: z.boolean().exactOptional().describe('whether the first row of a table names its columns'),
  validation: z
    .string()
    .min(1)
    .exactOptional()
    .describe('a file of its own that validates, with the columns of the data, instead of a share that is held back'),
});

/** A network without its sizes of input and output, which the data decides. */
const networkOfFile = z.strictObject({
  task: z.enum(taskNames).exactOptional().describe('what the network does (language-model if left out)'),
  input: modelSpecSchema.shape.input.exactOptional().describe('what it reads; its size is that of the data'),
  layers: modelSpecSchema.shape.layers.describe(
    'the layers from the input on; the last dense one is made to fit the data',
  ),
  forecast: modelSpecSchema.shape.forecast.describe('what a forecaster tells'),
});

const beginning = z.strictObject({
  run: z
    .string()
    .min(1)
    .describe('a run, by its name, its id or “last”, whose weights and tokenizer this one begins with'),
  checkpoint: z
    .string()
    .min(1)
    .exactOptional()
    .describe('the id of a checkpoint of that run, its step, best or last (last if left out)'),
  keep: z
    .enum(['weights', 'training'])
    .exactOptional()
    .describe('weights begins a new training with them; training goes on with the one of that run, on its data'),
});

const sweep = z.strictObject({
  vary: sweptSettings.describe('the settings that are varied, with the values of each'),
  method: z
    .enum(['grid', 'random'])
    .exactOptional()
    .describe('grid trains every combination, random draws some of them'),
  runs: z.int().min(2).max(mostSweepRuns).exactOptional().describe('how many combinations random draws'),
  halving: z
    .strictObject({
      unit: z.enum(rungUnits).exactOptional().describe('what lengths are counted in (epochs if left out)'),
      first: rows(1_000_000)
        .exactOptional()
        .describe('how long every run trains before the best go on (1 if left out)'),
      reduction: z
        .int()
        .min(2)
        .max(10)
        .exactOptional()
        .describe('one in this many goes on, for this many times as long (3 if left out)'),
    })
    .exactOptional()
    .describe('trains all for a short while and the best for longer, by asynchronous successive halving'),
});

/** One of several kinds of settings. What is left out is as the preset has it, or as is customary. */
function kindOf(union: z.ZodDiscriminatedUnion<z.ZodObject[]>): z.ZodType {
  const options = union.options.map(({ shape }) =>
    z.strictObject(
      Object.fromEntries(
        Object.entries(shape).map(([name, field]) => [
          name,
          name === 'type' ? field : withoutDefault(field).optional(),
        ]),
      ),
    ),
  );
  return z.discriminatedUnion('type', options as [z.ZodObject, ...z.ZodObject[]]);
}

function withoutDefault(field: z.core.$ZodType): z.ZodType {
  const inner = field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : (field as z.ZodType);
  const { description } = field as z.ZodType;
  return description === undefined ? inner : inner.describe(description);
}

const { optimizer, schedule, clip, earlyStopping, checkpoints } = trainSpecSchema.shape;
const kinds = { optimizer, schedule, clip } as unknown as Record<string, z.ZodDiscriminatedUnion<z.ZodObject[]>>;
const groups: Record<string, z.ZodType> = {
  ...Object.fromEntries(Object.entries(kinds).map(([name, union]) => [name, kindOf(union)])),
  earlyStopping: earlyStopping.unwrap().partial().nullable(),
  checkpoints: checkpoints.partial(),
};

/** All settings of a training; those that are left out are the preset's, or are chosen for the budget. */
const trainingOfFile = z.strictObject(
  Object.fromEntries(
    Object.entries(trainSpecSchema.shape).map(([name, field]: [string, z.ZodType]) => {
      const { description = '' } = field;
      return [name, (groups[name] ?? field).describe(description).optional()];
    }),
  ),
);

const budget = z.string().regex(budgetForm, 'time-form' satisfies Wanted['kind']);

/** A training as a file: all that `kioku train` can be told, by name. */
export const trainingFileSchema = z.strictObject({
  $schema: z.string().exactOptional().describe('where editors find the schema of this file'),
  version: z.literal(1).exactOptional().describe('the version of the form of this file'),
  name: z.string().min(1).max(255).exactOptional().describe('a name for the run'),
  data: dataOfFile.exactOptional().describe('what is learnt from'),
  tokenizer: tokenizerSpecSchema
    .exactOptional()
    .describe('what the text is cut into (the preset’s if left out, else characters)'),
  preset: z
    .string()
    .min(1)
    .exactOptional()
    .describe('the network, by the id of a template: char-rnn-s, word-lm, course-classifier…'),
  model: networkOfFile.exactOptional().describe('the layers of an own network, instead of a preset'),
  from: beginning.exactOptional().describe('weights to begin with, instead of a new network'),
  vectors: z
    .strictObject({
      file: z.string().min(1).describe('vectors of words (GloVe or word2vec, as text) that the embedding begins with'),
      freeze: z.boolean().exactOptional().describe('keeps the embedding as the vectors made it'),
    })
    .exactOptional()
    .describe('vectors of words that the embedding begins with'),
  horizon: rows(10_000)
    .exactOptional()
    .describe('rows that a forecaster tells at once (a season, or as was said at import, if left out)'),
  window: rows(65_536).exactOptional().describe('rows that a forecaster reads, or at most of a sequence of numbers'),
  budget: budget
    .exactOptional()
    .describe(
      'the time that the training may take: 90s, 2m, 1h; or learn, as long as it learns. What this file leaves out is chosen for it',
    ),
  balanceClasses: z.boolean().exactOptional().describe('lets rare labels count as much as frequent ones'),
  train: trainingOfFile.exactOptional().describe('how it is trained'),
  seeds: z
    .int()
    .min(2)
    .max(mostSeeds)
    .exactOptional()
    .describe('trains it with so many seeds, this and the following ones'),
  sweep: sweep.exactOptional().describe('trains it with several values of some settings'),
}) as z.ZodType<TrainingFile>;

type Data = z.infer<typeof dataOfFile>;

/** A setting that has several kinds; the kind is open where only its values are decided. */
type Kind<Spec extends { type: string }> = { type?: Spec['type'] | undefined } & Record<string, unknown>;

/** The settings of a training that are decided. */
export type DecidedTraining = Partial<
  Omit<TrainSpec, 'optimizer' | 'schedule' | 'clip' | 'earlyStopping' | 'checkpoints'>
> & {
  optimizer?: Kind<OptimizerSpec> | undefined;
  schedule?: Kind<ScheduleSpec> | undefined;
  clip?: Kind<TrainSpec['clip']> | undefined;
  earlyStopping?: Partial<NonNullable<TrainSpec['earlyStopping']>> | null | undefined;
  checkpoints?: Partial<TrainSpec['checkpoints']> | undefined;
};

export interface TrainingFile {
  $schema?: string;
  version?: 1;
  name?: string;
  data?: Data;
  tokenizer?: z.infer<typeof tokenizerSpecSchema>;
  preset?: string;
  model?: z.infer<typeof networkOfFile>;
  from?: z.infer<typeof beginning>;
  vectors?: { file: string; freeze?: boolean };
  horizon?: number;
  window?: number;
  budget?: string;
  balanceClasses?: boolean;
  train?: DecidedTraining;
  seeds?: number;
  sweep?: z.infer<typeof sweep>;
}

/** Returns the JSON Schema of training files, by which editors complete and check them. */
export function trainingFileJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(trainingFileSchema, { io: 'input' }),
    title: 'Training file of Kioku Studio',
    description: 'Everything that “kioku train --config FILE” needs to train a network, in YAML or JSON.',
  };
}
