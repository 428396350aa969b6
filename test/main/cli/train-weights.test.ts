import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../src-engine/interchange/safetensors.ts';
import { tensorValues } from '../../../src-engine/interchange/tensor-values.ts';
import { foreignWeights } from '../../foreign-weights.ts';
import { foxText } from '../fox-text.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';
import { trainedHome } from './trained-home.ts';

afterEach(endRunning);

test('kioku train --from goes on with weights from elsewhere; what is left out of them, and of a table, is said', async () => {
  const { at, home } = await trainedHome();
  await kioku('export', '--run', 'last', '--format', 'safetensors', '--out', at('own.safetensors'), ...home);
  const { bytes, vocabulary } = foreignWeights(readFileSync(at('own.safetensors')));
  const tensors = readSafetensors(bytes).tensors.map((tensor) => ({ ...tensor, values: tensorValues(tensor) }));
  const norm = { name: 'norm.weight', shape: [4], values: Float32Array.of(1, 2, 3, 4) };
  writeFileSync(at('rnn.safetensors'), writeSafetensors([...tensors, norm], {}));
  writeFileSync(at('chars.json'), JSON.stringify(vocabulary));
  const bring = ['import', at('rnn.safetensors'), '--vocabulary', at('chars.json'), ...home];
  expect(await kioku(...bring)).toMatchObject({ code: 1, stderr: expect.stringMatching(/norm\.weight.*--ignore/) });
  const imported = await kioku(...bring, '--ignore', 'norm.weight', '--json');
  const [run] = jsonLines(imported.stdout) as { id: string; leftOut: unknown }[];
  expect(run?.leftOut).toEqual([{ tensor: 'norm.weight', shape: [4], effect: 'ignored' }]);

  const sentence = foxText.slice(0, 60).replaceAll(/[\n",]/g, ' ');
  const rows = Array.from({ length: 60 }, (_, n) => (n === 7 ? 'a,b,c,d' : `"${sentence}",${n}`));
  writeFileSync(at('rows.csv'), `text,number\n${rows.join('\n')}\n`);
  const options = ['--epochs', '1', '--batch-size', '4', '--sequence-length', '10', '--json'];
  const train = ['train', '--data', at('rows.csv'), '--text', 'text', '--from', run?.id ?? '', ...options, ...home];
  const { code, stderr, stdout } = await kioku(...train);
  expect(stderr).toMatch(/rows\.csv: 1 ragged row left out: rows\.csv:9 \(4 cells, not 2\)/);
  expect(code).toBe(0);
  expect(jsonLines(stdout).length).toBeGreaterThan(0);
  const both = await kioku('train', '--data', at('fox.txt'), '--from', 'last', '--preset', 'char-rnn-s', ...home);
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('--from brings its network and tokenizer') });
});
