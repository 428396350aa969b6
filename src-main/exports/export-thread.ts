/** A thread that does one task of an export, says what came of it, and ends. */
import { parentPort } from 'node:worker_threads';
import { join } from 'node:path';
import { withStoredPrecision } from '../../src-engine/interchange/quantize-weights.ts';
import { answerTask } from './answer-task.ts';
import { artifactName, readArtifact, writeArtifact } from './artifact.ts';
import type { ModelFormat } from './export-format.ts';
import type { ExportResults, ExportTask } from './export-tasks.ts';
import { modelFormats } from './model-formats.ts';

const cancellation = new AbortController();

async function perform(task: ExportTask): Promise<ExportResults[keyof ExportResults]> {
  switch (task.type) {
    case 'write': {
      const files = await formatOf(task.format).write(task.model, task.options);
      const name = artifactName(task.model.name, task.model.step, files);
      await writeArtifact(join(task.folder, name), files);
      return name;
    }
    case 'round':
      return withStoredPrecision(task.model, task.precision);
    case 'run':
      return formatOf(task.format).run(await readArtifact(task.path), task.inputs, cancellation.signal);
  }
}

function formatOf(id: ModelFormat['id']): ModelFormat {
  const format = modelFormats.find((each) => each.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  return format;
}

parentPort?.on('message', () => cancellation.abort());
await answerTask(perform);
// Runtimes may leave threads and timers of their own.
parentPort?.close();
