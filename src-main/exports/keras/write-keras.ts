import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { kerasConfig } from '../../../src-engine/interchange/keras/keras-config.ts';
import { kerasModel } from '../../../src-engine/interchange/keras/keras-model.ts';
import { isPadded, paddingValue, type KerasNetwork } from '../../../src-engine/interchange/keras/keras-network.ts';
import { kerasVariables } from '../../../src-engine/interchange/keras/keras-variables.ts';
import { describeNumbers } from '../../../src-engine/interchange/numbers/describe-numbers.ts';
import { numberGraph } from '../../../src-engine/interchange/numbers/network-numbers.ts';
import { tableForm } from '../../../src-engine/interchange/numbers/table-form.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { parityInputs } from '../runtimes/parity-inputs.ts';
import { referenceOutputs } from '../runtimes/reference-outputs.ts';
import { kerasBatch } from './keras-batch.ts';
import { tableScript } from './table-script.ts';
import { verifyScript } from './verify-script.ts';
import { writeWeightsFile } from './weights-file.ts';

/** The version whose files these are like; Keras reads files of earlier ones. */
const kerasVersion = '3.8.0';
const modified = new Date('2000-01-01T00:00:00Z');

/** A network as Keras 3 saves it: an archive of its layers as JSON and its weights as HDF5. Beside them lies what Keras does not look at. */
export async function writeKeras(trained: TrainedModel): Promise<Uint8Array> {
  const network = await kerasModel(trained, 'keras');
  const parts: [path: string, content: string | Uint8Array, compress?: true][] = [
    ['metadata.json', JSON.stringify({ keras_version: kerasVersion, date_saved: '2000-01-01@00:00:00' })],
    ['config.json', JSON.stringify(kerasConfig(network))],
    ['model.weights.h5', await writeWeightsFile(kerasVariables(network))],
    ['kioku.json', JSON.stringify(await notes(trained, network)), true],
    ['verify.py', verifyScript],
    ...(tableForm(trained)?.form === 'program' ? [['table.py', tableScript] as [string, string]] : []),
  ];
  const zip = new ZipFile();
  for (const [path, content, compress = false] of parts) {
    zip.addBuffer(Buffer.from(content), path, { mtime: modified, mode: 0o100644, compress });
  }
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

/** The facts by which text becomes ids and outputs become names, and the values that `verify.py` compares. */
async function notes(trained: TrainedModel, { trained: trainedLayers }: KerasNetwork): Promise<unknown> {
  const { name, step, model, tokenizer, classes, longestText, preparation } = trained;
  const idOffset = model.input.kind === 'tokens' && isPadded(trained) ? { idOffset: 1, paddingId: 0 } : {};
  const inputs = parityInputs(model, preparation);
  const expected = await referenceOutputs(trained, inputs);
  const parity = inputs.map((input, n) => ({
    ...kerasBatch(input, isPadded(trained)),
    expected: Array.from(expected[n], toFloat32Digits),
  }));
  return {
    name,
    step,
    model,
    tokenizer,
    classes,
    longestText,
    ...idOffset,
    ...tableNotes(trained),
    trainedLayers,
    parity,
  };
}

/** Says what the numbers of a table mean, and how the file takes and gives them. */
function tableNotes(trained: TrainedModel): Record<string, unknown> {
  const form = tableForm(trained);
  if (form === null) return {};
  const { preparation } = trained;
  const steps = form.form === 'program' ? { graph: numberGraph(trained), padding: paddingValue } : {};
  return { preparation, description: describeNumbers(trained), table: form, ...steps };
}

/** Writes as many digits as a float32 has, so that the text is not longer than it needs to be. */
function toFloat32Digits(value: number): number {
  return Number(value.toPrecision(8));
}
