import { z } from 'zod';

/** The scopes of tokens, each including those before it: read; let networks write, classify and forecast; change everything. */
export const scopes = ['look', 'use', 'train'] as const;

export type Scope = (typeof scopes)[number];

export const access = z.object({
  /** The token's name. */
  name: z.string(),
  scope: z.enum(scopes),
});

export const newToken = z.object({ name: z.string().min(1).max(64), scope: z.enum(scopes) });

/** A token that was given to somebody, without what opens anything. `createdAt`: milliseconds since 1970. */
export const tokenRecord = newToken.extend({ name: z.string(), createdAt: z.number() });

export const addedToken = tokenRecord.extend({ token: z.string() });

/** `failed`: it is switched on and cannot be reached, for the reason in `message`. */
export const httpApiStatus = z.object({
  state: z.enum(['off', 'listening', 'failed']),
  /** The base URL for clients, such as http://127.0.0.1:5861/v1. */
  url: z.string().nullable(),
  message: z.string().nullable(),
});

export type TokenRecord = z.infer<typeof tokenRecord>;
export type AddedToken = z.infer<typeof addedToken>;
export type HttpApiStatusRecord = z.infer<typeof httpApiStatus>;
export type Access = z.infer<typeof access>;

export function includesScope(granted: Scope, required: Scope): boolean {
  return scopes.indexOf(granted) >= scopes.indexOf(required);
}
