import { z } from 'zod';

/** The form of every error, as OpenAI's clients know it. */
export const apiError = z.object({
  error: z.object({
    /** A sentence that says what to do. */
    message: z.string(),
    type: z.enum([
      'invalid_request_error',
      'authentication_error',
      'permission_error',
      'not_found_error',
      'rate_limit_error',
      'server_error',
    ]),
    /** The field of the request that is wrong. */
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

export type ApiErrorBody = z.infer<typeof apiError>['error'];
