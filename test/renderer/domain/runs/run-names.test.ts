import { expect, test } from 'vitest';
import {
  differingNames,
  listedNames,
  namesToChoose,
  partedNames,
  unsaidModel,
} from '../../../../src-renderer/domain/runs/run-names.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';
import { aRun } from '../../studio/sample-records.ts';

const locale = useLocale();

test('in a list, what a name has for itself is parted from what others begin with too', () => {
  const names = ['whale · LSTM 96 · tanh', 'whale · LSTM 96 · softsign', 'whale · GRU 96', 'first names'];
  expect(partedNames(names)).toEqual([
    { shared: 'whale · LSTM 96', own: 'tanh' },
    { shared: 'whale · LSTM 96', own: 'softsign' },
    { shared: 'whale', own: 'GRU 96' },
    { shared: '', own: 'first names' },
  ]);
  const sweep = ['LR 1 · units 8', 'LR 1 · units 9', 'LR 2 · units 8', 'LR 2 · units 9'];
  expect(partedNames(sweep)).toEqual(sweep.map((own) => ({ shared: '', own })));
  expect(partedNames(['whale · LSTM 96', 'whale · LSTM 96'])).toEqual([
    { shared: 'whale', own: 'LSTM 96' },
    { shared: 'whale', own: 'LSTM 96' },
  ]);
});

test('runs beside each other are named by what differs, in their names or else in their settings', () => {
  const run = (name: string, fields: Partial<ReturnType<typeof aRun>> = {}) => aRun({ name, ...fields });
  expect(differingNames([run('whale · LSTM 96 · tanh'), run('whale · LSTM 96 · softsign')], locale)).toEqual([
    'tanh',
    'softsign',
  ]);
  expect(differingNames([run('whale · LSTM 96'), run('first names')], locale)).toEqual([
    'whale · LSTM 96',
    'first names',
  ]);
  const { train } = aRun();
  const twice = [run('whale · LSTM 96'), run('whale · LSTM 96', { train: { ...train, batchSize: 7 } })];
  expect(differingNames(twice, locale)).toEqual([`LSTM 96 · Batch size ${train.batchSize}`, 'LSTM 96 · Batch size 7']);
  expect(differingNames([run('whale'), run('whale')], locale)).toEqual(['whale · #1', 'whale · #2']);
});

test('in a list, runs of one name are told apart by as few settings as do, and by their age where none does', () => {
  const { train } = aRun();
  const { optimizer } = train;
  const run = (createdAt: number, fields: Partial<typeof train>) =>
    aRun({ name: 'whale · LSTM 96', createdAt, train: { ...train, ...fields } });
  const fast = run(3, { optimizer: { ...optimizer, learningRate: 0.01 } });
  const slow = run(2, { optimizer: { ...optimizer, learningRate: 0.001 } });
  const seeded = run(1, { optimizer: { ...optimizer, learningRate: 0.001 }, seed: 7 });
  const other = aRun({ name: 'whale · GRU 96', createdAt: 4 });
  expect(listedNames([fast, slow, other], locale)).toEqual([
    { shared: 'whale', own: 'LSTM 96', difference: 'Learning rate 0.01' },
    { shared: 'whale', own: 'LSTM 96', difference: 'Learning rate 0.001' },
    { shared: 'whale', own: 'GRU 96' },
  ]);
  expect(listedNames([fast, slow, seeded], locale).map(({ difference }) => difference)).toEqual([
    'Seed 1 · Learning rate 0.01',
    'Seed 1 · Learning rate 0.001',
    'Seed 7 · Learning rate 0.001',
  ]);
  expect(namesToChoose([fast, slow, other], locale)).toEqual([
    'whale · LSTM 96 · Learning rate 0.01',
    'whale · LSTM 96 · Learning rate 0.001',
    'whale · GRU 96',
  ]);
  // The older run is the first, at whatever place it stands.
  expect(listedNames([run(9, {}), run(8, {})], locale).map(({ difference }) => difference)).toEqual(['#2', '#1']);
});

test('a network that the name has told is not told again', () => {
  const { model } = aRun();
  const told = unsaidModel({ name: 'whale', model }) ?? '';
  expect(told).not.toBe('');
  expect(unsaidModel({ name: `whale · ${told}`, model })).toBeNull();
});
