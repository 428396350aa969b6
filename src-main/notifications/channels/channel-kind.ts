import type {
  ChannelKind,
  ChannelTarget,
  NotificationMessage,
} from '../../contract/notifications/notification-records.ts';

type TargetOf<Kind extends ChannelKind> = Extract<ChannelTarget, { kind: Kind }>;

interface Delivery<Kind extends ChannelKind> {
  target: TargetOf<Kind>;
  secret: string | null;
  message: NotificationMessage;
  /** Aborts when the attempt has taken too long, or when the studio ends. */
  signal: AbortSignal;
}

/** Hands a message over, and resolves with the answer of the other end. Rejects where it was not taken: see `deliveryFailure`. */
export type SendBy<Kind extends ChannelKind> = (delivery: Delivery<Kind>) => Promise<string>;
