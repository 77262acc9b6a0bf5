import { describe, expect, test } from '@jest/globals';
import { readLicenseExpression } from '../../../src/packaging/license-expression.ts';

describe('licence expressions', () => {
  test.each([
    ['MIT', 'MIT'],
    ['mit', 'MIT'],
    ['apache-2.0 or bsd-3-clause', 'Apache-2.0 OR BSD-3-Clause'],
    [' ( MIT )  and (GPL-2.0+ OR 0bsd)', '(MIT) AND (GPL-2.0+ OR 0BSD)'],
    [
      'gpl-2.0-or-later with classpath-exception-2.0',
      'GPL-2.0-or-later WITH Classpath-exception-2.0',
    ],
    ['licenseref-Own.1 AND MIT', 'LicenseRef-Own.1 AND MIT'],
    ['(((MIT)))', '(((MIT)))'],
  ])('%j is %j', (text, expression) => {
    expect(readLicenseExpression(text)).toEqual({ expression });
  });

  test.each([
    ['', 'not well formed'],
    ['  ', 'not well formed'],
    ['MIT OR', 'not well formed'],
    ['OR MIT', 'not well formed'],
    ['MIT BSD-3-Clause', 'not well formed'],
    ['MIT (0BSD)', 'not well formed'],
    ['(MIT', 'not well formed'],
    ['MIT)', 'not well formed'],
    [')MIT(', 'not well formed'],
    ['()', 'not well formed'],
    ['MIT WITH', 'not well formed'],
    ['(MIT) WITH Classpath-exception-2.0', 'not well formed'],
    ['MIT WITH (Classpath-exception-2.0)', 'not well formed'],
    ['MIT WITH Classpath-exception-2.0 WITH Classpath-exception-2.0', 'not well formed'],
    ['BSD', '"BSD" is no licence'],
    ['Apache 2.0', 'not well formed'],
    ['MIT/X11', '"MIT/X11" is no licence'],
    ['MIT WITH MIT', '"MIT" is no exception'],
    ['Classpath-exception-2.0', '"Classpath-exception-2.0" is no licence'],
    ['LicenseRef-a_b', '"LicenseRef-a_b" is no LicenseRef-'],
    ['LicenseRef-', '"LicenseRef-" is no LicenseRef-'],
    ['LicenseRef-x+', '"LicenseRef-x+" is no LicenseRef-'],
    ['+', '"+" is no licence'],
    ['MIT++', '"MIT++" is no licence'],
    ['__proto__', '"__proto__" is no licence'],
  ])('%j is not valid', (text, why) => {
    expect(readLicenseExpression(text).defect).toContain(why);
  });
});
