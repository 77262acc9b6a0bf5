import { describe, expect, test } from '@jest/globals';
import type { Distribution } from '../../../../../src/packaging/distribution.ts';
import { sample } from '../../../../../src/packaging/distribution-contents.ts';
import { entryPoints } from '../../../../../src/preflight/rules/files/entry-points.ts';
import { fileSize, fileSizeLimit } from '../../../../../src/preflight/rules/files/file-size.ts';
import { forbiddenContent } from '../../../../../src/preflight/rules/files/forbidden-content.ts';
import {
  newerPlatformTag,
  platformTag,
} from '../../../../../src/preflight/rules/files/platform-tag.ts';
import { wheelTags, wheelVersion } from '../../../../../src/preflight/rules/files/wheel-file.ts';
import { recordHash, wheelRecord } from '../../../../../src/preflight/rules/files/wheel-record.ts';
import { licenseFileMissing } from '../../../../../src/preflight/rules/metadata/license-file-missing.ts';
import { projectSpelling } from '../../../../../src/preflight/rules/release/project-spelling.ts';
import {
  makeDistribution,
  makeWheelContents,
  SDIST,
  SOUND_RECORD,
  WHEEL,
} from '../../../distributions.ts';
import { messages, messagesOf } from '../../metadata-findings.ts';

const TAGS = ['py3-none-any'];

describe('platform tags', () => {
  test.each([
    ...['any', 'win32', 'win_amd64', 'win_arm64', 'win_ia64', 'linux_armv6l', 'linux_armv7l'],
    ...['manylinux1_i686', 'manylinux2010_x86_64', 'manylinux2014_s390x', 'manylinux2014_ppc64'],
    ...['manylinux_2_17_x86_64', 'manylinux_2_39_riscv64', 'manylinux_2_17_ppc64'],
    ...['musllinux_1_2_aarch64', 'macosx_10_9_universal2', 'macosx_10_99_x86_64'],
    ...['macosx_11_0_arm64', 'macosx_15_0_fat3', 'macosx_26_0_arm64', 'ios_13_0_arm64_iphoneos'],
    ...['ios_13_0_x86_64_iphonesimulator', 'android_21_arm64_v8a', 'pyemscripten_2026_0_wasm32'],
    ...['manylinux_2_17_x86_64.manylinux2014_x86_64', 'MacOSX_11_0_ARM64'],
  ])('%s is accepted', (tag) => {
    expect(platformsOf(tag)).toEqual([]);
  });

  test.each([
    ...['linux_x86_64', 'linux_aarch64', 'manylinux1_aarch64', 'manylinux2014_riscv64', 'win'],
    ...['manylinux_2_x86_64', 'manylinux_2_17_mips', 'musllinux_1_2_ppc64', 'macosx_11_1_arm64'],
    ...['macosx_16_0_arm64', 'macosx_11_0_fat32', 'macosx_9_0_ppc', 'macosx_26_1_arm64'],
    ...[
      'pyodide_2024_0_wasm32',
      'emscripten_4_0_9_wasm32',
      'wasi_0_0_0_wasm32',
      'freebsd_14_amd64',
    ],
    ...['ios_13_0_arm64', 'android_21_mips', 'xany', 'any_any'],
  ])('%s is not accepted', (tag) => {
    expect(platformsOf(tag)).toEqual([expect.stringContaining(`platform tag ${tag} `)]);
  });

  test('each platform of a compressed tag counts, once', () => {
    expect(platformsOf('manylinux2014_x86_64.linux_x86_64', 'py2.py3')).toEqual([
      expect.stringContaining('linux_x86_64'),
    ]);
  });

  test('a macOS to come is a warning', () => {
    const wheel = makeDistribution('widget-1.0-py3-none-macosx_27_0_arm64.whl');
    expect(messages(platformTag, [wheel])).toEqual([]);
    expect(messages(newerPlatformTag, [wheel])).toHaveLength(1);
    expect(newerPlatformTag.errorOn).toEqual([]);
  });

  test('sdists have none', () => {
    expect(messages(platformTag, [makeDistribution(SDIST)])).toEqual([]);
  });
});

function platformsOf(platform: string, python = 'py3'): string[] {
  return messages(platformTag, [makeDistribution(`widget-1.0-${python}-none-${platform}.whl`)]);
}

describe('RECORD', () => {
  const recordOf = (change: Partial<typeof SOUND_RECORD>) => {
    const wheel = makeWheelContents(TAGS, { record: { ...SOUND_RECORD, ...change } });
    return makeDistribution(WHEEL, { contents: { missingLicenseFiles: [], forbidden: [], wheel } });
  };

  test.each([
    ['its RECORD is not UTF-8', { defect: 'is not UTF-8' }],
    ['its RECORD does not list a, b', { unlisted: sample(['a', 'b']) }],
    ['its RECORD lists, though they are not there, a', { absent: sample(['a']) }],
    ['its RECORD has other hashes or sizes of a', { changed: sample(['a']) }],
    [
      'its RECORD has other hashes or sizes of a, b, c, d, e and 2 more',
      { changed: sample(['a', 'b', 'c', 'd', 'e', 'f', 'g']) },
    ],
  ])('refused: %s', (says, change) => {
    expect(messages(wheelRecord, [recordOf(change)])).toEqual([says]);
  });

  test('is sound, or of an sdist', () => {
    expect(messages(wheelRecord, [recordOf({}), makeDistribution(SDIST)])).toEqual([]);
    expect(messages(recordHash, [recordOf({}), makeDistribution(SDIST)])).toEqual([]);
  });

  test('without hashes is a warning', () => {
    const wheel = recordOf({ unhashed: sample(['a']) });
    expect(messages(wheelRecord, [wheel])).toEqual([]);
    expect(messages(recordHash, [wheel])).toEqual(['its RECORD has no SHA-256 or better of a']);
    expect(recordHash.errorOn).toEqual([]);
  });
});

describe('WHEEL', () => {
  const wheelWith = (change: object, filename = WHEEL) =>
    makeDistribution(filename, {
      contents: { missingLicenseFiles: [], forbidden: [], wheel: makeWheelContents(TAGS, change) },
    });

  test('has the tags of the file name', () => {
    expect(messages(wheelTags, [wheelWith({}), makeDistribution(SDIST)])).toEqual([]);
    expect(messages(wheelTags, [wheelWith({ tags: ['py2-none-any', ...TAGS] })])).toEqual([
      expect.stringContaining('py2-none-any'),
    ]);
    expect(messages(wheelTags, [wheelWith({}, 'widget-1.0-py2.py3-none-any.whl')])).toHaveLength(1);
    expect(wheelTags.errorOn).toEqual([]);
  });

  test.each(['1.0', '1.9'])('may have the Wheel-Version %s', (version) => {
    expect(messages(wheelVersion, [wheelWith({ wheelVersion: version })])).toEqual([]);
  });

  test.each(['2.0', 'x', undefined])('must not have the Wheel-Version %s', (version) => {
    expect(messages(wheelVersion, [wheelWith({ wheelVersion: version })])).toHaveLength(1);
    expect(wheelVersion.errorOn).toEqual([]);
  });

  test('goes with entry points that are valid', () => {
    expect(messages(entryPoints, [wheelWith({}), makeDistribution(SDIST)])).toEqual([]);
    const invalid = wheelWith({ entryPointsDefect: 'is not UTF-8' });
    expect(messages(entryPoints, [invalid])).toEqual(['its entry_points.txt is not UTF-8']);
    expect(entryPoints.errorOn).toEqual(['pypi', 'testpypi']);
  });
});

describe('forbidden content', () => {
  const withContent = (forbidden: Distribution['contents']['forbidden']) =>
    makeDistribution(SDIST, {
      contents: { missingLicenseFiles: [], forbidden, wheel: undefined },
    });

  test.each([
    ['PyArmor', 'a.py is encrypted by PyArmor'],
    ['SourceDefender', 'a.py is encrypted by SourceDefender'],
    ['token', 'a.py has an API token of PyPI in it'],
  ] as const)('%s', (kind, says) => {
    expect(messages(forbiddenContent, [withContent([{ path: 'a.py', kind }])])).toEqual([
      expect.stringContaining(says),
    ]);
  });

  test('none', () => {
    expect(messages(forbiddenContent, [withContent([])])).toEqual([]);
    expect(forbiddenContent.errorOn).toEqual(['pypi', 'testpypi']);
  });
});

describe('licence files', () => {
  const missing = {
    contents: { missingLicenseFiles: ['gone', '../x'], forbidden: [], wheel: undefined },
  };
  const fields = [
    ['License-File', 'LICENSE'],
    ['License-File', 'gone'],
    ['License-File', '../x'],
  ] as const;

  test('must be there; their paths are another rule', () => {
    expect(messagesOf(licenseFileMissing, fields, '2.4', missing)).toEqual([
      expect.stringContaining('"gone"'),
    ]);
  });

  test('count from Metadata-Version 2.4 on', () => {
    expect(messagesOf(licenseFileMissing, fields, '2.3', missing)).toEqual([]);
    expect(messagesOf(licenseFileMissing, fields, '2.6', missing)).toHaveLength(1);
  });
});

describe('file sizes', () => {
  const MEBIBYTE = 1024 * 1024;

  test.each([
    [100 * MEBIBYTE, [], []],
    [100 * MEBIBYTE + 1, ['101 MiB'], []],
    [1024 * MEBIBYTE, ['1024 MiB'], []],
    [1024 * MEBIBYTE + 1, [], ['1025 MiB']],
  ])('%d bytes', (size, warns, refuses) => {
    const file = makeDistribution(SDIST, { size });
    const containing = (texts: readonly string[]) =>
      texts.map((text) => expect.stringContaining(text));
    expect(messages(fileSize, [file])).toEqual(containing(warns));
    expect(messages(fileSizeLimit, [file])).toEqual(containing(refuses));
    expect(messages(fileSizeLimit, [file], 'other')).toEqual([]);
    expect(messages(fileSize, [file], 'other')).toEqual([]);
  });

  test('only the higher limit is certain', () => {
    expect(fileSize.errorOn).toEqual([]);
    expect(fileSizeLimit.errorOn).toContain('testpypi');
  });
});

describe("spellings of a project's name", () => {
  test('two among the files of one project', () => {
    const files = [makeDistribution(SDIST, { name: 'Widget' }), makeDistribution(WHEEL)];
    expect(messages(projectSpelling, files)).toEqual([expect.stringContaining('Widget, widget')]);
    expect(projectSpelling.errorOn).toEqual([]);
  });

  test('not of two projects', () => {
    const other = makeDistribution('gadget-1.0.tar.gz', { name: 'Gadget', project: 'gadget' });
    expect(messages(projectSpelling, [makeDistribution(SDIST), other])).toEqual([]);
  });
});
