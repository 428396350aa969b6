/**
 * `npm run test:workflows`: runs the commands of the workflows' jobs as far as this machine can, in order and in a clean clone of what is
 * committed, and says of every other one why it cannot. `-- ci/check release` runs only these.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../src-main/cli/project.ts';
import { JobRunner } from './tools/workflows/job-runner.ts';
import { lintWorkflows } from './tools/workflows/lint-workflows.ts';
import { matrixRows, readWorkflows } from './tools/workflows/read-workflows.ts';
import { whyNoJob } from './tools/workflows/why-not-here.ts';

const wanted = process.argv.slice(2);
const isWanted = (workflow: string, job: string) =>
  wanted.length === 0 || wanted.includes(workflow) || wanted.includes(`${workflow}/${job}`);

const home = mkdtempSync(join(tmpdir(), 'kioku-workflows-'));
const runner = new JobRunner(home);
const workflows = readWorkflows(projectFolder);
const findings = await lintWorkflows(workflows);
for (const finding of findings) console.log(finding);
for (const workflow of workflows) {
  for (const [name, job] of Object.entries(workflow.jobs).filter(([each]) => isWanted(workflow.name, each))) {
    const title = `${workflow.name}/${name}`;
    for (const matrix of matrixRows(job)) {
      const why = whyNoJob(job, matrix);
      if (why === null) runner.run(title, workflow, job, matrix);
      else console.log(`${title}: not run, ${why}`);
    }
  }
}
rmSync(home, { recursive: true, force: true });
const { run, notRun, failed } = runner.counts;
console.log(`\n${run} commands run, ${notRun} steps not run here, ${failed + findings.length} failed`);
process.exitCode = failed + findings.length > 0 ? 1 : 0;
