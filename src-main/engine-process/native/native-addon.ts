import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { NativeAddon } from '../../../src-engine/backends/native/native-kernels.ts';

/** The native kernels of this machine, or the reason why there are none. */
type FoundAddon =
  | { readonly addon: NativeAddon; readonly bytes: Uint8Array; readonly problem: null }
  | { readonly addon: null; readonly problem: string };

const runsFromSources = import.meta.url.endsWith('.ts');

/** They lie where installing has compiled them when run from sources, and beside this file when built. */
const folder = new URL(runsFromSources ? '../../../src-engine/backends/native/build/' : './native/', import.meta.url);

/** A developer's own build; an installed program loads nothing but its own. */
const ownBuild = runsFromSources ? process.env['KIOKU_NATIVE_ADDON'] : undefined;

const addonFile = ownBuild ?? fileURLToPath(new URL(`${process.platform}-${process.arch}.node`, folder));

/** Loads what installing has compiled. Throws when there is none, or this system cannot load it. */
export function loadNativeAddon(file: string = addonFile): NativeAddon {
  return createRequire(import.meta.url)(file) as NativeAddon;
}

/** Returns the addon, if it was built and this runtime lends it the memory of WebAssembly modules. */
export function findNativeAddon(file: string = addonFile): FoundAddon {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return { addon: null, problem: reasonOfInstalling() ?? 'they were not built' };
  }
  if (isDamaged(file, bytes)) return { addon: null, problem: `${file} is damaged; npm run build:native makes it anew` };
  try {
    const addon = loadNativeAddon(file);
    const [best] = addon.instructionSets;
    if (best === undefined) return { addon: null, problem: 'this processor has none of their instruction sets' };
    addon.bind(best, new Uint8Array(new SharedArrayBuffer(64)), false);
    return { addon, bytes, problem: null };
  } catch (error) {
    return { addon: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Returns true where the file is not what was built: loading one that is cut short would end the process. */
function isDamaged(file: string, bytes: Uint8Array): boolean {
  try {
    const { output } = JSON.parse(readFileSync(file.replace(/\.node$/, '.digest'), 'utf8')) as { output: string };
    return output !== createHash('sha256').update(bytes).digest('hex');
  } catch {
    return false; // It was built elsewhere, and brought here without its digest.
  }
}

function reasonOfInstalling(): string | null {
  try {
    return readFileSync(new URL('reason.txt', folder), 'utf8');
  } catch {
    return null;
  }
}
