import type { NamedTensor } from '../../src-engine/spec/checkpoint-spec.ts';
import type { EngineEvent } from '../../src-engine/spec/engine-protocol.ts';

/** Reading a message of this size takes the host about a millisecond. One of 240 MB would keep everybody waiting for a third of a second. */
const partBytes = 2 ** 20;

/** A part of a large tensor, which comes before the checkpoint that the tensor belongs to. */
interface TensorPart {
  type: 'tensor-part';
  name: string;
  totalBytes: number;
  offset: number;
  bytes: Uint8Array;
}

/** The messages of an engine process: events, and parts of those that are too large for one message. */
export type EngineMessage = EngineEvent | TensorPart;

/** Divides a checkpoint into messages that are read in a moment each; other events are one message. */
export function* splitEvent(event: EngineEvent): Generator<EngineMessage, void, void> {
  if (event.type !== 'checkpoint') return yield event;
  const tensors: NamedTensor[] = [];
  for (const tensor of event.checkpoint.tensors) {
    const { name, bytes } = tensor;
    const isLarge = bytes.byteLength > partBytes;
    tensors.push(isLarge ? { ...tensor, bytes: new Uint8Array() } : tensor);
    for (let offset = 0; isLarge && offset < bytes.byteLength; offset += partBytes) {
      // A copy: a port would send the whole buffer that a view lies in.
      const part = Uint8Array.prototype.slice.call(bytes, offset, offset + partBytes);
      yield { type: 'tensor-part', name, totalBytes: bytes.byteLength, offset, bytes: part };
    }
  }
  yield { ...event, checkpoint: { ...event.checkpoint, tensors } };
}

/** Puts the events of one engine together again. */
export class EventJoiner {
  #tensors = new Map<string, Uint8Array>();

  /** Returns null for a part of an event that is still to come. */
  take(message: EngineMessage): EngineEvent | null {
    if (message.type === 'tensor-part') {
      const { name, totalBytes, offset, bytes } = message;
      const whole = this.#tensors.get(name) ?? new Uint8Array(totalBytes);
      whole.set(bytes, offset);
      this.#tensors.set(name, whole);
      return null;
    }
    if (message.type !== 'checkpoint' || this.#tensors.size === 0) return message;
    const parts = this.#tensors;
    this.#tensors = new Map();
    const tensors = message.checkpoint.tensors.map((tensor) => {
      const bytes = parts.get(tensor.name);
      return bytes === undefined ? tensor : { ...tensor, bytes };
    });
    return { ...message, checkpoint: { ...message.checkpoint, tensors } };
  }
}
