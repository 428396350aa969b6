import type { BundleInspection, ModelFileInspection } from '../contract/model-import-records.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import type { LocalFile } from '../host/host.ts';
import { formatBytes, formatCount, formatLoss } from './formats.ts';
import { findLocalFiles } from '../host/local-files.ts';
import { INTERRUPTED, onInterruption } from './interruption.ts';
import { withStudio, type StudioValues } from './studio/with-studio.ts';
import { suggestedCommand } from './suggested-command.ts';
import { UsageError } from './usage-error.ts';

interface ImportValues extends StudioValues {
  inspect: boolean;
  json: boolean;
  name: string | undefined;
  vocabulary: string | undefined;
  map: string | undefined;
  ignore: string | undefined;
}

/** Makes a run of the file, and gives the exit code. */
export function importModel(values: ImportValues, files: readonly LocalFile[]): Promise<number> {
  return withStudio(values, async (studio) => {
    const { client } = studio;
    const importId = await studio.stageFiles(files[0].path, files);
    const found = values.map === undefined ? null : await client.modelImports.inspect({ importId });
    const tensors = found?.kind === 'weights' ? found.tensors.map(({ name }) => name) : [];
    const options = {
      ...(values.name !== undefined && { name: values.name }),
      mapping: mappingOf(values.map, tensors),
      ...(values.ignore !== undefined && { ignored: values.ignore.split(',').map((name) => name.trim()) }),
      ...(values.vocabulary !== undefined && {
        vocabulary: {
          source: 'file' as const,
          importId: await studio.stageFiles(values.vocabulary, await findLocalFiles([values.vocabulary])),
        },
      }),
    };
    const inspection = await client.modelImports.inspect({ importId, options });
    if (values.inspect) {
      process.stdout.write(`${JSON.stringify(inspection)}\n`);
      return 0;
    }
    const cancellation = new AbortController();
    const stopListening = onInterruption(() => cancellation.abort());
    try {
      const { signal } = cancellation;
      for await (const update of await client.modelImports.run({ importId, options }, { signal })) {
        if (update.type === 'progress') showProgress(`Importing: ${update.done} of ${update.total}`);
        else {
          showProgress('');
          const { run } = update;
          const text = values.json
            ? JSON.stringify({ ...run, ...leftOutOf(inspection) })
            : describe(run, inspection, values);
          process.stdout.write(`${text}\n`);
        }
      }
    } finally {
      stopListening();
      showProgress('');
    }
    if (!cancellation.signal.aborted) return 0;
    process.stderr.write('Cancelled. Nothing was imported.\n');
    return INTERRUPTED;
  });
}

/** `output=fc.weight,1.forward.input=w.T,output-bias=`: a tensor for each slot, or none after the sign; with `.T` it is turned over. */
function mappingOf(list: string | undefined, tensors: readonly string[]) {
  const pairs = list === undefined ? [] : list.split(',');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [slot, ...tensor] = pair.split('=');
      if (slot === undefined || tensor.length === 0) throw new UsageError(`--map takes SLOT=TENSOR, not “${pair}”.`);
      const name = tensor.join('=');
      // Unless a tensor has that very name.
      const transposed = name.endsWith('.T') && !tensors.includes(name);
      return [slot.trim(), name === '' ? null : { tensor: transposed ? name.slice(0, -2) : name, transposed }];
    }),
  );
}

/** On a terminal only; nothing wipes it away. */
export function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${line}`);
}

/** Tensors of a weights file that the run is without. */
const leftOutOf = (inspection: ModelFileInspection) =>
  inspection.kind === 'weights' ? { leftOut: inspection.leftOut } : {};

function describe(run: RunRecord, inspection: ModelFileInspection, where: StudioValues): string {
  return [
    ...(inspection.kind === 'bundle'
      ? describeBundle(run.id, inspection)
      : [run.name, `id ${run.id}`, run.notes, ...inspection.notes.map(({ message }) => message)]),
    `Let it write: ${suggestedCommand(`generate --run ${run.id.slice(0, 8)}`, where)}`,
  ].join('\n');
}

function describeBundle(runId: string, bundle: BundleInspection): string[] {
  const { name, state, step, epoch, validationLoss, checkpointCount, dataset, bytes, hereAs } = bundle;
  const isTrainable = bundle.hasText || bundle.isDatasetHere;
  const lines = [
    `${name}: ${state}, epoch ${epoch}, step ${formatCount(step)}, best loss ${formatLoss(validationLoss)}`,
    `id ${runId}`,
    `${checkpointCount === 1 ? 'a checkpoint' : `${checkpointCount} checkpoints`}, ${formatBytes(bytes)}, from Kioku ${bundle.studio}`,
  ];
  if (isTrainable) lines.push(`trained on “${dataset.name}”, which is here`);
  else {
    const hash = dataset.sha256 === null ? '' : `, sha-256 ${dataset.sha256}`;
    lines.push(`trained on “${dataset.name}”${hash}, which is not here: import it to go on training`);
  }
  if (hereAs.length > 0)
    lines.push(`it was here already, as “${hereAs.join('”, “')}”: this is a run of its own beside it`);
  return lines;
}
