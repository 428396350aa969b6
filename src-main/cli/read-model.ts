import { prettifyError } from 'zod';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import { modelSpecSchema } from '../contract/spec-schemas.ts';
import { readJson } from './read-json.ts';

/** A model from a JSON file; settings that are left out take their customary values. Throws an Error in words for a person. */
export async function readModel(path: string): Promise<ModelSpec> {
  const parsed = modelSpecSchema.safeParse(await readJson(path));
  if (!parsed.success) throw new Error(`${path} is not a model:\n${prettifyError(parsed.error)}`);
  return parsed.data;
}
