import { defaultSettings, faultySetting } from '../../../src-engine/lessons/default-settings.ts';
import { judgeClaims, meanFigures, type JudgedClaim } from '../../../src-engine/lessons/judge-claims.ts';
import type { LessonClaim, LessonControls, LessonExperiment } from '../../../src-engine/lessons/lesson-experiment.ts';
import type { MeanInterval } from '../../../src-engine/lessons/mean-interval.ts';
import { runLesson } from '../../../src-engine/lessons/run-lesson.ts';
import type { LessonCurve, LessonId, LessonOutcome, LessonSettings } from '../../../src-engine/spec/lesson-spec.ts';
import { openNodeBackends } from '../../engine-process/node-backends.ts';
import { textsOf } from '../../lessons/lesson-texts.ts';
import { formatDuration, formatTable } from '../formats.ts';
import { UsageError } from '../usage-error.ts';

interface LessonExperimentOptions {
  seed: number;
  /** The number of runs, each with the next seed. */
  seeds: number;
  /** Values of controls, as they were typed. */
  set: Record<string, string>;
  json: boolean;
}

const MOST_POINTS = 9;

/** Runs the experiment of a lesson and prints its figures, the claims that they are for, and its curves. Throws UsageError. */
export async function showLesson(
  lesson: LessonId,
  experiment: LessonExperiment,
  { seed, seeds, set, json }: LessonExperimentOptions,
): Promise<void> {
  const settings = readSettings(experiment.controls, set);
  const print = (line: string, event: object) => process.stdout.write(`${json ? JSON.stringify(event) : line}\n`);
  const shown = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const drawn = seeds === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + seeds - 1}`;
  print(`The lesson ${lesson}, ${[...shown, drawn].join(', ')}.\n`, { type: 'start', lesson, seed, seeds, settings });
  const backends = await openNodeBackends();
  const texts = await textsOf(experiment);
  const outcomes: LessonOutcome[] = [];
  const clock = () => performance.now();
  for (let n = 0; n < seeds; n++) {
    const own = (seed + n) % 2 ** 32;
    const began = clock();
    const backend = backends.create('auto', 1);
    const outcome = await runLesson(experiment, {
      ...{ backend, settings, seed: own, clock, texts, signal: { aborted: false } },
      yieldToEventLoop: () => new Promise((resolve) => void setImmediate(resolve)),
      onStage({ done }) {
        if (json) print('', { type: 'progress', seed: own, done });
      },
    });
    backend.dispose();
    if (outcome === null) throw new Error('An experiment was aborted that nobody aborted.');
    outcomes.push(outcome);
    const elapsedMs = clock() - began;
    print(`Seed ${own}: ${formatDuration(elapsedMs)}`, { type: 'result', lesson, seed: own, elapsedMs, ...outcome });
  }
  const runs = outcomes.map(({ figures }) => figures);
  const figures = meanFigures(runs);
  const isDefault = JSON.stringify(settings) === JSON.stringify(defaultSettings(experiment.controls));
  const claims = isDefault ? judgeClaims(experiment.claims, runs) : [];
  print(['', figureTable(figures, experiment.claims), claimTable(claims), curveTables(outcomes[0].curves)].join('\n'), {
    type: 'verdict',
    lesson,
    figures,
    claims: claims.map(({ claim, ...judged }) => ({ ...claim, ...judged })),
  });
}

function readSettings(controls: LessonControls, set: Record<string, string>): LessonSettings {
  const given = Object.entries(set).map(([name, value]) => {
    return [name, controls[name]?.kind === 'number' && value !== '' ? Number(value) : value] as const;
  });
  const settings = { ...defaultSettings(controls), ...Object.fromEntries(given) };
  const faulty = faultySetting(controls, settings);
  if (faulty !== null)
    throw new UsageError(`--set: ${faulty} is not to be ${set[faulty]}. ${describeControls(controls)}`);
  return settings;
}

function describeControls(controls: LessonControls): string {
  const each = Object.entries(controls).map(([name, control]) =>
    control.kind === 'choice'
      ? `${name}=${control.choices.join('|')}`
      : `${name}=${control.minimum}…${control.maximum}`,
  );
  return each.length === 0 ? 'This lesson has no controls.' : `Its controls are ${each.join(', ')}.`;
}

function figureTable(figures: Record<string, MeanInterval>, claims: readonly LessonClaim[]): string {
  const rows = Object.entries(figures).map(([name, figure]) => {
    const unit = claims.find((claim) => claim.figure === name)?.unit ?? 'plain';
    return [name, formatFigure(figure.mean, unit), formatInterval(figure, unit)];
  });
  return formatTable([['figure', 'mean', '95 % interval'], ...rows], [1, 2]);
}

function claimTable(claims: readonly JudgedClaim[]): string {
  if (claims.length === 0) return '';
  const rows = claims.map(({ claim, mean, holds }) => [
    claim.id,
    formatFigure(mean, claim.unit),
    formatBounds(claim),
    holds ? 'holds' : 'does not hold',
  ]);
  return `\n${formatTable([['claim', 'mean', 'bounds', ''], ...rows], [1, 2])}`;
}

/** Some points of each curve of the first run. */
function curveTables(curves: Readonly<Record<string, LessonCurve>>): string {
  return Object.entries(curves)
    .map(([name, { x, y }]) => {
      const count = Math.min(MOST_POINTS, x.length);
      const places = Array.from({ length: count }, (_, n) => Math.round((n * (x.length - 1)) / Math.max(1, count - 1)));
      const rows = [
        [name, ...places.map((n) => formatFigure(x[n], 'plain'))],
        ['', ...places.map((n) => formatFigure(y[n], 'plain'))],
      ];
      return `\n${formatTable(
        rows,
        [...places.keys()].map((n) => n + 1),
      )}`;
    })
    .join('\n');
}

export function formatBounds({ unit, atLeast, atMost }: LessonClaim): string {
  return [
    ...(atLeast === undefined ? [] : [`≥ ${formatFigure(atLeast, unit)}`]),
    ...(atMost === undefined ? [] : [`≤ ${formatFigure(atMost, unit)}`]),
  ].join(', ');
}

export function formatInterval({ low, high }: MeanInterval, unit: LessonClaim['unit']): string {
  return low === null || high === null ? '' : `${formatFigure(low, unit)} to ${formatFigure(high, unit)}`;
}

export function formatFigure(value: number, unit: LessonClaim['unit']): string {
  if (unit === 'share') return `${Number((100 * value).toPrecision(4))} %`;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
