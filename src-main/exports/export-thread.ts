/** A thread that does a task of an export. */
import { join } from 'node:path';
import { withStoredPrecision } from '../../src-engine/interchange/quantize-weights.ts';
import { answerTasks } from './answer-tasks.ts';
import { artifactName, readArtifact, writeArtifact } from './artifact.ts';
import type { ModelFormat } from './export-format.ts';
import type { ExportResults, ExportTask } from './export-tasks.ts';
import { modelFormats } from './model-formats.ts';

async function perform(task: ExportTask, signal: AbortSignal): Promise<ExportResults[keyof ExportResults]> {
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
      return formatOf(task.format).run(await readArtifact(task.path), task.inputs, signal);
  }
}

function formatOf(id: ModelFormat['id']): ModelFormat {
  const format = modelFormats.find((each) => each.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  return format;
}

answerTasks(perform);
