import type { ChannelKind } from '../../contract/notifications/notification-records.ts';
import type { SendBy } from './channel-kind.ts';
import { sendByCommand } from './command.ts';
import { sendByEmail } from './email.ts';
import { sendByNtfy } from './ntfy.ts';
import { sendByWebhook } from './webhook.ts';

/** All kinds of channels. */
export const channelKinds: { readonly [Kind in ChannelKind]: SendBy<Kind> } = {
  webhook: sendByWebhook,
  ntfy: sendByNtfy,
  email: sendByEmail,
  command: sendByCommand,
};
