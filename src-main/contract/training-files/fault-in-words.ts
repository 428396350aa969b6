import type { Fault, Wanted } from './faults.ts';

/** Says in English what is wrong, and what would do. */
export function faultInWords(fault: Fault): string {
  switch (fault.code) {
    case 'syntax':
      return fault.detail;
    case 'unknown-field':
      return `there is no such field.${question(fault.meant)} What can stand here: ${fault.known.join(', ')}.`;
    case 'missing':
      return `${fault.name} is missing: ${wantedInWords(fault.wanted)}.`;
    case 'wrong-value':
      return `takes ${wantedInWords(fault.wanted)}, not “${fault.value}”.${question(fault.meant)}`;
    case 'no-data':
      return 'nothing says what is learnt from: data.dataset names what has been imported.';
    case 'no-dataset':
      return `there is no dataset “${fault.name}”.`;
    case 'other-content':
      return `“${fault.name}” has other content than the training is meant for.`;
    case 'not-imported':
      return `“${fault.name}” has not been imported yet: import it, and name it as data.dataset.`;
    case 'no-preset':
      return `there is no preset “${fault.name}”.`;
    case 'no-run':
      return `the run, or the checkpoint, “${fault.name}” is not there.`;
    case 'unfit-setting':
      return `${fault.name} belongs to another kind of optimizer, schedule or clipping.`;
    case 'command-line-only':
      return `${fault.name} is for the command line: kioku train --config.`;
  }
}

const question = (meant: string | null): string => (meant === null ? '' : ` Did you mean ${meant}?`);

const wantedInWords = (wanted: readonly Wanted[]): string =>
  wanted.length === 0 ? 'something else' : wanted.map(kindInWords).join(' or ');

function kindInWords({ kind, choices = [], ...bounds }: Wanted): string {
  switch (kind) {
    case 'choice':
      return `one of ${choices.join(', ')}`;
    case 'integer':
      return `a whole number${boundsInWords(bounds)}`;
    case 'number':
      return `a number${boundsInWords(bounds)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a text';
    case 'list':
      return choices.length > 0 ? `a list of ${choices.join(', ')}` : 'a list';
    case 'settings':
      return `settings of its own: ${choices.join(', ')}`;
    case 'null':
      return 'null';
    case 'time-form':
      return 'a time such as 90s, 2m or 1h, or learn';
    case 'hash-form':
      return 'a sha-256, 64 hexadecimal digits';
  }
}

/** Says between which bounds a number lies: “ from 1 to 256”. */
export function boundsInWords({ from, to, above, below }: Omit<Wanted, 'kind'>): string {
  if (above !== undefined) return to === undefined ? ` above ${above}` : ` above ${above}, up to ${to}`;
  if (from === undefined) return '';
  if (to !== undefined) return ` from ${from} to ${to}`;
  return below === undefined ? ` of at least ${from}` : ` from ${from} to below ${below}`;
}
