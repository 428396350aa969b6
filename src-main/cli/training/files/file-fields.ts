import { schemaFields, type JsonSchema, type SchemaField } from '../../../contract/training-files/schema-fields.ts';
import { trainingFileJsonSchema } from '../../../contract/training-files/training-file.ts';

/** Fields that are given as a whole: a network comes in a file of its own, and what is swept has a form of its own. */
const wholeFields = ['model', 'sweep.vary'];
/** Fields about the file itself. */
const ofTheFile = ['$schema', 'version'];

/** All fields of a training file that an option sets. */
export const fileFields: readonly SchemaField[] = schemaFields(
  trainingFileJsonSchema() as JsonSchema,
  wholeFields,
).filter(({ path }) => !ofTheFile.includes(path.join('.')));

/** Names of options that are older than training files, or shorter than what would be made of the field’s path. */
const namesOfFields: Readonly<Record<string, string>> = {
  'data.file': 'data',
  'data.hash': 'dataset-hash',
  'data.columns.token': 'token-column',
  'data.columns.tag': 'tag-column',
  'data.cleanUps': 'clean',
  'data.keep': 'keep',
  'tokenizer.minimumFrequency': 'minimum-frequency',
  'tokenizer.locale': 'locale',
  'tokenizer.vocabularySize': 'vocabulary',
  'from.run': 'from',
  'vectors.file': 'vectors',
  'vectors.freeze': 'freeze',
  'train.validationFraction': 'validation',
  'train.optimizer.learningRate': 'learning-rate',
  'train.optimizer.decayBiases': 'decay-biases',
  'train.earlyStopping.patience': 'early-stopping',
  'train.checkpoints.spaceBytes': 'checkpoint-space',
  'sweep.vary': 'vary',
};

/** Groups whose names say nothing that the names of their fields do not. */
const silentGroups = ['train', 'data', 'columns'];

/** Returns the name of the option that sets a field: `--clip-max` for train.clip.max, `--clip` for its type. */
export function optionName(path: readonly string[]): string {
  const known = namesOfFields[path.join('.')];
  if (known !== undefined) return known;
  const words = path.filter((name, place) => !silentGroups.includes(name) && !(name === 'type' && place > 0));
  return words.map((word) => word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)).join('-');
}
