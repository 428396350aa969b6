import { checkpointSpaceLimits } from '../../src-engine/spec/train-spec.ts';
import { readFromText } from './options.ts';

const factors: Record<string, number> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** The number of bytes that a text means, plain or with a decimal unit: 500MB, 1.5 GB. It is not a number where it means none. */
function bytesOf(text: string): number {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  return digits === '' ? NaN : Math.round(Number(digits) * (factors[unit.toLowerCase()] ?? NaN));
}

/** The room for the checkpoints of a run. */
export const checkpointSpaceOption = (description: string) =>
  readFromText('SIZE', description, 'a size such as 500MB or 1.5GB', (given) => {
    const bytes = bytesOf(given);
    return bytes >= checkpointSpaceLimits.min && bytes <= checkpointSpaceLimits.max ? bytes : null;
  });
