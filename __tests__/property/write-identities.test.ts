import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'smol-toml';
import { LockDefect } from '../../src/lockfiles/lock-document.ts';
import { writeIdentities } from '../../src/lockfiles/write-identities.ts';
import { tries } from './tries.ts';

/** Pieces of a package, in the layouts that people and tools use. */
const piece = fc.constantFrom(
  'version = "1" # x\n',
  '  index = "https://e.example" \n',
  'marker = """\n[[packages]]\n"""\n',
  '# [[packages]]\n',
  '\n',
  'tool.x = {y = [1, 2]}\n',
  'sdist = { name = "a", hashes = {sha256 = "0"} }\n',
  'wheels = [\n  { name = "b" }, # ]\n\n]\n',
);
const tail = fc.constantFrom(
  '',
  '\n',
  '[[packages.dependencies]]\nname = "x"\n\n',
  '[packages.tool."a.b"]\nc = 1\n',
  '# end\n',
);
const identity = fc.record({
  kind: fc.string({ unit: 'grapheme' }),
  repository: fc.string(),
  number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
});
const identities = fc.array(identity, { maxLength: 3 });
const entry = fc.tuple(fc.uniqueArray(piece, { maxLength: 5 }), tail);

const text = fc
  .tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([entries, isWindows]) => {
    const packages = entries.map(
      ([pieces, end], index) => `[[packages]]\nname = "p${index}"\n${pieces.join('')}${end}`,
    );
    const whole = `lock-version = "1.0"\n${packages.join('')}`;
    return isWindows ? whole.replaceAll('\n', '\r\n') : whole;
  });

test('identities are read back, and taking them away gives every byte back', () => {
  fc.assert(
    fc.property(text, fc.array(identities), (whole, each) => {
      const wanted = ({ name }: { readonly name: string }) => each[Number(name.slice(1))];
      const written = writeIdentities('pylock.toml', whole, wanted);
      const { packages } = parse(written) as { packages: { [key: string]: unknown }[] };
      for (const [index, found] of packages.entries()) {
        const expected = each[index] ?? [];
        expect(JSON.stringify(found['attestation-identities'] ?? [])).toBe(
          JSON.stringify(expected),
        );
      }
      expect(writeIdentities('pylock.toml', written, () => [])).toBe(whole);
      const again = writeIdentities('pylock.toml', written, wanted);
      expect(again).toBe(written);
    }),
    tries(300),
  );
});

test('any text is written to or refused', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, tail, fc.string())), (parts) => {
      try {
        writeIdentities('pylock.toml', parts.join(''), () => [{ kind: 'x' }]);
      } catch (error) {
        if (!(error instanceof LockDefect)) throw error;
      }
    }),
    tries(300),
  );
});
