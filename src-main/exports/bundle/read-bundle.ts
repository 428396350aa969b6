import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { byteLengthOf } from '../../../src-engine/checkpoint/named-tensor.ts';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import type { NamedTensor } from '../../../src-engine/spec/checkpoint-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import { maximumImportBytes } from '../../datasets/imports/import-staging.ts';
import { readWhole, type SourceFile } from '../../datasets/readers/source-file.ts';
import { ArchiveRefused, openZip } from '../../datasets/readers/zip-archive.ts';
import {
  deepestNesting,
  manifestPath,
  metricsPaths,
  parseManifest,
  tensorPath,
  textPath,
  ManifestError,
  type BundleCheckpoint,
  type BundleFault,
  type BundleManifest,
} from './bundle-manifest.ts';

const mostManifestBytes = 2 ** 26;
const mostLineBytes = 2 ** 23;

/** An open bundle. It may come from anywhere: nothing is taken into memory by a size that only it claims. */
export interface Bundle {
  manifest: BundleManifest;
  /** Parsed lines of a part, and their lengths in characters; none where the part is missing. */
  lines(part: keyof typeof metricsPaths): AsyncGenerator<{ row: unknown; length: number }>;
  /** Whole, finite, and what their hashes say. */
  tensors(checkpoint: BundleCheckpoint): Promise<NamedTensor[]>;
  text(): AsyncIterable<Uint8Array>;
  close(): void;
}

/** Throws `bundle-refused` with what is wrong; so do the methods of what it gives. */
export async function openBundle(name: string, path: string): Promise<Bundle> {
  const { size } = await stat(path);
  const archive = await openZip(name, path, maximumImportBytes).catch((error: unknown) => {
    throw refusedArchive(name, error);
  });
  const files = new Map(archive.files.map((file) => [file.path, file]));
  const fileAt = (entry: string): SourceFile => {
    const file = files.get(entry);
    if (file === undefined) throw refused(name, `lacks the part ${entry}.`, 'wrong-format');
    return file;
  };
  try {
    const json = new TextDecoder('utf-8').decode(await readAll(name, fileAt(manifestPath), mostManifestBytes));
    const manifest = manifestOf(name, json);
    return {
      manifest,
      async *lines(part) {
        const file = files.get(metricsPaths[part]);
        if (file === undefined) return;
        for await (const line of linesOf(name, file)) {
          try {
            yield { row: parseShallowJson(line, deepestNesting), length: line.length };
          } catch (error) {
            if (error instanceof SyntaxError)
              throw refused(name, `is damaged: ${file.path} has a line that is not JSON.`);
            throw error;
          }
        }
      },
      async tensors({ tensors, progress }) {
        const known = new Map<string, Uint8Array>();
        const read: NamedTensor[] = [];
        for (const { name: tensor, shape, type, sha256 } of tensors) {
          const wanted = byteLengthOf(shape, type);
          const file = fileAt(tensorPath(sha256));
          // They are stored as they are, so that none can be larger than the archive.
          if (file.bytes !== wanted || wanted > size)
            throw refused(name, `is damaged: ${tensor} has another size than stated.`);
          const bytes = known.get(sha256) ?? (await readAll(name, file, wanted));
          if (!known.has(sha256))
            requireTensor(bytes, type, sha256, () =>
              refused(name, `is damaged: ${tensor} of step ${progress.step} is not what was saved.`),
            );
          known.set(sha256, bytes);
          read.push({ name: tensor, shape, type, bytes });
        }
        return read;
      },
      text: () => readSafely(name, fileAt(textPath)),
      close: archive.close,
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

function manifestOf(name: string, json: string): BundleManifest {
  try {
    return parseManifest(json);
  } catch (error) {
    const why = `cannot be imported: ${error instanceof Error ? error.message : String(error)}.`;
    throw refused(name, why, error instanceof ManifestError ? error.fault : 'damaged');
  }
}

function requireTensor(bytes: Uint8Array, type: NamedTensor['type'], sha256: string, refusal: () => StudioError): void {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw refusal();
  const width = type === 'float32' ? 4 : 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset < bytes.length; offset += width) {
    const value = width === 4 ? view.getFloat32(offset, true) : view.getFloat64(offset, true);
    if (!Number.isFinite(value)) throw refusal();
  }
}

async function readAll(name: string, file: SourceFile, mostBytes: number): Promise<Uint8Array> {
  if (file.bytes > mostBytes) throw refused(name, `has a part ${file.path} that is too large.`, 'too-large');
  return readWhole({ ...file, read: () => readSafely(name, file) });
}

async function* readSafely(name: string, file: SourceFile): AsyncGenerator<Uint8Array> {
  try {
    yield* file.read();
  } catch (error) {
    throw refusedArchive(name, error);
  }
}

async function* linesOf(name: string, file: SourceFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of readSafely(name, file)) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > mostLineBytes) throw refused(name, `is damaged: ${file.path} has a line without an end.`);
    yield* parts;
  }
  if (rest !== '') yield rest;
}

/** `why` goes on after the name. */
export function refused(name: string, why: string, reason: BundleFault = 'damaged'): StudioError {
  return new StudioError('bundle-refused', `${name} ${why} Nothing was imported.`, { reason, name });
}

/** Describes a fault of the archive, for people who did not pack it. */
function refusedArchive(name: string, error: unknown): unknown {
  if (!(error instanceof ArchiveRefused)) return error;
  return refused(name, error.why.replace('Pack it once more, and try again.', 'Copy or export it once more.'));
}
