import type { StudioClient } from '../../contract/contract.ts';
import type { Diagnosis, Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { defineCommand } from '../command.ts';
import { carryOutFix } from '../doctor/carry-out-fix.ts';
import { findingLines } from '../doctor/describe-finding.ts';
import type { FixedTraining } from '../doctor/describe-fix.ts';
import { findRun } from '../find-run.ts';
import { flag, text, wholeNumber } from '../options.ts';
import { documentOption, runOption } from '../shared-options.ts';
import type { Studio } from '../studio/studio.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import { planOptions } from '../training/files/file-options.ts';
import { withPlan } from '../training/with-plan.ts';
import { UsageError } from '../usage-error.ts';

export const doctor = defineCommand({
  description:
    'Tells what is wrong with a training, the numbers that show it, and what would mend it; or with --before, what would be wrong with ' +
    'one that kioku train would start with the same options. Finds nothing in a healthy training.',
  positionals: null,
  options: {
    run: { ...runOption, description: `${runOption.description} (last if left out)` },
    before: flag('instead of a run, looks at what kioku train would start with the other options'),
    all: flag('tells also what is only to be known, and what was dismissed'),
    apply: wholeNumber(
      'N',
      'carries out what would mend the finding of this number: starts a branch or runs, pins a checkpoint, or tells what to do',
      1,
      100,
    ),
    dismiss: wholeNumber(
      'N',
      'tells the finding of this number no more, for all runs of this network on this data',
      1,
      100,
    ),
    reason: text('TEXT', 'why, with --dismiss'),
    ...planOptions,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku doctor',
    'kioku doctor --run 3f2a --json',
    'kioku doctor --run last --apply 1',
    'kioku doctor --run last --dismiss 2 --reason "the rare class does not matter"',
    'kioku doctor --before --data reviews.csv --preset bi-lstm-classifier --learning-rate 0.1',
  ],
  async run(values) {
    if ((values.dismiss === undefined) !== (values.reason === undefined))
      throw new UsageError('--dismiss and --reason go together.');
    const isAbout = values.before ? 'plan' : 'run';
    if (isAbout === 'plan' && [values.run, values.apply, values.dismiss].some((value) => value !== undefined))
      throw new UsageError('--before is about no run yet: leave out --run, --apply and --dismiss.');
    if (isAbout === 'run' && (values.data !== undefined || values.dataset !== undefined))
      throw new UsageError('--data and --dataset go with --before.');
    if (isAbout === 'plan')
      return withPlan(values, async ({ client }, start) => {
        tell(await client.runs.doctorBefore({ ...start, measure: true }), start, values);
        return 0;
      });
    return withExistingStudio(values, async (studio) => {
      const run = await findRun(studio.client, values.run ?? 'last', values);
      const diagnosis = await studio.client.runs.doctor({ runId: run.id, measure: true });
      if (values.apply !== undefined) await apply(studio, run, numbered(diagnosis, values.apply, values.all), values);
      else if (values.dismiss !== undefined && values.reason !== undefined)
        await dismiss(studio.client, run, numbered(diagnosis, values.dismiss, values.all), values.reason);
      else tell(diagnosis, run, values);
      return 0;
    });
  },
});

interface Telling {
  all: boolean;
  json: boolean;
}

type Applying = Telling & Parameters<typeof carryOutFix>[3];

/** Returns the findings in the order of their numbers: faults and warnings, and also notes if `all` is set. */
function told({ open, others }: Diagnosis, all: boolean): Finding[] {
  return [...open, ...others].filter(({ severity }) => all || severity !== 'note');
}

function numbered(diagnosis: Diagnosis, number: number, all: boolean): Finding {
  const finding = told(diagnosis, all)[number - 1];
  if (finding !== undefined) return finding;
  throw new UsageError(`There is no finding ${number}.`);
}

function tell(diagnosis: Diagnosis, judged: FixedTraining, { all, json }: Telling): void {
  const findings = told(diagnosis, all);
  if (json) {
    process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    return;
  }
  const lines = findings.flatMap((finding, n) => findingLines(finding, n + 1, judged));
  const dismissed = all
    ? diagnosis.dismissed.map(({ rule, reason }) => `Dismissed: ${rule}, because “${reason}”.`)
    : [];
  const text = [...(findings.length === 0 ? ['Nothing is wrong that could be seen.'] : lines), ...dismissed];
  process.stdout.write(`${text.join('\n')}\n`);
}

async function apply({ client }: Studio, run: RunRecord, finding: Finding, values: Applying): Promise<void> {
  const { document, text: said } = await carryOutFix(client, run, finding, values);
  process.stdout.write(`${values.json ? JSON.stringify(document) : said}\n`);
}

async function dismiss(client: StudioClient, run: RunRecord, { rule }: Finding, reason: string): Promise<void> {
  await client.runs.dismissFinding({ runId: run.id, rule, reason });
  process.stdout.write(`${rule} is not told any more for this network on this data.\n`);
}
