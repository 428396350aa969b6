import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import { describeNumbers } from '../../../src-engine/interchange/numbers/describe-numbers.ts';
import { numberGraph } from '../../../src-engine/interchange/numbers/network-numbers.ts';
import { paddingValue } from '../../../src-engine/interchange/keras/keras-network.ts';
import { tableForm } from '../../../src-engine/interchange/numbers/table-form.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';

// Beside this file when built.
const isSource = import.meta.url.endsWith('.ts');
const folder = isSource ? '../../../resources/tfjs-project' : './tfjs-project';
const interpreter = '../../../src-engine/interchange/numbers/run-number-graph.ts';

/**
 * Returns what lies beside a network that reads a table: where its layers do not take and give the table's own numbers, the program that
 * does, else what they take and give. There is nothing beside other networks.
 */
export function tableFiles(trained: TrainedModel): ExportFile[] {
  const table = tableForm(trained);
  if (table === null) return [];
  if (table.form === 'layers') return [{ path: 'README.md', bytes: readBeside(`${folder}/README-layers.md`) }];
  const content = {
    version: 1,
    table,
    description: describeNumbers(trained),
    graph: numberGraph(trained),
    padding: paddingValue,
    preparation: trained.preparation,
  };
  return [
    { path: 'preparation.json', bytes: Buffer.from(JSON.stringify(content)) },
    { path: 'run-number-graph.js', bytes: Buffer.from(interpreterSource()) },
    ...['table.js', 'README.md'].map((path) => ({ path, bytes: readBeside(`${folder}/${path}`) })),
  ];
}

/** The build takes the types out beforehand, since it has no sources. */
function interpreterSource(): string {
  if (!isSource) return readBeside(`${folder}/run-number-graph.js`).toString();
  return stripTypeScriptTypes(readBeside(interpreter).toString());
}

function readBeside(path: string): Buffer {
  return readFileSync(new URL(path, import.meta.url));
}
