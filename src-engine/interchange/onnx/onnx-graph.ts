import { bytes, fields, float, integer, message, text, type Encoded } from './protobuf.ts';

/** Numbers of TensorProto.DataType, by which operators name types too. */
export const dataTypes = { float32: 1, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11 } as const;

type OnnxType = keyof typeof dataTypes;

/** A tensor of the file; `content` little-endian and row-major, float16 as its bits. */
export interface OnnxTensor {
  type: OnnxType;
  shape: readonly number[];
  content: Float32Array | Float64Array | Int8Array | Uint16Array | BigInt64Array;
}

/** An input or output of the graph; a name in the place of an extent lets it differ from call to call. */
export interface OnnxValue {
  name: string;
  type: OnnxType;
  shape: readonly (number | string)[];
  description: string;
}

type OnnxAttribute =
  number | string | number[] | string[] | { float: number } | { floats: number[] } | { graph: OnnxGraph };

export type OnnxAttributes = Record<string, OnnxAttribute>;

interface OnnxNode {
  operator: string;
  inputs: string[];
  outputs: string[];
  attributes: OnnxAttributes;
}

/** The operators of a network in the order in which they run, with field numbers of onnx.proto3 (IR version 8, operators of version 17). */
export class OnnxGraph {
  readonly #nodes: OnnxNode[] = [];
  /**
   * The constants by name. A body shares those of the graph around it, because it may not use their names for others.
   */
  readonly #constants: Map<string, OnnxTensor>;
  readonly #isBody: boolean;
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];

  constructor(around: OnnxGraph | null = null) {
    this.#isBody = around !== null;
    this.#constants = around === null ? new Map<string, OnnxTensor>() : around.#constants;
  }

  /** Returns a graph for an operator that runs one, such as a loop. It sees everything that this graph has by then. */
  body(): OnnxGraph {
    return new OnnxGraph(this);
  }

  /** Returns the name. */
  input(value: OnnxValue): string {
    this.#inputs.push(value);
    return value.name;
  }

  /** An output of the graph is what a node calls by its name. */
  output(value: OnnxValue): void {
    this.#outputs.push(value);
  }

  constant(name: string, tensor: OnnxTensor): string {
    this.#constants.set(name, tensor);
    return name;
  }

  /** Whole numbers that an operator takes as a tensor: axes, or a shape. */
  integers(...values: number[]): string {
    return this.constant(`integers/${values.join(',')}`, {
      type: 'int64',
      shape: [values.length],
      content: BigInt64Array.from(values, BigInt),
    });
  }

  /** Adds an operator with one output and gives that output's name. An empty input is left out. */
  add(operator: string, name: string, inputs: string[], attributes: OnnxAttributes = {}): string {
    this.addMany(operator, [name], inputs, attributes);
    return name;
  }

  /** An empty output is not wanted. */
  addMany(operator: string, outputs: string[], inputs: string[], attributes: OnnxAttributes = {}): void {
    this.#nodes.push({ operator, inputs, outputs, attributes });
  }

  /** A GraphProto. */
  encodeGraph(name: string): Encoded {
    const constants = this.#isBody ? [] : [...this.#constants];
    return fields(
      ...this.#nodes.map((node) => message(1, encodeNode(node))),
      text(2, name),
      ...constants.map(([constant, tensor]) => message(5, encodeTensor(constant, tensor))),
      ...this.#inputs.map((value) => message(11, encodeValue(value))),
      ...this.#outputs.map((value) => message(12, encodeValue(value))),
    );
  }

  /** A ModelProto. */
  encode(model: { producer: string; description: string; metadata: Record<string, string> }): Encoded {
    return fields(
      integer(1, 8),
      text(2, model.producer),
      text(6, model.description),
      message(7, this.encodeGraph('network')),
      message(8, fields(text(1, ''), integer(2, 17))),
      ...Object.entries(model.metadata).map(([key, value]) => message(14, fields(text(1, key), text(2, value)))),
    );
  }
}

function encodeNode({ operator, inputs, outputs, attributes }: OnnxNode): Encoded {
  return fields(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(3, outputs.find((name) => name !== '') ?? operator),
    text(4, operator),
    ...Object.entries(attributes).map(([name, attribute]) => message(5, encodeAttribute(name, attribute))),
  );
}

function encodeAttribute(name: string, attribute: OnnxAttribute): Encoded {
  const [type, ...values] = attributeValues(attribute);
  return fields(text(1, name), ...values, type);
}

/** AttributeProto.type, then the values. */
function attributeValues(attribute: OnnxAttribute): Encoded[] {
  if (typeof attribute === 'number') return [integer(20, 2), integer(3, attribute)];
  if (typeof attribute === 'string') return [integer(20, 3), text(4, attribute)];
  if ('float' in attribute) return [integer(20, 1), float(2, attribute.float)];
  if ('graph' in attribute) return [integer(20, 5), message(6, attribute.graph.encodeGraph('body'))];
  if ('floats' in attribute) return [integer(20, 6), ...attribute.floats.map((value) => float(7, value))];
  return [
    integer(20, attribute.every((value) => typeof value === 'string') ? 8 : 7),
    ...attribute.map((value) => (typeof value === 'string' ? text(9, value) : integer(8, value))),
  ];
}

function encodeTensor(name: string, { type, shape, content }: OnnxTensor): Encoded {
  return fields(
    ...shape.map((extent) => integer(1, extent)),
    integer(2, dataTypes[type]),
    text(8, name),
    bytes(9, new Uint8Array(content.buffer, content.byteOffset, content.byteLength)),
  );
}

function encodeValue({ name, type, shape, description }: OnnxValue): Encoded {
  const extents = shape.map((extent) => message(1, typeof extent === 'number' ? integer(1, extent) : text(2, extent)));
  const tensorType = fields(integer(1, dataTypes[type]), message(2, fields(...extents)));
  return fields(text(1, name), message(2, message(1, tensorType)), text(3, description));
}
