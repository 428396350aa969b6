import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const cursors = ['ew-resize', 'e-resize', 'w-resize'];
/** The pointer that is shown everywhere while the line between two panes is dragged, by a style element that is empty at first. */
const draggingStyles = ['', ...cursors.map((cursor) => `*{cursor: ${cursor}!important;}`)];
const hashes = draggingStyles.map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);

/**
 * The studio's own page may load nothing from elsewhere. Vue and the charts set style attributes; style elements stay ours, but for those
 * of a drag, which the splitter makes while the page runs. Texts become markup by Vue's policy alone, which it has for lessons that were
 * compiled here.
 */
const contentSecurityPolicy = (socketOrigin: string | null) =>
  [
    "default-src 'self'",
    "style-src-attr 'unsafe-inline'",
    `style-src-elem 'self' ${hashes.join(' ')}`,
    "img-src 'self' data: blob:",
    socketOrigin === null ? "connect-src 'self'" : `connect-src 'self' ${socketOrigin}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; ');

/** `socketOrigin`: where the page's socket leads; null means that it has none. */
export function securityHeaders(socketOrigin: string | null): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(socketOrigin),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
}

/** A browser that has been here once asks by TLS for so long, whatever address somebody types. */
const transportSecurity = 'max-age=31536000';

/** `origin`: the one that the browser opened. */
export function setSecurityHeaders(response: ServerResponse, origin: string): void {
  for (const [name, value] of Object.entries(securityHeaders(origin.replace(/^http/, 'ws'))))
    response.setHeader(name, value);
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:' && hostname !== 'localhost')
    response.setHeader('Strict-Transport-Security', transportSecurity);
}

export const howToOpenPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Kioku Studio</title>
<h1>This studio is private</h1>
<p>Open it with the address that <code>kioku serve</code> printed when it started. It ends in <code>?token=…</code>.</p>
<p>If that address is lost, end <code>kioku serve</code> with Ctrl-C and start it again.</p>
<h1 lang="ja">このスタジオは非公開です</h1>
<p lang="ja"><code>kioku serve</code> の起動時に表示された、<code>?token=…</code> で終わるアドレスから開いてください。</p>
`;

/** Leads on to the studio, leaving no trace of the token in the history. */
export const wayInPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=/">
<title>Kioku Studio</title>
<p><a href="/">Kioku Studio</a></p>
`;
