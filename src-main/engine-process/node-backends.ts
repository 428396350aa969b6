import type { Backend } from '../../src-engine/backends/backend.ts';
import { backendNames, registeredBackends } from '../../src-engine/spec/backends.ts';
import type { BackendChoice, BackendName, VariantChoice } from '../../src-engine/spec/backends.ts';
import { EngineError } from '../../src-engine/spec/engine-error.ts';
import type { EngineInfo } from '../../src-engine/spec/engine-protocol.ts';
import { describeMissingVariant } from '../../src-engine/spec/missing-variant.ts';
import type { BackendBuild, BackendOpener, OpenedBackend } from './opened-backend.ts';
import { referenceOpener } from './reference-opener.ts';
import { wasmOpener } from './wasm-opener.ts';

const openers: Readonly<Record<BackendName, BackendOpener>> = { wasm: wasmOpener, reference: referenceOpener };

/** The backends that work on this machine. */
export interface EngineBackends {
  readonly info: EngineInfo;
  /** The instruction set of the native kernels of this machine, or “none” and why. */
  readonly nativeKernels: string;
  /** The reasons why the other backends do not work here. */
  readonly problems: readonly { name: BackendName; message: string }[];
  /**
   * Returns a backend with a memory of its own. `auto` is the fastest there is. `threads` of it compute, this one included: one if
   * left out, null for as many as this machine has cores. Those beside this one end when the backend is disposed of. Throws when the
   * backend does not work here.
   */
  create(choice: BackendChoice, threads?: number | null): Backend;
  /**
   * Does the same as `create`, but the backend then computes the same bits on every machine and in an exported page, so
   * that a seed writes the same text everywhere. It is slower at products of many rows, of which each multiplication and
   * addition is rounded by itself.
   */
  createPortable(choice: BackendChoice, threads?: number | null): Backend;
  /**
   * Resolves with the same backends, of which the kernels are of that build. Rejects where it does not work here; with `runId`, the
   * error says how that run goes on.
   */
  withVariant(variant: VariantChoice | undefined, runId?: string): Promise<EngineBackends>;
}

/**
 * Opens the backends that work here. Never rejects, since the reference needs nothing. `variant` is used instead of the
 * fastest one, if it works and computes rightly.
 */
export async function openNodeBackends(variant: string | null = null): Promise<EngineBackends> {
  const opened = new Map<BackendName, OpenedBackend>();
  const problems: { name: BackendName; message: string }[] = [];
  for (const name of backendNames) {
    try {
      opened.set(name, await openers[name].open(variant));
    } catch (error) {
      problems.push({ name, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const [fastest] = opened.values();

  function choose(choice: BackendChoice): OpenedBackend {
    const backend = choice === 'auto' ? fastest : opened.get(choice);
    if (backend !== undefined) return backend;
    const detail = problems.find(({ name }) => name === choice)?.message ?? 'There is no such backend.';
    const text = `The ${choice} backend does not work here: ${detail}`;
    throw new EngineError('internal', text, { reason: 'engine', detail });
  }

  const withVariants = new Map<VariantChoice, Promise<EngineBackends>>();
  const backends: EngineBackends = {
    info: {
      backends: ['auto', ...opened.keys()],
      threads: fastest.threads,
      variant: fastest.variant,
      gigaflops: fastest.gigaflops,
      variants: [...fastest.variants],
    },
    nativeKernels: fastest.nativeKernels ?? 'none (WebAssembly does not work here)',
    problems,
    create: (choice, threads = 1) => choose(choice).create(threads),
    createPortable: (choice, threads = 1) => choose(choice).createPortable(threads),
    async withVariant(variant, runId) {
      if (variant === undefined) return backends;
      const missing = describeMissingVariant(variant, backends.info, runId === undefined ? undefined : { id: runId });
      if (missing !== null) throw new EngineError('invalid-training', missing.message, missing.details);
      const known = withVariants.get(variant) ?? openVariant(variant);
      withVariants.set(variant, known);
      return known;
    },
  };
  return backends;
}

/** Rejects where the fastest backend does not work with that build of its kernels. */
async function openVariant(variant: VariantChoice): Promise<EngineBackends> {
  const backends = await openNodeBackends(variant);
  const problem = backends.problems.find(({ name }) => name === backendNames[0]);
  if (problem === undefined) return backends;
  throw new EngineError('internal', problem.message, { reason: 'engine', detail: problem.message });
}

/**
 * Returns every build of every backend that this runtime can run, the most exact first. `problems` says which backend is missing, and
 * why.
 */
export async function everyBuildOfBackends() {
  const builds: BackendBuild[] = [];
  const problems: { name: BackendName; message: string }[] = [];
  for (const { name } of registeredBackends.toSorted((a, b) => b.floatBits - a.floatBits)) {
    try {
      builds.push(...(await openers[name].everyBuild()));
    } catch (error) {
      problems.push({ name, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { builds, problems };
}
