import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { byteLengthOf } from '../../../src-engine/checkpoint/named-tensor.ts';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import type { NamedTensor } from '../../../src-engine/spec/checkpoint-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { StagedFile } from '../../datasets/readers/staged-file.ts';
import { archiveFault } from '../../datasets/readers/archive.ts';
import { readWhole, type SourceFile } from '../../datasets/readers/source-file.ts';
import type { FormatProcesses } from '../processes/format-processes.ts';
import { openArchive } from '../processes/open-archive.ts';
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
  close(): Promise<void>;
}

/**
 * Opens a bundle, whose archive is read in another process. Throws `bundle-refused` with what is wrong, and the signal's reason where it
 * aborts; so do the methods of what it gives.
 */
export async function openBundle(file: StagedFile, formats: FormatProcesses, signal: AbortSignal): Promise<Bundle> {
  const { path: name } = file;
  const { size } = await stat(file.file);
  const archive = await openArchive(formats, 'zip', file, signal).catch((error: unknown) => {
    throw refusedArchive(name, error);
  });
  const files = new Map(archive.files.map((part) => [part.path, part]));
  const fileAt = (entry: string): SourceFile => {
    const part = files.get(entry);
    if (part === undefined) throw refused(name, `lacks the part ${entry}.`, 'wrong-format');
    return part;
  };
  try {
    const json = new TextDecoder('utf-8').decode(await readAll(name, fileAt(manifestPath), mostManifestBytes));
    const manifest = manifestOf(name, json);
    return {
      manifest,
      async *lines(part) {
        const lines = files.get(metricsPaths[part]);
        if (lines === undefined) return;
        for await (const line of linesOf(name, lines)) {
          try {
            yield { row: parseShallowJson(line, deepestNesting), length: line.length };
          } catch (error) {
            if (error instanceof SyntaxError)
              throw refused(name, `is damaged: ${lines.path} has a line that is not JSON.`);
            throw error;
          }
        }
      },
      async tensors({ tensors, progress }) {
        const known = new Map<string, Uint8Array>();
        const read: NamedTensor[] = [];
        for (const { name: tensor, shape, type, sha256 } of tensors) {
          const wanted = byteLengthOf(shape, type);
          const values = fileAt(tensorPath(sha256));
          // They are stored as they are, so that none can be larger than the archive.
          if (values.bytes !== wanted || wanted > size)
            throw refused(name, `is damaged: ${tensor} has another size than stated.`);
          const bytes = known.get(sha256) ?? (await readAll(name, values, wanted));
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
    await archive.close();
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

/** Describes a fault of the archive, or the end of the process that read it, for people who did not pack it. */
function refusedArchive(name: string, error: unknown): unknown {
  const fault = archiveFault(error);
  if (fault === null || !(error instanceof StudioError)) return error;
  const why = fault.replace('Pack it once more, and try again.', 'Copy or export it once more.');
  const refusal = refused(name, why);
  if (!readingEnds.has(String(error.details['reason']))) return refusal;
  return StudioError.relayed({ code: 'bundle-refused', message: refusal.message, details: error.details });
}

/** The reasons of an archive that tell of its reading, which a bundle has too. */
const readingEnds: ReadonlySet<string> = new Set(['lacks-memory', 'takes-too-long', 'reader-ended']);
