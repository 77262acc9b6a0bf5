import { expect, test } from '@jest/globals';
import { newestRelease, withPin } from '../../scripts/refresh-pins.ts';
import { ACTION_PINS, pinned } from '../../src/workflows/release/action-pins.ts';

const commit = (digit: string) => digit.repeat(40);

test('the newest release is one by number, of an annotated tag its commit', () => {
  const listing = [
    `${commit('1')}\trefs/tags/v4`,
    `${commit('2')}\trefs/tags/v4.9.0`,
    `${commit('3')}\trefs/tags/v4.10.0`,
    `${commit('4')}\trefs/tags/v4.10.0^{}`,
    `${commit('5')}\trefs/tags/v5.0.0-beta.1`,
    `${commit('6')}\trefs/tags/release/v9.0.0`,
    '',
  ].join('\n');
  expect(newestRelease(listing)).toEqual({ version: 'v4.10.0', commit: commit('4') });
  expect(newestRelease('')).toBeUndefined();
});

test('a pin is exchanged in the table and in workflows, and nothing else', () => {
  const old = ACTION_PINS.checkout;
  const table = `  checkout: {\n    repository: '${old.repository}',\n    commit: '${old.commit}',\n    version: '${old.version}',\n  },`;
  const workflow = `- uses: ${pinned(old)}\n- uses: other/action@${old.commit} # ${old.version}\n`;
  const pin = { commit: commit('9'), version: 'v99.0.1' };
  expect(withPin(table, old, pin)).toBe(
    table.replace(old.commit, pin.commit).replace(old.version, pin.version),
  );
  expect(withPin(workflow, old, pin)).toBe(
    `- uses: ${pinned({ ...old, ...pin })}\n- uses: other/action@${old.commit} # ${old.version}\n`,
  );
});
