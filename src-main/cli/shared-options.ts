import { flag, text } from './options.ts';

/** Options that several commands take. */
export const dataDirOption = text(
  'DIR',
  'the folder with all runs and texts (the usual place of this system if left out)',
);
export const jsonOption = flag('writes one JSON object a line, for programs');
/** For commands whose answer is one thing. */
export const documentOption = flag('writes one JSON document, for programs');
export const outOption = text('FILE.csv', 'writes a table into this file, which must not be there yet');
export const overwriteOption = flag('takes the place of a file that is there');
export const runOption = text('NAME|ID', 'the run: its name, its id, the beginning of its id, or “last”');
