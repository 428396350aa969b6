/** What the two test runners wrote about their tests, as totals and as the failures that a person must see last. */
import { existsSync, readFileSync } from 'node:fs';

export interface Outcome {
  passed: number;
  skipped: number;
  /** One text a failed test: its file, its name, and the first lines of the reason. */
  failures: string[];
}

/** Parts of Vitest's JSON report, which is Jest's. */
interface UnitReport {
  numPassedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

interface Suite {
  suites?: Suite[];
  specs?: {
    file: string;
    title: string;
    ok: boolean;
    tests: { status: string; results: { errors: { message?: string }[] }[] }[];
  }[];
}

/** Parts of Playwright's JSON report. */
interface EndToEndReport {
  stats: { expected: number; skipped: number };
  suites: Suite[];
}

const reasonLines = 6;

// eslint-disable-next-line no-control-regex -- runners colour their messages
const withoutColours = (text: string) => text.replaceAll(/\u001B\[[\d;]*m/g, '');

function describe(file: string, name: string, reason: string): string {
  const lines = withoutColours(reason).split('\n').slice(0, reasonLines);
  return [`${file} › ${name}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** A file that could not be loaded has no tests, and fails as itself. */
function unitOutcome(report: UnitReport): Outcome {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [describe(name, 'the file itself', message)];
    return failed.map((test) => describe(name, test.fullName, test.failureMessages.join('\n')));
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests, failures };
}

/** A test that passed only when tried again counts as failed. */
function endToEndOutcome(report: EndToEndReport): Outcome {
  const specs = (suite: Suite): NonNullable<Suite['specs']> => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap(specs),
  ];
  const failures = report.suites
    .flatMap(specs)
    .flatMap(({ file, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) =>
          describe(file, title, results.flatMap(({ errors }) => errors.map(({ message }) => message ?? '')).join('\n')),
        ),
    );
  return { passed: report.stats.expected, skipped: report.stats.skipped, failures };
}

/** A runner that died before it wrote its report, or that failed without a failed test, counts as one failure. */
function read<Report>(file: string, runner: string, succeeded: boolean, pick: (report: Report) => Outcome): Outcome {
  if (!existsSync(file)) return { passed: 0, skipped: 0, failures: [`${runner} ended without a report.`] };
  const outcome = pick(JSON.parse(readFileSync(file, 'utf8')) as Report);
  if (succeeded || outcome.failures.length > 0) return outcome;
  return { ...outcome, failures: [`${runner} failed outside of its tests: see what it printed above.`] };
}

export const readUnitReport = (file: string, succeeded: boolean) => read(file, 'Vitest', succeeded, unitOutcome);

export const readEndToEndReport = (file: string, succeeded: boolean) =>
  read(file, 'Playwright', succeeded, endToEndOutcome);
