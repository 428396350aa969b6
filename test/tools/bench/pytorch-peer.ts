import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { readRate, type Peer } from './peer.ts';

const run = promisify(execFile);
const script = join(projectFolder, 'test/tools/bench/peers/pytorch_lstm.py');

/** OpenMP threads that wait actively and stay on their cores: PyTorch's best setting where it has the machine to itself. */
const fastestThreads = { OMP_WAIT_POLICY: 'ACTIVE', OMP_PROC_BIND: 'true' };

/** PyTorch in the first Python that has it; KIOKU_PYTHON may name another. null: there is none. */
export async function findPytorch(): Promise<Peer | null> {
  for (const python of [process.env['KIOKU_PYTHON'], 'python3', '/usr/bin/python3', 'python']) {
    if (!python) continue;
    const version = await run(python, ['-c', 'import torch; print(torch.__version__)']).catch(() => null);
    if (version) return peer(python, `pytorch ${version.stdout.trim()}`);
  }
  return null;
}

export const howToInstallPytorch =
  'PyTorch was not found, so there is nothing of it to compare with. On Debian: apt-get install python3-torch ' +
  'libopenblas0-openmp; elsewhere: pip install torch. KIOKU_PYTHON names the Python to use.';

function peer(python: string, name: string): Peer {
  return {
    name,
    configurations: ['S', 'M', 'L', 'G', 'C'],
    takesThreads: true,
    async measure(config, threads, seconds) {
      const args = [script, config, '--threads', String(threads), '--seconds', String(seconds)];
      const { stdout } = await run(python, args, { env: { ...process.env, ...fastestThreads } });
      return readRate(name, stdout);
    },
  };
}
