import { describe, expect, test } from '@jest/globals';
import type { PreflightRule } from '../../../../../src/preflight/rule.ts';
import { descriptionContentType } from '../../../../../src/preflight/rules/metadata/description-content-type.ts';
import { dynamicField } from '../../../../../src/preflight/rules/metadata/dynamic-field.ts';
import { emailAddress } from '../../../../../src/preflight/rules/metadata/email-address.ts';
import { importName } from '../../../../../src/preflight/rules/metadata/import-name.ts';
import {
  licenseExpression,
  licenseTwice,
} from '../../../../../src/preflight/rules/metadata/license.ts';
import { licenseFilePath } from '../../../../../src/preflight/rules/metadata/license-file-path.ts';
import { projectUrl } from '../../../../../src/preflight/rules/metadata/project-url.ts';
import { providesExtra } from '../../../../../src/preflight/rules/metadata/provides-extra.ts';
import {
  directReference,
  requirement,
} from '../../../../../src/preflight/rules/metadata/requirement.ts';
import { requiresPython } from '../../../../../src/preflight/rules/metadata/requires-python.ts';
import { summaryRule } from '../../../../../src/preflight/rules/metadata/summary.ts';
import { webUrl } from '../../../../../src/preflight/rules/metadata/web-url.ts';
import { type Field, messagesOf } from '../../metadata-findings.ts';

/** Each rule, what it lets pass, what it refuses, and a part of what it says then. */
const CASES: readonly (readonly [
  rule: PreflightRule,
  passes: readonly Field[],
  refused: readonly (readonly [...Field, says: string])[],
])[] = [
  [
    summaryRule,
    [
      ['Summary', 'a widget'],
      ['Summary', 'é'.repeat(512)],
      ['Summary', '🙂'.repeat(512)],
      ['Summary', ''],
      ['Summary', 'tab\tand \x1f'],
    ],
    [
      ['Summary', 'é'.repeat(513), 'has 513 characters'],
      ['Summary', 'one\n  two', 'more than one line'],
      ['Summary', 'one\u2028two', 'more than one line'],
    ],
  ],
  [
    emailAddress,
    [
      ['Author-email', 'Jane <jane@example.org>'],
      ['Author-email', 'Jane <jane@example.org>, nonsense'],
      ['Maintainer-email', 'UNKNOWN'],
      ['Maintainer-email', ''],
      ['Author', 'Jane Doe'],
    ],
    [
      ['Author-email', 'Jane Doe', '"Jane" for an address: it has no @'],
      ['Maintainer-email', 'jane@localhost', 'top-level domain'],
    ],
  ],
  [
    webUrl,
    [
      ['Home-page', 'https://example.org/a b'],
      ['Home-page', 'UNKNOWN'],
      ['Download-URL', ''],
      ['Project-URL', 'Home, ftp://example.org'],
    ],
    [
      ['Home-page', 'example.org', 'does not begin'],
      ['Download-URL', 'ftp://example.org', 'scheme "ftp"'],
    ],
  ],
  [
    projectUrl,
    [
      ['Project-URL', 'Home, https://example.org/a,b'],
      ['Project-URL', `${'é'.repeat(32)},https://example.org`],
      ['Project-URL', ' Home , https://example.org '],
    ],
    [
      ['Project-URL', 'https://example.org', 'it has no URL'],
      ['Project-URL', ', https://example.org', 'no label'],
      ['Project-URL', 'Home,', 'no URL'],
      ['Project-URL', `${'é'.repeat(33)}, https://example.org`, '33 characters'],
      ['Project-URL', 'Home, example.org', 'does not begin'],
    ],
  ],
  [
    requirement,
    [
      ['Requires-Dist', "attrs (>=1.0) ; extra == 'x'"],
      ['Requires-Dist', 'attrs @ https://example.org/a.whl'],
      ['Provides-Dist', 'widget (==1.0)'],
      ['Requires', 'anything at all'],
      ['Requires-External', 'libpng (>=1.5)'],
    ],
    [
      ['Requires-Dist', 'attrs 1.0', 'Requires-Dist "attrs 1.0" is no valid requirement'],
      ['Provides-Dist', 'widget (1.0)', 'no valid requirement'],
      ['Obsoletes-Dist', '-x', 'no valid requirement'],
    ],
  ],
  [
    directReference,
    [
      ['Requires-Dist', 'attrs>=1'],
      ['Requires-Dist', 'no requirement @'],
    ],
    [
      ['Requires-Dist', 'attrs @ https://example.org/a.whl', 'names a URL'],
      ['Provides-Dist', 'a@file:///x', 'names a URL'],
      ['Obsoletes-Dist', 'a@git+https://example.org/a', 'names a URL'],
    ],
  ],
  [
    requiresPython,
    [
      ['Requires-Python', '>=3.10, <4'],
      ['Requires-Python', '>=3.10,!=3.11.*,'],
      ['Requires-Python', ''],
    ],
    [
      ['Requires-Python', '3.10', 'no valid version specifier'],
      ['Requires-Python', '>=3.10.*', 'no valid version specifier'],
      ['Requires-Python', '>=3.10 <4', 'no valid version specifier'],
      ['Requires-Python', '>=3,===', 'no valid version specifier'],
    ],
  ],
  [
    providesExtra,
    [
      ['Provides-Extra', 'test'],
      ['Provides-Extra', 'Test_2.x-y'],
    ],
    [
      ['Provides-Extra', 'test extra', 'no valid name'],
      ['Provides-Extra', '_test', 'no valid name'],
      ['Provides-Extra', ':python_version', 'no valid name'],
    ],
  ],
  [
    dynamicField,
    [
      ['Dynamic', 'Requires-Dist'],
      ['Dynamic', 'import-NAME'],
    ],
    [
      ['Dynamic', 'Version', '"Dynamic: Version"'],
      ['Dynamic', 'name', '"Dynamic: name"'],
      ['Dynamic', 'Dynamic', '"Dynamic: Dynamic"'],
      ['Dynamic', 'dependencies', '"Dynamic: dependencies"'],
    ],
  ],
  [
    importName,
    [
      ['Import-Name', 'widget.core; private'],
      ['Import-Name', ''],
      ['Import-Namespace', 'acme'],
    ],
    [
      ['Import-Name', 'my-widget', 'no Python identifier'],
      ['Import-Namespace', 'acme.import', 'Python keyword'],
    ],
  ],
  [
    licenseExpression,
    [
      ['License-Expression', 'mit OR Apache-2.0'],
      ['License', 'Whatever it wants'],
    ],
    [['License-Expression', 'Apache License 2.0', 'no SPDX expression']],
  ],
  [
    licenseFilePath,
    [
      ['License-File', 'LICENSE'],
      ['License-File', 'licenses/MIT.txt'],
      ['License-File', 'a.b'],
    ],
    [
      ['License-File', '../LICENSE', 'has ".."'],
      ['License-File', 'LICENSE*', 'is a pattern'],
      ['License-File', '/LICENSE', 'is not relative'],
      ['License-File', 'C:\\LICENSE', 'is not relative'],
      ['License-File', 'licenses\\MIT.txt', 'shortest form'],
      ['License-File', './LICENSE', 'shortest form'],
      ['License-File', 'licenses//MIT', 'shortest form'],
      ['License-File', 'licenses/', 'shortest form'],
    ],
  ],
  [
    descriptionContentType,
    [
      ['Description-Content-Type', 'text/markdown; charset=UTF-8; variant=GFM'],
      ['Description-Content-Type', 'UNKNOWN'],
    ],
    [
      ['Description-Content-Type', 'text/rst', 'one of'],
      ['Description-Content-Type', 'markdown', 'well-formed'],
    ],
  ],
];

describe.each(CASES.map((each) => [each[0].id, ...each] as const))(
  '%s',
  (_, rule, passes, refused) => {
    test.each(passes)('lets %s: %s pass', (...field) => {
      expect(messagesOf(rule, [field])).toEqual([]);
    });

    test.each(refused)('refuses %s: %s', (name, value, says) => {
      expect(messagesOf(rule, [[name, value]])).toEqual([expect.stringContaining(says)]);
    });

    test("is an error where PyPI's own code runs, and concerns metadata", () => {
      expect([...rule.errorOn].sort()).toEqual(['pypi', 'testpypi']);
      expect(rule.concerns).toBe('metadata');
    });
  },
);

describe('several values at once', () => {
  test('the same Project-URL label twice, as PyPI reads labels', () => {
    const url = 'https://example.org';
    expect(
      messagesOf(projectUrl, [
        ['Project-URL', `Home, ${url}`],
        ['Project-URL', ` Home , ${url}/x`],
      ]),
    ).toEqual([expect.stringContaining('comes twice')]);
    expect(
      messagesOf(projectUrl, [
        ['Project-URL', `Home, ${url}`],
        ['Project-URL', `home, ${url}/x`],
      ]),
    ).toEqual([]);
  });

  test('both License and License-Expression', () => {
    const both: Field[] = [
      ['License', 'MIT'],
      ['License-Expression', 'MIT'],
    ];
    expect(messagesOf(licenseTwice, both)).toHaveLength(1);
    expect(messagesOf(licenseTwice, both.slice(1))).toEqual([]);
    expect(
      messagesOf(licenseTwice, [
        ['License', ''],
        ['License-Expression', 'MIT'],
      ]),
    ).toEqual([]);
    expect(
      messagesOf(licenseTwice, [
        ['License', 'UNKNOWN'],
        ['License-Expression', 'MIT'],
      ]),
    ).toEqual([]);
  });

  test('each wrong one is told', () => {
    const fields = ['a b', 'c', 'd e'].map((value) => ['Requires-Dist', value] as const);
    expect(messagesOf(requirement, fields)).toHaveLength(2);
  });
});
