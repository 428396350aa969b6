import type { ImportQuestion } from '../../contract/datasets/column-records.ts';
import { StudioError } from '../../contract/errors.ts';

/** The refusal of a table that could mean several things: the question, and the options that answer it. */
export function unclearMeaning(name: string, { text, answers }: ImportQuestion): StudioError {
  const choices = answers.map((answer) => `  ${answer.options}   (${answer.text})`);
  const message = `${name}: ${text} Say what is meant with one of:\n${choices.join('\n')}`;
  const options = answers.map((answer) => answer.options).join('\n');
  return new StudioError('invalid-data', message, { reason: 'unclear-meaning', name, options });
}
