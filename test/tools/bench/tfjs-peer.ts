import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { installedVersion, readRate, type Peer } from './peer.ts';

const run = promisify(execFile);
const script = join(projectFolder, 'test/tools/bench/peers/tfjs-lstm.ts');

/** TensorFlow.js with its fastest backend that needs no GPU and no native code. null: it is not installed. */
export function findTfjs(): Peer | null {
  const version = installedVersion('@tensorflow/tfjs');
  if (version === null) return null;
  const name = `tfjs ${version} wasm`;
  return {
    name,
    // L exhausts its memory, and it has no kernel for the gradient of an embedding.
    configurations: ['S', 'M', 'G'],
    takesThreads: false,
    async measure(config, _threads, seconds) {
      const { stdout } = await run(process.execPath, [script, config, '--seconds', String(seconds)]);
      return readRate(name, stdout);
    },
  };
}

export const howToInstallTfjs =
  'TensorFlow.js was not found, so there is nothing of it to compare with: npm install in the project’s folder brings it.';
