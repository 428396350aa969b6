import { layerShapes } from '../../../src-engine/models/layer-shapes.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { RunVerdict } from '../../contract/runs/outcome-records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { runOutcome } from './run-outcome.ts';
import { judgeTraining, type LastLosses } from './run-verdict.ts';

/** The part of a training whose mean loss is compared with that of the part before it, and the fewest steps that it has. */
const lastShare = 0.1;
const fewestSteps = 5;

/** Judges each training once when it is over, from what is stored of it, and again only where it has gone on since. */
export class RunVerdicts {
  readonly #store: Store;
  readonly #known = new Map<number, { of: string; verdict: RunVerdict | null }>();

  constructor(store: Store) {
    this.#store = store;
  }

  verdictOn(row: RunView): RunVerdict | null {
    const outcome = runOutcome(row);
    if (outcome === null) return null;
    const of = JSON.stringify(outcome);
    const known = this.#known.get(row.key);
    if (known?.of === of) return known.verdict;
    const epochs = this.#store.epochMetrics.list(row.key, 0);
    const chanceLoss = chanceLossOf(JSON.parse(row.model) as ModelSpec);
    const verdict = judgeTraining(outcome, { epochs, chanceLoss, lastLosses: () => this.#lastLosses(row) });
    this.#known.set(row.key, { of, verdict });
    return verdict;
  }

  #lastLosses({ key, step }: RunView): LastLosses | null {
    const count = Math.floor(step * lastShare);
    if (count < fewestSteps) return null;
    const before = this.#store.stepMetrics.meanLoss(key, step - 2 * count, step - count);
    const last = this.#store.stepMetrics.meanLoss(key, step - count, step);
    return before === null || last === null ? null : { before, last };
  }
}

/** Returns ln V for V classes or tokens; null where numbers are predicted. */
export function chanceLossOf(model: ModelSpec): number | null {
  if (taskFacts[model.task].loss === 'squared-error') return null;
  const classes = layerShapes(model).outputs.at(-1)?.size;
  return classes === undefined ? null : Math.log(classes);
}
