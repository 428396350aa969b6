import { sampleLicences } from '../../locales/en/datasets.ts';
import { inEveryLanguage, type Locale } from '../../locales/use-locale.ts';

type SampleId = keyof typeof sampleLicences;

/** Tells a dataset's origin in the window's language: the host describes its samples in English, as the command line does. */
export function licenceText({ t }: Pick<Locale, 't'>, licence: string): string {
  const id = (Object.keys(sampleLicences) as SampleId[]).find((each) =>
    inEveryLanguage(`sampleLicences.${each}`).includes(licence),
  );
  return id === undefined ? licence : t(`sampleLicences.${id}`);
}
