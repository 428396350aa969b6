import type { ImportQuestion } from '../../contract/datasets/column-records.ts';
import type { ImportContent } from '../../contract/datasets/import-content.ts';
import type { Inspection } from '../../contract/datasets/import-records.ts';
import { optionsOf } from '../../datasets/meaning/command-options.ts';

/**
 * The questions of a table with the commands that answer them. `commandWith` returns a whole command line with the options that it is
 * given.
 */
export function askOnCommandLine(inspection: Inspection, commandWith: (options: string) => string): string {
  const { name, questions, suggestion } = inspection;
  const [only] = questions;
  if (questions.length === 1 && only !== undefined) {
    return `${name}: ${only.text} Say what is meant:\n${only.answers
      .map(({ options, text }) => `  ${commandWith(options)}\n      ${text}`)
      .join('\n')}`;
  }
  const asked = questions.map(
    (question) =>
      `${question.text}\n${question.answers.map(({ content, text }) => `  ${added(suggestion, content)}   ${text}`).join('\n')}`,
  );
  return `${name}: several things have to be said.\n${asked.join('\n')}\nFor example:\n  ${commandWith(optionsOf(firstAnswers(suggestion, questions)))}`;
}

/** The options that an answer adds to those that were given. */
function added(before: ImportContent, after: ImportContent): string {
  const known = optionsOf(before);
  const options = optionsOf(after).split(/ (?=--)/);
  return options.filter((option) => !known.split(/ (?=--)/).includes(option)).join(' ');
}

function firstAnswers(suggestion: ImportContent, questions: readonly ImportQuestion[]): ImportContent {
  const changes = questions.map(({ answers: [first] }) =>
    Object.entries(first.content).filter(([key, value]) => {
      const before: unknown = (suggestion as Record<string, unknown>)[key];
      return JSON.stringify(before) !== JSON.stringify(value);
    }),
  );
  return { ...suggestion, ...Object.fromEntries(changes.flat()) } as ImportContent;
}
