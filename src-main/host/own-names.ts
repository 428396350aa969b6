import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Tells whether only programs on this machine can connect to a server that listens there. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/**
 * Tells whether a browser that calls the server by this name (as in a URL, IPv6 in brackets) means it. A page whose own name was made to
 * lead here (DNS rebinding) still calls it by that name. A number cannot be made to lead elsewhere, so every address is one of ours
 * where the network may connect at all: behind a router or in a container the server does not know its own.
 */
export function namesOf(address: string, certificate: X509Certificate | null): (name: string) => boolean {
  const known = new Set(['localhost', '127.0.0.1', '[::1]', inUrl(address)]);
  const network = !isLoopback(address);
  if (network) for (const name of [hostname(), `${hostname()}.local`]) known.add(name.toLowerCase());
  return (name) => {
    const ip = name.replace(/^\[(.*)\]$/, '$1');
    if (known.has(name) || (network && isIP(ip) !== 0)) return true;
    return certificate?.checkHost(name) !== undefined;
  };
}

/** The name to open the server by. */
export function nameToOpen(address: string, certificate: X509Certificate | null): string {
  const everywhere = address === '0.0.0.0' || address === '::';
  return certified(certificate) ?? (everywhere ? hostname() : inUrl(address));
}

/** The first whole name in the certificate: with any other one the browser would warn. */
function certified(certificate: X509Certificate | null): string | undefined {
  const names = certificate?.subjectAltName?.split(', ') ?? [];
  return names.map((name) => /^DNS:([\w.-]+)$/.exec(name)?.[1]).find((name) => name !== undefined);
}

function inUrl(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address.toLowerCase();
}
