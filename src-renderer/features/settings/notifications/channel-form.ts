import type {
  ChannelInput,
  ChannelKind,
  ChannelRecord,
  ChannelTarget,
  NotificationEvent,
} from '../../../../src-main/contract/notifications/notification-records.ts';
import type { Language } from '../../../locales/language.ts';

/** All that can be typed about a channel, whatever its kind. */
export interface ChannelForm {
  name: string;
  kind: ChannelKind;
  events: NotificationEvent[];
  language: Language;
  /** Empty leaves what is stored as it is. */
  secret: string;
  url: string;
  server: string;
  topic: string;
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  user: string;
  from: string;
  to: string;
  /** A program and its arguments, one a line. */
  command: string;
}

/** The usual ports of mail servers. */
export const mailPorts = { tls: 465, starttls: 587, none: 25 } as const;

/** Returns the form for a channel, or for a new one. */
export function formOf(channel: ChannelRecord | null, language: Language): ChannelForm {
  const empty: ChannelForm = {
    name: '',
    kind: 'ntfy',
    events: ['finished', 'stopped-early', 'failed', 'diverged', 'finding'],
    language,
    secret: '',
    url: '',
    server: 'https://ntfy.sh',
    topic: '',
    host: '',
    port: mailPorts.tls,
    security: 'tls',
    user: '',
    from: '',
    to: '',
    command: '',
  };
  if (channel === null) return empty;
  const { name, events, target } = channel;
  const common = { ...empty, name, events: [...events], language: channel.language, kind: target.kind };
  switch (target.kind) {
    case 'webhook':
    case 'ntfy':
      return { ...common, ...target };
    case 'email':
      return { ...common, ...target, user: target.user ?? '', to: target.to.join(', ') };
    case 'command':
      return { ...common, command: target.command.join('\n') };
  }
}

function targetOf(form: ChannelForm): ChannelTarget {
  const text = (name: 'url' | 'server' | 'topic' | 'host' | 'user' | 'from') => form[name].trim();
  switch (form.kind) {
    case 'webhook':
      return { kind: 'webhook', url: text('url') };
    case 'ntfy':
      return { kind: 'ntfy', server: text('server'), topic: text('topic') };
    case 'email': {
      const { port, security } = form;
      const to = form.to.split(/[,、\s]+/).filter((each) => each !== '');
      const user = text('user');
      return {
        kind: 'email',
        host: text('host'),
        port,
        security,
        user: user === '' ? null : user,
        from: text('from'),
        to,
      };
    }
    case 'command':
      return { kind: 'command', command: form.command.split('\n').filter((line) => line.trim() !== '') };
  }
}

export function inputOf(form: ChannelForm): ChannelInput {
  const { name, events, language, secret } = form;
  const entered = form.kind === 'command' ? '' : secret.trim();
  return { name: name.trim(), events, language, target: targetOf(form), ...(entered !== '' && { secret: entered }) };
}
