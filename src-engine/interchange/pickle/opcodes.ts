import { callGlobal } from './call-global.ts';
import type { PickleBytes } from './pickle-bytes.ts';
import type { PickleStack } from './pickle-stack.ts';
import { PickledGlobal } from './pickled.ts';

/** An instruction: it takes its arguments from the bytes, and its operands from the stack. */
type Opcode = (stack: PickleStack, bytes: PickleBytes) => void;

/** The code of the last instruction, after which the value on top is what was pickled. */
export const STOP = 0x2e;

const nothing: Opcode = () => undefined;

const reduce: Opcode = (stack) => {
  const [callee, given] = stack.popMany(2);
  stack.push(callGlobal(callee, given));
};

const framing: [number, Opcode][] = [
  [0x80, (_, bytes) => bytes.skip(1)], // PROTO
  [0x95, (_, bytes) => bytes.skip(8)], // FRAME
];

const constants: [number, Opcode][] = [
  [0x4e, (stack) => stack.push(null)], // NONE
  [0x88, (stack) => stack.push(true)], // NEWTRUE
  [0x89, (stack) => stack.push(false)], // NEWFALSE
  [0x4a, (stack, bytes) => stack.push(bytes.int32())], // BININT
  [0x4b, (stack, bytes) => stack.push(bytes.uint8())], // BININT1
  [0x4d, (stack, bytes) => stack.push(bytes.uint16())], // BININT2
  [0x8a, (stack, bytes) => stack.push(bytes.integer(bytes.uint8()))], // LONG1
  [0x47, (stack, bytes) => stack.push(bytes.float64())], // BINFLOAT
  [0x58, (stack, bytes) => stack.push(bytes.text(bytes.uint32()))], // BINUNICODE
  [0x8c, (stack, bytes) => stack.push(bytes.text(bytes.uint8()))], // SHORT_BINUNICODE
];

const collections: [number, Opcode][] = [
  [0x28, (stack) => stack.pushMark()], // MARK
  [0x30, (stack) => stack.drop()], // POP
  [0x5d, (stack) => stack.push([])], // EMPTY_LIST
  [0x29, (stack) => stack.push([])], // EMPTY_TUPLE
  [0x7d, (stack) => stack.push(new Map())], // EMPTY_DICT
  [0x74, (stack) => stack.push(stack.popToMark())], // TUPLE
  [0x85, (stack) => stack.push(stack.popMany(1))], // TUPLE1
  [0x86, (stack) => stack.push(stack.popMany(2))], // TUPLE2
  [0x87, (stack) => stack.push(stack.popMany(3))], // TUPLE3
  [0x61, (stack) => stack.append(stack.popMany(1))], // APPEND
  [0x65, (stack) => stack.append(stack.popToMark())], // APPENDS
  [0x73, (stack) => stack.setItems(stack.popMany(2))], // SETITEM
  [0x75, (stack) => stack.setItems(stack.popToMark())], // SETITEMS
];

const memo: [number, Opcode][] = [
  [0x71, (stack, bytes) => stack.remember(bytes.uint8())], // BINPUT
  [0x72, (stack, bytes) => stack.remember(bytes.uint32())], // LONG_BINPUT
  [0x94, (stack) => stack.remember()], // MEMOIZE
  [0x68, (stack, bytes) => stack.recall(bytes.uint8())], // BINGET
  [0x6a, (stack, bytes) => stack.recall(bytes.uint32())], // LONG_BINGET
];

const objects: [number, Opcode][] = [
  [0x63, (stack, bytes) => stack.push(new PickledGlobal(`${bytes.line()}.${bytes.line()}`))], // GLOBAL
  [0x93, (stack) => stack.push(new PickledGlobal(stack.popMany(2).map(String).join('.')))], // STACK_GLOBAL
  [0x51, nothing], // BINPERSID stays the tuple that names a storage.
  [0x52, reduce], // REDUCE
  [0x81, reduce], // NEWOBJ
  [0x62, (stack) => void stack.pop()], // BUILD sets attributes, of which a tensor needs none.
];

/** The opcodes that `torch.save` writes, by their codes (the names are those of Python's pickletools). */
export const opcodes: ReadonlyMap<number, Opcode> = new Map([
  ...framing,
  ...constants,
  ...collections,
  ...memo,
  ...objects,
]);
