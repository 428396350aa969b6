import { ORPCError } from '@orpc/client';
import type { z } from 'zod';
import type { StudioErrorCode } from '../contract/errors.ts';
import type { ApiErrorBody } from '../contract/http-api/api-error.ts';

/** An answer that is an error, in the form of the API. */
export class HttpError extends Error {
  readonly status: number;
  readonly body: ApiErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    { message, param = null, code = null }: { message: string; param?: string | null; code?: string | null },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.body = { message, type: typeOf(status), param, code };
    this.headers = headers;
  }
}

function typeOf(status: number): ApiErrorBody['type'] {
  switch (status) {
    case 401:
      return 'authentication_error';
    case 403:
      return 'permission_error';
    case 404:
      return 'not_found_error';
    case 429:
      return 'rate_limit_error';
    default:
      return status >= 500 ? 'server_error' : 'invalid_request_error';
  }
}

/** The statuses of errors that are not about the request itself, which are 400. */
const statuses: Partial<Record<StudioErrorCode, number>> = {
  'dataset-not-found': 404,
  'dataset-missing': 404,
  'run-not-found': 404,
  'checkpoint-not-found': 404,
  'model-not-found': 404,
  'network-not-found': 404,
  'run-wrong-state': 409,
  'run-busy': 409,
  'dataset-too-large': 413,
  'not-permitted': 403,
  'engine-failed': 503,
  'out-of-memory': 503,
  'disk-full': 503,
  internal: 500,
};

/** Returns the answer for an error of the studio's API; null for anything else, which is a defect. */
export function httpErrorOf(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error;
  if (!(error instanceof ORPCError)) return null;
  if (error.code === 'BAD_REQUEST') {
    const { issues = [] } = (error.data ?? {}) as { issues?: z.core.$ZodIssue[] };
    return invalidInput(issues);
  }
  if (error.code !== 'STUDIO') return null;
  const { code, details } = error.data as { code: StudioErrorCode; details: Record<string, string | number> };
  const isRevoked = code === 'not-permitted' && details['reason'] === 'revoked';
  return new HttpError(isRevoked ? 401 : (statuses[code] ?? 400), { message: error.message, code });
}

/** Returns the answer to a request whose fields are not as they should be. */
export function invalidInput(issues: readonly z.core.$ZodIssue[]): HttpError {
  const issue = deepest(issues);
  const param = issue === undefined ? '' : issue.path.map(String).join('.');
  const message = issue?.message ?? 'The request is not as it should be.';
  return new HttpError(400, {
    message: param === '' ? message : `${param}: ${message}`,
    param: param === '' ? null : param,
    code: 'invalid_value',
  });
}

/** Only the branch of a union that got furthest says what is wrong. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [issue] = issues;
  if (issue === undefined || issue.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .map(deepest)
    .filter((each) => each !== undefined)
    .toSorted((a, b) => b.path.length - a.path.length)
    .find(({ path }) => path.length > 0);
  return inner === undefined ? issue : { ...inner, path: [...issue.path, ...inner.path] };
}

export const unauthorized = (message: string): HttpError =>
  new HttpError(401, { message, code: 'invalid_api_key' }, { 'WWW-Authenticate': 'Bearer' });
