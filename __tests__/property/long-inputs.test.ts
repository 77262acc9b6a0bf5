import { describe, expect, test } from '@jest/globals';
import { serverText } from '../../src/http/server-text.ts';
import { LockDefect } from '../../src/lockfiles/lock-document.ts';
import { readLock } from '../../src/lockfiles/read-lock.ts';
import { descriptionContentTypeDefect } from '../../src/packaging/description-content-type.ts';
import { parseDistributionFilename } from '../../src/packaging/distribution-filename.ts';
import { emailAddressDefect } from '../../src/packaging/email-address.ts';
import { readLicenseExpression } from '../../src/packaging/license-expression.ts';
import { soleAddress } from '../../src/packaging/mailbox.ts';
import { parseRecord } from '../../src/packaging/record.ts';
import { parseRequirement } from '../../src/packaging/requirement.ts';
import { parseVersion } from '../../src/packaging/version.ts';
import { parseVersionSpecifiers } from '../../src/packaging/version-specifier.ts';
import { originOf } from '../../src/project/git-remote.ts';
import { readSetupPy } from '../../src/project/setup-files.ts';
import { lintRestructuredText } from '../../src/restructuredtext/restructured-text.ts';
import { displayText } from '../../src/text/display-text.ts';
import { releaseTarget } from '../../src/verify/targets/find.ts';
import { isKnownLock } from '../../src/verify/targets/known-locks.ts';
import { shellCommands } from '../../src/workflows/shell-commands.ts';

// Nothing is timed here: a pattern that needs the square of half a megabyte, or stack for each
// character of it, does not end within the limit of a test, or throws.

const LENGTH = 512 * 1024;
const long = (unit: string, length = LENGTH) => unit.repeat(Math.ceil(length / unit.length));

const said = (text: string, type: string) =>
  serverText({
    status: 400,
    statusText: '',
    headers: new Map([['content-type', type]]),
    body: Buffer.from(text),
  });
const locked = (path: string, text: string) =>
  readLock(path, text).catch((error: unknown) => {
    if (!(error instanceof LockDefect)) throw error;
  });

const ORIGIN = '[remote "origin"]\nurl = https://github.com/';
function recordDigest(digest: string): string | undefined {
  const entries = parseRecord(`a,sha256=${digest},1\n`);
  return typeof entries === 'string' ? entries : entries.get('a')?.digest;
}

const READERS: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['a version', parseVersion],
  ['version specifiers', parseVersionSpecifiers],
  ['a requirement', parseRequirement],
  ['a licence expression', readLicenseExpression],
  ['a content type', descriptionContentTypeDefect],
  ['an address', soleAddress],
  ['the local part of an address', (text) => emailAddressDefect(`${text}@a.example`)],
  ['the domain of an address', (text) => emailAddressDefect(`a@${text}`)],
  ['the name of a wheel', (text) => parseDistributionFilename(`a-1-${text}.whl`)],
  ['the name of an sdist', (text) => parseDistributionFilename(`${text}-1.tar.gz`)],
  ['a RECORD', parseRecord],
  ['a description', (text) => lintRestructuredText(text.slice(0, 200_000))],
  ['an error page', (text) => said(text, 'text/html')],
  ['a plain error', (text) => said(text, 'text/plain')],
  ['a requirements file', (text) => locked('requirements.txt', text)],
  ['a line of a log', displayText],
  ['a configuration of git', originOf],
  ['a script', shellCommands],
  ['a setup.py', readSetupPy],
];

const UNITS = ['"', '\\"', '(', ' ', '\n', '\n ', '1.', 'a-_.', '>=1,', '#', 'a@', '<title>'];

describe('half a megabyte of anything is read', () => {
  test.each(READERS)('as %s', async (_, read) => {
    for (const unit of UNITS) {
      await read(`${long(unit)}!`);
      await read(`a ${long(unit)}`);
    }
    expect.assertions(0);
  });
});

describe('half a megabyte of what a pattern would take the square of', () => {
  test.each<[string, () => string | number | undefined, string | number | undefined]>([
    ['quotes that nothing closes', () => soleAddress(`(${long('"')}`), ''],
    ['escaped quotes', () => soleAddress(`"${long('\\"')}`).length, LENGTH - 1],
    ['padding of a hash', () => recordDigest(`${'='.repeat(131_000)}x`)?.length, 131_001],
    ['slashes of a repository', () => originOf(`${ORIGIN}${long('/')}x`)?.name, undefined],
    ['spaces in a section of git', () => originOf(`[${long(' ')}x`)?.name, undefined],
    ['line ends of a log', () => displayText(`${long('\n')}x`).length, LENGTH + 1],
    ['line ends before a command', () => displayText(`${long('\n')} ::x`).slice(-5), ' \\::x'],
    ['spaces in a pinned requirement', () => releaseTarget(`a${long(' ')}==`)?.kind, undefined],
    ['comment signs of a script', () => shellCommands(`a${long('\t#')}\r`).length, 1],
  ])('%s', (_, read, outcome) => {
    expect(read()).toBe(outcome);
  });

  test('backslashes of a line that goes on', async () => {
    const { packages } = await readLock('requirements.txt', `${long('\\')}a\\\n==1\n`);
    expect(packages).toMatchObject([{ name: 'a', version: '1' }]);
  });

  test('the name of a file in a checkout', () => {
    expect(isKnownLock(`requirements-${'s-s.'.repeat(60)}n`)).toBe(false);
    expect(isKnownLock(`requirements-${'s-s.'.repeat(60)}txt`)).toBe(true);
  });
});

describe('a requirements file of megabytes', () => {
  test('with the same option a hundred thousand times in one line', async () => {
    const hash = `--hash=sha256:${'ab'.repeat(32)} `;
    const { packages } = await readLock('requirements.txt', `a==1 ${hash.repeat(100_000)}`);
    expect(packages[0]?.files).toHaveLength(100_000);
  });

  test('with more indexes than a call may have arguments', async () => {
    const lines = long('--extra-index-url https://a.example/\n', 16 * LENGTH);
    expect((await readLock('requirements.txt', lines)).indexUrls).toEqual(['https://a.example/']);
  });

  test('with as many constraints as requirements', async () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, at) => `a${at}==1\n`).join('');
    const read = await readLock('requirements.txt', `-c c.txt\n${lines}`, async () => lines);
    expect(read.packages).toHaveLength(count);
  });

  test('with more constraints on one project than any file has', async () => {
    const constraints = Array.from({ length: 50_000 }, (_, at) => `a==2.${at}\n`).join('');
    const read = readLock('requirements.txt', '-c c.txt\na==1\n', async () => constraints);
    await expect(read).rejects.toThrow('is one of more than 20 constraints on a');
  });

  test('with a requirement that is longer than any', async () => {
    const read = readLock('requirements.txt', `a==${long('1.')}`);
    await expect(read).rejects.toThrow('has a requirement of more than 32,768 characters');
  });
});
