import { cellFacts, type CellType } from '../../../src-engine/cells/index.ts';
import { cellFromRows } from '../../../src-engine/interchange/pytorch/cell-layout.ts';
import type { ParameterTensor } from '../../../src-engine/interchange/trained-model.ts';
import { dense, embedding, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import { problemDetails } from '../../../src-engine/models/model-problem.ts';
import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { hasTiedOutput } from '../../../src-engine/models/tied-output.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import { can, taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { LayerSpec, ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';
import type { WeightsImportOptions, WeightsInspection } from '../../contract/weights-import-records.ts';
import { listed } from '../listed.ts';
import { findLeftOut } from './left-out-tensors.ts';
import { findSlots, recurrentParts as slotParts, type Slots } from './find-slots.ts';
import { foreignCell, foreignCells } from './foreign-cells.ts';
import type { WeightsFile } from './weights-file.ts';

type Problem = WeightsInspection['problems'][number];
type Note = WeightsInspection['notes'][number];
type LeftOut = WeightsInspection['leftOut'][number];

/** The network that can be made of foreign weights. */
export interface BuiltNetwork {
  slots: Slots;
  task: Task;
  vocabularySize: number | null;
  model: ModelSpec | null;
  /** Empty while there are problems. */
  parameters: Map<string, ParameterTensor>;
  problems: Problem[];
  notes: Note[];
  leftOut: LeftOut[];
}

/** A place of the network with the tensor of the file that belongs there. */
interface FilledSlot {
  name: string;
  shape: number[];
  values(): Float32Array;
}

/** Puts the tensors of a file into the places of a network. */
export function buildNetwork(file: WeightsFile, options: WeightsImportOptions): BuiltNetwork {
  const slots = findSlots(file, options);
  const problems: Problem[] = [];
  const notes: Note[] = [];
  const byName = new Map(file.tensors.map((tensor) => [tensor.name, tensor]));
  const filled = new Map<string, FilledSlot>();
  const say = (code: Problem['code'], message: string, values: Problem['values']) =>
    problems.push({ code, message, values });

  const canBeRecurrent = slots.slots.some(({ part, candidates }) => part === 'recurrent' && candidates.length > 0);
  if (slots.cell === null && !canBeRecurrent) say('no-recurrent-layer', noRecurrentLayer, {});
  for (const { id, tensor, isRequired, transposed } of slots.slots) {
    if (tensor === null) {
      if (isRequired) say('slot-empty', `Nothing is chosen for ${id}.`, { slot: id });
      continue;
    }
    const found = byName.get(tensor);
    if (found === undefined) {
      say('no-such-tensor', `The file has no tensor ${tensor}.`, { slot: id, tensor });
      continue;
    }
    const shape = transposed ? found.shape.toReversed() : found.shape;
    filled.set(id, {
      name: tensor,
      shape,
      values: () => (transposed ? turned(found.values(), found.shape) : (found.values() ?? new Float32Array())),
    });
    if (!['F32', 'F16', 'BF16', 'F64'].includes(found.dtype))
      say('not-floats', `${tensor} holds ${found.dtype}, not floating-point numbers.`, { tensor, dtype: found.dtype });
  }
  const input = filled.get('0.forward.input');
  const embeddingShape = filled.get('embedding')?.shape;
  const output = filled.get('output');
  const isOneHot = embeddingShape === undefined;
  const inputSize = isOneHot ? (input?.shape[1] ?? null) : embeddingShape[0];
  const task: Task =
    options.task ?? (output !== undefined && output.shape[0] === inputSize ? 'language-model' : 'classification');
  const readsNumbers = taskFacts[task].inputs[0] === 'features';
  const result: BuiltNetwork = {
    slots,
    task,
    vocabularySize: readsNumbers ? null : inputSize,
    model: null,
    parameters: new Map(),
    problems,
    notes,
    leftOut: [],
  };
  const recurrent = filled.get('0.forward.recurrent');
  if (problems.length === 0 && slots.cell === null && recurrent !== undefined) {
    const shape = recurrent.shape.join(' × ');
    const expected = listed(
      foreignCells.map(({ gates, name }) => `${gates === 1 ? '' : gates}n × n (${name})`),
      'or',
    );
    const message = `${recurrent.name} is ${shape}, and recurrent weights have to be ${expected}.`;
    say('shape-mismatch', message, { slot: '0.forward.recurrent', tensor: recurrent.name, shape, expected });
  }
  if (problems.length > 0 || slots.cell === null || inputSize === null || output === undefined) return result;

  const cell = slots.cell;
  const layers: LayerSpec[] = readsNumbers ? [] : [isOneHot ? { type: 'one_hot' } : embedding(embeddingShape[1] ?? 0)];
  const firstRecurrent = layers.length;
  for (let layer = 0; layer < slots.layers; layer++) {
    const units = filled.get(`${layer}.forward.recurrent`)?.shape[1] ?? 0;
    const isLast = layer === slots.layers - 1;
    layers.push(layerOf(cell, units, options, slots.bidirectional, taskFacts[task].outputsPer === 'step' || !isLast));
  }
  const sharesTable = taskFacts[task].outputsAre === 'tokens' && isSameTensor(filled.get('embedding'), output);
  layers.push(dense(output.shape[0] ?? 0, sharesTable ? { tied: true } : {}));
  const model: ModelSpec = {
    task,
    input: readsNumbers ? { kind: 'features', size: inputSize } : { kind: 'tokens', vocabularySize: inputSize },
    layers,
  };
  const [invalid] = validateModel(model);
  if (invalid !== undefined) {
    say('unsupported', invalid.message, problemDetails(model, invalid));
    return result;
  }
  result.model = model;
  const specs = new Map(parameterSpecs(model).map((spec) => [spec.name, spec.shape]));
  /** The values of a slot in PyTorch's layout; zeros for a bias that is not there. */
  const take = (id: string, expected: number[]): Float32Array => {
    const slot = filled.get(id);
    if (slot === undefined) return new Float32Array(expected.reduce((product, extent) => product * extent, 1));
    if (slot.shape.join() !== expected.join()) {
      const values = { slot: id, tensor: slot.name, shape: slot.shape.join(' × '), expected: expected.join(' × ') };
      say('shape-mismatch', `${slot.name} is ${values.shape}, and ${id} has to be ${values.expected}.`, values);
      return new Float32Array();
    }
    const taken = slot.values();
    if (!taken.every(Number.isFinite))
      say('not-finite', `${slot.name} has values that are not finite.`, { tensor: slot.name });
    return taken;
  };
  const put = (name: string, values: Float32Array) =>
    result.parameters.set(name, { shape: specs.get(name) ?? [], values });
  if (!readsNumbers && embeddingShape !== undefined) put('0.weights', take('embedding', embeddingShape));
  const known = foreignCell(cell).rows;
  const rows = options.gates === 'keras' ? { ...known, gates: known.gates.map((_, n) => n) } : known;
  for (let layer = 0; layer < slots.layers; layer++) {
    const index = firstRecurrent + layer;
    for (const direction of slots.bidirectional ? (['forward', 'backward'] as const) : (['forward'] as const)) {
      const prefix = slots.bidirectional ? `${index}.${direction}.` : `${index}.`;
      const [inputs, width] = specs.get(`${prefix}kernel`) ?? [0, 0];
      const made = cellFromRows(rows, width / rows.gates.length, inputs, (name, shape) =>
        take(`${layer}.${direction}.${slotParts[name]}`, shape),
      );
      if (problems.length > 0) continue;
      for (const [name, { values }] of made) put(prefix + name, values);
    }
  }
  const last = layers.length - 1;
  const [features, outputs] = sharesTable ? output.shape.toReversed() : (specs.get(`${last}.kernel`) ?? [0, 0]);
  const outputRows = take('output', [outputs, features]);
  const outputBias = take('output-bias', [outputs]);
  if (problems.length > 0) {
    result.parameters.clear();
    return result;
  }
  if (!sharesTable) put(`${last}.kernel`, turned(outputRows, [outputs, features]));
  put(`${last}.bias`, outputBias);
  result.leftOut = findLeftOut(file, slots.slots, options.ignored ?? []);
  const missing = result.leftOut.filter(({ effect }) => effect === 'changes').map(({ tensor }) => tensor);
  if (missing.length > 0) {
    const tensors = missing.join(', ');
    say('weights-left-out', weightsLeftOut(tensors), { count: missing.length, tensors });
  }
  addNotes(options, result);
  return result;
}

const noRecurrentLayer = `The file has no recurrent weights that can be recognised. They have to be of one of these: ${listed(
  foreignCells.map(({ name }) => name),
  'or',
)}.`;

/** Files have a weight that two modules share under one name, or twice. */
function isSameTensor(a: FilledSlot | undefined, b: FilledSlot): boolean {
  if (a === undefined || a.shape.join() !== b.shape.join()) return false;
  if (a.name === b.name) return true;
  const [first, second] = [a.values(), b.values()];
  return first.every((value, n) => value === second[n]);
}

function weightsLeftOut(tensors: string): string {
  return (
    `The network has no place for ${tensors}, and without them it would compute something else: the studio has no layer for them, such as ` +
    'LayerNorm, a projection or attention. Import a network without such layers. If they take no part in what the network computes, leave ' +
    'them out by name (--ignore).'
  );
}

const preparationMissing =
  'Weights do not tell how the numbers of a table were scaled, nor which columns they are: the network cannot forecast in their units. Go on ' +
  'training it on a table, or import the bundle of the run, which has all of it.';

function addNotes(options: WeightsImportOptions, { model, notes, leftOut }: BuiltNetwork): void {
  const unused = leftOut.filter(({ effect }) => effect !== 'changes').map(({ tensor }) => tensor);
  if (model !== null && hasTiedOutput(model)) {
    notes.push({
      code: 'tied-output',
      message: 'Output and embedding share a tensor, and so they do here.',
      values: {},
    });
  }
  if (unused.length > 0) {
    const tensors = unused.join(', ');
    notes.push({
      code: 'unused-tensors',
      message: `Not used: ${tensors}.`,
      values: { count: unused.length, tensors },
    });
  }
  if (model !== null && can(model.task, 'forecast')) {
    notes.push({ code: 'preparation-missing', message: preparationMissing, values: {} });
  }
  if (options.activation === undefined) {
    notes.push({
      code: 'activation-assumed',
      message: 'Weights do not tell the activation: tanh is assumed.',
      values: { activation: 'tanh' },
    });
  }
}

/** Returns a layer of the cell, with those of the person's choices that its spec has. */
function layerOf(
  cell: CellType,
  units: number,
  options: WeightsImportOptions,
  isBidirectional: boolean,
  returnSequences: boolean,
): LayerSpec {
  const { fields } = cellFacts(cell);
  const chosen = { activation: options.activation, recurrentActivation: options.recurrentActivation };
  const known = Object.entries(chosen).filter(([name, value]) => value !== undefined && name in fields);
  const bidirectional = isBidirectional ? 'concat' : null;
  return recurrentLayer(cell, units, { ...Object.fromEntries(known), bidirectional, returnSequences });
}

function turned(values: Float32Array | null, [rows, columns]: readonly number[]): Float32Array {
  const source = values ?? new Float32Array();
  return Float32Array.from(source, (_, n) => source[(n % rows) * columns + Math.floor(n / rows)]);
}
