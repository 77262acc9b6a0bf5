import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { buildWheel } from '../archives/wheel.ts';
import { openSandbox } from '../open-sandbox.ts';
import { tries } from '../property/tries.ts';
import { answer, withFault } from './faults.ts';
import { PROJECT, publishBuilt } from './release.ts';
import { expectTameRun, HOSTILE_LINES } from './tame.ts';

const sandbox = await openSandbox();
let major = 0;

/** Pieces of hostile texts in any order, cut anywhere, with line breaks of every kind between them. */
const hostileText = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(...HOSTILE_LINES), fc.nat(40))
        .map(([line, at]) => line.slice(at % Math.max(1, line.length))),
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '\u2028',
        '\u0085',
        '\v',
        '\f',
        '::',
        '%0D%0A',
        '&#10;',
        '|',
        '\\',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** Every run starts a process. */
const FEW = tries(32);
const options = { inputs: { 'wait-for-index': '0', 'upload-retry-minutes': '0', verbose: 'true' } };

/** One header field has one line. */
const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');

test('whatever a distribution says of itself, log, summary and outputs stay ours', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, hostileText, hostileText, async (field, body, path) => {
      const version = `${++major}.0`;
      const metadata = `Metadata-Version: 2.4\nName: ${PROJECT}\nVersion: ${version}\nSummary: ${oneLine(field)}\nClassifier: ${oneLine(body)}\nLicense-Expression: ${oneLine(field)}\nRequires-Dist: ${oneLine(body)}\nProject-URL: ${oneLine(field)}\n\n${body}`;
      const files = { [`a/${path.replaceAll('\0', '')}.py`]: '' };
      const built = buildWheel({ name: PROJECT, version, metadata, files });
      const run = await publishBuilt(sandbox, [built], options);
      // A few of them are texts that the index takes, too.
      expect([0, 1]).toContain(run.exitCode);
      expectTameRun(run, sandbox.index.url);
    }),
    FEW,
  );
});

test('whatever an index says, log, summary and outputs stay ours', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, fc.boolean(), async (text, asJson) => {
      const body = asJson
        ? { code: text, title: text, message: `\n\n${text}\n` }
        : `<html><head><title>${text.replaceAll('<', '&lt;')}</title></head>${text}</html>`;
      const built = buildWheel({ name: PROJECT, version: `${++major}.0` });
      const run = await withFault(
        sandbox.index,
        '/legacy/',
        (_, request, response) => answer(request, response, 400, { body }),
        () => publishBuilt(sandbox, [built], options),
      );
      expect(run.exitCode).toBe(1);
      expectTameRun(run, sandbox.index.url);
    }),
    FEW,
  );
});
