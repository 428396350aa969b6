/**
 * Whether the long forms of tests are run: every combination of what `npm test` drives once each. `npm run test:reliability` asks for
 * them by `KIOKU_LONG_FORMS=1`.
 */
export const isLongForm = process.env['KIOKU_LONG_FORMS'] === '1';
