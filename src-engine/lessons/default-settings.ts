import type { LessonControl, LessonSettings } from '../spec/lesson-spec.ts';
import type { LessonControls } from './lesson-experiment.ts';

/** Returns the value of each control as it is by default. */
export function defaultSettings(controls: LessonControls): LessonSettings {
  return Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.default]));
}

/** Returns the name of the first setting that is missing, unknown or out of its control's bounds; null when there is none. */
export function faultySetting(controls: LessonControls, settings: LessonSettings): string | null {
  const unknown = Object.keys(settings).find((name) => !Object.hasOwn(controls, name));
  if (unknown !== undefined) return unknown;
  return Object.entries(controls).find(([name, control]) => !isValue(control, settings[name]))?.[0] ?? null;
}

function isValue(control: LessonControl, value: number | string | undefined): boolean {
  if (control.kind === 'choice') return typeof value === 'string' && control.choices.includes(value);
  return typeof value === 'number' && value >= control.minimum && value <= control.maximum;
}
