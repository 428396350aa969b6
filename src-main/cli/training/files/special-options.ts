import { flag, readFromText, text, type Option } from '../../options.ts';
import { checkpointSpaceOption } from '../../byte-size.ts';
import { budgetOption } from '../budget-option.ts';
import { validationOption } from '../validation-option.ts';
import { varyOption } from '../../sweeps/vary-option.ts';

/** The options of fields that a person says in another form than the file. */
export const specialOptions: Readonly<Record<string, Option<unknown>>> = {
  data: text('FILE|FOLDER', 'what to learn from'),
  dataset: text('NAME|ID', 'instead, what has been imported: see kioku import and kioku datasets'),
  preset: text(
    'ID',
    'the network, if it is not to be chosen for the text and the time: char-rnn-s, char-rnn-m, word-lm, course-classifier…',
  ),
  model: text('FILE', 'an own network instead, as JSON; its input and output layers are made to fit the text'),
  from: text(
    'RUN',
    'instead of a network: begins with the weights of this run, also of imported ones, and with its tokenizer',
  ),
  locale: readFromText(
    'TAG',
    'whose rules cut words: en (if left out), ja, pt-BR…',
    'a language tag such as en, ja or pt-BR',
    languageTag,
  ),
  budget: {
    ...budgetOption,
    read(given, name) {
      budgetOption.read(given, name);
      return given?.trim();
    },
  },
  validation: validationOption,
  freeze: flag('keeps the embedding as --vectors made it'),
  'balance-classes': flag('lets rare labels count as much as frequent ones'),
  'decay-biases': flag('lets the weight decay of adamw shrink biases too'),
  'checkpoint-space': checkpointSpaceOption('room for all checkpoints of the run: 500MB, 2GB… (256MB if left out)'),
  vary: varyOption,
};

/** Returns the tag in its usual form, or null where it is none. */
function languageTag(given: string): string | null {
  try {
    return new Intl.Locale(given).toString();
  } catch {
    return null;
  }
}

/** Other names of options, which came first. */
export const olderNames: Readonly<Record<string, { of: string; description: string }>> = {
  'text-column': { of: 'text', description: 'the same as --text' },
  'label-column': { of: 'label', description: 'the same as --label' },
  features: { of: 'read', description: 'the same as --read' },
  targets: { of: 'predict', description: 'the same as --predict' },
};
