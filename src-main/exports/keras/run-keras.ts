import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { RuntimeRun } from '../export-format.ts';
import { findPython, runPython } from '../runtimes/python.ts';
import { kerasBatch } from './keras-batch.ts';
import { readKerasPart } from './read-keras-part.ts';
import { tableScript } from './table-script.ts';
import { verifyScript } from './verify-script.ts';

const runtime = 'Keras';
const howTo = 'pip install keras tensorflow; unzip FILE.keras "*.py"; python verify.py FILE.keras';

/** Runs a `.keras` file in the first Python of this machine that has Keras. Throws Error with what Python said. */
export async function runKeras(
  file: Uint8Array,
  inputs: readonly ParityInput[],
  signal: AbortSignal,
): Promise<RuntimeRun> {
  const program = await findPython(['keras', 'numpy'], signal);
  if (program === null) return { runtime, version: null, missing: 'No Python on this machine has Keras.', howTo };
  const { idOffset, model } = JSON.parse((await readKerasPart(file, 'kioku.json')).toString()) as {
    idOffset?: number;
    model: { input: { kind: string } };
  };
  const isPadded = idOffset !== undefined || model.input.kind === 'features';
  const folder = await mkdtemp(join(tmpdir(), 'kioku-keras-'));
  try {
    const at = (name: string) => join(folder, name);
    await writeFile(at('network.keras'), file);
    await writeFile(at('verify.py'), verifyScript);
    await writeFile(at('table.py'), tableScript);
    await writeFile(at('inputs.json'), JSON.stringify(inputs.map((input) => kerasBatch(input, isPadded))));
    const { code, message } = await runPython(
      program,
      ['verify.py', 'network.keras', 'inputs.json', 'outputs.json'].map(at),
      signal,
    );
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`Keras could not run the network: ${message}`);
    const { version, outputs } = JSON.parse(await readFile(at('outputs.json'), 'utf8')) as {
      version: string;
      outputs: number[][];
    };
    return { runtime, version, outputs: outputs.map((values) => Float32Array.from(values)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
