import type { NightHours, StudioSettings } from '../contract/settings-records.ts';
import { choice, type Option } from './options.ts';
import { UsageError } from './usage-error.ts';

const hours = /^(([01]\d|2[0-3]):[0-5]\d)-(([01]\d|2[0-3]):[0-5]\d)$/;

/** 22:00-06:00 by the clock of this machine; null means at any time. */
const nights: Option<NightHours | null | undefined> = {
  placeholder: 'HH:MM-HH:MM|off',
  description: 'trains in these hours only, by this machine’s clock; by day runs are paused with a checkpoint',
  read(given, name) {
    if (given === undefined) return undefined;
    if (given === 'off') return null;
    const [, from, , to] = hours.exec(given.trim()) ?? [];
    if (from === undefined || to === undefined)
      throw new UsageError(`${name} takes hours such as 22:00-06:00, or off, not “${given}”.`);
    return { from, to, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
  },
};

/** They change the studio's settings, and stay until they are changed again, here or in the window. */
export const queueOptions = {
  nights,
  'resume-after-restart': choice(
    ['on', 'off'],
    'whether a run that trained when the studio went down goes on by itself (on, unless changed before)',
  ),
};

export interface QueueValues {
  nights: NightHours | null | undefined;
  'resume-after-restart': 'on' | 'off' | undefined;
}

/** Returns the options as settings. */
export function queueSettings({
  nights: hoursOfNight,
  'resume-after-restart': goesOn,
}: QueueValues): Partial<StudioSettings> {
  return {
    ...(goesOn !== undefined && { resumeAfterRestart: goesOn === 'on' }),
    ...(hoursOfNight === null && { nightsOnly: false }),
    ...(hoursOfNight !== null && hoursOfNight !== undefined && { nightsOnly: true, nightHours: hoursOfNight }),
  };
}
