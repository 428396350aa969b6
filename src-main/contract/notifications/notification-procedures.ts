import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { addedChannel, channel, channelInput, deliveryAttempt } from './notification-records.ts';

const channelId = z.object({ channelId: z.string() });

/**
 * Messages about trainings that leave the studio. Only whoever runs the studio may ask; a channel that starts a program is
 * set on the machine of the studio alone.
 */
export const notificationProcedures = {
  list: procedure.output(z.array(channel)),
  add: procedure.input(channelInput).output(addedChannel),
  /** Replaces a channel; a secret that is left out stays as it is. */
  update: procedure.input(channelInput.extend(channelId.shape)).output(channel),
  /** With what waits to be sent by it. */
  remove: procedure.input(channelId).output(z.void()),
  /** Sends a message that says that it is a test, and waits for the answer. */
  test: procedure.input(channelId).output(deliveryAttempt),
};
