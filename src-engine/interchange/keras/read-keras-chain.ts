import { snakeCase } from './snake-case.ts';
import type { TrainedLayers } from './keras-network.ts';
import { UnreadableFile } from '../unreadable-file.ts';

/** A problem with a Keras file; the message goes on after the file's name. */
export class KerasError extends UnreadableFile {}

/** There are weights, and nothing that tells of what network. */
export class KerasWeightsAlone extends KerasError {}

/** A layer as Keras describes it. */
export interface DescribedLayer {
  className: string;
  name: string;
  config: Record<string, unknown>;
  /** The path under which Keras 3 keeps the layer's weights: `layers/lstm_1`. */
  path: string;
}

const mostLayers = 200;

/**
 * The layers of a Sequential or Functional model that follow each other, inputs left out. Inputs of states beside them, and their states
 * as further outputs, are allowed. Where the ends of what was trained are known, the layers around them are left out. Throws KerasError.
 */
export function readKerasChain(description: unknown, trained?: TrainedLayers): DescribedLayer[] {
  const { class_name, config } = objectOf(description);
  const { layers: listed, output_layers } = Array.isArray(config) ? { layers: config } : objectOf(config);
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > mostLayers) throw damaged();
  const counts = new Map<string, number>();
  const layers = listed.map((each: unknown) => {
    const layer = objectOf(each);
    const described = describe(layer);
    const base = snakeCase(described.className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return { ...described, path: `layers/${base}${count === 0 ? '' : `_${count}`}`, inbound: layer['inbound_nodes'] };
  });
  if (class_name === 'Sequential') return layers.filter(({ className }) => className !== 'InputLayer');
  if (class_name !== 'Functional' && class_name !== 'Model')
    throw new KerasError(`holds a ${textOf(class_name)}, not a Sequential or Functional model.`, {
      reason: 'keras-class',
      class: textOf(class_name),
    });
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const chain: typeof layers = [];
  const follow = (last: string): typeof layers => {
    for (let name = last; ;) {
      const layer = byName.get(name);
      if (layer === undefined || chain.includes(layer)) throw damaged();
      if (layer.className === 'InputLayer') return chain;
      chain.unshift(layer);
      if (name === trained?.first) return chain;
      name = inputOf(layer);
    }
  };
  if (trained !== undefined) return follow(trained.last);
  const [last, ...others] = outputsOf(output_layers);
  follow(last.layer);
  const isState = ({ layer, output }: Output) => output > 0 && chain.some(({ name }) => name === layer);
  if (last.output !== 0 || !others.every(isState))
    throw new KerasError('has more than one output.', { reason: 'several-outputs' });
  const aside = layers.find((layer) => layer.className !== 'InputLayer' && !chain.includes(layer));
  if (aside !== undefined) throw branched(aside.name);
  return chain;
}

/** A layer within a layer, such as that of a Bidirectional one. Throws KerasError. */
export function innerLayer(value: unknown): Pick<DescribedLayer, 'className' | 'name' | 'config'> {
  return describe(objectOf(value));
}

function describe(layer: Record<string, unknown>): Pick<DescribedLayer, 'className' | 'name' | 'config'> {
  const config = objectOf(layer['config']);
  const name = layer['name'] ?? config['name'];
  if (typeof layer['class_name'] !== 'string') throw damaged();
  // A layer within another may have no name.
  return { className: layer['class_name'], name: typeof name === 'string' ? name : '', config };
}

interface Output {
  layer: string;
  output: number;
}

/** `["dense", 0, 0]`, or a list of such. */
function outputsOf(value: unknown): [Output, ...Output[]] {
  if (!Array.isArray(value)) throw damaged();
  const list: unknown[] = typeof value[0] === 'string' ? [value] : value;
  const [first, ...others] = list.map((entry) => {
    const [layer, , output] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof layer !== 'string' || typeof output !== 'number') throw damaged();
    return { layer, output };
  });
  if (first === undefined) throw damaged();
  return [first, ...others];
}

/** The layer before: Keras 3 says so in the history of the first argument, Keras 2 in `[["name", 0, 0, {}]]`. */
function inputOf({ name, inbound }: { name: string; inbound: unknown }): string {
  if (!Array.isArray(inbound) || inbound.length !== 1) throw branched(name);
  const [call] = inbound as unknown[];
  if (Array.isArray(call)) {
    const [entry] = call as unknown[];
    const [from, , output] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof from !== 'string' || output !== 0) throw branched(name);
    return from;
  }
  const args = objectOf(call)['args'];
  if (!Array.isArray(args) || args.length === 0 || Array.isArray(args[0])) throw branched(name);
  const history = objectOf(objectOf(args[0])['config'])['keras_history'];
  const [from, , output] = Array.isArray(history) ? (history as unknown[]) : [];
  if (typeof from !== 'string' || output !== 0) throw branched(name);
  return from;
}

function branched(name: string): KerasError {
  const layer = textOf(name);
  const message = `branches at ${layer}. Only layers that follow each other can be imported.`;
  return new KerasError(message, { reason: 'branched', layer });
}

function damaged(): KerasError {
  return new KerasError('is damaged: the description of its layers is not what Keras writes.');
}

export function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged();
  return value as Record<string, unknown>;
}

/** Quotes a file's value, cut short for a message. */
export function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value ?? null)).slice(0, 80);
}
