import { defineCommand } from '../command.ts';
import { openInBrowser } from '../desktop/open-in-browser.ts';
import { flag, wholeNumber, withDefault } from '../options.ts';
import { serveStudio } from '../serve-studio.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';

const DEFAULT_PORT = 5860;

export const serve = defineCommand({
  description:
    'Serves the studio on this machine (127.0.0.1) and opens it. The address carries a token; only who has it gets in. ' +
    'Ctrl-C ends it: trainings that still run write a checkpoint and can be resumed.',
  positionals: null,
  options: {
    port: withDefault(wholeNumber('N', 'the port; 0: any free one', 0, 65_535), DEFAULT_PORT),
    'no-open': flag('only prints the address, and opens no window'),
    'data-dir': dataDirOption,
    json: jsonOption,
  },
  examples: ['kioku serve', 'kioku serve --port 8080 --no-open', 'kioku serve --port 0 --no-open --json'],
  run: async (values) =>
    serveStudio({ dataDir: values['data-dir'], port: values.port }, async ({ url, interrupted }) => {
      if (values.json) process.stdout.write(`${JSON.stringify({ type: 'listening', url, pid: process.pid })}\n`);
      else process.stdout.write(`The studio is at ${url}\nCtrl-C ends it.\n`);
      if (!values['no-open']) await openInBrowser(url);
      await interrupted;
      return 0;
    }),
});
