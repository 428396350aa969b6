/**
 * The first of a page's two programs: its network, without any user interface, so that it also runs where there is no document. What
 * it offers is the global `kioku`.
 */
import { openNetwork, type PageNetwork } from './page-network.ts';

export interface PageProgram {
  open: typeof openNetwork;
  /** The network of this page, once the second program has begun to open it. */
  opened?: Promise<PageNetwork>;
}

const program: PageProgram = { open: openNetwork };

Object.assign(globalThis, { kioku: program });
