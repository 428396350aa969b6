import { z } from 'zod';

/** Inputs that name one stored thing, and that other inputs extend. */
export const datasetId = z.object({ datasetId: z.string() });
export const importId = z.object({ importId: z.string() });
export const runId = z.object({ runId: z.string() });
