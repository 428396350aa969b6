import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RuntimeRun } from '../../../src-main/exports/export-format.ts';
import { projectCommand, readProjectRun, writeProject } from '../../../src-main/exports/runtimes/pytorch.ts';
import { findPython, runPython } from '../../../src-main/exports/runtimes/python.ts';
import type { ParityCase } from './test-parity.ts';

const program = fileURLToPath(new URL('run-projects.py', import.meta.url));

/**
 * Lets many projects compute in one Python process, since importing PyTorch takes far longer. A project that fails
 * resolves to its error.
 */
export async function runPytorchProjects(cases: readonly ParityCase[]): Promise<(RuntimeRun | Error)[]> {
  const signal = AbortSignal.timeout(280_000);
  const python = await findPython(['torch'], signal);
  if (python === null) {
    const missing = 'No Python on this machine has PyTorch.';
    return cases.map(() => ({ runtime: 'PyTorch', version: null, missing, howTo: 'pip install torch' }));
  }
  const root = await mkdtemp(join(tmpdir(), 'kioku-projects-'));
  const folderOf = (place: number) => join(root, String(place).padStart(4, '0'));
  try {
    for (const [place, { files, inputs }] of cases.entries()) {
      await mkdir(folderOf(place));
      await writeProject(folderOf(place), files, inputs);
    }
    const { code, message } = await runPython(python, [program, root, ...projectCommand], signal);
    if (code !== 0) throw new Error(`Python could not run the networks: ${message}`);
    const failures = JSON.parse(await readFile(join(root, 'failures.json'), 'utf8')) as Record<string, string>;
    return await Promise.all(
      cases.map(async ({ inputs }, place) => {
        const failure = failures[String(place).padStart(4, '0')];
        return failure === undefined ? readProjectRun(folderOf(place), inputs) : new Error(failure);
      }),
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
