import type { Task } from '../spec/model-spec.ts';
import { classification } from './classification.ts';
import { forecasting } from './forecasting.ts';
import { languageModel } from './language-model.ts';
import { tagging } from './tagging.ts';
import type { TaskDefinition } from './task-definition.ts';

/** All tasks, by the names that specifications have for them. */
export const tasks: Readonly<Record<Task, TaskDefinition>> = {
  'language-model': languageModel,
  classification,
  tagging,
  regression: forecasting,
};
