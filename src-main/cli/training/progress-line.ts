import { isMeasured } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { formatDuration, formatLoss, formatPerplexity, formatRate } from '../formats.ts';

/** The state that a progress line is made from. */
export type ShownProgress = Pick<RunRecord, 'epoch' | 'step' | 'totalSteps' | 'tokensPerSecond' | 'remainingMs'> & {
  train: Pick<RunRecord['train'], 'epochs'>;
  model: Pick<RunRecord['model'], 'task'>;
};

const WIDEST_BAR = 30;
const NARROWEST_BAR = 8;
/** A space and the two marks that a bar stands between. */
const BAR_ENDS = 3;

/** Tells a training's progress in one line of fewer than `columns` characters. Where it is narrow, the percentage gives way, then the bar. */
export function progressLine(run: ShownProgress, loss: number | null, columns: number): string {
  const share = run.totalSteps ? Math.min(1, run.step / run.totalSteps) : 0;
  const head = `epoch ${Math.min(run.epoch + 1, run.train.epochs)}/${run.train.epochs}`;
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const figures = [
    `loss ${formatLoss(loss)}`,
    ...(isMeasured(run.model.task, 'perplexity') ? [`perplexity ${formatPerplexity(loss)}`] : []),
    ...(run.tokensPerSecond === null ? [] : [`${formatRate(run.tokensPerSecond)} tokens/s`]),
    ...(run.remainingMs === null ? [] : [`${formatDuration(run.remainingMs)} left`]),
  ].join('  ');
  const plain = `${head} ${percent}  ${figures}`;
  if (columns === Infinity) return plain;
  const line = [`${percent}  `, ' ']
    .map((beforeFigures) => {
      const room = columns - 1 - head.length - BAR_ENDS - beforeFigures.length - figures.length;
      return room < NARROWEST_BAR
        ? null
        : head + progressBar(share, Math.min(WIDEST_BAR, room)) + beforeFigures + figures;
    })
    .find((fitting) => fitting !== null);
  return (line ?? plain).slice(0, columns - 1);
}

/** Eighths of a character show small steps. */
export function progressBar(share: number, width: number): string {
  const eighths = Math.round(share * width * 8);
  const partial = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '';
  return ` ▕${('█'.repeat(Math.floor(eighths / 8)) + partial).padEnd(width)}▏`;
}
