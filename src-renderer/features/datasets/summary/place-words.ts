import type { FoundPlace } from '../../../../src-main/contract/datasets/column-records.ts';
import type { Locale } from '../../../locales/use-locale.ts';

const shownPlaces = 3;

/** Names the first of some places in a table, and how many more there are. */
export function placesText(
  { t, integer }: Pick<Locale, 't' | 'integer'>,
  places: readonly FoundPlace[],
  count: number,
): string {
  const told = places.slice(0, shownPlaces).map((place) => placeText({ t, integer }, place));
  const more = count - told.length;
  if (more > 0) told.push(t('datasets.import.morePlaces', { n: integer(more) }, more));
  return told.join(t('datasets.import.and'));
}

function placeText({ t, integer }: Pick<Locale, 't' | 'integer'>, place: FoundPlace): string {
  const { line, file, time, series, cell } = place;
  const beside = [time, series, cell === null || cell.trim() === '' ? null : cell].filter((part) => part !== null);
  const where = line === null ? '' : t('datasets.import.line', { line: integer(line) });
  const inFile = file === null ? where : t('datasets.import.lineOf', { where, file });
  return beside.length === 0 ? inFile : t('datasets.import.placeWith', { where: inFile, beside: beside.join(', ') });
}
