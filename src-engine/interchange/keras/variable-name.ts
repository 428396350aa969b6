/**
 * The parts of a file's name for a variable: its own name (`recurrent_kernel`), or its number where the file numbers
 * variables, and its cell.
 */
export interface VariableName {
  /** The cell of a Bidirectional layer that the variable belongs to; null in other layers. */
  direction: Direction | null;
  variable: string | number;
}

export type Direction = 'forward' | 'backward';

/**
 * Parses a name such as `bidirectional_1/forward_lstm_1/lstm_cell_3/recurrent_kernel:0`: scopes, of which the layer's own is one, then the
 * variable, which TensorFlow may have numbered to tell it from others. `layer` is the layer's name, which may itself look like a
 * direction's.
 */
export function parseVariableName(path: string, layer: string): VariableName {
  const scopes = path.split('/');
  const last = scopes.pop() ?? '';
  const within = scopes.slice(scopes.indexOf(layer) + 1);
  const direction = within.map(directionOf).find((each) => each !== null) ?? null;
  return { direction, variable: last.replace(outputNumber, '').replace(uniqueSuffix, '') };
}

const outputNumber = /:\d+$/;
const uniqueSuffix = /_\d+$/;

/** A Bidirectional layer calls its cells `forward_<name>` and `backward_<name>`. */
function directionOf(scope: string): Direction | null {
  const [direction, name] = scope.split('_', 2);
  return (direction === 'forward' || direction === 'backward') && name !== undefined ? direction : null;
}
