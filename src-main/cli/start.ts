import { defineCommand } from './command.ts';
import { fetchElectron, findElectron, showInElectron } from './desktop/electron-binary.ts';
import { hasDisplay, openInBrowser } from './desktop/open-in-browser.ts';
import { builtStudio } from './desktop/studio-build.ts';
import { flag, wholeNumber, withDefault } from './options.ts';
import { runCommand, runProgram } from './run-command.ts';
import { serveStudio } from './serve-studio.ts';
import { dataDirOption } from './shared-options.ts';

/** `npm start`: the studio in its Electron window, or in a browser where there is no Electron. */
const start = defineCommand({
  description:
    'Opens the studio: in its own window where Electron’s program is present or can be fetched within a minute, ' +
    'else in a browser. Ctrl-C, or closing the window, ends it.',
  positionals: null,
  options: {
    browser: flag('opens a browser and does not look for Electron'),
    port: withDefault(wholeNumber('N', 'the port to serve on; 0: any free one', 0, 65_535), 0),
    'data-dir': dataDirOption,
  },
  examples: ['npm start', 'npm start -- --browser'],
  async run(values) {
    const electron = values.browser ? null : await electronOrReason();
    if (electron !== null) {
      await builtStudio();
      if (await showInElectron(electron, values['data-dir'])) return 0;
      process.stdout.write('Electron did not start, so the studio opens in the browser.\n');
    }
    return serveStudio({ dataDir: values['data-dir'], port: values.port }, async ({ url, urlForOnce, interrupted }) => {
      process.stdout.write(`The studio is at ${url}\nCtrl-C ends it.\n`);
      if (!(await openInBrowser(urlForOnce())))
        process.stdout.write('No window could be opened here. Open the address in a browser.\n');
      await interrupted;
      return 0;
    });
  },
});

/** Electron's program, or null after a line that says why not. */
async function electronOrReason(): Promise<string | null> {
  const found = findElectron();
  if (found !== null && hasDisplay()) return found;
  if (!hasDisplay()) {
    process.stdout.write('There is no display for an Electron window, so the studio is served to a browser.\n');
    return null;
  }
  process.stdout.write('Electron’s program is not here yet; fetching it, for a minute at most…\n');
  const fetched = await fetchElectron();
  if (fetched === null)
    process.stdout.write(
      'Electron’s program is not here and could not be fetched, so the studio opens in the browser.\n',
    );
  return fetched;
}

await runProgram('npm start --', () => runCommand('npm start --', start, process.argv.slice(2)));
