import { expect, it } from 'vitest';
import { backendChoices, registeredBackends, variantChoices } from '../../../src-engine/spec/backends.ts';
import { train } from '../../../src-main/cli/commands/train.ts';
import { trainSpecSchema } from '../../../src-main/contract/spec-schemas.ts';
import { everyBuildOfBackends, openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';

const backends = await openNodeBackends();

it.each(registeredBackends)('opens $name, which is as its facts say', ({ name, floatBits, variants }) => {
  const backend = backends.create(name);
  expect(backend).toMatchObject({ name, floatBits });
  const variant = (backend as { variant?: string }).variant ?? null;
  expect(variants).toEqual(variant === null ? [] : expect.arrayContaining([variant]));
  backend.dispose();
});

it('takes the first that works for auto, and tells of all', () => {
  const backend = backends.create('auto');
  expect(backend.name).toBe(registeredBackends[0].name);
  backend.dispose();
  expect(backends.info.backends).toEqual(backendChoices);
  expect(backends.problems).toEqual([]);
});

it('checks every build of every backend', async () => {
  const { builds, problems } = await everyBuildOfBackends();
  expect(problems).toEqual([]);
  for (const { name, variants } of registeredBackends) {
    const names = builds.map((build) => build.name).filter((build) => build.startsWith(name));
    // Native kernels are those of one kind of processor, and of a machine with a compiler.
    const everywhere = variants.filter((variant) => !variant.startsWith('native-'));
    expect(names.length).toBeGreaterThan(everywhere.length);
  }
});

it('computes with the build of the kernels that a training asks for, or says that it is not here', async () => {
  const chosen = (await backends.withVariant('baseline')).create('auto');
  expect(chosen).toMatchObject({ name: 'wasm', variant: 'baseline' });
  chosen.dispose();
  const foreign = process.arch === 'x64' ? 'native-neon' : 'native-avx2';
  await expect(backends.withVariant(foreign)).rejects.toThrow(`no variant ${foreign}`);
  expect(await backends.withVariant(undefined)).toBe(backends);
});

it('offers them all to trainings, on the command line and in the contract', () => {
  expect(trainSpecSchema.shape.backend.options).toEqual(backendChoices);
  const options = new Map<string, { placeholder?: string | null; description: string }>(Object.entries(train.options));
  expect(options.get('backend')?.placeholder).toBe(backendChoices.join('|'));
  expect(options.get('variant')?.placeholder).toBe(variantChoices.join('|'));
  for (const { name, summary } of registeredBackends) {
    expect(options.get('backend')?.description).toContain(`${name} (${summary})`);
  }
});
