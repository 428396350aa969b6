import type { CommandEntry } from '../../src-main/cli/command.ts';
import { commandList } from '../../src-main/cli/command-list.ts';
import { runProgram } from '../../src-main/cli/run-command.ts';
import { runKioku } from '../../src-main/cli/run-kioku.ts';

/** Commands for those who develop the studio. They come with the project folder and not with the program. */
const developerCommands: readonly CommandEntry[] = [
  {
    name: 'golden',
    summary: 'checks the engine against numbers from PyTorch',
    load: async () => (await import('./golden/golden.ts')).golden,
  },
  {
    name: 'bench',
    summary: 'measures speed, side by side with PyTorch',
    load: async () => (await import('./bench/bench.ts')).bench,
  },
  {
    name: 'make-networks',
    summary: 'trains the networks that come with the studio',
    load: async () => (await import('./networks/make-networks.ts')).makeNetworks,
  },
];

/** `npm run -s kioku -- <command>`: the studio's commands and those of its developers. */
await runProgram('kioku', () => runKioku([...commandList, ...developerCommands], process.argv.slice(2)));
