import { z } from 'zod';

/** Milliseconds since 1970. */
export const timestamp = z.int();
