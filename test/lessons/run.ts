/**
 * `npm run test:lessons`: runs the experiment of every lesson with five seeds on the portable kernels, and fails where a claim does not
 * hold with the whole 95 % interval of its mean, where the numbers that the words tell are not those that were measured, or where a run
 * takes more than 30 seconds of a processor. Then runs the experiments of papers in full, and the classifier of number sequences on its
 * five shapes. `--only <name>` runs one of them; `--write` keeps the measured numbers, which the words then tell.
 */
import { parseArgs } from 'node:util';
import { lessonExperiments } from '../../src-engine/lessons/lesson-list.ts';
import { lessonIds, type LessonId } from '../../src-engine/spec/lesson-spec.ts';
import { formatBounds, formatFigure, formatInterval } from '../../src-main/cli/lessons/lesson-experiment.ts';
import { formatTable } from '../../src-main/cli/formats.ts';
import { openNodeBackends } from '../../src-main/engine-process/node-backends.ts';
import { readMeasured, writeMeasured } from './measured-files.ts';
import { measureLesson, type LessonMeasurement } from './measure-lesson.ts';
import { faultOf, paperExperiments } from './paper-experiments.ts';
import { shapesFault } from './shapes.ts';

const MOST_SECONDS = 30;
const SHAPES = 'shapes';

const { values } = parseArgs({ options: { only: { type: 'string' }, write: { type: 'boolean', default: false } } });
const names = [...lessonIds, ...paperExperiments.map(({ name }) => name), SHAPES];
const isChosen = (name: string) => values.only === undefined || name === values.only;
if (!names.some(isChosen)) throw new Error(`--only takes one of ${names.join(', ')}.`);

const rows: string[][] = [];
const faults: string[] = [];
const backends = await openNodeBackends();
for (const id of lessonIds.filter(isChosen)) {
  const measured = await measureLesson(lessonExperiments[id], backends);
  const found = faultsOf(id, measured);
  faults.push(...found.map((fault) => `${id}: ${fault}`));
  console.log(`${id}: ${found.length === 0 ? 'as it says' : found.join(' ')}`);
  rows.push(...rowsOf(id, measured));
  if (values.write) writeMeasured(id, measured);
}
if (rows.length > 0) {
  const header = ['lesson', 'claim', 'figure', '95 % interval', 'bounds', '', 'seconds'];
  console.log(`\n${formatTable([header, ...rows], [2, 3, 4, 6])}\n`);
}
for (const paper of paperExperiments.filter(({ name }) => isChosen(name))) report(paper.name, faultOf(paper));
if (isChosen(SHAPES)) report(SHAPES, await shapesFault());
process.exit(faults.length === 0 ? 0 : 1);

function report(name: string, fault: string | null): void {
  console.log(`${name}: ${fault ?? 'as it says'}`);
  if (fault !== null) faults.push(`${name}: ${fault}`);
}

function faultsOf(id: LessonId, { figures, firstStage, claims, seconds }: LessonMeasurement): string[] {
  const kept = readMeasured(id);
  const isSame = JSON.stringify([kept?.figures, kept?.firstStage]) === JSON.stringify([figures, firstStage]);
  return [
    ...claims.filter(({ holds }) => !holds).map(({ claim }) => `The claim ${claim.id} does not hold.`),
    ...(isSame || values.write ? [] : ['Its words tell other numbers: measure them anew with --write.']),
    ...(seconds > MOST_SECONDS ? [`A run takes ${seconds.toFixed(1)} s.`] : []),
  ];
}

function rowsOf(id: LessonId, { claims, seconds }: LessonMeasurement): string[][] {
  return claims.map(({ claim, holds, ...interval }, n) => [
    n === 0 ? id : '',
    claim.id,
    formatFigure(interval.mean, claim.unit),
    formatInterval(interval, claim.unit),
    formatBounds(claim),
    holds ? 'holds' : 'DOES NOT HOLD',
    n === 0 ? seconds.toFixed(1) : '',
  ]);
}
