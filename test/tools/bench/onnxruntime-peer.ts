import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { installedVersion, readRate, type Peer } from './peer.ts';

const run = promisify(execFile);
const script = join(projectFolder, 'test/tools/bench/peers/onnxruntime-lstm.ts');

/** ONNX Runtime for Node, which runs exported networks. `null` means that it is not installed. */
export function findOnnxruntime(): Peer | null {
  const version = installedVersion('onnxruntime-node');
  if (version === null) return null;
  const name = `onnxruntime-node ${version}`;
  return {
    name,
    configurations: ['G'],
    takesThreads: true,
    async measure(config, threads, seconds) {
      const args = [script, config, '--threads', String(threads), '--seconds', String(seconds)];
      const { stdout } = await run(process.execPath, args);
      return readRate(name, stdout);
    },
  };
}

/** It takes 300 MB, which is too much for everybody who installs the project. */
export const howToInstallOnnxruntime =
  'ONNX Runtime was not found, so there is nothing of it to compare with: ' +
  'npm install --no-save --ignore-scripts onnxruntime-node@1.30.0 in the project’s folder brings it.';
