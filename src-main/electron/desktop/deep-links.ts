import { shellPlaces, type ShellRequest } from '../../contract/shell-contract.ts';

/** The scheme of the addresses that lead into the studio from elsewhere. */
const linkScheme = 'kioku';
const longestLink = 2000;
const runId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type ShellPlace = Extract<ShellRequest, { type: 'go' }>['place'];

export const linkTo = (place: ShellPlace): string => `${linkScheme}://${place}`;

/**
 * The request of a link of the studio: `kioku://runs/<id>` shows a run, `kioku://<place>` a page. Any page of the web can hold one, so that a
 * link only shows something and never does anything. Null for every other address.
 */
export function requestOfLink(link: string): ShellRequest | null {
  const url = link.length > longestLink ? null : URL.parse(link);
  if (url?.protocol !== `${linkScheme}:`) return null;
  const [place = '', id = '', ...rest] = `${url.host}${url.pathname}`.replace(/\/$/, '').split('/');
  if (rest.length > 0) return null;
  if (place === 'runs' && runId.test(id)) return { type: 'show-run', runId: id };
  const known = shellPlaces.find((each) => each === place);
  return known === undefined || id !== '' ? null : { type: 'go', place: known };
}

/** The links among the arguments that a system starts the program with. */
export const linksOfArguments = (argv: readonly string[]): string[] =>
  argv.slice(1).filter((arg) => arg.toLowerCase().startsWith(`${linkScheme}://`));
