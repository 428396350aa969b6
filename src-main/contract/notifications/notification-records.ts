import { z } from 'zod';
import type { Finding } from '../doctor/doctor-records.ts';
import type { RunState } from '../runs/run-records.ts';

/** The events that are told: how trainings end, and a fault or warning that the doctor has found. */
export const notificationEvents = ['finished', 'stopped-early', 'failed', 'diverged', 'finding'] as const;

const notificationLanguages = ['en', 'ja'] as const;

/** How the connection to a mail server is encrypted: from its beginning, after a greeting in the clear, or not at all. */
export const mailSecurities = ['tls', 'starttls', 'none'] as const;

const singleLine = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .regex(/^[^\p{Cc}]*$/u, 'This must be one line.');

/** An address without a user name and password, which would be shown wherever the address is. */
const address = singleLine(2000).refine(
  isAddress,
  'This must be a URL that begins with https:// or http://, without a password.',
);

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

const mailbox = singleLine(320).regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/, 'This must be an e-mail address.');

/** The place to which a message goes. Secrets are no part of it. */
const channelTarget = z.discriminatedUnion('kind', [
  /** A signed POST request in the form of Standard Webhooks. */
  z.object({ kind: z.literal('webhook'), url: address }),
  /** A topic of an ntfy server. */
  z.object({
    kind: z.literal('ntfy'),
    server: address,
    topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'A topic takes up to 64 letters, digits, dashes and underscores.'),
  }),
  z.object({
    kind: z.literal('email'),
    host: singleLine(255),
    port: z.int().min(1).max(65_535),
    security: z.enum(mailSecurities),
    /** The name that the mail server knows; null for one that asks for none. */
    user: singleLine(255).nullable(),
    from: mailbox,
    to: z.array(mailbox).min(1).max(20),
  }),
  /** A program of the studio's machine and its arguments, started without a shell. */
  z.object({ kind: z.literal('command'), command: z.array(z.string().max(4000)).min(1).max(100) }),
]);

/** A way by which messages leave the studio, as a person sets it. */
export const channelInput = z.object({
  name: singleLine(64),
  events: z.array(z.enum(notificationEvents)).min(1),
  language: z.enum(notificationLanguages),
  target: channelTarget,
  /** The key of a webhook's signature, the access token of an ntfy server or the password of a mail server; null takes it away. */
  secret: singleLine(4000).nullable().exactOptional(),
});

/** The reason for which a message was not taken. */
const deliveryFailures = [
  'unknown-host',
  'refused',
  'timeout',
  'certificate',
  'answered',
  'login',
  'no-program',
  'exit-code',
  'sealed',
  'unreachable',
] as const;

/** `detail` is what the other end has said, in its own words. */
const failure = z.object({ reason: z.enum(deliveryFailures), detail: z.string() });

/** The outcome of an attempt: what the other end has answered, or why it took nothing. */
export const deliveryAttempt = z.discriminatedUnion('result', [
  z.object({ result: z.literal('sent'), answer: z.string() }),
  failure.extend({ result: z.literal('failed') }),
]);

const deliveryStates = ['waiting', 'sent', 'given-up'] as const;

export const channel = channelInput.omit({ secret: true }).extend({
  id: z.string(),
  createdAt: z.int(),
  hasSecret: z.boolean(),
  /** The message that was attempted last; null while there was none. `attempts` counts those made so far. */
  last: z
    .object({
      state: z.enum(deliveryStates),
      attempts: z.int(),
      at: z.int(),
      /** When it is attempted again; null when it is not. */
      nextAt: z.int().nullable(),
      failure: failure.nullable(),
    })
    .nullable(),
});

/** A channel that was added; `secret` is the key that the studio has made for a webhook without one, told this once. */
export const addedChannel = channel.extend({ secret: z.string().nullable() });

/** The message that channels carry, and the body of a webhook. */
export interface NotificationMessage {
  /** The same for all attempts, so that a receiver can tell that it has had a message before. */
  id: string;
  event: NotificationEvent | 'test';
  /** In ISO 8601. */
  createdAt: string;
  title: string;
  text: string;
  /** The training; null in a test. Losses are in nats. */
  run: {
    id: string;
    name: string;
    state: RunState;
    step: number;
    epoch: number;
    trainLoss: number | null;
    validationLoss: number | null;
    bestValidationLoss: number | null;
    elapsedMs: number;
  } | null;
  finding: Pick<Finding, 'rule' | 'severity'> | null;
}

export type ChannelTarget = z.infer<typeof channelTarget>;
export type ChannelKind = ChannelTarget['kind'];
export type ChannelInput = z.infer<typeof channelInput>;
export type ChannelRecord = z.infer<typeof channel>;
export type AddedChannel = z.infer<typeof addedChannel>;
export type NotificationEvent = (typeof notificationEvents)[number];
export type NotificationLanguage = (typeof notificationLanguages)[number];
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;
export type DeliveryFailure = z.infer<typeof failure>;
export type DeliveryState = (typeof deliveryStates)[number];
