import { shell } from 'electron';
import { isExternalLink } from './navigation.ts';

/** The only place that hands an address to the system, and only one of a web page. */
export function safeOpenExternal(target: string): void {
  if (isExternalLink(target)) void shell.openExternal(target);
}
