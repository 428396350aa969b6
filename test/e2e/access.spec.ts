import { NamedTokens } from '../../src-main/host/named-tokens.ts';
import { expect, sharedTest as test } from './studio.ts';

test('a guest looks at what is trained, in words that say so, until the token is taken back', async ({
  page,
  shared: { studio },
}) => {
  const tokens = new NamedTokens(studio.dataDir);
  const { token } = tokens.add('guest', 'look');
  await page.goto(`${new URL(studio.url()).origin}/?token=${token}`);
  await expect(page.getByText('Look only')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Watch a network learn' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Choose files' })).toHaveCount(0);

  tokens.revoke('guest');
  await expect(page.getByText('Connection lost.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('This studio is private')).toBeVisible();
});
