import { commandList } from './command-list.ts';
import { runKioku } from './run-kioku.ts';
import { runProgram } from './run-command.ts';

/** `kioku <command>`: everything the studio can do, without its window. */
await runProgram('kioku', () => runKioku(commandList, process.argv.slice(2)));
