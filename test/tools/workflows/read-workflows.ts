import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One step of a job: either a command, `run`, or an action, `uses`. */
export interface Step {
  name?: string;
  if?: string;
  run?: string;
  uses?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

export interface Job {
  name?: string;
  /** Missing where the job is another workflow. */
  'runs-on'?: string;
  uses?: string;
  strategy?: { matrix: { include?: MatrixRow[] } & Record<string, unknown[]> };
  env?: Record<string, string>;
  steps?: Step[];
}

export interface Workflow {
  /** The file's name without its ending. */
  name: string;
  /** The file's text. */
  text: string;
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

export type MatrixRow = Record<string, string>;

/** The project's workflows, by their files' names. */
export function readWorkflows(projectFolder: string): Workflow[] {
  const folder = join(projectFolder, '.github/workflows');
  return readdirSync(folder)
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return { ...(parse(text) as Workflow), name: file.replace(/\.ya?ml$/, ''), text };
    });
}

/** The rows that a job runs for: those that are listed, or each value of its one list. Just one without values where it has no matrix. */
export function matrixRows({ strategy }: Job): MatrixRow[] {
  if (strategy === undefined) return [{}];
  const { include = [], ...lists } = strategy.matrix;
  const [list, ...others] = Object.entries(lists);
  if (others.length > 0) throw new Error('A matrix with several lists is not expanded: name its rows under “include”.');
  return [...include, ...(list === undefined ? [] : list[1].map((value) => ({ [list[0]]: String(value) })))];
}
