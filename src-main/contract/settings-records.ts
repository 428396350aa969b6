import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Hours of every day, where `to` may lie on the next one. */
const nightHours = z.object({
  from: timeOfDay,
  to: timeOfDay,
  /** An IANA name, such as Asia/Tokyo: the hours are those of the person's clock, wherever the studio runs. */
  timeZone: z.string().refine(isTimeZone, 'This is not the name of a time zone.'),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The studio's settings, for all runs. */
export const settings = z.object({
  /** True when a run that trained when the studio or the machine went down goes on by itself; null while the person has not been asked. */
  resumeAfterRestart: z.boolean().nullable(),
  /** True when queued runs train by night alone, and a run in training is paused with a checkpoint by day. */
  nightsOnly: z.boolean(),
  nightHours,
  /** Threads of the engine for runs that do not say; null means as many as the machine has cores. */
  threads: z.int().min(1).max(256).nullable(),
  /** True when the desktop program serves the HTTP API to programs of its machine; `kioku serve` always does. */
  httpApi: z.boolean(),
  httpApiPort: z.int().min(1024).max(65_535),
});

export type NightHours = z.infer<typeof nightHours>;
export type StudioSettings = z.infer<typeof settings>;
