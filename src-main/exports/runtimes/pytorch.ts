import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import { readSafetensors } from '../../../src-engine/interchange/safetensors.ts';
import { tensorValues } from '../../../src-engine/interchange/tensor-values.ts';
import type { RuntimeRun } from '../export-format.ts';
import { parityFile } from './parity-file.ts';
import type { ParityInput } from './parity-input.ts';
import { findPython, runPython } from './python.ts';

const runtime = 'PyTorch';
const howTo = 'pip install torch; cd PROJECT; python verify.py';

/** Runs a PyTorch project in the first Python of this machine that has PyTorch. Throws Error with what Python said. */
export async function runPytorch(
  files: readonly ExportFile[],
  inputs: readonly ParityInput[],
  signal: AbortSignal,
): Promise<RuntimeRun> {
  const program = await findPython(['torch'], signal);
  if (program === null) {
    return { runtime, version: null, missing: 'No Python on this machine has PyTorch.', howTo };
  }
  const folder = await mkdtemp(join(tmpdir(), 'kioku-pytorch-'));
  try {
    await writeProject(folder, files, inputs);
    const { code, message } = await runPython(program, projectCommand, signal, folder);
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`Python could not run the network: ${message}`);
    return await readProjectRun(folder, inputs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The arguments of Python that let a project compute the outputs for the inputs in its folder. */
export const projectCommand = ['verify.py', '--inputs', 'inputs.safetensors', '--outputs', 'outputs.safetensors'];

/** Writes a project, and the inputs that it is to compute outputs for. */
export async function writeProject(
  folder: string,
  files: readonly ExportFile[],
  inputs: readonly ParityInput[],
): Promise<void> {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  await writeFile(join(folder, 'inputs.safetensors'), parityFile(inputs, null));
}

/** Reads the outputs that a project has computed. */
export async function readProjectRun(folder: string, inputs: readonly ParityInput[]): Promise<RuntimeRun> {
  const { metadata, tensors } = readSafetensors(await readFile(join(folder, 'outputs.safetensors')));
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const outputs = inputs.map((_, n) => {
    const tensor = byName.get(`${n}.outputs`);
    return tensor === undefined ? new Float32Array() : tensorValues(tensor);
  });
  return { runtime, version: metadata['version'] ?? '?', outputs };
}
