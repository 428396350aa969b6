/** Runs a command of the built desktop program under plain Node, as its installed `kioku` would: the program's folder, a home, then the command. */
import './double/use-as-electron.ts';
import { join } from 'node:path';

const [out = '', home = '', ...command] = process.argv.slice(2);
const { becomeReady, controls } = await import('./double/electron.ts');
process.argv.splice(1, Infinity, '--ozone-platform=headless', '--cli', '--', ...command);
for (const name of ['appData', 'userData', 'logs']) controls.paths.set(name, join(home, name));
await import(join(out, 'main/main.js'));
await becomeReady();
