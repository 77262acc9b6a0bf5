import { describe, expect, test } from '@jest/globals';
import { CLASSIFIERS_DATE } from '../../../../../src/packaging/lists/classifiers.ts';
import {
  deprecatedClassifier,
  misspelledClassifier,
  privateClassifier,
  unknownClassifier,
} from '../../../../../src/preflight/rules/metadata/classifier.ts';
import { messagesOf } from '../../metadata-findings.ts';

const RULES = {
  deprecated: deprecatedClassifier,
  private: privateClassifier,
  misspelled: misspelledClassifier,
  unknown: unknownClassifier,
};

describe('classifiers', () => {
  test.each([
    ['Programming Language :: Python :: 3', {}],
    ['License :: OSI Approved :: MIT License', {}],
    ['UNKNOWN', {}],
    ['', {}],
    ['Natural Language :: Ukranian', { deprecated: 'use Natural Language :: Ukrainian' }],
    ['License :: OSI Approved :: Jabber Open Source License', { deprecated: 'no successor' }],
    ['Private :: Do Not Upload', { private: 'so that the index refuses it' }],
    ['private :: x', { private: 'so that the index refuses it' }],
    [
      'License :: OSI Approved :: MIT license',
      { misspelled: 'License :: OSI Approved :: MIT License' },
    ],
    ['Programming Language::Python::3', { misspelled: 'Programming Language :: Python :: 3' }],
    ['Programming Language :: Python :: 3 ', { misspelled: 'Programming Language :: Python :: 3' }],
    ['Programming Language :: Python :: 9.99', { unknown: CLASSIFIERS_DATE }],
    ['Development Status', { unknown: CLASSIFIERS_DATE }],
  ])('%j', (name, says) => {
    for (const [key, rule] of Object.entries(RULES)) {
      const wanted = Object.entries(says).filter(([each]) => each === key);
      expect(messagesOf(rule, [['Classifier', name]])).toEqual(
        wanted.map(([, text]) => expect.stringContaining(text)),
      );
    }
  });

  test('only what PyPI may have learnt since is a warning', () => {
    expect(unknownClassifier.errorOn).toEqual([]);
    for (const rule of [deprecatedClassifier, privateClassifier, misspelledClassifier]) {
      expect(rule.errorOn).toContain('pypi');
    }
  });
});
