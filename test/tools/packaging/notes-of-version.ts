/** The part of the notes under the heading `## 1.2.3`. Throws where the tag is of another version, or nothing is told of it. */
export function notesOf(text: string, tag: string, version: string): string {
  if (tag !== `v${version}`)
    throw new Error(`The tag ${tag} is not of version ${version}: change the version in package.json, or the tag.`);
  const [, ...parts] = text.split(/^## /m);
  const part = parts.find((each) => each.startsWith(`${version}\n`));
  const notes = part?.slice(version.length).trim() ?? '';
  if (notes === '') throw new Error(`resources/release-notes.md tells nothing under “## ${version}”.`);
  return notes;
}
