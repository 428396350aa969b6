import { app } from 'electron';
import { commandList } from '../../cli/command-list.ts';
import { spawnProcessesBy } from '../../cli/process-spawning.ts';
import { runProgram } from '../../cli/run-command.ts';
import { runKioku } from '../../cli/run-kioku.ts';
import { RemoteChildren } from '../../host/process/remote-children.ts';
import { ChildProcesses } from '../processes/child-processes.ts';
import type { ProcessFiles } from '../processes/host-process.ts';

/**
 * The installed program as `kioku`, without a window: its command works in the studio whose window is open, or opens the data folder in this
 * process. Only engines and the like are processes of their own, which nobody but Electron may fork here. Ends the program.
 */
export async function runCommandLine(args: readonly string[], files: ProcessFiles): Promise<void> {
  app.dock?.hide();
  await app.whenReady();
  const remote: RemoteChildren = new RemoteChildren((request) =>
    request.type === 'spawn-child' ? children.fork(request) : children.kill(request.childId),
  );
  const children = new ChildProcesses(files, (message, [port] = []) => {
    if (message.type === 'child' || message.type === 'child-started' || message.type === 'child-gone')
      remote.hear(message, port);
  });
  spawnProcessesBy({
    spawnEngine: () => remote.spawnEngine(),
    spawnFormatProcess: (memoryBytes) => remote.spawnFormatProcess(memoryBytes),
  });
  await runProgram('kioku', () => runKioku(commandList, args));
}
