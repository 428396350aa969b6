import { charts, dashboard, reasons } from './dashboard.ts';
import { datasets, samples } from './datasets.ts';
import { errors } from './errors.ts';
import { playground } from './playground.ts';
import { backends, clips, newRun, optimizers, presets, runs, settings, states } from './runs.ts';
import { actions, fields, preferences, shell } from './shell.ts';
import { terms } from './terms.ts';

/** English, the language whose keys the others must have. `{name}` is a value; `one | many` is chosen by a count. */
export const en = {
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
