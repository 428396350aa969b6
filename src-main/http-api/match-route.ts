import { isContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import { httpContract, type HttpOperation } from '../contract/http-api/http-contract.ts';

export interface HttpRoute {
  operation: HttpOperation;
  method: string;
  path: string;
  status: number;
  input: z.ZodType | null;
  /** The parts of the path; a part in braces takes anything. */
  parts: readonly string[];
}

/** Every operation of the contract. */
export const httpRoutes: readonly HttpRoute[] = Object.entries(httpContract).map(([operation, procedure]) => {
  if (!isContractProcedure(procedure)) throw new TypeError(`${operation} is no operation.`);
  const { route, inputSchema } = procedure['~orpc'];
  const { method = 'POST', path = '/', successStatus: status = 200 } = route;
  const input = (inputSchema as z.ZodType | undefined) ?? null;
  return { operation: operation as HttpOperation, method, path, status, input, parts: path.split('/') };
});

interface MatchedRoute {
  route: HttpRoute;
  /** The values of the path's parameters. */
  parameters: Record<string, string>;
}

/** Returns the route for a request; where there is none, the methods that this path takes. */
export function matchRoute(method: string, pathname: string): MatchedRoute | string[] {
  const parts = pathname.split('/');
  const methods: string[] = [];
  for (const route of httpRoutes) {
    const parameters = parametersOf(route, parts);
    if (parameters === null) continue;
    if (route.method === method) return { route, parameters };
    methods.push(route.method);
  }
  return methods;
}

/** Returns null for another path. */
function parametersOf(route: HttpRoute, parts: readonly string[]): Record<string, string> | null {
  if (parts.length !== route.parts.length) return null;
  const parameters: Record<string, string> = {};
  for (const [n, part] of route.parts.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    const value = decoded(parts[n]);
    if (value === null || value === '' || (name === undefined && value !== part)) {
      if (value === '' && part === '') continue;
      return null;
    }
    if (name !== undefined) parameters[name] = value;
  }
  return parameters;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
