import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectFolder } from '../../../../../src-main/cli/project.ts';
import { markdownTable } from '../../markdown-table.ts';
import { acceptedRules } from '../faults/accepted-rules.ts';
import { DoctorResults } from '../results.ts';
import { scoreDoctor } from './score.ts';
import { faultHeader, faultRows, fixHeader, fixRows, ruleHeader, ruleRows, scoreRows } from './score-table.ts';

const path = join(projectFolder, 'test', 'tools', 'bench', 'doctor', 'RESULTS.md');

const introduction = `# How often the doctor is right

\`npm run bench -- doctor\` writes this page and \`results/\`. It trains networks for some seconds each, with one planted fault
or with none, through the same host as \`kioku train\`, and asks what \`kioku doctor --run\` asks. Texts, sizes and seeds of the
two splits are different. Rules and their thresholds are chosen by the tuning split; \`--held-out\` trains the other, which is
looked at once, when the rules are done.

A run without a planted fault counts as healthy if the validation loss of its network is within 5 % (or 0.02 nats) of the lowest
that any run on the same data with the same budget reached: the computation for texts, the epochs for templates. The others are
counted as neither. Shares have Wilson’s 95 % intervals. The bound of false alarms is the larger one of the exact bound for
independent events and of a bootstrap over groups with the same data. Fixes are carried out as the studio tries them, with three seeds
each beside the same training without them, and count where the mean of the best validation losses is lower. Fixes that hold back
other items, or weigh classes, are not tried: their losses cannot be compared.
`;

/** Writes the page of the results so far, of both splits. */
export async function writeResultsPage(): Promise<void> {
  const sections = [introduction, ...splitSections('tuning')];
  if (DoctorResults.wasBegun('held-out'))
    sections.push(...splitSections('held-out'), '## Fixes, in both splits', fixTable());
  sections.push('## Which rules are right about which fault', acceptedTable());
  const style = await resolveConfig(path);
  writeFileSync(path, await format(sections.join('\n\n'), { ...style, filepath: path }));
}

function splitSections(split: 'tuning' | 'held-out'): string[] {
  const results = new DoctorResults(split);
  const score = scoreDoctor(results.runs, results.fixes);
  const title =
    split === 'tuning' ? '## Tuning split' : `## Held-out split, first looked at ${results.lookedAt ?? 'never'}`;
  return [
    title,
    markdownTable(['', 'measured', 'wanted'], scoreRows(score)),
    markdownTable(faultHeader, faultRows(score)),
    markdownTable(ruleHeader, ruleRows(score)),
  ];
}

/** A split has at most seven runs with each fault, so that both are needed for some rules to have ten cases. */
function fixTable(): string {
  const splits = (['tuning', 'held-out'] as const).map((split) => new DoctorResults(split));
  const score = scoreDoctor(
    splits.flatMap(({ runs }) => runs),
    splits.flatMap(({ fixes }) => fixes),
  );
  return markdownTable(fixHeader, fixRows(score));
}

function acceptedTable(): string {
  const rows = Object.entries(acceptedRules).map(([fault, { rules, because }]) => [fault, rules.join(', '), because]);
  return markdownTable(['fault', 'rules', 'reason'], rows);
}
