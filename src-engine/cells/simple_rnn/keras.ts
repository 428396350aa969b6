import { readUsualConfig, usualConfig, type KerasCell } from '../keras-cell.ts';
import type { SimpleRnnSpec } from './facts.ts';

export const simpleRnnInKeras: KerasCell<SimpleRnnSpec> = {
  className: 'SimpleRNN',
  config: usualConfig,
  read: readUsualConfig,
};
