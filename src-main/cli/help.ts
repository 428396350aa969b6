import type { Command } from './command.ts';
import type { OptionTable } from './options.ts';

const WIDTH = 100;

/** The help of one command. `invocation` is how a person calls it: `kioku train`. */
export function commandHelp<O extends OptionTable>(invocation: string, command: Command<O>): string {
  const rows = Object.entries(command.options).map(([name, option]): [string, string] => [
    `--${name}${option.placeholder === null ? '' : ` ${option.placeholder}`}`,
    option.description,
  ]);
  rows.push(['--help', 'shows this']);
  const { positionals } = command;
  if (positionals) rows.unshift([positionals.placeholder, positionals.description]);
  return [
    `${invocation}${positionals ? ` ${positionals.placeholder}` : ''} [options]`,
    '',
    wrap(command.description, 0),
    '',
    table(rows),
    '',
    'Examples',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

/** Two columns: names, and wrapped descriptions beside them. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const indent = Math.min(32, Math.max(...rows.map(([name]) => name.length)) + 4);
  return rows
    .map(([name, description]) => {
      const head = `  ${name}`;
      const body = wrap(description, indent);
      return head.length + 2 > indent ? `${head}\n${' '.repeat(indent)}${body}` : head.padEnd(indent) + body;
    })
    .join('\n');
}

/** Breaks a paragraph at spaces; every line but the first is indented. */
function wrap(paragraph: string, indent: number): string {
  const lines = [''];
  for (const word of paragraph.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
