import { z } from 'zod';

/** The subjects of notices; the window has texts for all of them. */
const noticeCodes = [
  'write-ahead-log-missing',
  'runs-interrupted',
  'network-file-system',
  'upgrade-copy',
  'notification-given-up',
] as const;

const severities = ['info', 'warning', 'error'] as const;

/** Something that a person should know, and that is shown until it is dismissed. */
export const notice = z.object({
  id: z.string(),
  code: z.enum(noticeCodes),
  severity: z.enum(severities),
  /** In English, for logs and command lines. */
  message: z.string(),
  /** The values that a text in any language is made of. */
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  createdAt: z.int(),
});

export type Notice = z.infer<typeof notice>;
export type NoticeCode = (typeof noticeCodes)[number];
export type NoticeSeverity = (typeof severities)[number];
