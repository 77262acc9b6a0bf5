import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sigstore, startSigstore } from '../../../sandbox/sigstore/sigstore.ts';
import { PublishError } from '../../../src/errors.ts';
import { instanceFromTrustConfig } from '../../../src/sigstore/sigstore-instance.ts';
import { createAttestationVerifier } from '../../../src/sigstore/verify/attestation-verifier.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { type Json, type JsonPath, pathsOf, withValueAt } from '../attestation/json-paths.ts';

const NOW = Date.parse('2026-09-01T12:00:00Z');
const CHOICE = { rekorApiVersions: [1] as const, now: NOW };
const CONFIG = 'signingConfig';

let sigstore: Sigstore;
let good: Json;

beforeAll(async () => {
  sigstore = await startSigstore({ jwks: { keys: [] }, now: () => NOW });
  good = sigstore.trustConfig as Json;
});

afterAll(() => sigstore.close());

describe('a trust config', () => {
  test('says where to ask, where to log and whom to believe', () => {
    const instance = read(good);
    expect(instance).toMatchObject({
      fulcioUrl: sigstore.fulcio.url,
      rekorUrl: sigstore.rekor.url,
    });
    expect(instance.trustedRoot.tlogs).toHaveLength(1);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['an empty object', '{}'],
    ['HTML', '<html>'],
  ])('is not %s', async (_, text) => {
    const error = await publishErrorOf(() => instanceFromTrustConfig(text, 'a/trust.json', CHOICE));
    expect(error.code).toBe('invalid-trust-config');
    expect(error.message).toMatch(/^a\/trust\.json is no Sigstore ClientTrustConfig: /);
  });

  test.each<[JsonPath]>([
    [['mediaType']],
    [['trustedRoot']],
    [['trustedRoot', 'certificateAuthorities']],
    [['trustedRoot', 'ctlogs']],
    [['trustedRoot', 'tlogs']],
    [[CONFIG]],
    [[CONFIG, 'mediaType']],
    [[CONFIG, 'caUrls']],
    [[CONFIG, 'rekorTlogUrls']],
    [[CONFIG, 'caUrls', 0, 'url']],
    [[CONFIG, 'caUrls', 0, 'majorApiVersion']],
    [[CONFIG, 'caUrls', 0, 'validFor']],
    [[CONFIG, 'rekorTlogUrls', 0, 'validFor', 'start']],
  ])('needs %j', async (path) => {
    for (const replacement of [undefined, null, 7, 'x', [7], []]) {
      const error = await publishErrorOf(() => read(withValueAt(good, path, replacement)));
      expect(error.code).toBe('invalid-trust-config');
    }
  });

  test('never ends in an error of another kind, whatever is changed in it', () => {
    let refused = 0;
    const odd: (Json | undefined)[] = [undefined, null, 0, -1, '', 'x', '====', [], [null], {}];
    for (const path of pathsOf(good)) {
      for (const replacement of odd) {
        const result = attempt(withValueAt(good, path, replacement));
        if (result === undefined) continue;
        expect(result).toBeInstanceOf(PublishError);
        expect(result).toMatchObject({ code: 'invalid-trust-config' });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});

describe('of several services', () => {
  const service = (name: string, start: string, end?: string, majorApiVersion = 1) => ({
    url: `https://${name}.example`,
    majorApiVersion,
    validFor: { start, ...(end === undefined ? {} : { end }) },
    operator: 'sandbox',
  });

  test.each([
    [
      'the one that started last',
      [
        service('old', '2021-01-01T00:00:00Z'),
        service('new', '2025-01-01T00:00:00Z'),
        service('middle', '2023-01-01T00:00:00Z'),
      ],
      'new',
    ],
    [
      'not one that has not started',
      [service('now', '2021-01-01T00:00:00Z'), service('soon', '2026-09-01T12:00:01Z')],
      'now',
    ],
    [
      'not one that has ended',
      [
        service('now', '2021-01-01T00:00:00Z'),
        service('ended', '2022-01-01T00:00:00Z', '2026-09-01T11:59:59Z'),
      ],
      'now',
    ],
    [
      'one that ends later',
      [service('now', '2021-01-01T00:00:00Z', '2026-09-01T12:00:00Z')],
      'now',
    ],
    [
      'the one with the version that the index takes',
      [service('v1', '2021-01-01T00:00:00Z'), service('v2', '2025-01-01T00:00:00Z', undefined, 2)],
      'v1',
    ],
  ])('%s is taken', (_, services, name) => {
    const url = `https://${name}.example`;
    expect(read(withValueAt(good, [CONFIG, 'rekorTlogUrls'], services)).rekorUrl).toBe(url);
    expect(read(withValueAt(good, [CONFIG, 'caUrls'], services)).fulcioUrl).toBe(url);
  });

  test('the version is a choice of the index', () => {
    const services = [
      service('v1', '2021-01-01T00:00:00Z'),
      service('v2', '2025-01-01T00:00:00Z', undefined, 2),
    ];
    const authority = service('tsa', '2021-01-01T00:00:00Z');
    const both = withValueAt(good, [CONFIG, 'rekorTlogUrls'], services);
    const text = JSON.stringify(withValueAt(both, [CONFIG, 'tsaUrls'], [authority]));
    for (const versions of [[2], [2, 1]] as const) {
      const choice = { ...CHOICE, rekorApiVersions: versions };
      expect(instanceFromTrustConfig(text, 'x', choice)).toMatchObject({
        rekorUrl: 'https://v2.example',
        rekorApiVersion: 2,
        timestampUrls: [authority.url],
      });
    }
    const first = instanceFromTrustConfig(text, 'x', { ...CHOICE, rekorApiVersions: [1, 2] });
    expect(first).toMatchObject({ rekorUrl: 'https://v1.example', timestampUrls: [] });
  });

  test('a Rekor v2 log is used where an index accepts its entries and there is no other', () => {
    const log = service('v2', '2025-01-01T00:00:00Z', undefined, 2);
    const config = withValueAt(good, [CONFIG, 'rekorTlogUrls'], [log]);
    const authorities = ['a', 'b', 'c'].map((name, at) =>
      service(name, `202${at}-01-01T00:00:00Z`),
    );
    const choice = { ...CHOICE, rekorApiVersions: [1, 2] as const };
    const urls = (tsaConfig: Json) => {
      const withAuthorities = withValueAt(config, [CONFIG, 'tsaUrls'], authorities);
      const text = JSON.stringify(withValueAt(withAuthorities, [CONFIG, 'tsaConfig'], tsaConfig));
      return instanceFromTrustConfig(text, 'x', choice).timestampUrls.map((url) => url.at(8));
    };
    expect(urls({ selector: 'ANY' })).toEqual(['c']);
    expect(urls({ selector: 'ALL' })).toEqual(['c', 'b', 'a']);
    expect(urls({ selector: 'EXACT', count: 2 })).toEqual(['c', 'b']);
    expect(() => urls({ selector: 'EXACT', count: 4 })).toThrow('no timestamp authority');
    expect(() => instanceFromTrustConfig(JSON.stringify(config), 'x', choice)).toThrow(
      'no timestamp authority',
    );
  });

  test.each([
    ['caUrls', 'Fulcio'],
    ['rekorTlogUrls', 'Rekor'],
  ])('none of %s is an error that says so', async (kind, name) => {
    const ended = service('x', '2021-01-01T00:00:00Z', '2022-01-01T00:00:00Z');
    const unclear = service('x', 'tomorrow');
    const v2 = service('x', '2021-01-01T00:00:00Z', undefined, 2);
    for (const services of [[], [ended], [unclear], [v2], [ended, v2]]) {
      const error = await publishErrorOf(() => read(withValueAt(good, [CONFIG, kind], services)));
      expect(error.code).toBe('invalid-trust-config');
      expect(error.message).toContain(name);
    }
  });
});

const read = (config: Json) => instanceFromTrustConfig(JSON.stringify(config), 'x', CHOICE);

/** What reading and using a config throws; undefined where it can be used. */
function attempt(config: Json): unknown {
  try {
    createAttestationVerifier(read(config).trustedRoot);
    return undefined;
  } catch (error) {
    return error;
  }
}
