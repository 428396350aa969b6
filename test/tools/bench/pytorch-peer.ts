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
    if (version) return peer(python, `pytorch ${version.stdout.trim()}`, await fastestKernels(python));
  }
  return null;
}

export const howToInstallPytorch =
  'PyTorch was not found, so there is nothing of it to compare with. On Debian: apt-get install python3-torch ' +
  'libopenblas0-openmp; elsewhere: pip install torch. KIOKU_PYTHON names the Python to use.';

/** The kernels of OpenBLAS, by the names that it has for processors; one that it does not know by itself gets the oldest of all. */
const openblasKernels = ['Haswell', 'SkylakeX', 'Zen', 'NeoverseN1'];
const product = `
import time, torch
a = torch.rand(512, 512)
times = []
for _ in range(20):
    began = time.perf_counter()
    a @ a
    times.append(time.perf_counter() - began)
print(min(times))`;

/** Returns the setting with which PyTorch multiplies fastest here: its own choice, unless one by name is faster. */
async function fastestKernels(python: string): Promise<Record<string, string>> {
  let fastest: Record<string, string> = {};
  let shortest = await secondsOfProduct(python, fastest);
  for (const name of openblasKernels) {
    const setting = { OPENBLAS_CORETYPE: name };
    const seconds = await secondsOfProduct(python, setting);
    if (seconds < 0.95 * shortest) [fastest, shortest] = [setting, seconds];
  }
  return fastest;
}

/** Infinity where the processor lacks what those kernels need. */
async function secondsOfProduct(python: string, setting: Record<string, string>): Promise<number> {
  const env = { ...process.env, OMP_NUM_THREADS: '1', ...setting };
  const done = await run(python, ['-c', product], { env }).catch(() => null);
  return done === null ? Infinity : Number(done.stdout);
}

function peer(python: string, name: string, kernels: Record<string, string>): Peer {
  return {
    name,
    configurations: ['S', 'M', 'L', 'G', 'C'],
    takesThreads: true,
    async measure(config, threads, seconds) {
      const args = [script, config, '--threads', String(threads), '--seconds', String(seconds)];
      const { stdout } = await run(python, args, {
        env: { ...process.env, ...fastestThreads, ...kernels },
      });
      return readRate(name, stdout);
    },
  };
}
