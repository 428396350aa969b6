import { findElectron } from '../../../src-main/cli/desktop/electron-binary.ts';
import { fill, holds, type Contexts } from './expressions.ts';
import type { Job, MatrixRow, Step } from './read-workflows.ts';

/** The operating system and processor of a runner's label, as Node names them. */
function machineOf(label: string): { platform: string; arch: string } {
  const platform = label.startsWith('macos') ? 'darwin' : label.startsWith('windows') ? 'win32' : 'linux';
  const isArm = label.includes('arm') || (platform === 'darwin' && !label.endsWith('intel'));
  return { platform, arch: isArm ? 'arm64' : 'x64' };
}

/** Why a job cannot run on this machine; null where it can. */
export function whyNoJob(job: Job, matrix: MatrixRow): string | null {
  if (job.uses !== undefined) return `is ${job.uses.replace(/^.*\//, '')}, whose jobs are run by themselves`;
  const label = fill(job['runs-on'] ?? '', { matrix });
  const { platform, arch } = machineOf(label);
  if (platform === process.platform && arch === process.arch) return null;
  return `is for ${label}, and this is ${process.platform} on ${process.arch}`;
}

/** Commands that a development machine does not run, each with its reason; null: here it runs. */
const reasons: readonly [RegExp, (contexts: Contexts) => string | null][] = [
  [/\bsudo\b/, () => 'changes the system as its administrator'],
  [/\bgh release\b/, () => 'publishes on GitHub'],
  [/\bnpx electron\b/, () => 'fetches Electron’s program'],
  [/npm run (package|test:electron)/, () => (findElectron() === null ? 'Electron’s program is not here' : null)],
  [/npx playwright install\b/, () => 'fetches another Chromium than the one that is here'],
];

/** Why a step's command cannot run on this machine; null where it can. `missing`: folders that other jobs would have filled. */
export function whyNoStep(step: Step, contexts: Contexts, missing: readonly string[]): string | null {
  if (step.if !== undefined && !holds(step.if, contexts)) return `does not apply: ${step.if}`;
  const { run } = step;
  if (run === undefined) return 'is an action of GitHub';
  for (const [pattern, why] of reasons) {
    const reason = pattern.test(run) ? why(contexts) : null;
    if (reason !== null) return reason;
  }
  const folder = missing.find((each) => new RegExp(`\\b${each}\\b`).test(run));
  return folder === undefined ? null : `needs ${folder}, which no job has filled here`;
}
