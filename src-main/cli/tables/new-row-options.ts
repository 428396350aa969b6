import type { Treatments } from '../../contract/forecasting/forecast-records.ts';
import type { OptionValues } from '../options.ts';
import { tableOptions } from './table-options.ts';

/** The answers that new rows may need: they are read as those of the training were, but have other faults. */
export const newRowOptions = {
  gaps: tableOptions.gaps,
  missing: tableOptions.missing,
  duplicates: tableOptions.duplicates,
};

export function treatmentsOf({ gaps, missing, duplicates }: OptionValues<typeof newRowOptions>): Treatments {
  return { gaps: gaps ?? null, missing: missing ?? null, duplicates: duplicates ?? null };
}
