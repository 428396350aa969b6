import type { Messages } from '../messages.ts';
import {
  builder,
  directions,
  fieldGroups,
  fixes,
  initializers,
  inputKinds,
  layerFields,
  misfits,
  models,
  problems,
  schedules,
  tasks,
  templates,
  tokenizers,
  trainFields,
  trainingFixes,
  wordLocales,
} from './builder.ts';
import { attribution } from './attribution.ts';
import { budgets, recipeReasons } from './budgets.ts';
import { compare, sweep } from './compare.ts';
import { charts, dashboard, reasons, runEvents } from './dashboard.ts';
import { datasets, sampleLicences, sampleNames, samples } from './datasets.ts';
import { desktop } from './desktop.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { classifyFile, evaluating } from './evaluating.ts';
import { exports } from './exports.ts';
import { forecasting, forecastingTerms } from './forecasting.ts';
import { httpApi } from './http-api.ts';
import { insight } from './insight.ts';
import { modelImport } from './model-import.ts';
import { metrics, metricTerms, nGrams } from './metrics.ts';
import { outcomes } from './outcomes.ts';
import { modelTerms } from './model-terms.ts';
import { lessons } from './lessons.ts';
import { licences } from './licences.ts';
import { page } from './page.ts';
import { copies, playground } from './playground.ts';
import { notices } from './notices.ts';
import { notify } from './notify.ts';
import { notFound, palette, shortcuts, shortcutsSheet } from './palette.ts';
import { repeats } from './repeats.ts';
import { report } from './report.ts';
import { backends, clips, cutTexts, newRun, optimizers, queue, runs, settings, states } from './runs.ts';
import { rateFinder } from './rate-finder.ts';
import { search } from './search.ts';
import { actions, fields, preferences, shell } from './shell.ts';
import { networks, start } from './start.ts';
import { tagging } from './tagging.ts';
import { terms } from './terms.ts';
import { classWeights, signals, vectors } from './training.ts';
import { tokenMap } from './token-map.ts';
import { trainingFile } from './training-file.ts';
import { trash } from './trash.ts';

/** Japanese. */
export const ja: Messages = {
  actions,
  attribution,
  backends,
  budgets,
  builder,
  charts,
  classWeights,
  classifyFile,
  clips,
  compare,
  copies,
  dashboard,
  datasets,
  desktop,
  directions,
  doctor,
  errors,
  evaluating,
  exports,
  fieldGroups,
  fields,
  fixes,
  forecasting,
  initializers,
  inputKinds,
  httpApi,
  insight,
  layerFields,
  lessons,
  licences,
  misfits,
  metrics,
  outcomes,
  modelImport,
  models,
  networks,
  nGrams,
  newRun,
  cutTexts,
  notFound,
  notices,
  notify,
  optimizers,
  page,
  palette,
  playground,
  preferences,
  problems,
  queue,
  rateFinder,
  reasons,
  recipeReasons,
  repeats,
  report,
  runEvents,
  runs,
  sampleLicences,
  sampleNames,
  samples,
  schedules,
  search,
  signals,
  settings,
  shell,
  shortcuts,
  shortcutsSheet,
  start,
  states,
  sweep,
  tagging,
  tokenMap,
  tasks,
  templates,
  terms: { ...terms, ...modelTerms, ...metricTerms, ...forecastingTerms },
  tokenizers,
  trainFields,
  trainingFixes,
  trainingFile,
  trash,
  vectors,
  wordLocales,
};
