import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../api/caller.ts';
import type { HttpApi } from '../http-api/http-api.ts';
import { HttpError } from '../http-api/http-error.ts';
import { sendError } from '../http-api/send-answer.ts';
import { endAfterAnswer, leavesMuchUnread } from '../http-api/unread-body.ts';
import type { Entrance } from './entrance.ts';
import { setSecurityHeaders } from './web-pages.ts';

interface AnswerApiOptions {
  url: URL;
  entrance: Entrance;
  caller: Caller | null;
  httpApi: HttpApi;
}

/** Answers a request to the HTTP API, unless another page has sent it, or it was meant for another server. */
export async function answerApiRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { url, entrance, caller, httpApi }: AnswerApiOptions,
): Promise<void> {
  const origin = entrance.originOf(request);
  if (origin === null) {
    if (leavesMuchUnread(request)) endAfterAnswer(request, response);
    return sendError(response, new HttpError(403, { message: 'This address is not served here.', code: 'wrong_host' }));
  }
  setSecurityHeaders(response, origin);
  return httpApi.answer(request, response, caller, url);
}
