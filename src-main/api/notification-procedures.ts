import { StudioError } from '../contract/errors.ts';
import type { ChannelInput } from '../contract/notifications/notification-records.ts';
import type { Notifications } from '../notifications/notifications.ts';
import type { CallContext } from './caller.ts';
import type { Implementer } from './implementer.ts';
import { requireOwner } from './require-owner.ts';

export function notificationProcedures({ notifications: api }: Implementer, notifications: Notifications) {
  return {
    list: api.list.handler(({ context }) => {
      requireOwner(context.granted);
      return notifications.list();
    }),
    add: api.add.handler(({ input, context }) => {
      requireOwner(context.granted);
      requireMachine(input, context);
      return notifications.add(input);
    }),
    update: api.update.handler(({ input: { channelId, ...input }, context }) => {
      requireOwner(context.granted);
      requireMachine(input, context);
      return notifications.update(channelId, input);
    }),
    remove: api.remove.handler(({ input, context }) => {
      requireOwner(context.granted);
      notifications.remove(input.channelId);
    }),
    test: api.test.handler(({ input, context, signal }) => {
      requireOwner(context.granted);
      return notifications.test(input.channelId, signal);
    }),
  };
}

/** Whoever has got hold of the address and token of a served studio must not be able to start programs on its machine. */
function requireMachine({ target }: ChannelInput, { caller }: CallContext): void {
  if (target.kind !== 'command' || caller.isLocal === true) return;
  const message =
    'A program of its own can only be set on the machine of the studio, in the desktop program or with: ' +
    'kioku notify add NAME -- PROGRAM';
  throw new StudioError('not-permitted', message, { reason: 'program' });
}
