import { opcodes, STOP } from './opcodes.ts';
import { PickleBytes } from './pickle-bytes.ts';
import { PickleStack } from './pickle-stack.ts';
import { PickleError, type Pickled } from './pickled.ts';

/**
 * Reads a pickle of protocol 2 to 5 without running anything of it. What it takes of the memory is in proportion to its size. Throws
 * PickleError.
 */
export function unpickle(content: Uint8Array): Pickled {
  const bytes = new PickleBytes(content);
  const stack = new PickleStack();
  for (let code = bytes.uint8(); code !== STOP; code = bytes.uint8()) {
    const opcode = opcodes.get(code);
    if (opcode === undefined) throw notData();
    opcode(stack, bytes);
  }
  return stack.pop();
}

function notData(): PickleError {
  const message = 'holds more than tensors and plain data. Save model.state_dict() instead of the model.';
  return new PickleError(message, { reason: 'whole-model' });
}
