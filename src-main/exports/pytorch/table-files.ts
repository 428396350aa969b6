import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import { describeNumbers } from '../../../src-engine/interchange/numbers/describe-numbers.ts';
import { numberGraph, trainingGraph } from '../../../src-engine/interchange/numbers/network-numbers.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import { projectFile } from '../project-file.ts';

/** Returns what a network that reads a table takes beside it, so that it takes and gives the table's own numbers. */
export function tableModules(trained: TrainedModel): ExportFile[] {
  const { model, preparation } = trained;
  if (preparation === undefined) return [];
  const content = {
    version: 1,
    description: describeNumbers(trained),
    head: model.forecast?.head ?? null,
    graph: numberGraph(trained),
    training: trainingGraph(preparation),
    preparation,
  };
  return [{ path: 'preparation.json', bytes: Buffer.from(JSON.stringify(content)) }, tableFile('graph.py')];
}

/** Returns the programs that forecast or classify the rows of a table, and go on training with them. */
export function tablePrograms({ kind }: Preparation): ExportFile[] {
  const [prefix, modules] = kind === 'forecast' ? ['forecast', ['forecast.py']] : ['sequences', ['sequences.py']];
  return [
    tableFile(`${prefix}_predict.py`, 'predict.py'),
    tableFile(`${prefix}_train.py`, 'train.py'),
    ...['table.py', 'times.py', 'training.py', ...modules].map((name) => tableFile(name)),
    ...['optimizing.py', 'resuming.py', ...(kind === 'sequences' ? ['draws.py'] : [])].map((name) => projectFile(name)),
  ];
}

function tableFile(name: string, path = name): ExportFile {
  return projectFile(`tables/${name}`, path);
}
