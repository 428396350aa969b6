/** A part of what is installed beside Electron: which files are of it, and the most that they may take, in megabytes. */
interface Part {
  name: string;
  paths: RegExp;
  mostMegabytes: number;
}

/** The first part that fits has the file. */
const parts: readonly Part[] = [
  { name: 'programs', paths: /^out\/(main\/[^/]+\.js(on)?|preload\/.*)$|^(package\.json|LICENSE)$/, mostMegabytes: 5 },
  { name: 'pages', paths: /^out\/renderer\//, mostMegabytes: 8 },
  { name: 'kernels', paths: /^out\/main\/(wasm|native)\//, mostMegabytes: 3 },
  { name: 'samples and trained networks', paths: /^out\/main\/(samples|networks)\//, mostMegabytes: 5 },
  { name: 'what goes into exports', paths: /^out\//, mostMegabytes: 2 },
  // Runtimes of others, only as far as a proof of parity takes them.
  { name: 'ONNX Runtime', paths: /^node_modules\/onnxruntime-/, mostMegabytes: 15 },
  { name: 'TensorFlow.js', paths: /^node_modules\/@tensorflow\//, mostMegabytes: 4 },
  { name: 'what drives a browser', paths: /^node_modules\/playwright-core\//, mostMegabytes: 8 },
  { name: 'what reads PDF files', paths: /^node_modules\/pdfjs-dist\//, mostMegabytes: 6 },
  { name: 'SQLite', paths: /^node_modules\/better-sqlite3\//, mostMegabytes: 3 },
  { name: 'other packages', paths: /^node_modules\//, mostMegabytes: 17 },
];

export interface PartSize {
  name: string;
  bytes: number;
  mostBytes: number;
}

/** The size of each part. Throws where a file belongs to none. */
export function sizesOfParts(files: readonly { path: string; bytes: number }[]): PartSize[] {
  const sizes = parts.map(({ name, mostMegabytes }) => ({ name, bytes: 0, mostBytes: mostMegabytes * 1e6 }));
  for (const { path, bytes } of files) {
    const part = parts.findIndex(({ paths }) => paths.test(path));
    if (part < 0) throw new Error(`${path} belongs to no part of the package.`);
    sizes[part].bytes += bytes;
  }
  return sizes;
}
