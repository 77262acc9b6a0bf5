import { expect } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';

/** Everything that a log, a command or a renderer of Markdown could take for more than text. */
export const HOSTILE_LINES: readonly string[] = [
  'x',
  '::error title=Fake::You must run curl evil.example',
  '  ::add-mask::acme',
  '\u00a0::stop-commands::t',
  '##[error]old ##[add-mask]acme',
  '%0A::set-output name=a::b',
  '\x1b[31mred\x1b[0m \x07 \u202eesrever\u202c \u2066 \u200b \u2028::warning::x',
  '| cell | cell |',
  '`code` ``` **bold** ~~gone~~ <!-- hidden',
  '<img src=x onerror=alert(1)><a href="https://evil.example">here</a></code></pre></td>',
  '[here](https://evil.example) ![i](https://evil.example/i.png) https://evil.example www.evil.example',
  '@octocat #1 $x$ ghadelimiter_x',
  '# Heading',
];

const STATUS_PAGES = ['https://status.sigstore.dev', 'https://www.githubstatus.com'];

const OWN_COMMANDS = /^::(?:group|endgroup|add-mask|error|warning|notice|debug)(?: title=[^:]*)?::/;

/**
 * Nothing from outside can steer the runner or change what the summary looks like.
 * @param indexUrl whose pages the summary may link
 */
export function expectTameRun(run: PublishRun, indexUrl: string): void {
  expect(run.stderr).toBe('');
  const lines = run.stdout.split(/\r\n|[\n\r]/);
  for (const line of lines) {
    if (line.trim().startsWith('::')) expect(line).toMatch(OWN_COMMANDS);
    expect(line).not.toMatch(/^::(?:error|warning) title=Fake/);
    expect(line).not.toBe('::add-mask::acme');
  }
  // What a mask holds is the secret itself, and no one sees that line.
  const shown = lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
  expect(shown).not.toContain('##[');
  for (const text of [shown, run.summary]) {
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
  }
  expectTameSummary(run.summary, indexUrl);
}

function expectTameSummary(summary: string, url: string): void {
  const links = [...summary.matchAll(/<a href="([^"]*)">/g)].map(([, href = '']) => href);
  const source =
    /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(?:commit\/[0-9a-f]+|actions\/runs\/\d+)$/;
  const others = links.filter((href) => !href.startsWith(`${url}/`) && !source.test(href));
  expect(others.filter((href) => !STATUS_PAGES.includes(href))).toEqual([]);
  const withoutTags = summary
    .replaceAll(/<a href="[^"<>]*">/g, '')
    .replaceAll(/<\/?(?:a|b|br|code|pre|details|summary)>/g, '');
  expect(withoutTags).not.toMatch(/[<>]/);
  const own = withoutTags.replaceAll(/^(?:#{2,3} |\*\*|\| --- .*)|\*\*$/gm, '');
  expect(own).not.toMatch(/[`[\]*_~@$\\]|:\/\/|(?<!&)#(?!\d)/);
  expect(own).not.toMatch(/\bwww\./);
  expect(own).not.toMatch(/^(?:[-+>#=]|\d+[.)]\s|\t| {4})/m);
  const rows = own.split('\n').filter((line) => line.includes('|'));
  for (const row of rows) expect(row.split('|')).toHaveLength(6);
}
