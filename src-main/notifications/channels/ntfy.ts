import type { SendBy } from './channel-kind.ts';
import { postMessage } from './post-message.ts';

const highPriority = 4;
const usualPriority = 3;

/** Publishes to a topic, as JSON at the root of the server (https://docs.ntfy.sh/publish/#publish-as-json): headers hold no Japanese. */
export const sendByNtfy: SendBy<'ntfy'> = ({ target, secret, message: { event, title, text }, signal }) => {
  const isBad = event === 'failed' || event === 'diverged';
  const body = { topic: target.topic, title, message: text, priority: isBad ? highPriority : usualPriority };
  const headers: Record<string, string> = secret === null ? {} : { authorization: `Bearer ${secret}` };
  return postMessage(target.server, JSON.stringify(body), headers, signal);
};
