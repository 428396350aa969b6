import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';

/** A package that the program needs while it runs. */
export interface RuntimePackage {
  name: string;
  version: string;
  /** As its makers declare it. */
  licence: string;
  /** Its folder, from the project's, with slashes. */
  folder: string;
  /** The module that those who require it get, from its folder. */
  entry: string;
}

interface Manifest {
  name: string;
  version: string;
  license?: string;
  main?: string;
  dependencies?: Record<string, string>;
}

/**
 * What packages name as a need, and the program has none for: types, what is needed to compile, ONNX Runtime's backend for WebGL, oRPC's
 * adapters for other servers.
 */
const notNeeded =
  /^(@types\/.+|type-fest|openapi-types|node-addon-api|guid-typescript|platform|protobufjs|@orpc\/standard-server-(aws-lambda|fastify))$/;

/** The packages that the bundles in a folder import, of those that the project depends on, with all that they need in turn. */
export function runtimePackages(projectFolder: string, bundleFolder: string): RuntimePackage[] {
  const { dependencies = {} } = readManifest(projectFolder);
  const bundles = readdirSync(bundleFolder).filter((name) => /\.c?js$/.test(name));
  const code = bundles.map((name) => readFileSync(join(bundleFolder, name), 'utf8')).join('\n');
  const imported = Object.keys(dependencies).filter((name) =>
    new RegExp(`(from|import|import\\(|require\\()\\s*["'\`]${name}(/[^"'\`]*)?["'\`]`).test(code),
  );
  return withTheirNeeds(projectFolder, imported);
}

/** These packages and all that they need in turn, by name. */
export function withTheirNeeds(projectFolder: string, names: readonly string[]): RuntimePackage[] {
  const found = new Map<string, RuntimePackage>();
  const add = (name: string, from: string) => {
    const folder = findPackage(projectFolder, name, from);
    if (found.has(folder)) return;
    const { version, license: licence = 'UNKNOWN', main = 'index.js', dependencies = {} } = readManifest(folder);
    const place = relative(projectFolder, folder).replaceAll('\\', '/');
    found.set(folder, { name, version, licence, folder: place, entry: posix.normalize(main) });
    for (const needed of Object.keys(dependencies)) if (!notNeeded.test(needed)) add(needed, folder);
  };
  for (const name of names) add(name, projectFolder);
  return [...found.values()].toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** As Node looks for it: upwards from who needs it. */
function findPackage(projectFolder: string, name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === projectFolder) throw new Error(`The package ${name} is missing. Run npm install.`);
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
