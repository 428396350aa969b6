import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { channelInput, type ChannelInput } from '../contract/notifications/notification-records.ts';
import type { SecretBox } from './secret-box.ts';

/** A channel as it is stored, with its secret. */
const storedChannel = channelInput.omit({ secret: true }).extend({
  id: z.uuid(),
  createdAt: z.int(),
  secret: z.object({ text: z.string(), isSealed: z.boolean() }).nullable(),
});

export type StoredChannel = z.infer<typeof storedChannel>;

/**
 * The channels by which messages leave, each a file with its secret that only the folder's owner can read. They are no part of the
 * database, of which people make copies to give to others.
 */
export class ChannelFiles {
  readonly #folder: string;
  readonly #box: SecretBox;

  constructor(dataDir: string, box: SecretBox) {
    this.#folder = join(dataDir, 'notifications');
    this.#box = box;
  }

  /** In the order in which they were added. Files that are no channel's are left out. */
  list(): StoredChannel[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => this.#read(join(this.#folder, name)) ?? [])
      .toSorted((a, b) => a.createdAt - b.createdAt || a.name.localeCompare(b.name));
  }

  get(id: string): StoredChannel | null {
    return this.list().find((channel) => channel.id === id) ?? null;
  }

  async add(input: ChannelInput, createdAt: number): Promise<StoredChannel> {
    return this.#write({ ...input, id: randomUUID(), createdAt, secret: await this.#sealed(input.secret ?? null) });
  }

  /** A secret that is left out stays as it is, unless it was for another kind of target. */
  async replace({ id, createdAt, secret, target }: StoredChannel, input: ChannelInput): Promise<StoredChannel> {
    const kept = target.kind === input.target.kind ? secret : null;
    const next = input.secret === undefined ? kept : await this.#sealed(input.secret);
    return this.#write({ ...input, id, createdAt, secret: next });
  }

  remove({ id }: StoredChannel): void {
    rmSync(this.#fileOf(id), { force: true });
  }

  /** Returns the channel's secret, or null where it has none. Rejects with SealedSecretError where it cannot be read here. */
  async secretOf({ secret }: StoredChannel): Promise<string | null> {
    if (secret === null) return null;
    return secret.isSealed ? this.#box.open(secret.text) : secret.text;
  }

  async #sealed(secret: string | null): Promise<StoredChannel['secret']> {
    if (secret === null) return null;
    const text = await this.#box.seal(secret);
    return text === null ? { text: secret, isSealed: false } : { text, isSealed: true };
  }

  #write(channel: StoredChannel): StoredChannel {
    const stored = storedChannel.parse(channel);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const file = this.#fileOf(stored.id);
    // Half a file would be no channel any more.
    writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return stored;
  }

  #read(file: string): StoredChannel | null {
    try {
      return storedChannel.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return null;
    }
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
