import { expect, it } from 'vitest';
import { describeKernels } from '../../../../src-renderer/shell/bars/use-engine-status.ts';

it('names a backend with the build of its kernels, and native ones by themselves', () => {
  expect(describeKernels('reference', null)).toBe('reference');
  expect(describeKernels('wasm', 'relaxed')).toBe('wasm relaxed');
  expect(describeKernels('wasm', 'native-avx512')).toBe('native-avx512');
});
