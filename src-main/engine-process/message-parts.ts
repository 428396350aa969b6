/** Reading a message of this size takes a process about a millisecond. One of 240 MB would keep everybody waiting for a third of a second. */
const partBytes = 2 ** 20;

/** A part of large bytes, which comes before the message that they belong to. */
interface BytesPart {
  type: 'bytes-part';
  /** Counts the large bytes of one message. */
  place: number;
  totalBytes: number;
  offset: number;
  bytes: Uint8Array;
}

/** Stands in a message for bytes that have come before it. */
interface BytesPlace {
  bytesPlace: number;
}

interface Message {
  type: string;
}

/** Messages, and parts of those that are too large for one. */
export type MessagePart<T extends Message> = T | BytesPart;

/** Divides a message with large bytes into parts that are read in a moment each; others are left as they are. */
export function* splitMessage<T extends Message>(message: T): Generator<MessagePart<T>, void, void> {
  const large: Uint8Array[] = [];
  const rest = replaceValues(message, (value) =>
    value instanceof Uint8Array && value.byteLength > partBytes
      ? ({ bytesPlace: large.push(value) - 1 } satisfies BytesPlace)
      : value,
  );
  if (large.length === 0) return yield message;
  for (const [place, bytes] of large.entries()) {
    const totalBytes = bytes.byteLength;
    for (let offset = 0; offset < totalBytes; offset += partBytes) {
      // A copy: a port would send the whole buffer that a view lies in.
      const part = Uint8Array.prototype.slice.call(bytes, offset, offset + partBytes);
      yield { type: 'bytes-part', place, totalBytes, offset, bytes: part };
    }
  }
  yield rest as T;
}

/** Puts the messages of one sender together again. */
export class MessageJoiner<T extends Message> {
  #arrived: Uint8Array[] = [];

  /** Returns null for a part of a message that is still to come. */
  take(message: MessagePart<T>): T | null {
    if (isPart(message)) {
      const { place, totalBytes, offset, bytes } = message;
      const whole = (this.#arrived[place] ??= new Uint8Array(totalBytes));
      whole.set(bytes, offset);
      return null;
    }
    const arrived = this.#arrived;
    if (arrived.length === 0) return message;
    this.#arrived = [];
    return replaceValues(message, (value) => (isPlace(value) ? arrived[value.bytesPlace] : value)) as T;
  }
}

/** Sends messages in order, and lets others have their turn between the parts of a large one. */
export class MessageSender<T extends Message> {
  readonly #post: (part: MessagePart<T>) => Promise<void>;
  readonly #waiting: T[] = [];
  #isSending = false;

  /** `post` resolves when the next part may follow, and never rejects. */
  constructor(post: (part: MessagePart<T>) => Promise<void>) {
    this.#post = post;
  }

  /** A message without large bytes is posted before this returns, unless one is being sent. */
  send(message: T): void {
    this.#waiting.push(message);
    if (!this.#isSending) void this.#sendWaiting();
  }

  async #sendWaiting(): Promise<void> {
    this.#isSending = true;
    for (let message = this.#waiting.shift(); message !== undefined; message = this.#waiting.shift()) {
      for (const part of splitMessage(message)) {
        const posted = this.#post(part);
        if (part !== message) await posted;
      }
    }
    this.#isSending = false;
  }
}

function isPart(message: Message): message is BytesPart {
  return message.type === 'bytes-part';
}

function isPlace(value: unknown): value is BytesPlace {
  return typeof value === 'object' && value !== null && 'bytesPlace' in value;
}

/** Returns a copy of what plain objects and arrays hold, in which each value was replaced. Arrays of strings or numbers are left alone. */
function replaceValues(value: unknown, replacement: (value: unknown) => unknown): unknown {
  const replaced = replacement(value);
  if (replaced !== value || typeof value !== 'object' || value === null) return replaced;
  if (Array.isArray(value)) {
    return typeof value[0] === 'object' ? value.map((each) => replaceValues(each, replacement)) : value;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaceValues(each, replacement)]));
}
