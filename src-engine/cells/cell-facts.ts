import type { BoundedActivation, Initializer } from '../spec/layer-options.ts';

/**
 * The facts of one recurrent cell that are pure data: names, shapes, options and formulas. The engine's `CellDefinition` says how it
 * computes. Contract and renderer read facts only, and name no cell.
 */
export interface CellFacts<Variable extends string = string> {
  /** The `type` of its layers in a model spec. */
  readonly type: string;
  /** The class's name in the manner of Keras, as the summary table writes it; `type` is the name that it numbers. */
  readonly className: string;
  /** The cell's name in running text and in the palette, the same in every language. */
  readonly displayName: string;
  /** The name in shorthand: `LSTM 2×256`. */
  readonly shortName: string;
  /** The key of its name and explanation among the terms of the locales. */
  readonly term: string;
  /** The fields of its layers' spec beside `type` and `units`, in the order in which the JSON has them. */
  readonly fields: SharedFields & Readonly<Record<string, CellField>>;
  /** The variables of each unit, in the order of the rows of an override. */
  readonly variables: readonly VariableFacts<Variable>[];
  /** The names of the variables that the blocks of H columns of the kernel and the bias belong to, in this order. */
  readonly columns: readonly Variable[];
  /**
   * The kernel from h_{t−1} to the columns: `full` is (H, G·H), `heads` is (heads, D, G·D) with H = heads·D, one block for each head,
   * and `none` is a cell whose gates do not see its state.
   */
  readonly recurrentKernel: 'full' | 'heads' | 'none';
  /** The states that flow from step to step, the output h first. */
  readonly states: readonly StateFacts<Variable>[];
  /** The names of the variables that insight shows, in the order in which a person is told about them. */
  readonly explained: readonly Variable[];
  /** The formulas that the cell computes at each step, one string for each line. */
  readonly formulas: readonly string[];
}

/** One value that a cell computes for each of its units at every step. */
export interface VariableFacts<Variable extends string = string> {
  readonly name: Variable;
  /** The sign in formulas: `i`, `c̃`. */
  readonly symbol: string;
  /** A gate lies within 0…1; candidate and states have either sign, unless they are normalisers, which are above 0. */
  readonly kind: 'gate' | 'candidate' | 'state' | 'normaliser';
  readonly role: VariableRole;
  /** The key of its name and of the meaning of its values in the locales, which can differ where two cells use one name. */
  readonly meaning: string;
  /**
   * The activation that bounds it, which either a field of the spec chooses or which is always the same; null when
   * nothing bounds it.
   */
  readonly activation: { readonly field: string } | { readonly fixed: BoundedActivation } | null;
}

/** The effect of a variable on the memory, which chooses its colour and dash. */
export type VariableRole = 'write' | 'keep' | 'read' | 'candidate' | 'memory' | 'output';

export interface StateFacts<Variable extends string = string> {
  /** The last part of the state's name: `<layer index>.h`. */
  readonly name: string;
  /** The variable that it is; null for a state that is no value of a unit. */
  readonly variable: Variable | null;
  /** The extents of its tensor for a batch; `units` and `heads` are those of the spec, `head units` is their quotient. */
  readonly shape: readonly StateExtent[];
}

export type StateExtent = 'batch' | 'units' | 'heads' | 'head units';

/** A field of a layer's spec, from which the schema, the default and the inspector's control are made. */
export type CellField = (
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly default: string }
  | { readonly kind: 'initializer'; readonly default: Initializer }
  | { readonly kind: 'switch'; readonly default: boolean }
  /** A layer that reads forward in time only has null; the other values say how the two directions are joined. */
  | { readonly kind: 'directions'; readonly default: Directions }
  /** A fraction in [0, 1). */
  | { readonly kind: 'share'; readonly default: number }
  | { readonly kind: 'number'; readonly default: number }
  /** A whole number of at least 1, which `units` must be a multiple of. */
  | { readonly kind: 'divisor'; readonly default: number }
) & {
  /** The inspector's group. */
  readonly group: 'cell' | 'sequence' | 'initial';
  /** The key of its explanation among the terms of the locales. */
  readonly term: string;
};

type Directions = null | 'concat' | 'sum';

/** The fields that every cell has. */
interface SharedFields {
  readonly returnSequences: Extract<CellField, { kind: 'switch' }>;
  readonly bidirectional: Extract<CellField, { kind: 'directions' }>;
  readonly kernelInitializer: Extract<CellField, { kind: 'initializer' }>;
}

/** The values of a field. */
export type FieldValue<Field> = Field extends { kind: 'choice'; options: readonly (infer Option)[] }
  ? Option
  : Field extends { kind: 'initializer' }
    ? Initializer
    : Field extends { kind: 'switch' }
      ? boolean
      : Field extends { kind: 'directions' }
        ? Directions
        : number;

/** The spec of a cell's layers, as its facts declare it. */
export type SpecOf<Facts extends CellFacts> = Facts extends CellFacts
  ? { type: Facts['type']; units: number } & {
      -readonly [Name in keyof Facts['fields']]: FieldValue<Facts['fields'][Name]>;
    }
  : never;
