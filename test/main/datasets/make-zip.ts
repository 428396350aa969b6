import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: Uint8Array;
  /** Put in as it is, without compression. */
  isStored?: boolean;
  /** What the archive says about the entry, where that is not the truth. */
  stated?: { uncompressedSize?: number; flags?: number; method?: number; crc32?: number };
}

/** A ZIP archive after PKWARE's APPNOTE 6.3, with no check whatever of what it is asked to write. */
export function makeZip(entries: readonly ZipEntry[]): Buffer<ArrayBuffer> {
  const files: Buffer<ArrayBuffer>[] = [];
  const directory: Buffer<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, content, isStored = false, stated = {} } of entries) {
    const packed = isStored ? Buffer.from(content) : deflateRawSync(content, { level: 9 });
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stated.flags ?? 0x800, 2); // names are UTF-8
    common.writeUInt16LE(stated.method ?? (isStored ? 0 : 8), 4);
    common.writeUInt32LE(stated.crc32 ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(stated.uncompressedSize ?? content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    files.push(signature(0x04034b50), common, nameBytes, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(signature(0x02014b50), Buffer.from([20, 0]), common, place, nameBytes);
    offset += 4 + common.length + nameBytes.length + packed.length;
  }
  const directorySize = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directorySize, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
