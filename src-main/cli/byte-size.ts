import { checkpointSpaceLimits } from '../../src-engine/spec/train-spec.ts';
import type { Option } from './options.ts';
import { UsageError } from './usage-error.ts';

const factors: Record<string, number> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** A number of bytes, plain or with a decimal unit: 500MB, 1.5 GB. */
function byteSize(
  placeholder: string,
  description: string,
  range: { min: number; max: number },
): Option<number | undefined> {
  return {
    placeholder,
    description,
    read(given, name) {
      if (given === undefined) return undefined;
      const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(given) ?? [];
      const bytes = digits === '' ? NaN : Math.round(Number(digits) * (factors[unit.toLowerCase()] ?? NaN));
      if (bytes >= range.min && bytes <= range.max) return bytes;
      throw new UsageError(`${name} takes a size such as 500MB or 1.5GB, not “${given}”.`);
    },
  };
}

/** The room for the checkpoints of a run. */
export const checkpointSpaceOption = (description: string) => byteSize('SIZE', description, checkpointSpaceLimits);
