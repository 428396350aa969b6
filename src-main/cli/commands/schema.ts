import { trainingFileJsonSchema } from '../../contract/training-files/training-file.ts';
import { defineCommand } from '../command.ts';
import { documentOption } from '../shared-options.ts';

export const schema = defineCommand({
  description:
    'Writes the JSON Schema of training files (kioku train --config), by which editors complete and check them. A file names it in its ' +
    'first line: “# yaml-language-server: $schema=schema.json”, or "$schema" in JSON.',
  positionals: null,
  options: { json: { ...documentOption, description: 'the same: a schema is JSON' } },
  examples: ['kioku schema > schema.json'],
  run() {
    process.stdout.write(`${JSON.stringify(trainingFileJsonSchema(), null, 2)}\n`);
    return Promise.resolve(0);
  },
});
