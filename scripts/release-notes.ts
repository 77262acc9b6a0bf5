// node scripts/release-notes.ts v1.4.0: prints what the changelog says about the release, or
// exits with 1 and the reason when tag, package.json and changelog do not agree.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { changelogSection } from './changelog-section.ts';

const ROOT = resolve(import.meta.dirname, '..');
const [, , tag = ''] = process.argv;
try {
  const { version } = JSON.parse(await readFile(resolve(ROOT, 'package.json'), 'utf8'));
  const changelog = await readFile(resolve(ROOT, 'CHANGELOG.md'), 'utf8');
  process.stdout.write(changelogSection(tag, version, changelog));
} catch (error) {
  console.error(`No release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
