import type { SendBy } from './channel-kind.ts';
import { DeliveryError } from './delivery-error.ts';

/** A mail server may answer slowly, but says something at least this often. */
const silenceMs = 20_000;

/** Sends a message of plain text by SMTP. The connection is never less encrypted than the target says. */
export const sendByEmail: SendBy<'email'> = async ({ target, secret, message, signal }) => {
  const { createTransport } = await import('nodemailer');
  const { host, port, security, user, from, to } = target;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== null && { auth: { user, pass: secret ?? '' } }),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    // A message is text of ours: nothing in it names a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const end = () => transport.close();
  signal.addEventListener('abort', end, { once: true });
  try {
    const sent = await Promise.race([
      transport.sendMail({
        from,
        to,
        subject: message.title,
        text: message.text,
        messageId: `<${message.id}@kioku-studio>`,
      }),
      aborted(signal),
    ]);
    return sent.response;
  } catch (error) {
    throw isRefusal(error) ? new DeliveryError('answered', error.response) : error;
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
};

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

/** The server has answered, and not about the login. */
function isRefusal(error: unknown): error is Error & { response: string } {
  const { code, response } = error as { code?: string; response?: string };
  return code !== 'EAUTH' && typeof response === 'string';
}
