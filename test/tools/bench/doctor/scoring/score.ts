import { createStream } from '../../../../../src-engine/random/stream.ts';
import type { FindingRule } from '../../../../../src-main/contract/doctor/doctor-records.ts';
import { acceptedRules, type FaultId } from '../faults/accepted-rules.ts';
import type { FixResult, RunResult } from '../results.ts';
import { fixOutcome } from './fix-outcome.ts';
import { healthyGroups } from './healthy.ts';
import { bootstrapUpperBound, poissonUpperBound, wilson, type Share } from './intervals.ts';

/** The success of the doctor, by its findings about planted faults and about healthy runs. */
export interface Score {
  faulty: number;
  kinds: number;
  healthy: number;
  /** The runs without a planted fault that are not counted, since they are worse than the best of their group. */
  neither: number;
  /**
   * The share of runs with a planted fault among those with a finding, and the share of runs with a finding among those
   * with a planted fault.
   */
  precision: Share;
  recall: Share;
  /** The share of all findings that are right: about a faulty run, and by a rule that its fault accepts. */
  rightFindings: Share;
  rightAmongThree: Share;
  rightFirst: Share;
  /** The findings for each healthy run, and the upper 95 % bound of their mean. */
  falseAlarms: { count: number; mean: number; upper: number };
  /** The share of the fixes carried out with which the validation loss is lower. */
  fixes: Share;
  faults: FaultScore[];
  rules: RuleScore[];
}

interface FaultScore {
  fault: FaultId;
  runs: number;
  found: number;
  amongThree: number;
  first: number;
  /** The rules that were first and are not accepted, with their counts. */
  wrongFirst: [FindingRule, number][];
}

interface RuleScore {
  rule: FindingRule;
  /** The numbers of findings in runs whose fault accepts the rule, in runs with another fault, and in healthy ones. */
  right: number;
  wrong: number;
  falseAlarms: number;
  fixes: Share;
  /** The numbers of these fixes that have helped, and that have harmed, according to the studio itself. */
  helped: number;
  harmed: number;
  /** The mean change of the validation loss by the fix, in nats. */
  meanChange: number | null;
}

const MOST_SHOWN = 3;

export function scoreDoctor(runs: readonly RunResult[], fixes: readonly FixResult[]): Score {
  const faulty = runs.filter(({ fault }) => fault !== null);
  const groups = healthyGroups(runs);
  const healthy = groups.flat();
  const found = (list: readonly RunResult[]) => list.filter(({ findings }) => findings.length > 0).length;
  const findings = [...faulty, ...healthy].flatMap((run) => run.findings.map(({ rule }) => isRight(run, rule)));
  const alarms = healthy.reduce((sum, run) => sum + run.findings.length, 0);
  const faults = scoreFaults(faulty);
  const sum = (of: (score: FaultScore) => number) => faults.reduce((total, each) => total + of(each), 0);
  return {
    faulty: faulty.length,
    kinds: faults.length,
    healthy: healthy.length,
    neither: runs.length - faulty.length - healthy.length,
    precision: wilson(found(faulty), found(faulty) + found(healthy)),
    recall: wilson(found(faulty), faulty.length),
    rightFindings: wilson(findings.filter(Boolean).length, findings.length),
    rightAmongThree: wilson(
      sum(({ amongThree }) => amongThree),
      faulty.length,
    ),
    rightFirst: wilson(
      sum(({ first }) => first),
      faulty.length,
    ),
    falseAlarms: { count: alarms, mean: alarms / healthy.length, upper: alarmBound(groups, alarms) },
    fixes: wilson(fixes.filter((fix) => fixOutcome(fix).isLower).length, fixes.length),
    faults,
    rules: scoreRules(faulty, healthy, fixes),
  };
}

/**
 * Events that come in groups are rarer than independent ones. Where there are hardly any, only the bound for
 * independent events tells something.
 */
function alarmBound(groups: readonly RunResult[][], alarms: number): number {
  const random = createStream(1, 'doctor bench, bootstrap', 0);
  const counts = groups.map((group) => group.map(({ findings }) => findings.length));
  const exposure = counts.flat().length;
  return Math.max(
    poissonUpperBound(alarms, exposure),
    bootstrapUpperBound(counts, () => random.uniform()),
  );
}

function isRight({ fault }: RunResult, rule: FindingRule): boolean {
  return fault !== null && isAccepted(fault as FaultId, rule);
}

function isAccepted(fault: FaultId, rule: FindingRule): boolean {
  const { rules }: { rules: readonly FindingRule[] } = acceptedRules[fault];
  return rules.includes(rule);
}

function scoreFaults(faulty: readonly RunResult[]): FaultScore[] {
  return [...Map.groupBy(faulty, ({ fault }) => fault as FaultId)].map(([fault, runs]) => {
    const right = (run: RunResult, most: number) =>
      run.findings.slice(0, most).some(({ rule }) => isAccepted(fault, rule));
    const firsts = runs.flatMap(({ findings: [first] }) =>
      first === undefined || isAccepted(fault, first.rule) ? [] : [first.rule],
    );
    return {
      fault,
      runs: runs.length,
      found: runs.filter(({ findings }) => findings.length > 0).length,
      amongThree: runs.filter((run) => right(run, MOST_SHOWN)).length,
      first: runs.filter((run) => right(run, 1)).length,
      wrongFirst: countsOf(firsts),
    };
  });
}

function countsOf(rules: readonly FindingRule[]): [FindingRule, number][] {
  const counts = [...Map.groupBy(rules, (rule) => rule)].map(([rule, list]): [FindingRule, number] => [
    rule,
    list.length,
  ]);
  return counts.toSorted(([, a], [, b]) => b - a);
}

function scoreRules(
  faulty: readonly RunResult[],
  healthy: readonly RunResult[],
  fixes: readonly FixResult[],
): RuleScore[] {
  const found = [...faulty, ...healthy].flatMap((run) => run.findings.map(({ rule }) => ({ rule, run })));
  return [...Map.groupBy(found, ({ rule }) => rule)]
    .map(([rule, list]): RuleScore => {
      const ofRule = fixes.filter((fix) => fix.rule === rule);
      const tried = ofRule.map(fixOutcome);
      const changes = tried.flatMap(({ change }) => change ?? []);
      return {
        rule,
        right: list.filter(({ run }) => isRight(run, rule)).length,
        wrong: list.filter(({ run }) => run.fault !== null && !isRight(run, rule)).length,
        falseAlarms: list.filter(({ run }) => run.fault === null).length,
        fixes: wilson(tried.filter(({ isLower }) => isLower).length, tried.length),
        helped: ofRule.filter(({ outcome }) => outcome === 'helped').length,
        harmed: ofRule.filter(({ outcome }) => outcome === 'harmed').length,
        meanChange: changes.length === 0 ? null : changes.reduce((a, b) => a + b, 0) / changes.length,
      };
    })
    .toSorted((a, b) => b.right + b.wrong + b.falseAlarms - (a.right + a.wrong + a.falseAlarms));
}
