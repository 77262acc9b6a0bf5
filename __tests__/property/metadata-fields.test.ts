import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { descriptionContentTypeDefect } from '../../src/packaging/description-content-type.ts';
import { emailAddressDefect } from '../../src/packaging/email-address.ts';
import { entryPointsDefect } from '../../src/packaging/entry-points.ts';
import { readLicenseExpression } from '../../src/packaging/license-expression.ts';
import { SPDX_EXCEPTIONS, SPDX_LICENSES } from '../../src/packaging/lists/spdx.ts';
import { soleAddress } from '../../src/packaging/mailbox.ts';
import { parseRecord } from '../../src/packaging/record.ts';
import { parseRequirement } from '../../src/packaging/requirement.ts';
import { parseVersionSpecifiers } from '../../src/packaging/version-specifier.ts';
import { webUrlDefect } from '../../src/packaging/web-url.ts';
import { tries } from './tries.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'a1.-_ \t\n"\'\\()[]<>@,:;=~!*+#/%é'.split('')) }),
);
/** A hundred thousand of one or two characters: what blows up badly written patterns and recursion. */
const longText = fc
  .tuple(anyText, fc.string({ minLength: 1, maxLength: 2 }), anyText)
  .map(([start, unit, end]) => start + unit.repeat(100_000) + end);

describe('parsers of metadata fields', () => {
  const parsers: readonly (readonly [string, (text: string) => unknown])[] = [
    ['requirement', parseRequirement],
    ['version specifiers', parseVersionSpecifiers],
    ['licence expression', readLicenseExpression],
    ['content type', descriptionContentTypeDefect],
    ['mailbox', soleAddress],
    ['e-mail address', emailAddressDefect],
    ['URL', webUrlDefect],
    ['RECORD', parseRecord],
    ['entry points', (text) => entryPointsDefect(Buffer.from(text))],
  ];

  test.each(parsers)('%s: end on any text', (_, parse) => {
    fc.assert(
      fc.property(anyText, (text) => void parse(text)),
      tries(500),
    );
    fc.assert(
      fc.property(longText, (text) => void parse(text)),
      tries(20),
    );
  });
});

describe('what was put together is read', () => {
  const identifier = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/);
  const blank = fc.constantFrom('', ' ', '\t ');
  const specifier = fc.record({
    operator: fc.constantFrom('==', '!=', '>=', '<=', '>', '<', '~='),
    version: fc.constantFrom('1.0', '2!1.4', '1.0a1', '3.2.post1', '1.0.dev0'),
  });
  const quoted = fc.stringMatching(/^[a-z0-9. ]{0,8}$/);

  test('requirements', () => {
    const parts = fc.record({
      name: identifier,
      extras: fc.uniqueArray(identifier, { maxLength: 3 }),
      specifiers: fc.array(specifier, { maxLength: 3 }),
      value: fc.option(quoted, { nil: undefined }),
      space: blank,
    });
    fc.assert(
      fc.property(parts, ({ name, extras, specifiers, value, space }) => {
        const bracket = extras.length > 0 ? `[${extras.join(`${space},${space}`)}]` : '';
        const clauses = specifiers.map(({ operator, version }) => operator + space + version);
        const marker = value === undefined ? '' : `;${space}os_name${space}==${space}"${value}"`;
        const text = `${space}${name}${space}${bracket}${space}${clauses.join(`${space},${space}`)}${space}${marker}${space}`;
        const comparison = { left: { variable: 'os_name' }, operator: '==', right: { value } };
        expect(parseRequirement(text)).toEqual({
          name,
          extras: [...extras].sort(),
          specifiers,
          url: undefined,
          marker: value === undefined ? undefined : [comparison],
        });
      }),
    );
  });

  test('licence expressions, in any case and spacing', () => {
    const license = fc.constantFrom(...SPDX_LICENSES.values());
    const exception = fc.constantFrom(...SPDX_EXCEPTIONS.values());
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'small' },
        license,
        fc.tuple(license, exception).map(([a, b]) => `${a} WITH ${b}`),
        fc
          .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'))
          .map(([a, by, b]) => `(${a} ${by} ${b})`),
      ),
    }));
    fc.assert(
      fc.property(expression, fc.boolean(), (normal, isLower) => {
        const spaced = normal.replaceAll(' ', ' \t').replaceAll('(', ' ( ');
        const text = isLower ? spaced.toLowerCase() : spaced.toUpperCase();
        expect(readLicenseExpression(text)).toEqual({ expression: normal });
      }),
    );
  });

  test('RECORD lines, whatever the paths', () => {
    const path = fc.stringMatching(/^[a-z ,"'é/-]{1,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(path), (paths) => {
        const text = paths.map((each) => `"${each.replaceAll('"', '""')}",sha256=x,1\n`).join('');
        const entries = parseRecord(text);
        expect(typeof entries === 'string' ? entries : [...entries.keys()]).toEqual(paths);
      }),
    );
  });
});
