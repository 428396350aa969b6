import { UsageError } from '../../../src-main/cli/usage-error.ts';

/** Who answers for a package, where its format wants to know. The project itself has neither an address nor a page. */
export interface Publisher {
  /** As Debian has it: `Name <address>`. */
  maintainer: string;
  homepage: string;
}

/** From `KIOKU_MAINTAINER` and `KIOKU_HOMEPAGE`. null: neither is set. Throws `UsageError` where one is missing or is none. */
export function publisherOf({
  KIOKU_MAINTAINER: maintainer,
  KIOKU_HOMEPAGE: homepage,
}: NodeJS.ProcessEnv): Publisher | null {
  if (!maintainer && !homepage) return null;
  if (!maintainer || !/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/.test(maintainer))
    throw new UsageError('KIOKU_MAINTAINER must be “Name <address@example.org>”.');
  if (!homepage || !/^https?:\/\/./.test(homepage) || !URL.canParse(homepage))
    throw new UsageError('KIOKU_HOMEPAGE must be the address of a page, https://….');
  return { maintainer, homepage };
}
