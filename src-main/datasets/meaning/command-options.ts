import type { ImportContent } from '../../contract/datasets/import-content.ts';

type Option = readonly [name: string, value: string | number | readonly string[] | null];

/** Returns the options of the command line that make a content, as they are typed. */
export function optionsOf(content: ImportContent): string {
  return optionList(content)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `--${name} ${quoted(Array.isArray(value) ? nameList(value as string[]) : String(value))}`)
    .join(' ');
}

function optionList(content: ImportContent): Option[] {
  switch (content.kind) {
    case 'text':
      return [['text', content.textColumn]];
    case 'labelled':
      return [
        ['text', content.textColumn],
        ['label', content.labelColumn],
      ];
    case 'tagged':
      return [
        ['token-column', content.tokenColumn],
        ['tag-column', content.tagColumn],
      ];
    case 'numeric':
      return [
        ['predict', content.targets],
        ['read', content.features],
      ];
    case 'series':
      return [
        ['time', content.time ?? 'none'],
        ['predict', content.predict],
        ['read', content.read],
        ['known-ahead', content.knownAhead],
        ['series', content.series],
        ['horizon', content.horizon],
        ...treatments(content),
      ];
    case 'labelled-series':
      return [
        ['time', content.time],
        ['series', content.series],
        ['read', content.read],
        ['label', content.label],
        ...treatments(content),
      ];
  }
}

function treatments(content: Extract<ImportContent, { kind: 'series' | 'labelled-series' }>): Option[] {
  return [
    ['gaps', content.gaps],
    ['missing', content.missing],
    ['duplicates', content.duplicates],
    ['date-order', content.dateOrder],
    ['zone', content.zone],
    ['decimal', content.decimal === null ? null : content.decimal === ',' ? 'comma' : 'point'],
  ];
}

/** Writes names with commas between them; one with a comma in it is in double quotes. */
function nameList(names: readonly string[]): string {
  return names.map((name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(',');
}

function quoted(argument: string): string {
  if (/^[\p{L}\p{N}_./:,@%+-]+$/u.test(argument)) return argument;
  return `"${argument.replaceAll(/["\\$`]/g, '\\$&')}"`;
}
