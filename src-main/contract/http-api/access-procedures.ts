import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { addedToken, httpApiStatus, newToken, tokenRecord } from '../access-records.ts';
import { procedure } from '../procedure.ts';

/** The API for programs, and the tokens that open it. Only whoever runs the studio may give and take these. */
export const httpApiProcedures = {
  /** Tells where it is reached, now and after every change. */
  status: procedure.output(eventIterator(httpApiStatus)),
  tokens: procedure.output(z.array(tokenRecord)),
  /** Returns the token, which is told this once and stored as a hash. */
  addToken: procedure.input(newToken).output(addedToken),
  removeToken: procedure.input(newToken.pick({ name: true })).output(z.void()),
};
