import { sweptSettings, type SweptSettings } from '../../contract/sweeps/swept-settings.ts';
import type { Option } from '../options.ts';
import { UsageError } from '../usage-error.ts';

const names = Object.keys(sweptSettings.shape) as (keyof SweptSettings)[];
const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `learning-rate=0.001,0.003`: a setting of a sweep with its values. */
export const varyOption: Option<SweptSettings | undefined> = {
  placeholder: 'NAME=V,V,…',
  description: `a setting that a sweep varies, with its values; may come several times: ${names.map(kebab).join(', ')}`,
  isRepeatable: true,
  read(given, name) {
    if (given === undefined) return undefined;
    const settings: Record<string, unknown[]> = {};
    let current: string | null = null;
    for (const part of given.split(',')) {
      const [, named, rest] = /^\s*([\w-]+)\s*=(.*)$/s.exec(part) ?? [];
      if (named !== undefined) {
        current = names.find((each) => each === named || kebab(each) === named) ?? null;
        if (current === null) throw new UsageError(`${name} varies ${names.map(kebab).join(', ')}, not “${named}”.`);
      }
      if (current === null) throw new UsageError(`${name} takes NAME=VALUE,VALUE,…, not “${given}”.`);
      const value = (rest ?? part).trim();
      settings[current] = [...(settings[current] ?? []), isWord(current) ? value : numberOf(value)];
    }
    const parsed = sweptSettings.safeParse(settings);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const [setting = '', place] = issue?.path ?? [];
    const value = settings[String(setting)]?.[Number(place)];
    throw new UsageError(
      `${name} ${kebab(String(setting))} does not take “${String(value)}”: ${issue?.message ?? ''}.`,
    );
  },
};

const isWord = (name: string): boolean => name === 'cell' || name === 'optimizer';
const numberOf = (text: string): number => (text === '' ? NaN : Number(text));
