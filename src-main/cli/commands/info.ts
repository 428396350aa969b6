import { availableParallelism, cpus } from 'node:os';
import { isNativeVariant, variantNeeds, type KernelVariant } from '../../../src-engine/backends/wasm/wasm-variant.ts';
import { defineCommand } from '../command.ts';
import { formatTable } from '../formats.ts';
import { projectVersion } from '../project.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';

export const info = defineCommand({
  description: 'Shows the versions, what can compute on this machine, and where runs and texts are stored.',
  positionals: null,
  options: { 'data-dir': dataDirOption, json: jsonOption },
  examples: ['kioku info', 'kioku info --json'],
  async run(values) {
    const { openNodeBackends } = await import('../../engine-process/node-backends.ts');
    const { defaultDataDir } = await import('../../host/default-data-dir.ts');
    const { info: engine, nativeKernels, problems } = await openNodeBackends();
    const facts = {
      version: projectVersion(),
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      backends: engine.backends.filter((name) => name !== 'auto'),
      threads: engine.threads,
      kernels: engine.variant,
      variants: engine.variants,
      missingVariants: missingVariants(engine.variants),
      gigaflopsOfOneThread: engine.gigaflops === null ? null : Math.round(engine.gigaflops),
      dataDir: values['data-dir'] ?? defaultDataDir(),
    };
    const rows = Object.entries(facts).map(([name, fact]) => [
      name,
      Array.isArray(fact) && fact.length > 0 ? fact.join(', ') : String(fact ?? 'none') || 'none',
    ]);
    for (const { name, message } of problems) {
      process.stderr.write(`The ${name} backend does not work here: ${message}\n`);
    }
    const json = () => JSON.stringify({ ...facts, nativeKernels });
    process.stdout.write(`${values.json ? json() : `${formatTable(rows)}\nnative kernels: ${nativeKernels}`}\n`);
    return 0;
  },
});

/** Why each of the others does not work here. Where there are no native kernels at all, a line of its own says why. */
function missingVariants(here: readonly string[]): string[] {
  const needs = Object.entries(variantNeeds) as [KernelVariant, string][];
  return needs
    .filter(([name]) => !here.includes(name) && (here.includes('native') || !isNativeVariant(name)))
    .map(([name, need]) => `${name} (needs ${need})`);
}
