/** metadata_props, field 14 of a ModelProto: pairs of a key (1) and a value (2). */
export function readMetadata(bytes: Uint8Array): Map<string, string> {
  const entries = messageFields(bytes).filter(({ field }) => field === 14);
  return new Map(
    entries.map(({ content }) => {
      const [key, value] = messageFields(content).map((part) => new TextDecoder().decode(part.content));
      return [key, value];
    }),
  );
}

function messageFields(bytes: Uint8Array): { field: number; content: Uint8Array }[] {
  const found: { field: number; content: Uint8Array }[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag % 8 === 0) varint();
    else {
      const length = varint();
      found.push({ field: Math.floor(tag / 8), content: bytes.subarray(at, at + length) });
      at += length;
    }
  }
  return found;
}
