import { resolve } from 'node:path';
import { defineCommand } from '../../../src-main/cli/command.ts';
import { text, withDefault } from '../../../src-main/cli/options.ts';
import { runCommand, runProgram } from '../../../src-main/cli/run-command.ts';
import { UsageError } from '../../../src-main/cli/usage-error.ts';
import { signUpdateLists } from './sign-update-lists.ts';
import { updateKeyOf } from './update-keys.ts';

/** `npm run sign-updates`, where packaging had no private key to sign with. */
const signUpdates = defineCommand({
  description:
    'Signs the lists of versions (latest*.yml) in a folder, so that programs believe them, after comparing the files beside them. The ' +
    'private Ed25519 key, or the path of its PEM file, comes by KIOKU_UPDATE_KEY; its public one must have been there at packaging.',
  positionals: null,
  options: { dir: withDefault(text('DIR', 'the folder with the lists and the installers'), 'dist') },
  examples: ['KIOKU_UPDATE_KEY=update-key.pem npm run sign-updates', 'npm run sign-updates -- --dir /tmp/dist'],
  async run({ dir }) {
    const privateKey = updateKeyOf(process.env);
    if (privateKey === null) throw new UsageError('KIOKU_UPDATE_KEY is not set.');
    const signatures = await signUpdateLists(resolve(dir), privateKey);
    if (signatures.length === 0) throw new Error(`There is no list of versions (latest*.yml) in ${dir}.`);
    for (const path of signatures) process.stdout.write(`${path}\n`);
    return 0;
  },
});

await runProgram('npm run sign-updates --', () =>
  runCommand('npm run sign-updates --', signUpdates, process.argv.slice(2)),
);
