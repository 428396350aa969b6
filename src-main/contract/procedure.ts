import { oc } from '@orpc/contract';
import { z } from 'zod';
import { studioErrorCodes } from './errors.ts';

/** Every procedure may fail with STUDIO: something that the person can act on. Anything else is a defect and is logged. */
export const procedure = oc.errors({
  STUDIO: {
    status: 422,
    data: z.object({
      code: z.enum(studioErrorCodes),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  },
});
