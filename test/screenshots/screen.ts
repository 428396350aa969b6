import type { Page } from '@playwright/test';

export interface Screen {
  name: string;
  /** After the #. */
  path: string;
  /** What a person does there first. */
  prepare?(page: Page): Promise<void>;
  /** What puts the studio back as it was for the pictures after this one. */
  finish?(page: Page): Promise<void>;
}
