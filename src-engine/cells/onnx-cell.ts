import type { OnnxAttributes, OnnxGraph } from '../interchange/onnx/onnx-graph.ts';
import type { StoredTensor } from '../interchange/quantize-weights.ts';
import type { RecurrentLayerSpec } from './index.ts';
import type { BoundedActivation } from '../spec/layer-options.ts';

/** The way in which ONNX holds a cell: an operator of its own, or a loop over the steps. */
export type OnnxCell<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> = OnnxOperator<Spec> | OnnxLoop<Spec>;

/** An operator with ONNX's inputs X, W, R, B, sequence_lens, initial_h and, where the facts have a second state, initial_c. */
export interface OnnxOperator<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  readonly operator: string;
  /** The engine's block of columns that stands at each place of the file. */
  readonly gateOrder: readonly number[];
  /** Returns the functions of one direction, in the operator's order. */
  activations(spec: Spec): BoundedActivation[];
  readonly attributes: OnnxAttributes;
}

/** A Scan: everything that needs no state is computed for all steps at once, and the rest is its body. */
export interface OnnxLoop<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  /** Adds the part before the loop, for one direction. */
  project(graph: OnnxGraph, direction: OnnxDirection<Spec>): OnnxProjection;
  /** Adds one step to the loop's body. Returns the names of the new states by the states' own. */
  step(body: OnnxGraph, step: OnnxStep<Spec>): Record<string, string>;
}

interface OnnxDirection<Spec extends RecurrentLayerSpec> {
  spec: Spec;
  /** The beginning of the names of everything that is added. */
  prefix: string;
  /** A parameter of this direction. */
  parameter(name: string): StoredTensor;
  /** The name of (T, B, I). */
  input: string;
}

/** The names of the tensors that the loop's steps read. */
interface OnnxProjection {
  /** Tensors (T, B, ·), each of which gives a step its (B, ·). */
  sequences: string[];
  /** Tensors that every step uses as they are. */
  constants: Record<string, string>;
}

interface OnnxStep<Spec extends RecurrentLayerSpec> extends OnnxProjection {
  spec: Spec;
  prefix: string;
  states: Readonly<Record<string, string>>;
}
