import { expect, it } from 'vitest';
import { opTable, type OpSpeed } from '../../../tools/bench/op-speed.ts';

const product: OpSpeed = {
  ...{ op: 'linear', direction: 'forward', build: 'native-avx2', microseconds: 800, rate: 80 },
  ...{ unit: 'GFLOP/s', shareOfPeak: 0.8 },
};
const backward: OpSpeed = { ...product, direction: 'backward', microseconds: 1600 };
const copying: OpSpeed = {
  ...product,
  op: 'copy',
  direction: null,
  microseconds: 12.4,
  unit: 'GB/s',
  shareOfPeak: 1.021,
};
const onBaseline = (speed: OpSpeed, microseconds: number, shareOfPeak: number): OpSpeed => ({
  ...speed,
  build: 'baseline',
  microseconds,
  shareOfPeak,
});

it('shows each op, forward and backward, with the share of the machine’s peak that every build reaches', () => {
  const speeds = [
    [product, onBaseline(product, 2000, 0.32)],
    [backward, onBaseline(backward, 4000, 0.32)],
    [copying, onBaseline(copying, 12.4, 1.02)],
  ];
  expect(opTable(speeds).split('\n')).toEqual([
    'op                bound by  native-avx2, µs  of peak  baseline, µs  of peak',
    'linear  forward   products              800     80 %          2000     32 %',
    'linear  backward  products             1600     80 %          4000     32 %',
    'copy              memory                 12    102 %            12    102 %',
  ]);
});
