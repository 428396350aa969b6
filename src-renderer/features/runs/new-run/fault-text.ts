import type { Fault, Wanted } from '../../../../src-main/contract/training-files/faults.ts';
import type { Locale } from '../../../locales/use-locale.ts';

/** Says what is wrong in a training file, and what would do. */
export function faultText(fault: Fault, { t, sentences }: Pick<Locale, 't' | 'sentences'>): string {
  const meant = (name: string | null) => (name === null ? [] : [t('trainingFile.fault.meant', { meant: name })]);
  switch (fault.code) {
    case 'syntax':
      return t('trainingFile.fault.syntax', { detail: fault.detail });
    case 'unknown-field':
      return sentences(
        t('trainingFile.fault.unknownField'),
        ...meant(fault.meant),
        t('trainingFile.fault.knownFields', { known: fault.known.join(', ') }),
      );
    case 'missing':
      return t('trainingFile.fault.missing', { name: fault.name, wanted: wantedText(fault.wanted, t) });
    case 'wrong-value': {
      const { value, wanted } = fault;
      return sentences(
        t('trainingFile.fault.wrongValue', { value, wanted: wantedText(wanted, t) }),
        ...meant(fault.meant),
      );
    }
    default:
      return t(`trainingFile.fault.${placed[fault.code]}`, { name: fault.name });
  }
}

const placed = {
  'no-data': 'noData',
  'no-dataset': 'noDataset',
  'other-content': 'otherContent',
  'not-imported': 'notImported',
  'no-preset': 'noPreset',
  'no-run': 'noRun',
  'unfit-setting': 'unfitSetting',
  'command-line-only': 'commandLineOnly',
} as const;

type Translate = Locale['t'];

function wantedText(wanted: readonly Wanted[], t: Translate): string {
  if (wanted.length === 0) return t('trainingFile.wanted.none');
  return wanted.map((each) => kindText(each, t)).join(t('trainingFile.wanted.or'));
}

function kindText({ kind, choices = [], ...bounds }: Wanted, t: Translate): string {
  const listed = choices.join(', ');
  switch (kind) {
    case 'list':
      return choices.length > 0 ? t('trainingFile.wanted.listOf', { choices: listed }) : t('trainingFile.wanted.list');
    case 'time-form':
      return t('trainingFile.wanted.timeForm');
    case 'hash-form':
      return t('trainingFile.wanted.hashForm');
    default:
      return t(`trainingFile.wanted.${kind}`, { choices: listed, bounds: boundsText(bounds, t) });
  }
}

function boundsText({ from, to, above, below }: Omit<Wanted, 'kind'>, t: Translate): string {
  if (above !== undefined)
    return to === undefined
      ? t('trainingFile.wanted.above', { above })
      : t('trainingFile.wanted.aboveTo', { above, to });
  if (from === undefined) return '';
  if (to !== undefined) return t('trainingFile.wanted.fromTo', { from, to });
  return below === undefined
    ? t('trainingFile.wanted.from', { from })
    : t('trainingFile.wanted.fromBelow', { from, below });
}
