import { z } from 'zod';
import type { Breakdown, EntityCounts, Scores } from '../../../src-engine/spec/evaluation-spec.ts';
import { metricNames } from '../../../src-engine/tasks/facts.ts';

export const scores = z.partialRecord(z.enum(metricNames), z.number()) satisfies z.ZodType<Scores>;

const count = z.int().min(0);
const confusion = z.array(z.tuple([count, count, count]));

/** The entities of a type. */
export const entityCounts = z.object({
  type: z.string(),
  predicted: count,
  actual: count,
  correct: count,
}) satisfies z.ZodType<EntityCounts>;

/** The counts or scores behind an epoch's scores: classes and tags are ordered by their ids, columns as they come. */
export const breakdown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('classes'), confusion }),
  z.object({ kind: z.literal('tags'), confusion, entities: z.array(entityCounts) }),
  z.object({ kind: z.literal('columns'), columns: z.array(scores) }),
]) satisfies z.ZodType<Breakdown>;
