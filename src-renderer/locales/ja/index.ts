import type { Messages } from '../messages.ts';
import { charts, dashboard, reasons } from './dashboard.ts';
import { datasets, samples } from './datasets.ts';
import { errors } from './errors.ts';
import { playground } from './playground.ts';
import { backends, clips, newRun, optimizers, presets, runs, settings, states } from './runs.ts';
import { actions, fields, preferences, shell } from './shell.ts';
import { terms } from './terms.ts';

/** Japanese. */
export const ja: Messages = {
  actions,
  backends,
  charts,
  clips,
  dashboard,
  datasets,
  errors,
  fields,
  newRun,
  optimizers,
  playground,
  preferences,
  presets,
  reasons,
  runs,
  samples,
  settings,
  shell,
  states,
  terms,
};
