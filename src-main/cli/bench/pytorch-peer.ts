import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../project.ts';
import type { Configuration } from './workloads.ts';

const run = promisify(execFile);
const script = join(projectFolder, 'test/bench/pytorch_lstm.py');

/** OpenMP threads that wait actively and stay on their cores: PyTorch's best setting where it has the machine to itself. */
const fastestThreads = { OMP_WAIT_POLICY: 'ACTIVE', OMP_PROC_BIND: 'true' };

export interface PytorchPeer {
  name: string;
  /** Units a second with this many threads. */
  measure(config: Configuration, threads: number, seconds: number): Promise<number>;
}

/** PyTorch in the first Python that has it; KIOKU_PYTHON may name another. null: there is none. */
export async function findPytorch(): Promise<PytorchPeer | null> {
  for (const python of [process.env['KIOKU_PYTHON'], 'python3', '/usr/bin/python3', 'python']) {
    if (!python) continue;
    const version = await run(python, ['-c', 'import torch; print(torch.__version__)']).catch(() => null);
    if (version) return peer(python, version.stdout.trim());
  }
  return null;
}

export const howToInstallPytorch =
  'PyTorch was not found, so there is nothing to compare with. On Debian: apt-get install python3-torch ' +
  'libopenblas0-openmp; elsewhere: pip install torch. KIOKU_PYTHON names the Python to use.';

function peer(python: string, version: string): PytorchPeer {
  return {
    name: `pytorch ${version}`,
    async measure(config, threads, seconds) {
      const args = [script, config, '--threads', String(threads), '--seconds', String(seconds)];
      const { stdout } = await run(python, args, { env: { ...process.env, ...fastestThreads } });
      const line: unknown = JSON.parse(stdout);
      if (typeof line !== 'object' || line === null || !('rate' in line) || typeof line.rate !== 'number')
        throw new Error(`PyTorch’s script wrote something else than a rate: ${stdout}`);
      return line.rate;
    },
  };
}
