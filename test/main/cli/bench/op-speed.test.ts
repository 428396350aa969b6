import { expect, it } from 'vitest';
import { opTable, type OpSpeed } from '../../../tools/bench/op-speed.ts';

const product: OpSpeed = {
  ...{ op: 'linear', build: 'native-avx2', microseconds: 800, rate: 80 },
  ...{ unit: 'GFLOP/s', shareOfPeak: 0.8 },
};
const copying: OpSpeed = { ...product, op: 'copy', microseconds: 12.4, unit: 'GB/s', shareOfPeak: 1.021 };
const onBaseline = (speed: OpSpeed, microseconds: number, shareOfPeak: number): OpSpeed => ({
  ...speed,
  build: 'baseline',
  microseconds,
  shareOfPeak,
});

it('shows each op with the share of the machine’s peak that every build reaches', () => {
  const speeds = [
    [product, onBaseline(product, 2000, 0.32)],
    [copying, onBaseline(copying, 12.4, 1.02)],
  ];
  expect(opTable(speeds).split('\n')).toEqual([
    'op      bound by  native-avx2, µs  of peak  baseline, µs  of peak',
    'linear  products              800     80 %          2000     32 %',
    'copy    memory                 12    102 %            12    102 %',
  ]);
});
