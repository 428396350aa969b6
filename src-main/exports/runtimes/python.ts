import { spawn } from 'node:child_process';
import { pythonPrograms } from './python-programs.ts';

const longestMessage = 500;

const probe = 'import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))';

/** The first Python of this machine that has these modules; null means none. */
export async function findPython(modules: readonly string[], signal: AbortSignal): Promise<string | null> {
  for (const program of pythonPrograms()) {
    const { code } = await runPython(program, ['-c', probe, ...modules], signal);
    signal.throwIfAborted();
    if (code === 0) return program;
  }
  return null;
}

/** Ends with the signal. `folder`: where it runs. `code` null means it could not be started, or was ended; `message`: the end of what it said of errors. */
export function runPython(
  program: string,
  options: readonly string[],
  signal: AbortSignal,
  folder?: string,
): Promise<{ code: number | null; message: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, ['-B', ...options], { cwd: folder, signal, stdio: ['ignore', 'ignore', 'pipe'] });
    let message = '';
    child.stderr.on('data', (chunk: Buffer) => (message = (message + chunk.toString()).slice(-longestMessage)));
    child.on('error', (error) => resolve({ code: null, message: error.message }));
    child.on('close', (code) => resolve({ code, message: message.trim() }));
  });
}
