import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type {
  ApplyFix,
  Diagnosis,
  DismissFinding,
  DoctorBeforeInput,
  DoctorInput,
  DoctorMarks,
  Finding,
  RecallFinding,
  Sighting,
} from '../../contract/doctor/doctor-records.ts';
import { StudioError } from '../../contract/errors.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { modelHash } from '../model-hash.ts';
import type { Runs } from '../runs.ts';
import type { Continuations } from '../starting/continuations.ts';
import { diagnose, sortOut } from './diagnose.ts';
import { factsRevision } from './facts-revision.ts';
import type { GatherFacts } from './gather-facts.ts';
import { startOf } from './start-of.ts';

export interface DoctorOptions {
  store: Store;
  runs: Runs;
  continuations: Continuations;
  facts: GatherFacts;
}

/**
 * The doctor, which finds the faults of trainings and their remedies, remembers the findings that a person has
 * dismissed, and carries out fixes.
 */
export class Doctor {
  readonly #options: DoctorOptions;
  /** The marks of runs, each with the revision of the facts to which it belongs. */
  readonly #marks = new Map<number, { of: string; mark: DoctorMarks[number] | null }>();

  constructor(options: DoctorOptions) {
    this.#options = options;
  }

  /** Returns the findings about a run. Throws `run-not-found`, and the engine's errors while it measures. */
  async examine({ runId, measure }: DoctorInput, signal: AbortSignal): Promise<Diagnosis> {
    const { runs, facts } = this.#options;
    const row = runs.flushed(runId);
    const found = await facts.ofRun(row, measure ? signal : null);
    const sorted = sortOut(diagnose(found), this.#dismissals(row));
    return { ...sorted, sightings: this.#note(row, sorted.open), isPartial: found.signals === null };
  }

  /**
   * Remembers when findings were first seen, so that they are reported once. The findings of a run that is over belong
   * to its end.
   */
  #note(row: RunView, open: readonly Finding[]): Sighting[] {
    const { store } = this.#options;
    const isTraining = row.state === 'running';
    const at = isTraining ? Date.now() : (store.runEvents.list(row.key).at(-1)?.at ?? Date.now());
    for (const { rule } of open) store.findingSightings.note(row.key, { rule, step: row.step, at });
    return store.findingSightings.list(row.key);
  }

  /** Returns the findings about a run before it begins. Throws as `runs.start` does. */
  async examinePlan(input: DoctorBeforeInput, signal: AbortSignal): Promise<Diagnosis> {
    const { facts, store } = this.#options;
    const found = await facts.ofPlan(input, signal);
    const dataset = store.datasets.get(input.datasetId) ?? { id: input.datasetId, hash: '' };
    return {
      ...sortOut(diagnose(found), store.dismissals.list(modelHash(found.model, dataset))),
      sightings: [],
      isPartial: found.signals === null,
    };
  }

  /** Hides a finding from now on for runs of the same network on the same data. */
  dismiss({ runId, rule, reason }: DismissFinding): void {
    const { store, runs } = this.#options;
    store.dismissals.put(this.#hash(runs.row(runId)), { rule, reason, at: Date.now() });
    this.#marks.clear();
    runs.announce(runId);
  }

  recall({ runId, rule }: RecallFinding): void {
    const { store, runs } = this.#options;
    store.dismissals.remove(this.#hash(runs.row(runId)), rule);
    this.#marks.clear();
    runs.announce(runId);
  }

  /** Returns the worst finding of each of these runs that has one, without measuring anything. */
  async marks(runIds: readonly string[]): Promise<DoctorMarks> {
    const rows = runIds.flatMap((id) => this.#options.store.runs.get(id) ?? []);
    const marks = await Promise.all(rows.map((row) => this.#mark(row)));
    return marks.filter((mark) => mark !== null);
  }

  /**
   * Starts the branch or the run that the fix of a finding asks for. Throws `invalid-data` if there is no such finding,
   * or nothing to start.
   */
  async apply({ runId, rule }: ApplyFix, signal: AbortSignal): Promise<RunRecord> {
    const { runs, continuations } = this.#options;
    const { open, others } = await this.examine({ runId, measure: true }, signal);
    const fix = [...open, ...others].find((each) => each.rule === rule)?.fix ?? null;
    if (fix?.kind === 'branch') return continuations.branch({ checkpointId: fix.checkpointId, train: fix.train });
    if (fix?.kind === 'new-run') return runs.start(startOf(runs.get(runId), fix.changes));
    throw new StudioError('invalid-data', `There is nothing to start that would mend ${rule}.`, { reason: 'no-fix' });
  }

  async #mark(row: RunView): Promise<DoctorMarks[number] | null> {
    const of = factsRevision(this.#options.store, row);
    const known = this.#marks.get(row.key);
    if (known?.of === of) return known.mark;
    const found = await this.#options.facts.ofRun(row, null);
    const { open } = sortOut(diagnose(found), this.#dismissals(row));
    const [first] = open;
    const mark =
      first === undefined ? null : { runId: row.id, rule: first.rule, severity: first.severity, count: open.length };
    this.#marks.set(row.key, { of, mark });
    return mark;
  }

  #dismissals(row: RunView) {
    return this.#options.store.dismissals.list(this.#hash(row));
  }

  #hash(row: RunView): string {
    const dataset = this.#options.store.datasets.get(row.dataset_id);
    return modelHash(JSON.parse(row.model) as ModelSpec, dataset ?? { id: row.dataset_id, hash: '' });
  }
}
