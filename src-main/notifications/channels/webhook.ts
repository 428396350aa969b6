import { createHmac, randomBytes } from 'node:crypto';
import type { SendBy } from './channel-kind.ts';
import { postMessage } from './post-message.ts';

const keyPrefix = 'whsec_';

/** Makes the key with which a webhook's requests are signed. */
export const makeWebhookKey = (): string => `${keyPrefix}${randomBytes(32).toString('base64')}`;

/** Tells whether a text is a key of Standard Webhooks: a prefix, and 24 to 64 bytes in base64. */
export function isWebhookKey(text: string): boolean {
  if (!text.startsWith(keyPrefix)) return false;
  const encoded = text.slice(keyPrefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.toString('base64') === encoded && bytes.length >= 24 && bytes.length <= 64;
}

/**
 * Posts the message as JSON, signed as Standard Webhooks 1.0 says (https://www.standardwebhooks.com): `webhook-signature` is `v1,` and
 * the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>` in base64, by the bytes that the key holds in base64 after `whsec_`.
 */
export const sendByWebhook: SendBy<'webhook'> = ({ target, secret, message, signal }) => {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from((secret ?? '').slice(keyPrefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${message.id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    ...(secret !== null && { 'webhook-signature': `v1,${signature}` }),
  };
  return postMessage(target.url, body, headers, signal);
};
