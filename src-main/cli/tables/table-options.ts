import {
  dateOrders,
  duplicateTreatments,
  gapTreatments,
  missingTreatments,
} from '../../contract/datasets/import-content.ts';
import { choice, nameList, text, type OptionValues } from '../options.ts';

/** Options that say what the columns of a table mean, and what becomes of its rows. */
export const tableOptions = {
  text: text('COLUMN', 'the column with the texts'),
  label: text('COLUMN', 'the column with the labels, of texts or of sequences of numbers'),
  time: text('COLUMN', 'the column that says when a row is; none counts the rows'),
  predict: nameList('COLUMNS', 'columns of numbers to forecast, with commas between them; their past is read too'),
  read: nameList('COLUMNS', 'columns to read that are known up to the present alone'),
  'known-ahead': nameList('COLUMNS', 'columns that are known for the time to come as well, such as plans'),
  series: text('COLUMN', 'the column that tells several series in one table apart'),
  gaps: choice(
    gapTreatments,
    'times without a row: the value before, one on the line between its neighbours, or two pieces',
  ),
  missing: choice(missingTreatments, 'cells without a value: the same, or rows at the ends left out'),
  duplicates: choice(duplicateTreatments, 'rows with the same time: the first, the last, or their mean'),
  'date-order': choice(dateOrders, 'what comes first in dates such as 1/2/2024'),
  zone: text('ZONE', 'the zone whose clocks show the times: Europe/Berlin, Asia/Tokyo, UTC…'),
  decimal: choice(['point', 'comma'], 'what marks decimals'),
  'token-column': text(
    'NAME',
    'the column, or list, with the tokens; in a file with a token a line “column 1”, “column 2”…',
  ),
  'tag-column': text('NAME', 'the column, or list, with a tag for each token'),
  'text-column': text('COLUMN', 'the same as --text'),
  'label-column': text('COLUMN', 'the same as --label'),
  features: nameList('COLUMNS', 'the same as --read'),
  targets: nameList('COLUMNS', 'the same as --predict'),
};

export type TableValues = OptionValues<typeof tableOptions>;

/** The choices of a person about a table, whatever the options are called; undefined where nothing was said. */
export interface GivenColumns {
  text: string | undefined;
  label: string | undefined;
  token: string | undefined;
  tag: string | undefined;
  /** `none` counts the rows. */
  time: string | undefined;
  predict: string[] | undefined;
  read: string[] | undefined;
  knownAhead: string[] | undefined;
  series: string | undefined;
  horizon: number | undefined;
  gaps: TableValues['gaps'];
  missing: TableValues['missing'];
  duplicates: TableValues['duplicates'];
  dateOrder: TableValues['date-order'];
  zone: string | undefined;
  decimal: '.' | ',' | undefined;
}

export function givenColumns(values: TableValues & { horizon?: number | undefined }): GivenColumns {
  const { decimal } = values;
  return {
    text: values.text ?? values['text-column'],
    label: values.label ?? values['label-column'],
    token: values['token-column'],
    tag: values['tag-column'],
    time: values.time,
    predict: values.predict ?? values.targets,
    read: values.read ?? values.features,
    knownAhead: values['known-ahead'],
    series: values.series,
    horizon: values.horizon,
    gaps: values.gaps,
    missing: values.missing,
    duplicates: values.duplicates,
    dateOrder: values['date-order'],
    zone: values.zone,
    decimal: decimal === undefined ? undefined : decimal === 'comma' ? ',' : '.',
  };
}

export function isGiven(given: GivenColumns): boolean {
  return Object.values(given).some((value) => value !== undefined);
}
