import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../../src-main/cli/project.ts';
import { UsageError } from '../../../../src-main/cli/usage-error.ts';
import type { MeasuringOptions } from './measuring-options.ts';

/** Scripts that drive a browser come with the project’s sources, not with the studio. */
export async function benchInBrowser(name: string, { json, minutes }: MeasuringOptions): Promise<void> {
  const script = join(projectFolder, `test/tools/bench/browser/${name}.ts`);
  if (!existsSync(script))
    throw new UsageError(`${name} is measured in the project’s folder: npm run bench -- ${name}`);
  const options = [...(json ? ['--json'] : []), ...(minutes === null ? [] : ['--minutes', String(minutes)])];
  const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${name} could not be measured.`);
}
