/**
 * What the changelog says about a release.
 *
 * @param tag `v1.2.3`
 * @param version `version` of package.json
 * @throws {Error} when the tag is not of that version, or the changelog has nothing under it.
 */
export function changelogSection(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`) {
    throw new Error(`${tag} is not the version of package.json, ${version}`);
  }
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => /^\[?([^\]\s]+)/.exec(text)?.[1] === version);
  if (section === undefined) {
    throw new Error(`CHANGELOG.md has no section for ${version}`);
  }
  const [title = '', ...lines] = section.split('\n');
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(title)) {
    throw new Error(`CHANGELOG.md does not say on which day ${version} was released`);
  }
  const text = lines.join('\n').trim();
  if (text === '') {
    throw new Error(`CHANGELOG.md says nothing about ${version}`);
  }
  return `${text}\n`;
}
