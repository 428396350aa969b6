/**
 * Runs the table of op cases on the native kernels of an addon, once for each instruction set of the processor, and prints what disagrees
 * with the reference, and where portable ones give other bits than the WebAssembly module `baseline`: `node test/tools/native/check-kernels.ts [addon.node]`. Needs nothing but Node, so that it runs in emulators.
 */
import { resolve } from 'node:path';
import type { NativeAddon } from '../../../src-engine/backends/native/native-kernels.ts';
import { opCases, relativeError, runCase } from '../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createWasmBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { supportedNativeVariants } from '../../../src-engine/backends/wasm/wasm-variant.ts';
import { findNativeAddon } from '../../../src-main/engine-process/native/native-addon.ts';
import { loadWasmBinaries } from '../../../src-main/engine-process/wasm-files.ts';

const file = process.argv[2];
const found = findNativeAddon(file === undefined ? undefined : resolve(file));
if (found.addon === null) {
  console.error(`There are no native kernels: ${found.problem}`);
  process.exit(2);
}
const native: NativeAddon = found.addon;
const binaries = await loadWasmBinaries();
const backends = supportedNativeVariants(native).map((variant) => ({
  variant,
  backend: createWasmBackend({ binaries, native, variant }),
  portable: createWasmBackend({ binaries, native, variant, isPortable: true }),
}));
const baseline = createWasmBackend({ binaries, variant: 'baseline' });
let failures = 0;
for (const opCase of opCases) {
  const expected = await runCase(opCase, createReferenceBackend());
  // A sum of K terms wanders by about √K roundings of 6e-8, and every op makes a few such steps.
  const tolerance = 2e-6 * Math.sqrt(opCase.terms);
  const everywhere = await runCase(opCase, baseline);
  for (const { variant, backend, portable } of backends) {
    const same = await runCase(opCase, portable);
    for (const output of opCase.outputs) {
      if (same[output].every((value, n) => Object.is(value, everywhere[output][n]))) continue;
      failures++;
      console.log(`${variant}, portable, ${opCase.name}: ${output} has other bits than WebAssembly gives it`);
    }
    for (const placement of ['own', 'window'] as const) {
      const actual = await runCase(opCase, backend, placement);
      for (const output of opCase.outputs) {
        const error = relativeError(actual[output], expected[output]);
        if (error <= tolerance) continue;
        failures++;
        console.log(`${variant}, ${opCase.name}, ${placement}: ${output} is off by ${error}, ${tolerance} is allowed`);
      }
    }
  }
}
const names = backends.map(({ variant }) => variant).join(', ');
console.log(
  `${process.arch}: ${opCases.length} cases on ${names}: ${failures === 0 ? 'all agree' : `${failures} failures`}`,
);
process.exitCode = failures > 0 || backends.length === 0 ? 1 : 0;
