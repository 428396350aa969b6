import type { PackedKind } from '../datasets/readers/archive.ts';
import type { ModelFormat } from '../exports/export-format.ts';
import type { FormatResult, FormatTask } from '../exports/processes/format-task.ts';
import { openPlain } from './open-plain.ts';
import type { OpenFile } from './serve-archive.ts';
import type { TaskPort } from './task-port.ts';

/** Performs a task. What it takes is loaded with the first one of its kind: most processes only write, or only read. */
export async function performTask(task: FormatTask, signal: AbortSignal, port: TaskPort): Promise<FormatResult> {
  switch (task.type) {
    case 'write': {
      const { writeNamedArtifact } = await import('../exports/artifact.ts');
      const files = await (await formatOf(task.format)).write(task.model, task.options);
      return writeNamedArtifact(task.folder, task.model, files);
    }
    case 'round': {
      const { withStoredPrecision } = await import('../../src-engine/interchange/quantize-weights.ts');
      return withStoredPrecision(task.model, task.precision);
    }
    case 'prepare-older': {
      const { olderPreparation } = await import('../../src-engine/forecast/fit/older-preparation.ts');
      return olderPreparation(task.content, task.train);
    }
    case 'run': {
      const { readArtifact } = await import('../exports/artifact.ts');
      return (await formatOf(task.format)).run(await readArtifact(task.path), task.inputs, signal);
    }
    case 'read-weights': {
      const { readNetwork } = await import('../exports/weights/read-network.ts');
      return readNetwork(task.file, task.options);
    }
    case 'read-vocabulary': {
      const { readVocabulary } = await import('../exports/weights/read-vocabulary.ts');
      return readVocabulary(task.file);
    }
    case 'read-archive': {
      const { serveArchive } = await import('./serve-archive.ts');
      await serveArchive(await openerOf(task.kind), task.file, port, signal);
      return null;
    }
  }
}

async function openerOf(kind: PackedKind): Promise<OpenFile> {
  if (kind === 'plain') return openPlain;
  if (kind === 'zip') return (await import('../datasets/readers/zip-archive.ts')).openZip;
  const { openPacked } = await import('../datasets/readers/packed-file.ts');
  return (...file) => openPacked(kind, ...file);
}

async function formatOf(id: ModelFormat['id']): Promise<ModelFormat> {
  const { modelFormats } = await import('../exports/model-formats.ts');
  const format = modelFormats.find((each) => each.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  return format;
}
