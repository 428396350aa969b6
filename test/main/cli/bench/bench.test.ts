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

test('turns are counted in words, and what would measure something else than it says is refused', async () => {
  const short = ['--vs', 'none', '--seconds', '0.01'];
  expect((await kioku('bench', 'S', ...short, '--pairs', '1')).stderr).toContain('there is 1 turn of 0.01 s');
  const refused = await Promise.all([
    kioku('bench', 'S', ...short, '--as-in-electron', '--variant', 'revectorized'),
    kioku('bench', 'S', 'G', ...short, '--weights', 'bf16'),
    kioku('bench', ...short, '--weights', 'bf16'),
  ]);
  expect(refused.map(({ code, stdout }) => ({ code, stdout }))).toEqual(Array(3).fill({ code: 2, stdout: '' }));
  expect(refused[0].stderr).toContain('Electron lacks V8’s revectorizer');
  expect(refused[1].stderr).toContain('kioku bench G --weights bf16');
});
