import { expect, test } from 'vitest';
import { jsonLines, kioku } from '../spawn-cli.ts';

test('a configuration is one JSON line with its rate, and with nothing to compare it with where that is not wanted', async () => {
  const { code, stdout } = await kioku('bench', 'S', '--vs', 'none', '--pairs', '1', '--seconds', '0.01', '--json');
  expect(code).toBe(0);
  expect(jsonLines(stdout)).toEqual([
    {
      config: 'S',
      unit: 'tokens/s',
      rate: expect.any(Number),
      variant: expect.stringMatching(/^wasm-/),
      threads: expect.any(Number),
      peer: null,
      peerThreads: null,
      peerRate: null,
      ratio: null,
      ratioRange: null,
      gigaflops: expect.any(Number),
      shareOfPeak: expect.any(Number),
    },
  ]);
});
